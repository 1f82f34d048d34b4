import { issue } from '../core/issue.js';
import { checkRow, checkRows, checkScore, refuseFaults, whereKnown } from '../core/row-check.js';

/** A contact of the decision chain (决策链) with a satisfaction, unknown where nobody asked. */
export interface ChainContact<Level extends string = string> {
  readonly id: string;
  readonly level: Level;
  readonly satisfaction: number | null | undefined;
}

const checkContacts = /* @__PURE__ */ checkRows(
  'a list of contacts',
  /* @__PURE__ */ checkRow<Pick<ChainContact, 'satisfaction'>>('a contact { id, level, satisfaction }', {
    satisfaction: /* @__PURE__ */ whereKnown(checkScore),
  }),
);

/** One level of the decision chain. */
export interface ChainLevel<Level extends string = string> {
  readonly level: Level;
  readonly contacts: number;
  /** The lowest known satisfaction: a chain is as strong as its weakest contact. */
  readonly satisfaction: number | null;
  /** `missing` nobody known there, `unknown` nobody asked. */
  readonly status: 'satisfied' | 'unsatisfied' | 'unknown' | 'missing';
}

/**
 * The decision chain level by level: leader, middle, staff or whatever the practice names. It holds only where every
 * level is satisfied; a level without a contact is a gap.
 *
 * @param levels - all levels that have to be won, in order
 * @param threshold - least satisfaction that counts as satisfied, in the contacts' own scale
 * @throws InputError `type` for a satisfaction that is no finite number, `empty` for no levels, `unknownReference` for a level that is not
 * among them
 * @example
 * decisionChain([], ['leader'], 6).gaps //=> ['leader']
 */
export function decisionChain<const Level extends string>(
  contacts: readonly ChainContact<NoInfer<Level>>[],
  levels: readonly Level[],
  threshold: number,
): {
  readonly holds: boolean;
  readonly levels: readonly ChainLevel<Level>[];
  readonly gaps: readonly Level[];
  readonly unsatisfied: readonly Level[];
} {
  refuseFaults([...checkScore(threshold, ['threshold']), ...checkContacts(contacts, ['contacts'])]);
  refuseFaults([
    ...(levels.length === 0 ? [issue('empty', ['levels'], 'at least one level', levels)] : []),
    ...contacts.flatMap(({ level }, at) =>
      levels.includes(level)
        ? []
        : [issue('unknownReference', ['contacts', at, 'level'], `one of ${levels.join(', ')}`, level)],
    ),
  ]);
  const rows = levels.map((level): ChainLevel<Level> => {
    const own = contacts.filter((contact) => contact.level === level);
    const known = own.flatMap(({ satisfaction }) => satisfaction ?? []);
    const satisfaction = known.length === 0 ? null : Math.min(...known);
    const asked = satisfaction === null ? 'unknown' : satisfaction >= threshold ? 'satisfied' : 'unsatisfied';
    return { level, contacts: own.length, satisfaction, status: own.length === 0 ? 'missing' : asked };
  });
  const having = (status: ChainLevel['status']): readonly Level[] =>
    rows.filter((row) => row.status === status).map(({ level }) => level);
  return {
    holds: rows.every(({ status }) => status === 'satisfied'),
    levels: rows,
    gaps: having('missing'),
    unsatisfied: having('unsatisfied'),
  };
}

/** One tie of a relationship triangle; unknown where nobody can tell. */
export interface Tie<Party extends string = string> {
  readonly between: readonly [Party, Party];
  readonly good: boolean | null | undefined;
}

const checkTies = /* @__PURE__ */ checkRows(
  'a list of ties',
  /* @__PURE__ */ checkRow<Pick<Tie, 'between'>>('a tie { between, good }', {
    between: /* @__PURE__ */ checkRows('two parties', () => []),
  }),
);

/**
 * The relationship triangle (三角客情): operator, customer and the customer's own system integrator. Closed only where
 * every tie is known to be good.
 *
 * @returns the ties that are missing, unknown or not good, by name
 * @throws InputError `unknownReference` for a tie of another party, `duplicate` for two ties of the same pair
 */
export function relationshipTriangle<const Party extends string>(
  parties: readonly [Party, Party, Party],
  ties: readonly Tie<NoInfer<Party>>[],
): { readonly closed: boolean; readonly weak: readonly Tie<Party>[] } {
  const pairOf = ({ between }: Tie<Party>): string => JSON.stringify([...between].sort());
  refuseFaults(checkTies(ties, ['ties']));
  refuseFaults(
    ties.flatMap((tie, at) => [
      ...tie.between.flatMap((party, side) =>
        parties.includes(party)
          ? []
          : [issue('unknownReference', ['ties', at, 'between', side], `one of ${parties.join(', ')}`, party)],
      ),
      ...(ties.findIndex((other) => pairOf(other) === pairOf(tie)) === at
        ? []
        : [issue('duplicate', ['ties', at, 'between'], 'every pair once', tie.between.join(', '))]),
    ]),
  );
  const [a, b, c] = parties;
  const pairs: readonly (readonly [Party, Party])[] = [
    [a, b],
    [b, c],
    [a, c],
  ];
  const weak = pairs.flatMap(([one, other]): Tie<Party>[] => {
    const tie = ties.find(({ between }) => between.includes(one) && between.includes(other));
    return tie?.good === true ? [] : [{ between: [one, other], good: tie?.good ?? null }];
  });
  return { closed: weak.length === 0, weak };
}
