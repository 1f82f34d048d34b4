import * as z from 'zod';
import type { Condition } from '../core/condition.js';
import { type ConditionTree, readCondition } from '../core/condition-tree.js';
import { createDecider, type Decider, type Draft } from '../core/decider.js';
import type { DecisionContext, Reason } from '../core/decision.js';
import { isMoney } from '../core/exact-amount.js';
import type { ReasonTexts } from '../core/explain.js';
import { checkFacts, createFactTable } from '../core/fact-table.js';
import type { FactDeclaration, FactsOf } from '../core/facts.js';
import { type Issue, issue, type Path } from '../core/issue.js';
import { type Label, labelLookup } from '../core/label.js';
import type { Money } from '../core/money.js';
import { compareMoney, isNegativeMoney, subtractMoney, sumMoney } from '../core/money-arithmetic.js';
import type { PolicyHeader } from '../core/policy.js';
import {
  checkPolicy,
  conditionSchema,
  factSchema,
  headerShape,
  idSchema,
  labelSchema,
  parsePolicy,
} from '../core/policy-check.js';
import { compileRuleSet, type RuleSet, seenIn } from '../core/rule-set.js';

interface Conditional<When> {
  readonly id: string;
  readonly label?: Label | undefined;
  readonly when: When;
}

/** A service or gift that a customer is entitled to, with what it costs a year. */
export interface Entitlement<When> extends Conditional<When> {
  readonly annualCost: string;
  /** It has to be in place: where it is not, the plan has a gap. Otherwise it is an offer. */
  readonly required?: boolean | undefined;
}

/** One rung of the ladder of service modes, each above the one before. */
export interface ServiceRung<When> extends Conditional<When> {
  readonly annualCost: string;
}

/** The goal for a kind of customer: retain, grow, automate, re-price; and what it forbids. */
export interface Treatment<When> extends Conditional<When> {
  readonly goal: string;
  readonly serviceLevel: string;
  /** Levers that are closed for these customers, such as `discount` below zero. */
  readonly forbids?: readonly string[] | undefined;
  /** Most that service may cost a year; none where missing. */
  readonly annualCeiling?: string | undefined;
}

/** Which service a customer gets by tier, class and size, and what it costs. */
export interface ServicePolicy<F extends readonly FactDeclaration[]> extends PolicyHeader<'service'> {
  /** Tier and classes come in as facts: `toFacts` of the value decision. */
  readonly facts: F;
  readonly currency: string;
  /** First match. */
  readonly treatments: readonly Treatment<Condition<NoInfer<F>>>[];
  /** Every one whose condition holds. */
  readonly entitlements: readonly Entitlement<Condition<NoInfer<F>>>[];
  /** From the simplest mode up; the highest that holds. */
  readonly ladder: readonly ServiceRung<Condition<NoInfer<F>>>[];
  /** A textList fact: ids of entitlements already in place. Required where an entitlement is. */
  readonly inPlace?: F[number]['id'] | undefined;
}

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

/** Why a customer is served like this. */
export type ServiceCode =
  | 'treated'
  | 'untreated'
  | 'entitled'
  | 'notEntitled'
  | 'entitlementOpen'
  | 'rungReached'
  | 'rungMissed'
  | 'rungOpen'
  | 'gap'
  | 'overCeiling';

const texts: ReasonTexts<ServiceCode> = {
  treated: { en: 'Goal {goal}, by {rule}: {tests}.', zh: '服务目标 {goal}(依据 {rule}):{tests}。' },
  untreated: { en: 'No treatment is settled for this customer.', zh: '未确定该客户的服务策略。' },
  entitled: { en: 'Entitled to {rule}, {annualCost} a year: {tests}.', zh: '享有 {rule},每年 {annualCost}:{tests}。' },
  notEntitled: { en: 'Not entitled to {rule}: {tests}.', zh: '不享有 {rule}:{tests}。' },
  entitlementOpen: { en: '{rule} cannot be decided: {tests}.', zh: '{rule} 无法判定:{tests}。' },
  rungReached: {
    en: 'Service mode {rule}, {annualCost} a year: {tests}.',
    zh: '服务模式 {rule},每年 {annualCost}:{tests}。',
  },
  rungMissed: { en: 'Not service mode {rule}: {tests}.', zh: '未达服务模式 {rule}:{tests}。' },
  rungOpen: { en: 'Service mode {rule} cannot be decided: {tests}.', zh: '服务模式 {rule} 无法判定:{tests}。' },
  gap: { en: '{rule} is due and not in place.', zh: '应有而未到位:{rule}。' },
  overCeiling: {
    en: 'Service costs {cost} a year, {over} above the ceiling of {ceiling}.',
    zh: '服务成本每年 {cost},超出上限 {ceiling} 共 {over}。',
  },
};

type AnyService = ServicePolicy<readonly FactDeclaration[]>;

const amount = /* @__PURE__ */ z.string().regex(/^\d{1,12}(\.\d{1,4})?$/, { error: 'an amount of at least 0' });
const conditional = { id: idSchema, label: /* @__PURE__ */ labelSchema.optional(), when: conditionSchema };

const schema: z.ZodType<AnyService> = /* @__PURE__ */ z.strictObject({
  ...headerShape('service'),
  facts: z.array(factSchema),
  currency: z.string(),
  treatments: z.array(
    z.strictObject({
      ...conditional,
      goal: idSchema,
      serviceLevel: idSchema,
      forbids: z.array(idSchema).optional(),
      annualCeiling: amount.optional(),
    }),
  ),
  entitlements: z.array(z.strictObject({ ...conditional, annualCost: amount, required: z.boolean().optional() })),
  ladder: z.array(z.strictObject({ ...conditional, annualCost: amount })),
  inPlace: idSchema.optional(),
});

const lists = ['treatments', 'entitlements', 'ladder'] as const;

function readLists(policy: Partial<AnyService>, issues: Issue[]) {
  const table = createFactTable(policy.facts ?? []);
  const trees = lists.map((list) =>
    (policy[list] ?? []).map(
      ({ when }, index): ConditionTree => readCondition(when, table, [list, index, 'when'], issues),
    ),
  );
  return { table, trees };
}

function crossCheck(policy: Partial<AnyService>): readonly Issue[] {
  const issues = [...checkFacts(policy.facts ?? [], ['facts'])];
  readLists(policy, issues);
  const { currency } = policy;
  const amountOf = (text: string | undefined, path: Path): void => {
    if (text === undefined || currency === undefined) return;
    if (!isMoney({ amount: text, currency })) issues.push(issue('currency', path, `an amount of ${currency}`, text));
  };
  for (const list of lists) {
    const seen = new Map<string, number>();
    (policy[list] ?? []).forEach((entry, index) => {
      const earlier = seen.get(entry.id);
      if (earlier !== undefined)
        issues.push(issue('duplicate', [list, index, 'id'], `an id not used at position ${earlier}`, entry.id));
      seen.set(entry.id, index);
      if ('annualCost' in entry) amountOf(entry.annualCost, [list, index, 'annualCost']);
      if ('annualCeiling' in entry) amountOf(entry.annualCeiling, [list, index, 'annualCeiling']);
    });
  }
  const required = (policy.entitlements ?? []).some((entitlement) => entitlement.required === true);
  const fact = policy.facts?.find(({ id }) => id === policy.inPlace);
  if (policy.inPlace === undefined ? required : fact?.kind !== 'textList') {
    issues.push(
      issue(
        policy.inPlace === undefined ? 'missing' : 'unknownFact',
        ['inPlace'],
        'a declared fact of kind textList',
        policy.inPlace,
      ),
    );
  }
  return issues;
}

/** The issues of a service policy, with their paths; none for one that compiles. */
export const checkService = (json: unknown): readonly Issue[] => checkPolicy(schema, crossCheck, json);

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
): Decider<{ readonly [id: string]: unknown }, ServiceOutcome, ServiceCode, AnyService> {
  return compile(json);
}

function compile<P extends PolicyHeader, Facts extends object>(
  json: unknown,
): Decider<Facts, ServiceOutcome, ServiceCode, P> {
  const policy = parsePolicy(schema, crossCheck, json, 'service policy');
  const { table, trees } = readLists(policy, []);
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
    texts,
    names: labelLookup([policy.facts, policy.treatments, policy.entitlements, policy.ladder]),
  });
}

function checkOverride(policy: AnyService, outcome: unknown): readonly Issue[] {
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
