import { Decimal } from '../core/decimal.js';
import { type Money, moneyFromDecimal } from '../core/money.js';
import type { Rounding } from '../core/rounding.js';
import type { CompliancePolicy } from '../practice/compliance.js';
import { type AttackOffer, type AttackView, checkAttack } from './attack-offer.js';
import { type DealEvaluation, evaluateDeal } from './deal.js';
import { requireDeal } from './deal-check.js';
import { knownAmount, times } from './known.js';
import { answerLevel } from './negotiation.js';
import { type Weakness, weaknessesOf } from './weakness.js';

/** An attack seen from both sides. */
export interface AttackEvaluation {
  readonly deal: DealEvaluation;
  readonly weaknesses: readonly Weakness[];
  /** What changing numbers costs the customer in all. */
  readonly renumberingCost: Money | null;
  /** Lowest of our levels that may answer: never below the attack's. */
  readonly answerAt: string | null;
  /** Whether the case has to go up before we can answer. */
  readonly escalate: boolean | null;
}

/**
 * Takes a rival's offer apart (策反要点与弱点): what it costs them and gives the customer, where it is weak, at which level to answer.
 *
 * @throws InputError `unknownReference` for a level that the view does not list; with its path for a figure that is none
 */
export function evaluateAttack(
  offer: AttackOffer,
  view: AttackView,
  currency: string,
  policy: CompliancePolicy,
  rounding: Rounding,
): AttackEvaluation {
  requireDeal(offer, { currency, policy, rounding }, checkAttack(offer, view, currency));
  const deal = evaluateDeal(offer, currency, policy, rounding);
  const change = times(knownAmount(view.renumberingCost), offer.lines ?? null);
  const cost = offer.renumbering === false ? new Decimal(0) : offer.renumbering === true ? change : null;
  const renumberingCost = cost === null ? null : moneyFromDecimal(cost, currency, rounding);
  return {
    deal,
    weaknesses: weaknessesOf(offer, view, deal, renumberingCost),
    renumberingCost,
    ...answerLevel(
      { levels: view.levels, attackedAt: offer.negotiatedAt ?? null },
      { level: view.ourLevel, path: ['ourLevel'] },
      ['negotiatedAt'],
    ),
  };
}
