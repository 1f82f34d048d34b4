import { type Decision, type DecisionContext, type Money, minorUnits, moneyFromMinorUnits, toFacts } from 'tenure/core';
import type { RetentionPlan, Risk } from 'tenure/retention';
import type { ValueOutcome } from 'tenure/value';
import type { Facts } from './mapping.js';
import { compileOffer, type Offer } from './offer.js';
import type { Policies } from './policies.js';

/** All that is decided of one customer, each decision with its reasons. */
export interface CustomerDecisions {
  readonly segment: Decision<Readonly<Record<string, string>>>;
  readonly value: Decision<ValueOutcome>;
  readonly risk: Decision<Risk>;
  readonly retention: Decision<RetentionPlan>;
  /** What the customer would pay for the plan's offer, where there is a price list. */
  readonly offer: Offer | undefined;
  /** What each of the plan's comparisons calls the customer, before and after. */
  readonly compared: readonly { readonly from: string; readonly to: string }[];
  /** The customer's facts with what the decisions added to them. */
  readonly facts: Facts;
}

/** What the decisions add to a customer's facts, besides a fact for each dimension and each warning. */
export const decidedFacts: readonly string[] = [
  'tier',
  'riskBand',
  'churnRisk',
  'valueAtRisk',
  'offerTotal',
  'offerGiven',
  'offerVerdict',
];

/** Composes the decisions: what one finds out is a fact for the next. */
export function compileCustomer(policies: Policies): (facts: Facts, context: DecisionContext) => CustomerDecisions {
  const { segment, classify, assess, retain, quote, plan } = policies;
  const priceOffer = quote === undefined || plan.offer === undefined ? undefined : compileOffer(quote, plan.offer);
  const warnings = assess.policy.warnings ?? [];
  return (given, context) => {
    const segments = segment(given, context);
    const segmented = { ...given, ...toFacts(segments, (outcome) => ({ ...outcome })) };
    const value = classify(segmented, context);
    const valued = { ...segmented, ...toFacts(value, ({ tier }) => ({ tier })) };
    const risk = assess(valued, context);
    const open = new Set(risk.reasons.filter(({ code }) => code === 'warningOpen').map(({ rule }) => rule));
    const assessed = {
      ...valued,
      ...toFacts(risk, ({ band, probability, warnings: raised }) => ({
        riskBand: band,
        churnRisk: probability === null ? null : probability.toFixed(2),
        valueAtRisk: shareOf(given[plan.atStake], probability),
        // A warning is a fact by its id; one that missing facts leave open is unknown, not absent.
        ...Object.fromEntries(
          warnings.map(({ id }) => [id, open.has(id) ? null : raised.some((warning) => warning.id === id)]),
        ),
      })),
    };
    const offer = priceOffer?.(assessed, context);
    const facts = { ...assessed, ...offerFacts(offer) };
    const compared = policies.comparisons.map(({ before, after }) => ({
      from: before(given, context),
      to: after(given, context),
    }));
    return {
      segment: segments,
      value,
      risk,
      offer,
      retention: retain(facts, { ...context, calendar: plan.calendar }),
      compared,
      facts,
    };
  };
}

/** The price as facts: a quoted measure may cost what the offer gives away against the list. */
function offerFacts(offer: Offer | undefined): Facts {
  if (offer === undefined || 'refused' in offer) return {};
  if ('missing' in offer) {
    const unknown = { unknown: offer.missing };
    return { offerTotal: unknown, offerGiven: unknown, offerVerdict: unknown };
  }
  return toFacts(offer.decision, ({ total, term, verdict }) => ({
    offerTotal: total,
    offerGiven: term?.given,
    offerVerdict: verdict,
  }));
}

/** What is expected to leave within the scale's months: an amount times a probability, half up to the cent. */
function shareOf(amount: unknown, probability: number | null): Money | null {
  if (probability === null || typeof amount !== 'object' || amount === null || !('currency' in amount)) return null;
  const { currency } = amount as Money;
  return moneyFromMinorUnits(Math.round(minorUnits(amount as Money) * probability), currency);
}
