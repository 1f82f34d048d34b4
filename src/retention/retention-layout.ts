import { readCondition } from '../core/condition-tree.js';
import { currencyScale } from '../core/currency.js';
import { createFactTable, scaleOf } from '../core/fact-table.js';
import { parsePolicy } from '../core/policy-check.js';
import { compileRuleSet, type RuleSet } from '../core/rule-set.js';
import { powerOfTen } from '../core/scaled.js';
import type { MeasureContext } from './measure-case.js';
import { compileMeasure, type MeasurePlan } from './measure-plan.js';
import { crossCheckRetention } from './retention-check.js';
import type { AnyRetentionPolicy } from './retention-policy.js';
import { retentionSchema } from './retention-schema.js';

/** Where a lever's score stands, and how many packed units are one. */
interface LeverScore {
  readonly slot: number;
  readonly divisor: number;
}

/** A checked retention policy, laid out for packed rows. */
export interface RetentionLayout {
  readonly policy: AnyRetentionPolicy;
  readonly rules: RuleSet;
  /** Rule of the hold-out, -1 without one. Rule 0 says who has left. */
  readonly heldOutRule: number;
  /** Rule of the first cause; the others follow. */
  readonly causeRule: number;
  readonly plans: readonly MeasurePlan[];
  readonly levers: readonly LeverScore[];
  readonly context: MeasureContext;
  /** Ids of the measures that quoted offers carry out. */
  readonly quoted: readonly string[];
}

/** Reads, checks and lays out a policy. @throws PolicyError with every fault */
export function layOutRetention(json: unknown): RetentionLayout {
  const policy = parsePolicy(retentionSchema, crossCheckRetention, json, 'retention policy');
  const { attack, causes, heldOut, measures, owners } = policy;
  const table = createFactTable(policy.facts);
  const given = (when: unknown): readonly unknown[] => (when === undefined ? [] : [when]);
  const conditions: readonly unknown[] = [
    policy.left,
    ...given(heldOut),
    ...causes.map(({ when }) => when),
    ...measures.flatMap(({ when }) => given(when)),
  ];
  const trees = conditions.map((when) => readCondition(when, table, [], []));
  const heldOutRule = heldOut === undefined ? -1 : 1;
  const causeRule = heldOut === undefined ? 1 : 2;
  let rule = causeRule + causes.length;
  const plans = measures.map((measure) => {
    const own = measure.when === undefined ? -1 : rule;
    if (measure.when !== undefined) rule += 1;
    return compileMeasure(policy, measure, table, own);
  });
  const rules = compileRuleSet(table, trees);
  const slot = (fact: string | undefined): number => (fact === undefined ? -1 : table.valueSlot(fact)!.index);
  const levelFact = table.fact(attack?.level ?? '');
  const levelValues = levelFact?.kind === 'text' ? (levelFact.values ?? []) : [];
  return {
    policy,
    rules,
    heldOutRule,
    causeRule,
    plans,
    levers: (policy.levers ?? []).map(({ fact }) => ({
      slot: slot(fact),
      divisor: powerOfTen(scaleOf(table.fact(fact)!)),
    })),
    context: {
      policy,
      rules,
      scale: currencyScale(policy.currency),
      attackLevelSlot: slot(attack?.level),
      attackClosesSlot: slot(attack?.closes),
      ownerOfCode: levelValues.map((value) => owners.findIndex(({ id }) => id === value)),
      consentSlot: policy.channels.map(({ consent }) => slot(consent)),
    },
    quoted: measures.filter(({ quoted }) => quoted === true).map(({ id }) => id),
  };
}
