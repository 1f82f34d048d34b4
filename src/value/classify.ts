import type { FactColumns } from '../core/columns.js';
import { createDecider, type Decider, type Draft } from '../core/decider.js';
import type { DecisionContext } from '../core/decision.js';
import type { FactDeclaration, FactsOf } from '../core/facts.js';
import type { Issue } from '../core/issue.js';
import { labelLookup } from '../core/label.js';
import type { Money } from '../core/money.js';
import { checkPolicy, parsePolicy } from '../core/policy-check.js';
import { crossCheckValue } from './cross-check.js';
import { compileEngine } from './engine.js';
import { type Figure, figureFact } from './figure.js';
import { figuresIn } from './figure-program.js';
import { checkOutcome, completeOutcome, overlayOutcome, type ValueOutcome } from './outcome.js';
import { type AnyValuePolicy, type Unrated, unrated, type ValuePolicy } from './policy.js';
import { type ValueCode, valueTexts } from './reasons.js';
import { valueSchema } from './schema.js';
import { findTierChanges, type TierChange } from './tier-change.js';
import { draftWithReasons } from './value-reasons.js';

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
  /** A whole outcome for an override that leaves nothing to the policy: no flags or classes but those given. */
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
  type Outcome = ValueOutcome<T, C, L>;
  const policy = parsePolicy(valueSchema, crossCheckValue, json, 'value policy');
  const engine = compileEngine(policy);
  const { row, read, table, figures, outcomes } = engine;
  const tierIds = outcomes.tierIds as readonly (T | Unrated)[];
  const precedence = (policy.precedence ?? []) as readonly C[];
  const classNames = nameClasses(policy);
  const decider = createDecider<Facts, Outcome, ValueCode, AnyValuePolicy, DecisionContext>({
    policy,
    outcome: (facts) => {
      read(facts);
      return engine.outcome(table.verdict(row)) as Outcome;
    },
    decide: (facts) => {
      read(facts);
      return draftWithReasons(engine, facts) as Draft<Outcome, ValueCode>;
    },
    checkOutcome: (outcome) => checkOutcome(policy, outcome),
    overlay: (computed, given) => overlayOutcome(computed, given, precedence),
    texts: valueTexts,
    names: labelLookup([
      policy.facts,
      policy.figures,
      policy.tiers,
      policy.flags ?? [],
      policy.classes ?? [],
      remaining,
    ]),
  });
  const search = {
    table: engine.trees.table,
    programs: [table.rules.program, table.provisional.program],
    figures,
    figureFacts: policy.figures.map(figureFact),
    // The search fills the engine's own row.
    tierOf: () => engine.stand(table.verdict(row)).tier,
  };
  return Object.assign(decider, {
    policy: policy as P & AnyValuePolicy,
    figures: (facts: Facts) => {
      read(facts);
      return figuresIn(policy.figures, figures.shown(row, facts)) as { readonly [id in G]: Money | string | null };
    },
    changes: (facts: Facts): readonly TierChange<T | Unrated>[] => {
      read(facts);
      return findTierChanges(search, row).map((change) => ({ ...change, tier: tierIds[change.tier]! }));
    },
    columns: (base: FactColumns): TierColumns<T> => ({ tiers: tierIds, ...engine.columns(base) }),
    outcomeOf: (part: { readonly tier: T | Unrated; readonly classes?: readonly C[]; readonly flags?: readonly L[] }) =>
      completeOutcome<T, C, L>(part, precedence),
    classNamed: (name: string) => classNames.get(name) as C | undefined,
  });
}

/** Every name of a class: its id, its aliases and its labels; the first class of a name keeps it. */
function nameClasses({ classes = [] }: AnyValuePolicy): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  for (const { id, aliases, label } of classes) {
    for (const name of [id, ...(aliases ?? []), label?.en, label?.zh]) {
      if (name !== undefined && !names.has(name)) names.set(name, id);
    }
  }
  return names;
}
