import { parseDecimal, readDecimal } from '../core/decimal.js';
import { InputError } from '../core/errors.js';
import { type Issue, issue, type Path } from '../core/issue.js';
import type { Label } from '../core/label.js';

/**
 * One level of an approval chain, lowest first: it decides whatever is not above `upTo`. Only the last may be open. The figure
 * may be a discount in per cent, an amount, months: whatever the policy measures.
 */
export interface ApprovalLevel<Id extends string = string> {
  readonly id: Id;
  readonly label?: Label | undefined;
  /** Inclusive; decimal text or whole number. Missing: no limit. */
  readonly upTo?: string | number | undefined;
  /** Working days that this level needs for its answer. */
  readonly leadWorkingDays: number;
}

/** Who has to approve something. */
export type ApprovalNeed<Id extends string = string> =
  | {
      readonly decidedBy: Id;
      /** Everyone who signs, lowest first; the last decides. */
      readonly chain: readonly Id[];
      /** The levels sign one after the other. */
      readonly leadWorkingDays: number;
    }
  | { readonly decidedBy: null; readonly because: 'aboveEveryLevel'; readonly highest: string };

/** A ladder of levels, lowest first: either only the deciding one signs, or every level up to it in turn. */
export interface ApprovalLadder<Id extends string = string> {
  readonly levels: readonly {
    readonly id: Id;
    /** Working days that this level needs for its answer; missing is unknown, never none. */
    readonly leadWorkingDays?: number | undefined;
  }[];
  readonly chain: 'single' | 'sequential';
}

/** Who signs for one request of one requester. */
export type ApprovalAnswer<Id extends string = string> =
  | { readonly kind: 'within' }
  | {
      readonly kind: 'needs';
      /** The level that decides. */
      readonly level: Id;
      /** Who signs, lowest first. */
      readonly chain: readonly Id[];
      /** Levels between requester and decider that are not asked. */
      readonly skipped: readonly Id[];
      /** Of all who sign, one after the other; `null` where one of them is unknown. */
      readonly leadWorkingDays: number | null;
    }
  | { readonly kind: 'beyond' };

/**
 * The first band that a figure falls into: `upTo` is inclusive, `below` exclusive, a band without a bound takes the rest. So a
 * boundary has exactly one owner, the one that the policy names.
 *
 * @param against how the figure compares with a bound: below 0, 0 or above 0, in whatever exact arithmetic the figure has
 */
export function bandReached<
  Bound,
  Band extends { readonly upTo?: Bound | undefined; readonly below?: Bound | undefined },
>(bands: readonly Band[], against: (bound: Bound) => number): Band | undefined {
  return bands.find(({ upTo, below }) => {
    if (upTo !== undefined) return against(upTo) <= 0;
    return below === undefined || against(below) < 0;
  });
}

/**
 * Who has to sign, given the level that a band names and the requester's own.
 *
 * @param level the level that decides on the figure; `null`: nobody may
 * @param requester the requester's level, which signs nothing itself; missing: nobody in particular
 * @param raised whether the requester's own authority does not reach for another reason (a budget used up), so that the next
 * level decides at least
 * @example
 * const levels = [{ id: 'manager' }, { id: 'head', leadWorkingDays: 1 }, { id: 'city', leadWorkingDays: 2 }] as const;
 * whoSigns({ levels, chain: 'single' }, 'city', 'manager', false)
 * //=> { kind: 'needs', level: 'city', chain: ['city'], skipped: ['head'], leadWorkingDays: 2 }
 */
export function whoSigns<Id extends string>(
  { levels, chain }: ApprovalLadder<Id>,
  level: Id | null,
  requester: Id | undefined,
  raised: boolean,
): ApprovalAnswer<Id> {
  if (level === null) return { kind: 'beyond' };
  const own = levels.findIndex(({ id }) => id === requester);
  const needed = levels.findIndex(({ id }) => id === level);
  const deciding = raised ? Math.max(needed, own + 1) : needed;
  const decider = levels[deciding];
  if (decider === undefined) return { kind: 'beyond' };
  if (deciding <= own) return { kind: 'within' };
  const between = levels.slice(own + 1, deciding);
  const signing = chain === 'single' ? [decider] : [...between, decider];
  const idsOf = (of: typeof between) => of.map(({ id }) => id);
  return {
    kind: 'needs',
    level: decider.id,
    chain: idsOf(signing),
    skipped: chain === 'single' ? idsOf(between) : [],
    leadWorkingDays: leadTimeOf(signing),
  };
}

/** Working days that levels need one after the other; `null` where one of them is unknown. */
function leadTimeOf(signing: ApprovalLadder['levels']): number | null {
  return signing.reduce<number | null>(
    (sum, { leadWorkingDays }) => (sum === null || leadWorkingDays === undefined ? null : sum + leadWorkingDays),
    0,
  );
}

/** The faults of an approval chain, with paths below `path`: at least one level, bounds that rise, only the last one open. */
export function checkApprovalChain(levels: readonly ApprovalLevel[], path: Path = []): readonly Issue[] {
  if (levels.length === 0) return [issue('empty', path, 'at least one level', levels)];
  const seen = new Set<string>();
  return levels.flatMap((level, at) => {
    const issues: Issue[] = [];
    if (seen.has(level.id)) issues.push(issue('duplicate', [...path, at, 'id'], 'an id of its own', level.id));
    seen.add(level.id);
    if (!(Number.isSafeInteger(level.leadWorkingDays) && level.leadWorkingDays >= 0)) {
      issues.push(issue('range', [...path, at, 'leadWorkingDays'], '0 or more working days', level.leadWorkingDays));
    }
    const boundAt = [...path, at, 'upTo'];
    const bound = readDecimal(level.upTo);
    if (level.upTo === undefined) {
      if (at < levels.length - 1)
        issues.push(issue('missing', boundAt, 'a bound, as only the last level is open', undefined));
      return issues;
    }
    if (bound === undefined) return [...issues, issue('format', boundAt, 'a decimal text or whole number', level.upTo)];
    const below = at === 0 ? undefined : readDecimal(levels[at - 1]?.upTo);
    if (below !== undefined && !bound.greaterThan(below)) {
      issues.push(issue('order', boundAt, `more than ${below.toFixed()}`, level.upTo));
    }
    return issues;
  });
}

/**
 * Decides which level of an approval chain has to approve a figure.
 *
 * @param levels lowest first, as {@link checkApprovalChain} accepts them
 * @param figure decimal text or whole number, in the unit of the bounds
 * @throws InputError with the faults of the chain, or `format` for the figure
 * @example
 * approvalNeeded([{ id: 'manager', upTo: 5, leadWorkingDays: 0 }, { id: 'city', upTo: 15, leadWorkingDays: 2 }], '5.01').decidedBy //=> 'city'
 */
export function approvalNeeded<const Id extends string>(
  levels: readonly ApprovalLevel<Id>[],
  figure: string | number,
): ApprovalNeed<Id> {
  const issues = checkApprovalChain(levels, ['levels']);
  if (issues.length > 0) throw new InputError(issues, 'approval chain');
  const size = parseDecimal(figure, ['figure']);
  const reached = bandReached(levels, (bound: string | number) => size.comparedTo(parseDecimal(bound)));
  const answer = whoSigns({ levels, chain: 'sequential' }, reached?.id ?? null, undefined, false);
  if (answer.kind !== 'needs') {
    return { decidedBy: null, because: 'aboveEveryLevel', highest: String(levels.at(-1)!.upTo) };
  }
  return { decidedBy: answer.level, chain: answer.chain, leadWorkingDays: answer.leadWorkingDays! };
}
