import { seenIn } from '../core/comparison.js';
import { createDecider, type Decider, type Draft } from '../core/decider.js';
import type { DecisionContext, Reason } from '../core/decision.js';
import { isMoney } from '../core/exact-amount.js';
import type { FactDeclaration, FactsOf } from '../core/facts.js';
import { type Issue, issue } from '../core/issue.js';
import { labelLookup } from '../core/label.js';
import type { Money } from '../core/money.js';
import { compareMoney, isNegativeMoney, subtractMoney, sumMoney } from '../core/money-arithmetic.js';
import type { PolicyHeader } from '../core/policy.js';
import { checkPolicy, parsePolicy } from '../core/policy-check.js';
import { compileRuleSet, type RuleSet } from '../core/rule-set.js';
import {
  type AnyServicePolicy,
  crossCheckService,
  readServiceLists,
  type ServicePolicy,
  serviceSchema,
} from './service-policy.js';
import { type ServiceCode, serviceTexts } from './service-reasons.js';

/** What a customer is served with. */
export interface ServiceOutcome {
  readonly treatment: string | null;
  readonly goal: string | null;
  readonly serviceLevel: string | null;
  readonly forbids: readonly string[];
  readonly rung: string | null;
  readonly entitlements: readonly string[];
  /** Of the rung and all entitlements. */
  readonly annualCost: Money;
  readonly ceiling: Money | null;
  /** By how much the cost exceeds the ceiling; zero where it doesn't or there is none. */
  readonly overCeiling: Money;
  /** Required entitlements that are not in place; `null` where it is unknown what is. */
  readonly gaps: readonly string[] | null;
}

/** The issues of a service policy, with their paths; none for one that compiles. */
export const checkService = (json: unknown): readonly Issue[] => checkPolicy(serviceSchema, crossCheckService, json);

/**
 * Compiles which service a customer gets: the treatment of the tier, the entitlements of the classes, the rung of the service
 * ladder, and what it all costs a year against the ceiling. Practice: 三优服务, 一站式服务, 派驻制.
 *
 * @throws PolicyError with every issue
 */
export function compileService<const F extends readonly FactDeclaration[]>(
  policy: ServicePolicy<F>,
): Decider<FactsOf<F>, ServiceOutcome, ServiceCode, ServicePolicy<F>> {
  return compile<ServicePolicy<F>, FactsOf<F>>(policy);
}

/** {@link compileService} for a policy of unknown content. */
export function compileServiceJson(
  json: unknown,
): Decider<{ readonly [id: string]: unknown }, ServiceOutcome, ServiceCode, AnyServicePolicy> {
  return compile(json);
}

function compile<P extends PolicyHeader, Facts extends object>(
  json: unknown,
): Decider<Facts, ServiceOutcome, ServiceCode, P> {
  const policy = parsePolicy(serviceSchema, crossCheckService, json, 'service policy');
  const { table, trees } = readServiceLists(policy, []);
  const [treatments, entitlements, ladder] = trees.map((list) => compileRuleSet(table, list)) as [
    RuleSet,
    RuleSet,
    RuleSet,
  ];
  const row = treatments.createRow();
  const moneyOf = (text: string): Money => ({ amount: text, currency: policy.currency });
  const nothing = sumMoney([], policy.currency);

  const settle = (facts: Facts): ServiceOutcome => {
    treatments.read(facts, row);
    const t = treatments.firstTrue(row);
    // A treatment above that cannot be decided leaves the goal open.
    const open = policy.treatments
      .slice(0, t < 0 ? undefined : t)
      .some((_, k) => treatments.truth(row, k) === 'unknown');
    const treatment = t < 0 || open ? undefined : policy.treatments[t];
    const held = policy.entitlements.filter((_, k) => entitlements.truth(row, k) === true);
    const rung = policy.ladder.findLast((_, k) => ladder.truth(row, k) === true);
    const costs = [...held, ...(rung === undefined ? [] : [rung])].map(({ annualCost }) => moneyOf(annualCost));
    const annualCost = sumMoney(costs, policy.currency);
    const ceiling = treatment?.annualCeiling === undefined ? null : moneyOf(treatment.annualCeiling);
    const excess = ceiling === null ? nothing : subtractMoney(annualCost, ceiling);
    const inPlace = policy.inPlace === undefined ? null : (seenIn(facts, policy.inPlace) as readonly string[] | null);
    const due = held.filter(({ required }) => required === true).map(({ id }) => id);
    return {
      treatment: treatment?.id ?? null,
      goal: treatment?.goal ?? null,
      serviceLevel: treatment?.serviceLevel ?? null,
      forbids: treatment?.forbids ?? [],
      rung: rung?.id ?? null,
      entitlements: held.map(({ id }) => id),
      annualCost,
      ceiling,
      overCeiling: isNegativeMoney(excess) ? nothing : excess,
      gaps: due.length === 0 ? [] : inPlace === null ? null : due.filter((id) => !inPlace.includes(id)),
    };
  };

  const decide = (facts: Facts): Draft<ServiceOutcome, ServiceCode> => {
    const outcome = settle(facts);
    const unknown = new Set<string>();
    const reasons: Reason<ServiceCode>[] = [];
    const listed = (
      rules: RuleSet,
      ids: readonly { readonly id: string; readonly annualCost?: string }[],
      codes: readonly [yes: ServiceCode, no: ServiceCode, open: ServiceCode],
    ): void => {
      ids.forEach(({ id, annualCost }, k) => {
        const truth = rules.truth(row, k);
        for (const root of rules.unknownRoots(row, facts, k)) unknown.add(root);
        const code = truth === true ? codes[0] : truth === false ? codes[1] : codes[2];
        const cost = truth === true && annualCost !== undefined ? { annualCost: moneyOf(annualCost) } : {};
        reasons.push({ code, rule: id, facts: { ...cost, tests: rules.tests(row, facts, k) } });
      });
    };
    const t = policy.treatments.findIndex(({ id }) => id === outcome.treatment);
    if (t < 0) {
      reasons.push({ code: 'untreated', facts: {} });
      policy.treatments.forEach((_, k) => {
        for (const root of treatments.unknownRoots(row, facts, k)) unknown.add(root);
      });
    } else {
      const { id, goal } = policy.treatments[t]!;
      reasons.push({ code: 'treated', rule: id, facts: { goal, tests: treatments.tests(row, facts, t) } });
    }
    listed(entitlements, policy.entitlements, ['entitled', 'notEntitled', 'entitlementOpen']);
    listed(ladder, policy.ladder, ['rungReached', 'rungMissed', 'rungOpen']);
    for (const id of outcome.gaps ?? []) reasons.push({ code: 'gap', rule: id, facts: {} });
    if (outcome.gaps === null && policy.inPlace !== undefined) unknown.add(policy.inPlace);
    if (compareMoney(outcome.overCeiling, nothing) > 0) {
      const { annualCost: cost, overCeiling: over, ceiling } = outcome;
      reasons.push({ code: 'overCeiling', facts: { cost, over, ceiling } });
    }
    return { outcome, reasons, unknown: [...unknown] };
  };

  return createDecider<Facts, ServiceOutcome, ServiceCode, P, DecisionContext>({
    policy: policy as PolicyHeader as P,
    outcome: settle,
    decide,
    checkOutcome: (outcome) => checkOverride(policy, outcome),
    texts: serviceTexts,
    names: labelLookup([policy.facts, policy.treatments, policy.entitlements, policy.ladder]),
  });
}

function checkOverride(policy: AnyServicePolicy, outcome: unknown): readonly Issue[] {
  const { rung, entitlements, annualCost, overCeiling } = (outcome ?? {}) as Partial<ServiceOutcome>;
  const rungs = policy.ladder.map(({ id }) => id);
  const ids = policy.entitlements.map(({ id }) => id);
  const issues: Issue[] = [];
  if (rung !== null && !rungs.includes(rung as string))
    issues.push(issue('unknownReference', ['outcome', 'rung'], `null or one of ${rungs.join(', ')}`, rung));
  if (!Array.isArray(entitlements) || entitlements.some((id) => !ids.includes(id)))
    issues.push(
      issue('unknownReference', ['outcome', 'entitlements'], `a list out of ${ids.join(', ')}`, entitlements),
    );
  for (const [key, value] of Object.entries({ annualCost, overCeiling })) {
    if (!isMoney(value)) issues.push(issue('type', ['outcome', key], `money in ${policy.currency}`, value));
  }
  return issues;
}
