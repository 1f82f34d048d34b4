import { compileRuleSet, type RuleSet } from '../core/rule-set.js';
import type { ValueOutcome } from './outcome.js';
import { type AnyValuePolicy, unrated } from './policy.js';
import type { ValueTrees } from './trees.js';

/** Does a class hold? */
type ClassState = 'no' | 'yes' | 'open';

/** A class in the order of precedence, with the places of its rules among all class rules. */
interface CompiledClass {
  readonly id: string;
  readonly sources: readonly string[];
  readonly rules: readonly number[];
}

/** Builds the outcome of a filled row: its flags and classes on top of a tier. */
export interface OutcomeBuilder {
  /** Ids of the tiers in order, UNRATED last. */
  readonly tierIds: readonly string[];
  readonly unratedAt: number;
  readonly positionOf: (tier: string) => number;
  readonly flagRules: RuleSet;
  readonly classRules: RuleSet;
  readonly classes: readonly CompiledClass[];
  classState(row: Float64Array, c: number): ClassState;
  /** Equal outcomes are one object: a base has few different ones. */
  build(row: Float64Array, tier: number, provisional: boolean): ValueOutcome;
}

const states: readonly ClassState[] = ['no', 'yes', 'open'];

/** Compiles the flags and classes of a policy. */
export function compileOutcomes(policy: AnyValuePolicy, trees: ValueTrees): OutcomeBuilder {
  const flags = policy.flags ?? [];
  const flagRules = compileRuleSet(trees.table, trees.flags);
  const classRules = compileRuleSet(trees.table, trees.classes.flat());
  const tierIds = [...policy.tiers.map(({ id }) => id), unrated];
  const positionOf = (tier: string): number => tierIds.indexOf(tier);
  const flagTiers = flags.map((flag) => new Set(flag.tiers.map(positionOf)));
  const classes = (policy.precedence ?? []).map((id): CompiledClass => {
    const c = (policy.classes ?? []).findIndex((one) => one.id === id);
    const from = trees.classes.slice(0, c).reduce((sum, list) => sum + list.length, 0);
    const { rules } = policy.classes![c]!;
    return { id, sources: rules.map(({ source }) => source), rules: rules.map((_, r) => from + r) };
  });
  const stateOf = (row: Float64Array, c: number): number => {
    let state = 0;
    for (const rule of classes[c]!.rules) {
      const holds = classRules.truth(row, rule);
      if (holds === true) return 1;
      if (holds === 'unknown') state = 2;
    }
    return state;
  };

  const spell = (key: number): ValueOutcome => {
    let rest = key;
    const held = classes.map(() => 0);
    for (let c = classes.length - 1; c >= 0; c -= 1) [held[c], rest] = [rest % 3, Math.floor(rest / 3)];
    const marks = flags.map(() => 0);
    for (let f = flags.length - 1; f >= 0; f -= 1) [marks[f], rest] = [rest % 2, Math.floor(rest / 2)];
    const inState = (state: number): readonly string[] =>
      Object.freeze(classes.filter((_, c) => held[c] === state).map(({ id }) => id));
    const members = inState(1);
    return Object.freeze({
      tier: tierIds[rest >> 1]!,
      provisional: rest % 2 === 1,
      flags: Object.freeze(flags.filter((_, f) => marks[f] === 1).map(({ id }) => id)),
      classes: members,
      primaryClass: members[0] ?? null,
      undecidedClasses: inState(2),
      pending: null,
    });
  };

  const interned = new Map<number, ValueOutcome>();
  return {
    tierIds,
    unratedAt: policy.tiers.length,
    positionOf,
    flagRules,
    classRules,
    classes,
    classState: (row, c) => states[stateOf(row, c)]!,
    build: (row, tier, provisional) => {
      // One number for the combination: the limits on flags and classes keep it exact.
      let key = tier * 2 + Number(provisional);
      for (let f = 0; f < flags.length; f += 1) {
        key = key * 2 + Number(flagTiers[f]!.has(tier) && flagRules.truth(row, f) === true);
      }
      for (let c = 0; c < classes.length; c += 1) key = key * 3 + stateOf(row, c);
      let outcome = interned.get(key);
      if (outcome === undefined) {
        outcome = spell(key);
        interned.set(key, outcome);
      }
      return outcome;
    },
  };
}
