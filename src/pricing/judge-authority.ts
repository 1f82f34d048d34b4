import type { Reason } from '../core/decision.js';
import { InvariantError } from '../core/errors.js';
import { whoSigns } from '../practice/approval.js';
import { bandOf } from './authority.js';
import { type Case, type Judgement, notJudged, percentText } from './judgement.js';
import type { ApprovalOutcome } from './outcome.js';
import type { Authority } from './policy.js';
import type { PricingCode } from './reasons.js';
import { moneyOf, readMoney } from './workings.js';

/** Nobody has to sign. */
const nobody = { chain: [], skipped: [], leadWorkingDays: 0 } as const;
/** Nobody can, or nobody knows who. */
const noAnswer = { level: null, chain: [], skipped: [], leadWorkingDays: null } as const;

/** Whose signature does the discount need? */
export function judgeAuthority<N extends number | bigint>(one: Case<N>): Judgement<ApprovalOutcome | null> {
  const { policy, workings, totals, request } = one;
  const { authority } = policy;
  if (authority === undefined) return notJudged;
  const { arithmetic } = workings;
  const from = totals[authority.from];
  const discount = arithmetic.subtract(from, totals[authority.to]);
  const percent = percentText(discount, from, workings);
  const shown = { discount: moneyOf(discount, workings), percent };
  if (discount <= arithmetic.zero) {
    return {
      outcome: { ...shown, level: null, ...nobody },
      verdict: 'acceptable',
      reasons: [{ code: 'noDiscount', facts: shown }],
      unknown: [],
    };
  }
  const rule = ruleFor(authority, one);
  if (rule.open !== undefined) {
    return {
      outcome: { ...shown, ...noAnswer },
      verdict: 'undecided',
      reasons: [{ code: 'authorityUndecided', rule: rule.id, facts: { ...shown, tests: rule.open.tests } }],
      unknown: rule.open.roots,
    };
  }
  const { level } = bandOf(rule.bands, discount, from, arithmetic);
  const left = request.requestedBy?.budgetLeft;
  const budget = left === undefined ? undefined : readMoney(left, ['requestedBy', 'budgetLeft'], workings);
  const over = budget !== undefined && discount > budget;
  const reasons: Reason<PricingCode>[] = [];
  if (over) {
    const facts = {
      requester: request.requestedBy?.level,
      budgetLeft: left,
      over: moneyOf(arithmetic.subtract(discount, budget), workings),
    };
    reasons.push({ code: 'overBudget', facts: { ...shown, ...facts } });
  }
  const answer = whoSigns(authority, level, request.requestedBy?.level, over);
  if (answer.kind === 'beyond') {
    reasons.push({ code: 'beyondAuthority', rule: rule.id, facts: shown });
    return { outcome: { ...shown, ...noAnswer }, verdict: 'refused', reasons, unknown: [] };
  }
  if (answer.kind === 'within') {
    reasons.push({
      code: 'withinAuthority',
      rule: rule.id,
      facts: { ...shown, requester: request.requestedBy?.level },
    });
    return { outcome: { ...shown, level, ...nobody }, verdict: 'acceptable', reasons, unknown: [] };
  }
  const { kind: _, ...signing } = answer;
  reasons.push({ code: 'approvalNeeded', rule: rule.id, facts: { ...shown, ...signing } });
  return { outcome: { ...shown, ...signing }, verdict: 'needsApproval', reasons, unknown: [] };
}

/** The first rule that holds; an unknown one before it leaves the question open. */
function ruleFor<N extends number | bigint>(
  { rules }: Authority,
  { conditions, authorityConditions, priced }: Case<N>,
) {
  for (const [at, { id, bands }] of rules.entries()) {
    const k = authorityConditions[at] as number;
    const truth = k < 0 ? true : conditions.rules.truth(conditions.row, k);
    if (truth === true) return { id, bands, open: undefined };
    if (truth === 'unknown') {
      const tests = conditions.rules.tests(conditions.row, priced.record, k);
      return { id, bands, open: { tests, roots: conditions.rules.unknownRoots(conditions.row, priced.record, k) } };
    }
  }
  throw new InvariantError('the last rule of an authority has no condition');
}
