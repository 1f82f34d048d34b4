import type { Draft } from '../core/decider.js';
import type { Money } from '../core/money.js';
import { checkBenefits } from './judge-compliance.js';
import { notJudged } from './judgement.js';
import type { Quote } from './outcome.js';
import type { AnyPricing } from './policy.js';
import type { Conditions, Pricer } from './pricer.js';
import { draftOf } from './quote-draft.js';
import type { PricingCode } from './reasons.js';
import { refuse } from './refuse.js';
import { judgeRelationships } from './relationship.js';
import type { QuoteRequest } from './request.js';
import { shareOfPercent } from './share.js';
import { totalsOf } from './totals.js';
import { moneyOf, readMoney, type Workings } from './workings.js';

/** Turns priced requests into quotes over one kind of numbers. */
export interface Quoter {
  readonly decide: (request: QuoteRequest, asOf: string) => Draft<Quote, PricingCode>;
  readonly total: (request: QuoteRequest, asOf: string) => Money;
}

export function createQuoter<N extends number | bigint>(
  policy: AnyPricing,
  conditions: Conditions,
  authorityConditions: readonly number[],
  pricer: Pricer<N>,
): Quoter {
  const { workings } = pricer;
  const isRelated = policy.offerings.some(({ relationships }) => relationships !== undefined);
  const rates = (policy.taxes ?? []).map(({ id, percent }) => ({
    id,
    share: shareOfPercent(percent, workings.arithmetic),
  }));
  return {
    decide: (request, asOf) => {
      const priced = pricer.price(request, asOf);
      checkParties(request, policy, workings);
      const totals = totalsOf(priced, request, workings);
      const one = { policy, conditions, authorityConditions, workings, request, priced, totals };
      return draftOf(one, isRelated ? judgeRelationships(priced.sheet) : notJudged, rates);
    },
    total: (request, asOf) => {
      const total = pricer.total(request, asOf);
      checkParties(request, policy, workings);
      return moneyOf(total, workings);
    },
  };
}

/** Faults of the parts of a request that no price depends on: found in the fast lane too. */
function checkParties<N extends number | bigint>(
  request: QuoteRequest,
  { authority, compliance }: AnyPricing,
  workings: Workings<N>,
): void {
  const { requestedBy, payment, lines } = request;
  checkBenefits(request, compliance);
  if (requestedBy !== undefined && requestedBy !== null && authority !== undefined) {
    const levels = authority.levels.map(({ id }) => id);
    if (!levels.includes(requestedBy.level)) {
      refuse('unknownReference', ['requestedBy', 'level'], `one of ${levels.join(', ')}`, requestedBy.level);
    }
    if (requestedBy.budgetLeft !== undefined)
      readMoney(requestedBy.budgetLeft, ['requestedBy', 'budgetLeft'], workings);
  }
  payment?.open?.forEach((part, at) => {
    if (part !== null) readMoney(part, ['payment', 'open', at], workings);
  });
  for (let at = 0; at < lines.length; at += 1) {
    const cost = lines[at]?.cost;
    if (cost !== undefined) readMoney(cost, ['lines', at, 'cost'], workings);
  }
}
