import { readCondition } from '../core/condition-tree.js';
import { dayNumber } from '../core/day-number.js';
import { createDecider, type Decider } from '../core/decider.js';
import type { DecisionContext, Reason } from '../core/decision.js';
import { createFactTable } from '../core/fact-table.js';
import type { FactDeclaration, FactsOf } from '../core/facts.js';
import { type Issue, issue } from '../core/issue.js';
import { labelLookup } from '../core/label.js';
import type { PolicyHeader } from '../core/policy.js';
import { checkPolicy, parsePolicy } from '../core/policy-check.js';
import { compileRuleSet, type RuleSet, rootsOf, seenIn, type Truth } from '../core/rule-set.js';
import { labelled } from '../practice/label.js';
import type { Candidate, RejectedMeasure, RejectionCode, RetentionPlan } from './candidate.js';
import { compileMeasure, judgeMeasure, type MeasureContext, type MeasurePlan, type Refusal } from './measure.js';
import {
  type AnyRetentionPolicy,
  crossCheckRetention,
  type Lever,
  levers,
  type RetentionPolicy,
  retentionSchema,
} from './retention-policy.js';
import { type RetentionCode, retentionTexts } from './retention-reasons.js';

/**
 * Compiles a retention policy into `retain`: the dated candidates that could keep one customer, each with its cause,
 * lever, anchor, owner, channel, cost, worth and approval, and every rejected measure with its reason.
 *
 * Nothing is chosen here: a budget spans customers, which is for {@link allocate} to say. A customer who has left gets
 * no candidates. Order: known net worth, the most first; then break-even, the lowest first; then what is unknown; at
 * equal worth service stands before price and satisfaction before barriers before price perception.
 *
 * @param policy - a typed literal; a misspelt fact fails to compile
 * @returns a decider over flat facts
 * @throws PolicyError with every fault of the policy
 */
export function compileRetention<const F extends readonly FactDeclaration[]>(
  policy: RetentionPolicy<F>,
): Decider<FactsOf<F>, RetentionPlan, RetentionCode, RetentionPolicy<F>> {
  return compile<FactsOf<F>, RetentionPolicy<F>>(policy);
}

/** {@link compileRetention} for a policy of unknown content: the same checks, wider types. */
export function compileRetentionJson(
  json: unknown,
): Decider<{ readonly [id: string]: unknown }, RetentionPlan, RetentionCode, AnyRetentionPolicy> {
  return compile(json);
}

/** The faults of a retention policy as a list, for an editor; none means that it compiles. */
export const checkRetention = (json: unknown): readonly Issue[] =>
  checkPolicy(retentionSchema, crossCheckRetention, json);

interface Compiled {
  readonly policy: AnyRetentionPolicy;
  readonly rules: RuleSet;
  readonly plans: readonly MeasurePlan[];
  readonly context: MeasureContext;
}

function layOut(json: unknown): Compiled {
  const policy = parsePolicy(retentionSchema, crossCheckRetention, json, 'retention policy');
  const table = createFactTable(policy.facts);
  const conditions: readonly unknown[] = [
    policy.left,
    ...policy.causes.map(({ when }) => when),
    ...policy.measures.flatMap(({ when }) => (when === undefined ? [] : [when])),
  ];
  const trees = conditions.map((when) => readCondition(when, table, [], []));
  let rule = 1 + policy.causes.length;
  const plans = policy.measures.map((measure) => {
    const own = measure.when === undefined ? -1 : rule;
    if (measure.when !== undefined) rule += 1;
    return compileMeasure(policy, measure, table, own);
  });
  const rules = compileRuleSet(table, trees);
  const slot = (fact: string | undefined): number => (fact === undefined ? -1 : table.valueSlot(fact)!.index);
  const levelFact = table.fact(policy.attack?.level ?? '');
  const levelValues = levelFact?.kind === 'text' ? (levelFact.values ?? []) : [];
  return {
    policy,
    rules,
    plans,
    context: {
      policy,
      attackLevelSlot: slot(policy.attack?.level),
      attackClosesSlot: slot(policy.attack?.closes),
      ownerOfCode: levelValues.map((value) => policy.owners.findIndex(({ id }) => id === value)),
      consentSlot: policy.channels.map(({ consent }) => slot(consent)),
    },
  };
}

function compile<Facts, P extends PolicyHeader>(json: unknown): Decider<Facts, RetentionPlan, RetentionCode, P> {
  const compiled = layOut(json);
  const { policy, rules } = compiled;
  const row = rules.createRow();
  const plan = (facts: unknown, context: DecisionContext, why: Why | undefined): RetentionPlan => {
    rules.read(facts, row);
    return planFor(compiled, row, dayNumber(context.asOf), facts as object, why);
  };
  return createDecider<Facts, RetentionPlan, RetentionCode, PolicyHeader, DecisionContext>({
    policy,
    outcome: (facts, context) => plan(facts, context, undefined),
    decide: (facts, context) => {
      const why: Why = { reasons: [], unknown: new Set() };
      const outcome = plan(facts, context, why);
      return { outcome, reasons: why.reasons, unknown: [...why.unknown] };
    },
    checkOutcome: checkPlan,
    texts: retentionTexts,
    names: labelLookup([
      policy.measures,
      policy.causes,
      policy.owners,
      policy.channels,
      policy.facts,
      labelled('loyaltyLever'),
    ]),
  }) as unknown as Decider<Facts, RetentionPlan, RetentionCode, P>;
}

function checkPlan(outcome: unknown): readonly Issue[] {
  const { candidates, rejected } = (outcome ?? {}) as Partial<RetentionPlan>;
  return (['candidates', 'rejected'] as const).flatMap((key) =>
    Array.isArray(key === 'candidates' ? candidates : rejected)
      ? []
      : [issue('type', ['outcome', key], 'a list', key === 'candidates' ? candidates : rejected)],
  );
}

/** Collects reasons where a full decision is asked for; the fast lane passes none. */
interface Why {
  readonly reasons: Reason<RetentionCode>[];
  readonly unknown: Set<string>;
}

const leftRule = 0;

function planFor(
  compiled: Compiled,
  row: Float64Array,
  today: number,
  record: object,
  why: Why | undefined,
): RetentionPlan {
  const { policy, rules } = compiled;
  const left = rules.truth(row, leftRule);
  if (left !== false) {
    if (why !== undefined) {
      why.reasons.push({
        code: left === true ? 'hasLeft' : 'leftUnknown',
        facts: { tests: rules.tests(row, record, leftRule) },
      });
      for (const root of rules.unknownRoots(row, record, leftRule)) why.unknown.add(root);
    }
    return { candidates: [], rejected: [], causes: [], weakestLever: null, measureFirst: [] };
  }
  const truths = policy.causes.map((_, index) => rules.truth(row, 1 + index));
  if (why !== undefined) explainCauses(compiled, row, record, truths, why);
  const lever = weighLevers(compiled, row, record, why);
  const found: { readonly candidate: Candidate; readonly rank: Rank }[] = [];
  const rejected: RejectedMeasure[] = [];
  compiled.plans.forEach((plan, index) => {
    const { measure } = plan;
    const called = callsFor(policy, measure.causes, truths);
    const verdict =
      typeof called === 'string'
        ? {
            code: called,
            facts: { causes: measure.causes },
            unknown: unknownCauses(compiled, row, record, measure.causes, why),
          }
        : judgeMeasure(compiled.context, plan, called, rules, row, today, record);
    if ('code' in verdict) {
      rejected.push({ measure: measure.id, because: verdict.code });
      if (why !== undefined) refuse(measure.id, verdict, why);
      return;
    }
    found.push({ candidate: verdict.candidate, rank: rankOf(verdict.candidate, verdict.net, index) });
    if (why !== undefined) for (const root of verdict.unknown) why.unknown.add(root);
  });
  const candidates = found.sort((a, b) => compareRanks(a.rank, b.rank)).map(({ candidate }) => candidate);
  if (why !== undefined) why.reasons.push(...candidates.map(candidateReason));
  return {
    candidates,
    rejected,
    causes: policy.causes.filter((_, index) => truths[index] === true).map(({ id }) => id),
    ...lever,
  };
}

/** The causes that call for a measure, or why none does. */
function callsFor(
  policy: AnyRetentionPolicy,
  causes: readonly string[] | 'none',
  truths: readonly Truth[],
): readonly string[] | ('causeAbsent' | 'causeUnknown') {
  if (causes === 'none') return truths.includes(true) ? 'causeAbsent' : [];
  const of = (id: string): Truth => truths[policy.causes.findIndex((cause) => cause.id === id)]!;
  const holding = causes.filter((id) => of(id) === true);
  if (holding.length > 0) return holding;
  return causes.some((id) => of(id) === 'unknown') ? 'causeUnknown' : 'causeAbsent';
}

function unknownCauses(
  { policy, rules }: Compiled,
  row: Float64Array,
  record: object,
  causes: readonly string[] | 'none',
  why: Why | undefined,
): readonly string[] {
  if (why === undefined || causes === 'none') return [];
  return causes.flatMap((id) =>
    rules.unknownRoots(row, record, 1 + policy.causes.findIndex((cause) => cause.id === id)),
  );
}

function explainCauses(
  { policy, rules }: Compiled,
  row: Float64Array,
  record: object,
  truths: readonly Truth[],
  why: Why,
): void {
  policy.causes.forEach((cause, index) => {
    const truth = truths[index];
    if (truth === false) return;
    const code = truth === true ? 'causeHolds' : 'causeOpen';
    const tests = rules.tests(row, record, 1 + index);
    why.reasons.push({ code, rule: cause.id, facts: { threat: cause.threat, tests } });
    for (const root of rules.unknownRoots(row, record, 1 + index)) why.unknown.add(root);
  });
}

function weighLevers(
  { policy, rules }: Compiled,
  row: Float64Array,
  record: object,
  why: Why | undefined,
): Pick<RetentionPlan, 'weakestLever' | 'measureFirst'> {
  let weakest: { readonly lever: Lever; readonly score: number; readonly fact: string } | undefined;
  const measureFirst: Lever[] = [];
  for (const { lever, fact } of policy.levers ?? []) {
    const score = row[rules.table.valueSlot(fact)!.index]!;
    if (Number.isNaN(score)) {
      measureFirst.push(lever);
      why?.reasons.push({ code: 'measureFirst', rule: lever, facts: { lever } });
      for (const root of why === undefined ? [] : rootsOf(record, fact)) why?.unknown.add(root);
    } else if (weakest === undefined || score < weakest.score) weakest = { lever, score, fact };
  }
  if (weakest !== undefined && why !== undefined) {
    const { lever, fact } = weakest;
    why.reasons.push({ code: 'weakestLever', rule: lever, facts: { lever, score: seenIn(record, fact) } });
  }
  return { weakestLever: weakest?.lever ?? null, measureFirst };
}

function refuse(measure: string, refusal: Refusal, why: Why): void {
  why.reasons.push({ code: refusal.code as RejectionCode, rule: measure, facts: refusal.facts });
  for (const root of refusal.unknown) why.unknown.add(root);
}

function candidateReason(candidate: Candidate): Reason<RetentionCode> {
  const { measure, due, owner, channel, cost, value, causes, lever } = candidate;
  const worth =
    value.kind === 'incremental' ? value.net : value.kind === 'breakEven' ? { breakEvenUplift: value.uplift } : null;
  return { code: 'candidate', rule: measure, facts: { due, owner, channel, cost, worth, causes, lever } };
}

/** What candidates are ordered by, the smaller first. */
type Rank = readonly [kind: number, worth: number, price: number, lever: number, declared: number];

function rankOf({ value, price, lever }: Candidate, net: number, index: number): Rank {
  const kind = value.kind === 'incremental' ? 0 : value.kind === 'breakEven' ? 1 : 2;
  const worth = kind === 0 ? -net : kind === 1 ? Number((value as { readonly uplift: string }).uplift) : 0;
  return [kind, worth, Number(price), levers.indexOf(lever), index];
}

function compareRanks(a: Rank, b: Rank): number {
  for (let k = 0; k < a.length; k += 1) if (a[k] !== b[k]) return a[k]! - b[k]!;
  return 0;
}
