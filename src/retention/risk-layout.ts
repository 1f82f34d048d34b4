import { readCondition } from '../core/condition-tree.js';
import { createFactTable } from '../core/fact-table.js';
import { parsePolicy } from '../core/policy-check.js';
import { compileRuleSet, type RuleSet } from '../core/rule-set.js';
import { crossCheckRisk } from './risk-check.js';
import type { AnyRiskPolicy } from './risk-policy.js';
import { riskSchema } from './risk-schema.js';
import type { Scorecard } from './scorecard.js';
import { bandLimits, layOutScorecard } from './scorecard-layout.js';

/** A checked risk policy, laid out for packed rows. */
export interface RiskLayout {
  readonly policy: AnyRiskPolicy;
  readonly rules: RuleSet;
  readonly card: Scorecard;
  readonly limits: Float64Array;
  /** Rule number of each warning's condition, -1 without one. */
  readonly warningRule: readonly number[];
  readonly expirySlot: readonly number[];
  readonly onsetSlot: readonly number[];
  readonly warningLevel: readonly number[];
}

/** Reads, checks and lays out a policy. @throws PolicyError with every fault */
export function layOutRisk(json: unknown): RiskLayout {
  const policy = parsePolicy(riskSchema, crossCheckRisk, json, 'risk policy');
  const table = createFactTable(policy.facts);
  const { warnings = [] } = policy;
  const conditions = [
    ...policy.terms.flatMap((term) => (term.kind === 'condition' ? [term.when] : [])),
    ...warnings.flatMap(({ when }) => (when === undefined ? [] : [when])),
  ];
  const trees = conditions.map((when) => readCondition(when, table, [], []));
  const card = layOutScorecard(policy, table);
  const rules = compileRuleSet(table, trees);
  let next = policy.terms.filter(({ kind }) => kind === 'condition').length;
  const slotOf = (fact: string | undefined): number => (fact === undefined ? -1 : table.valueSlot(fact)!.index);
  return {
    policy,
    rules,
    card,
    limits: bandLimits(policy.bands),
    warningRule: warnings.map(({ when }) => {
      if (when === undefined) return -1;
      next += 1;
      return next - 1;
    }),
    expirySlot: warnings.map(({ expiry }) => slotOf(expiry?.fact)),
    onsetSlot: warnings.map(({ onset }) => slotOf(onset)),
    warningLevel: warnings.map(({ level }) => policy.bands.findIndex(({ id }) => id === level)),
  };
}
