import { type FactColumns, packColumns } from '../core/columns.js';
import { createDecider, type Decider, type Draft } from '../core/decider.js';
import type { DecisionContext, Reason } from '../core/decision.js';
import type { FactDeclaration, FactsOf } from '../core/facts.js';
import type { Issue } from '../core/issue.js';
import { labelLookup } from '../core/label.js';
import type { Money } from '../core/money.js';
import { checkPolicy, parsePolicy } from '../core/policy-check.js';
import { compileRuleSet, rootsOf, seenIn } from '../core/rule-set.js';
import { type Figure, figureFact } from './figure.js';
import { compileFigures, figuresIn } from './figure-program.js';
import { checkOutcome, completeOutcome, type ValueOutcome } from './outcome.js';
import {
  type AnyValuePolicy,
  crossCheckValue,
  readTrees,
  type Unrated,
  unrated,
  type ValuePolicy,
  valueSchema,
} from './policy.js';
import { type ValueCode, valueTexts } from './reasons.js';
import { findTierChanges, type TierChange } from './tier-change.js';
import { ambiguous, compileTierTable, gather, nothing, undecided } from './tier-table.js';

/** The tiers of a base that came by columns: `tiers[codes[row]]`. */
export interface TierColumns<T extends string = string> {
  readonly tiers: readonly (T | Unrated)[];
  readonly codes: Uint8Array;
  /** 1 where the tier is provisional. */
  readonly provisional: Uint8Array;
}

/** A compiled value policy. */
export interface ValueDecider<
  Facts extends object,
  P extends AnyValuePolicy | ValuePolicy<readonly FactDeclaration[], readonly Figure[], string, string, string>,
  G extends string,
  T extends string,
  C extends string,
  L extends string,
> extends Decider<Facts, ValueOutcome<T, C, L>, ValueCode, P> {
  /** The policy's figures for one customer; `null` where a part is missing. */
  readonly figures: (facts: Facts) => { readonly [id in G]: Money | string | null };
  /** Tiers of a whole base by columns; overrides don't apply, because columns have no subjects. */
  readonly columns: (base: FactColumns) => TierColumns<T>;
  /**
   * The inverse query: which single fact or figure, by how much, would change what the table says, per resulting tier the
   * nearest. Before hysteresis; facts that are unknown don't move.
   */
  readonly changes: (facts: Facts) => readonly TierChange<T | Unrated>[];
  /** A complete outcome for an override from what a person decides. */
  readonly outcomeOf: (part: {
    readonly tier: T | Unrated;
    readonly classes?: readonly C[];
    readonly flags?: readonly L[];
  }) => ValueOutcome<T, C, L>;
  /** The class of a name, an alias in either language included; `undefined` for a name that the policy does not know. */
  readonly classNamed: (name: string) => C | undefined;
}

/**
 * The issues of a value policy, with their paths; none for one that compiles.
 *
 * @param json - any content
 */
export const checkValue = (json: unknown): readonly Issue[] => checkPolicy(valueSchema, crossCheckValue, json);

/**
 * Compiles a value policy written as a literal: which value tier a customer has, and which key-account classes.
 *
 * Tiers are an ordered decision table over facts and figures, read by a named hit policy; flags stand on top of tiers;
 * classes are many per customer, each with its evidence, and one is first by the declared precedence. No threshold has
 * a default. Practice: MVC / MGC / LVC / BZ tiers; 重要客户, 重点大客户, 集团客户, 战略(潜在)大客户.
 *
 * @param policy - see {@link ValuePolicy}
 * @returns a decider; with `figures`, `changes`, `columns`, `outcomeOf` and `classNamed`
 * @throws PolicyError with every issue
 * @example
 * const classify = compileValue({
 *   kind: 'value',
 *   id: 'tiers',
 *   version: '1',
 *   facts: [
 *     { id: 'revenue', kind: 'money', currency: 'CNY' },
 *     { id: 'cost', kind: 'money', currency: 'CNY' },
 *   ],
 *   figures: [
 *     { id: 'margin', kind: 'money', currency: 'CNY', terms: [{ fact: 'revenue' }, { fact: 'cost', times: '-1' }] },
 *   ],
 *   hitPolicy: 'first',
 *   tiers: [
 *     { id: 'BZ', when: { margin: { $lt: '0' } } },
 *     { id: 'MVC', when: { margin: { $gte: '3000' } } },
 *   ],
 *   otherwise: 'UNRATED',
 *   whenUnknown: { result: 'unrated' },
 * });
 * const facts = { revenue: { amount: '1000.00', currency: 'CNY' }, cost: { amount: '1120.00', currency: 'CNY' } };
 * classify(facts, { asOf: '2026-11-21' }).outcome.tier //=> 'BZ'
 */
export function compileValue<
  const F extends readonly FactDeclaration[],
  const G extends readonly Figure[],
  const T extends string,
  const C extends string = never,
  const L extends string = never,
>(policy: ValuePolicy<F, G, T, C, L>): ValueDecider<FactsOf<F>, ValuePolicy<F, G, T, C, L>, G[number]['id'], T, C, L> {
  return compile<FactsOf<F>, ValuePolicy<F, G, T, C, L>, G[number]['id'], T, C, L>(policy);
}

/** {@link compileValue} for a policy of unknown content, such as a JSON file: the same checks, wider types. */
export function compileValueJson(
  json: unknown,
): ValueDecider<{ readonly [id: string]: unknown }, AnyValuePolicy, string, string, string, string> {
  return compile(json);
}

const remaining = [{ id: unrated, label: { en: 'unrated', zh: '未评级' } }];

function compile<Facts extends object, P, G extends string, T extends string, C extends string, L extends string>(
  json: unknown,
): ValueDecider<Facts, P & AnyValuePolicy, G, T, C, L> {
  const policy = parsePolicy(valueSchema, crossCheckValue, json, 'value policy');
  const trees = readTrees(policy, []);
  const table = compileTierTable(policy, trees);
  const figures = compileFigures(policy.figures, trees.table, compileRuleSet(trees.table, trees.terms));
  const flagRules = compileRuleSet(trees.table, trees.flags);
  const classTrees = trees.classes.flat();
  const classRules = compileRuleSet(trees.table, classTrees);
  const { rules, provisional } = table;
  const row = rules.createRow();

  const tierIds: readonly (T | Unrated)[] = [...policy.tiers.map(({ id }) => id as T), unrated];
  const unratedAt = policy.tiers.length;
  const positionOf = (id: string): number =>
    id === unrated ? unratedAt : policy.tiers.findIndex((tier) => tier.id === id);
  const otherwiseAt = positionOf(policy.otherwise);
  const second = policy.whenUnknown.result === 'provisional' ? policy.whenUnknown.tiers : [];
  const secondAt = second.map(({ tier }) => positionOf(tier));
  const flags = policy.flags ?? [];
  const flagTiers = flags.map((flag) => new Set(flag.tiers.map(positionOf)));
  const precedence = (policy.precedence ?? []) as readonly C[];
  // Classes in order of precedence, each with the positions of its rules among all class rules.
  const classes = precedence.map((id) => {
    const c = (policy.classes ?? []).findIndex((one) => one.id === id);
    const from = trees.classes.slice(0, c).reduce((sum, list) => sum + list.length, 0);
    return { id, definition: policy.classes![c]!, rules: trees.classes[c]!.map((_, r) => from + r) };
  });

  const read = (facts: unknown): void => {
    rules.read(facts, row);
    figures.fill(row);
  };
  const provisionalAt = (): number => (second.length === 0 ? -1 : provisional.firstTrue(row));
  /** Position × 2, plus 1 where provisional; before hysteresis. */
  const stand = (verdict: number): number => {
    if (verdict >= 0) return verdict * 2;
    if (verdict === nothing) return otherwiseAt * 2;
    const taken = verdict === undecided ? provisionalAt() : -1;
    return taken < 0 ? unratedAt * 2 : secondAt[taken]! * 2 + 1;
  };
  /** 0 no, 1 yes, 2 open. */
  const classState = (k: number): number => {
    let state = 0;
    for (const rule of classes[k]!.rules) {
      const holds = classRules.truth(row, rule);
      if (holds === true) return 1;
      if (holds === 'unknown') state = 2;
    }
    return state;
  };
  const interned = new Map<number, ValueOutcome<T, C, L>>();
  const build = (standing: number, pending: ValueOutcome<T, C, L>['pending']): ValueOutcome<T, C, L> => {
    const tier = standing >> 1;
    let key = standing;
    for (let f = 0; f < flags.length; f += 1) {
      key = key * 2 + Number(flagTiers[f]!.has(tier) && flagRules.truth(row, f) === true);
    }
    for (let c = 0; c < classes.length; c += 1) key = key * 3 + classState(c);
    let outcome = interned.get(key);
    if (outcome === undefined) {
      outcome = spell(key);
      interned.set(key, outcome);
    }
    return pending === null ? outcome : { ...outcome, pending };
  };
  const spell = (key: number): ValueOutcome<T, C, L> => {
    let rest = key;
    const states = classes.map(() => 0);
    for (let c = classes.length - 1; c >= 0; c -= 1) [states[c], rest] = [rest % 3, Math.floor(rest / 3)];
    const marks = flags.map(() => 0);
    for (let f = flags.length - 1; f >= 0; f -= 1) [marks[f], rest] = [rest % 2, Math.floor(rest / 2)];
    const held = precedence.filter((_, c) => states[c] === 1);
    return Object.freeze({
      tier: tierIds[rest >> 1]!,
      provisional: rest % 2 === 1,
      flags: Object.freeze(flags.filter((_, f) => marks[f] === 1).map(({ id }) => id as L)),
      classes: Object.freeze(held),
      primaryClass: held[0] ?? null,
      undecidedClasses: Object.freeze(precedence.filter((_, c) => states[c] === 2)),
      pending: null,
    });
  };
  const decideOutcome = (verdict: number): ValueOutcome<T, C, L> => {
    const standing = stand(verdict);
    if (!table.carries || standing % 2 === 1 || standing >> 1 === unratedAt) return build(standing, null);
    const tier = standing >> 1;
    const carried = table.carry(row, tier);
    const pending = carried.because === 'waiting' ? { tier: tierIds[tier] as T, periods: carried.periods } : null;
    return build(carried.tier * 2, pending);
  };

  const decide = (facts: Facts): Draft<ValueOutcome<T, C, L>, ValueCode> => {
    read(facts);
    const shown = figures.shown(row, facts);
    const verdict = table.verdict(row);
    const outcome = decideOutcome(verdict);
    const unknown = new Set<string>();
    const reasons: Reason<ValueCode>[] = [
      ...tierReasons(verdict, shown, unknown),
      ...figureReasons(shown),
      ...flags.flatMap(({ id }, f): readonly Reason<ValueCode>[] =>
        outcome.flags.includes(id as L)
          ? [{ code: 'flagged', rule: id, facts: { tests: flagRules.tests(row, shown, f) } }]
          : [],
      ),
      ...classReasons(shown, unknown),
    ];
    return { outcome, reasons, unknown: [...unknown] };
  };
  const tierReasons = (verdict: number, shown: object, unknown: Set<string>): readonly Reason<ValueCode>[] => {
    const listed: Reason<ValueCode>[] = [];
    const missing = new Set<string>();
    const considered = verdict >= 0 && policy.hitPolicy !== 'unique' ? verdict : policy.tiers.length;
    const holding: string[] = [];
    for (let k = 0; k < considered; k += 1) {
      if (k === verdict) continue;
      const truth = rules.truth(row, k);
      for (const root of rules.unknownRoots(row, shown, k)) missing.add(root);
      if (truth === true) holding.push(policy.tiers[k]!.id);
      const code = truth === true ? 'tierReached' : truth === 'unknown' ? 'tierUndecided' : 'tierMissed';
      listed.push({ code, rule: policy.tiers[k]!.id, facts: { tests: rules.tests(row, shown, k) } });
    }
    for (const root of missing) unknown.add(root);
    return [...decidingReasons(verdict, shown, [...missing], holding), ...listed];
  };
  const decidingReasons = (
    verdict: number,
    shown: object,
    missing: readonly string[],
    holding: readonly string[],
  ): readonly Reason<ValueCode>[] => {
    if (verdict === ambiguous) return [{ code: 'ambiguous', facts: { tiers: holding } }];
    if (verdict === undecided) {
      const taken = provisionalAt();
      if (taken < 0) return [{ code: 'unrated', facts: { missing } }];
      const tests = provisional.tests(row, shown, taken);
      return [{ code: 'provisional', rule: second[taken]!.tier, facts: { missing, tests } }];
    }
    const said = verdict === nothing ? otherwiseAt : verdict;
    const base: Reason<ValueCode> =
      verdict === nothing
        ? { code: 'otherwise', facts: { tier: policy.otherwise } }
        : { code: 'tierReached', rule: policy.tiers[verdict]!.id, facts: { tests: rules.tests(row, shown, verdict) } };
    if (said === unratedAt) return [base];
    const carried = table.carry(row, said);
    const before = policy.tiers[carried.tier]!.id;
    const tableTier = policy.tiers[said]!.id;
    if (carried.because === 'kept') {
      const tests = table.stays.tests(row, shown, table.staysOf[carried.tier]!);
      return [{ code: 'tierKept', rule: before, facts: { tableTier, tests } }, base];
    }
    if (carried.because === 'waiting') {
      const { periods: heldPeriods, needed: neededPeriods } = carried;
      return [{ code: 'tierWaiting', rule: before, facts: { tableTier, heldPeriods, neededPeriods } }, base];
    }
    return [base];
  };
  const figureReasons = (shown: object): readonly Reason<ValueCode>[] =>
    policy.figures.map(({ id }, f) => {
      const value = seenIn(shown, id);
      if (value === null) return { code: 'figureUnknown', rule: id, facts: { missing: rootsOf(shown, id) } };
      const tests = figures.evidence(row, shown, f);
      return { code: 'figure', rule: id, facts: tests.length === 0 ? { value } : { value, tests } };
    });
  const classReasons = (shown: object, unknown: Set<string>): readonly Reason<ValueCode>[] => {
    const listed: Reason<ValueCode>[] = [];
    let primary: Reason<ValueCode> | undefined;
    classes.forEach(({ id, definition, rules: positions }, c) => {
      const state = classState(c);
      const code = state === 1 ? 'classHeld' : state === 2 ? 'classUndecided' : 'classMissed';
      if (state === 1) primary ??= { code: 'primaryClass', rule: id, facts: {} };
      positions.forEach((k, r) => {
        const truth = classRules.truth(row, k);
        if (state === 1 && truth !== true) return;
        if (state === 2) for (const root of classRules.unknownRoots(row, shown, k)) unknown.add(root);
        const { source } = definition.rules[r]!;
        listed.push({ code, rule: id, facts: { source, tests: classRules.tests(row, shown, k) } });
      });
    });
    return primary === undefined ? listed : [primary, ...listed];
  };

  const decider = createDecider<Facts, ValueOutcome<T, C, L>, ValueCode, AnyValuePolicy, DecisionContext>({
    policy,
    outcome: (facts) => {
      read(facts);
      return decideOutcome(table.verdict(row));
    },
    decide,
    checkOutcome: (outcome) => checkOutcome(policy, outcome),
    texts: valueTexts,
    names: labelLookup([policy.facts, policy.figures, policy.tiers, flags, policy.classes ?? [], remaining]),
  });
  const names = new Map<string, C>();
  for (const { id, aliases, label } of policy.classes ?? []) {
    for (const name of [id, ...(aliases ?? []), label?.en, label?.zh]) {
      if (name !== undefined && !names.has(name)) names.set(name, id as C);
    }
  }
  return Object.assign(decider, {
    policy: policy as P & AnyValuePolicy,
    figures: (facts: Facts) => {
      read(facts);
      return figuresIn(policy.figures, figures.shown(row, facts)) as { readonly [id in G]: Money | string | null };
    },
    changes: (facts: Facts): readonly TierChange<T | Unrated>[] => {
      read(facts);
      const search = {
        table: trees.table,
        programs: [rules.program, provisional.program],
        figures,
        figureFacts: policy.figures.map(figureFact),
        tierOf: (filled: Float64Array) => stand(table.verdict(filled)) >> 1,
      };
      return findTierChanges(search, row).map((change) => ({ ...change, tier: tierIds[change.tier]! }));
    },
    columns: (base: FactColumns): TierColumns<T> => {
      const packed = packColumns(rules, base);
      figures.fillColumns(packed);
      const verdicts = table.verdicts(packed);
      const codes = new Uint8Array(packed.length);
      const provisionals = new Uint8Array(packed.length);
      const exact = table.carries || second.length > 0;
      for (let i = 0; i < packed.length; i += 1) {
        const verdict = verdicts[i]!;
        let standing = verdict >= 0 ? verdict * 2 : verdict === nothing ? otherwiseAt * 2 : unratedAt * 2;
        if (exact && (table.carries || verdict === undecided)) {
          gather(packed, i, row);
          standing = stand(verdict);
          if (table.carries && standing % 2 === 0 && standing >> 1 !== unratedAt)
            standing = table.carry(row, standing >> 1).tier * 2;
        }
        codes[i] = standing >> 1;
        provisionals[i] = standing & 1;
      }
      return { tiers: tierIds, codes, provisional: provisionals };
    },
    outcomeOf: (part: { readonly tier: T | Unrated; readonly classes?: readonly C[]; readonly flags?: readonly L[] }) =>
      completeOutcome<T, C, L>(part, precedence),
    classNamed: (name: string) => names.get(name),
  });
}
