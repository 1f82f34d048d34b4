import { rootsOf, seenIn, type Truth } from '../core/comparison.js';
import type { Reason } from '../core/decision.js';
import type { Candidate, RejectedMeasure, RetentionPlan } from './candidate.js';
import { type CandidateRank, compareRanks, rankOf } from './candidate-rank.js';
import { judgeMeasure, type Proposal } from './measure.js';
import { type MeasureCase, type Refusal, refuse } from './measure-case.js';
import type { MeasurePlan } from './measure-plan.js';
import type { OffersByMeasure, PricedOffer } from './quoted-offer.js';
import type { RetentionLayout } from './retention-layout.js';
import type { Lever } from './retention-policy.js';
import type { RetentionCode } from './retention-reasons.js';

/** Collects reasons where a full decision is asked for; the fast lane passes none. */
export interface Why {
  readonly reasons: Reason<RetentionCode>[];
  readonly unknown: Set<string>;
}

/** Judges every measure of the policy, and every quoted offer, for one customer. */
export function planFor(
  layout: RetentionLayout,
  one: MeasureCase,
  offers: OffersByMeasure,
  why: Why | undefined,
): RetentionPlan {
  if (getsNone(layout, one, why)) {
    return { candidates: [], rejected: [], causes: [], weakestLever: null, measureFirst: [] };
  }
  const { policy, rules, causeRule } = layout;
  const truths = policy.causes.map((_, index) => rules.truth(one.row, causeRule + index));
  if (why !== undefined) explainCauses(layout, one, truths, why);
  const lever = weighLevers(layout, one, why);
  const found: { readonly candidate: Candidate; readonly rank: CandidateRank }[] = [];
  const rejected: RejectedMeasure[] = [];
  layout.plans.forEach((plan, index) => {
    for (const { offer, verdict } of judgeAll(layout, plan, offers, truths, one)) {
      if ('candidate' in verdict) {
        found.push({ candidate: verdict.candidate, rank: rankOf(verdict.candidate, verdict.net, index) });
        if (why !== undefined) for (const root of verdict.unknown) why.unknown.add(root);
        continue;
      }
      const measure = plan.measure.id;
      rejected.push(
        offer === undefined ? { measure, because: verdict.code } : { measure, offer, because: verdict.code },
      );
      if (why !== undefined) explainRefusal(measure, offer, verdict, why);
    }
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

const leftRule = 0;

/** Who has left or is kept apart, or may be, gets no candidates. */
function getsNone(
  { rules, heldOutRule }: RetentionLayout,
  { row, record }: MeasureCase,
  why: Why | undefined,
): boolean {
  for (const [rule, whenTrue, whenUnknown] of [
    [leftRule, 'hasLeft', 'leftUnknown'],
    [heldOutRule, 'heldOut', 'heldOutUnknown'],
  ] as const) {
    const truth = rule < 0 ? false : rules.truth(row, rule);
    if (truth === false) continue;
    if (why !== undefined) {
      const tests = rules.tests(row, record, rule);
      why.reasons.push({ code: truth === true ? whenTrue : whenUnknown, facts: { tests } });
      for (const root of rules.unknownRoots(row, record, rule)) why.unknown.add(root);
    }
    return true;
  }
  return false;
}

interface Judged {
  readonly offer: string | undefined;
  readonly verdict: Refusal | Proposal;
}

/** A measure is judged once, a quoted one once for each of its offers. */
function judgeAll(
  layout: RetentionLayout,
  plan: MeasurePlan,
  offers: OffersByMeasure,
  truths: readonly Truth[],
  one: MeasureCase,
): readonly Judged[] {
  const { measure } = plan;
  const called = callsFor(layout, plan, truths, one);
  const judge = (offer: PricedOffer | undefined): Judged => {
    if ('code' in called) return { offer: offer?.id, verdict: called };
    if (measure.quoted === true && offer === undefined)
      return { offer: undefined, verdict: refuse('notQuoted', () => ({})) };
    return { offer: offer?.id, verdict: judgeMeasure(layout.context, plan, offer, called, one) };
  };
  const own = offers.get(measure.id) ?? [];
  return own.length === 0 ? [judge(undefined)] : own.map(judge);
}

/** The causes that call for a measure, or why none does. */
function callsFor(
  { policy, rules, causeRule }: RetentionLayout,
  { measure, causes }: MeasurePlan,
  truths: readonly Truth[],
  { row, record }: MeasureCase,
): readonly string[] | Refusal {
  const among = (list: readonly number[], truth: Truth): readonly number[] => list.filter((k) => truths[k] === truth);
  const named = (list: readonly number[]): readonly string[] => list.map((cause) => policy.causes[cause]!.id);
  if (causes === 'none') {
    const holding = among([...truths.keys()], true);
    return holding.length === 0 ? [] : refuse('causePresent', () => ({ causes: named(holding) }));
  }
  const holding = among(causes, true);
  if (holding.length > 0) return named(holding);
  const open = among(causes, 'unknown');
  if (open.length === 0) return refuse('causeAbsent', () => ({ causes: measure.causes }));
  return refuse(
    'causeUnknown',
    () => ({ causes: named(open) }),
    () => open.flatMap((cause) => rules.unknownRoots(row, record, causeRule + cause)),
  );
}

function explainCauses(
  { policy, rules, causeRule }: RetentionLayout,
  { row, record }: MeasureCase,
  truths: readonly Truth[],
  why: Why,
): void {
  policy.causes.forEach((cause, index) => {
    const truth = truths[index];
    if (truth === false) return;
    const code = truth === true ? 'causeHolds' : 'causeOpen';
    const tests = rules.tests(row, record, causeRule + index);
    why.reasons.push({ code, rule: cause.id, facts: { threat: cause.threat, tests } });
    for (const root of rules.unknownRoots(row, record, causeRule + index)) why.unknown.add(root);
  });
}

function weighLevers(
  { policy, levers }: RetentionLayout,
  { row, record }: MeasureCase,
  why: Why | undefined,
): Pick<RetentionPlan, 'weakestLever' | 'measureFirst'> {
  let weakest: { readonly lever: Lever; readonly score: number; readonly fact: string } | undefined;
  const measureFirst: Lever[] = [];
  for (const [index, { lever, fact }] of (policy.levers ?? []).entries()) {
    const { slot, divisor } = levers[index]!;
    // Facts of several kinds are compared: 4.5 packs as 45 and is less than 40.
    const score = row[slot]! / divisor;
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

/** An offer is named by its own id, and its measure beside it. */
function explainRefusal(measure: string, offer: string | undefined, { code, evidence }: Refusal, why: Why): void {
  const { facts, unknown } = evidence();
  const named = offer === undefined ? { rule: measure, facts } : { rule: offer, facts: { measure, ...facts } };
  why.reasons.push({ code, ...named });
  for (const root of unknown) why.unknown.add(root);
}

function candidateReason(candidate: Candidate): Reason<RetentionCode> {
  const { measure, offer, due, owner, channel, cost, value, causes, lever } = candidate;
  const worth =
    value.kind === 'incremental' ? value.net : value.kind === 'breakEven' ? { breakEvenUplift: value.uplift } : null;
  const facts = { due, owner, channel, cost, worth, causes, lever };
  if (offer === null) return { code: 'candidate', rule: measure, facts };
  return { code: 'candidate', rule: offer, facts: { measure, ...facts } };
}
