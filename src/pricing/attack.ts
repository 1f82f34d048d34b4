import { Decimal, parseDecimal } from '../core/decimal.js';
import type { Money } from '../core/money.js';
import { moneyFromDecimal } from '../core/money.js';
import type { Rounding } from '../core/rounding.js';
import type { CompliancePolicy } from '../practice/compliance.js';
import { type DealEvaluation, evaluateDeal } from './deal.js';
import { requireDeal } from './deal-check.js';
import type { Deal } from './deal-terms.js';
import { decimalText } from './decimal-text.js';
import { knownAmount, times } from './known.js';
import { answerLevel, checkLevels } from './negotiation.js';
import {
  type Check,
  checkAmount,
  checkDecimal,
  checkFlag,
  checkId,
  checkRow,
  checkUnits,
  whereKnown,
} from './row-check.js';

/** A rival's offer to a customer of ours (策反), as far as it is known. */
export interface AttackOffer extends Deal {
  readonly attacker: string;
  /** Device models on offer; null is unknown. */
  readonly deviceModels?: number | null | undefined;
  /** Months after which the device is out of date. */
  readonly deviceAgeingMonths?: number | null | undefined;
  /** Software made for this customer, which somebody has to keep up. */
  readonly dedicatedSoftware?: boolean | null | undefined;
  /** Whether lines have to change their numbers. */
  readonly renumbering?: boolean | null | undefined;
  /** Whether the unit stays free to take offers of others. */
  readonly exclusive?: boolean | null | undefined;
  /** Where it was negotiated: a position in `levels` of the view. */
  readonly negotiatedAt?: string | null | undefined;
}

/** What we know of our own side, and from where on a weakness counts. */
export interface AttackView {
  readonly averageBill?: Money | null | undefined;
  /** What one line's change of number costs the customer. */
  readonly renumberingCost?: Money | null | undefined;
  /** The bill asked counts as too high from this many times the average bill. */
  readonly billTooHighFrom: string;
  /** Fewer models than this count as too few. */
  readonly fewModelsBelow: number;
  /** Levels of negotiation from the lowest up. */
  readonly levels: readonly string[];
  /** The level at which our side negotiates today. */
  readonly ourLevel: string;
}

/** The eight weak points that the practice looks for in an attack. */
export const weaknessCodes = [
  'deviceAges',
  'outlayHigh',
  'renumbering',
  'partialCover',
  'softwareUpkeep',
  'billTooHigh',
  'fewModels',
  'notExclusive',
] as const;

/** One of {@link weaknessCodes}. */
export type WeaknessCode = (typeof weaknessCodes)[number];

/** One weak point: whether it is there, `null` where that is unknown, and what shows it. */
export interface Weakness {
  readonly code: WeaknessCode;
  readonly holds: boolean | null;
  readonly evidence: { readonly [key: string]: number | string | boolean | Money | null };
}

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
  requireDeal(offer, { currency, policy, rounding }, [...checkOffer(offer, []), ...checkView(currency)(view, [])]);
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

function weaknessesOf(
  offer: AttackOffer,
  view: AttackView,
  deal: DealEvaluation,
  renumbering: Money | null,
): readonly Weakness[] {
  const { exclusive = null, dedicatedSoftware = null, minimumSpend = null } = offer;
  const { deviceAgeingMonths = null, deviceModels = null } = offer;
  const { averageBill = null, fewModelsBelow } = view;
  const [bill, usual] = [knownAmount(minimumSpend), knownAmount(averageBill)];
  const tooHighFrom = parseDecimal(view.billTooHighFrom);
  const ratio = bill === null || usual === null || usual.isZero() ? null : bill.div(usual);
  const holds: { readonly [C in WeaknessCode]: Omit<Weakness, 'code'> } = {
    deviceAges: {
      holds: deviceAgeingMonths === null ? null : deviceAgeingMonths < offer.months,
      evidence: { deviceAgeingMonths, termMonths: offer.months },
    },
    outlayHigh: {
      holds: isPaidBackLate(deal, offer.months),
      evidence: { outlay: deal.outlay, paybackBill: deal.paybackBill },
    },
    renumbering: { holds: offer.renumbering ?? null, evidence: { lines: offer.lines ?? null, cost: renumbering } },
    partialCover: {
      holds: deal.uncoveredStaff === null ? null : deal.uncoveredStaff > 0,
      evidence: { uncoveredStaff: deal.uncoveredStaff, uncoveredPercent: deal.uncoveredPercent },
    },
    softwareUpkeep: { holds: dedicatedSoftware, evidence: { dedicatedSoftware } },
    billTooHigh: {
      holds: ratio?.greaterThanOrEqualTo(tooHighFrom) ?? null,
      evidence: { minimumSpend, averageBill, times: ratio === null ? null : decimalText(ratio, 2) },
    },
    fewModels: {
      holds: deviceModels === null ? null : deviceModels < fewModelsBelow,
      evidence: { deviceModels },
    },
    notExclusive: { holds: exclusive === null ? null : !exclusive, evidence: { exclusive } },
  };
  return weaknessCodes.map((code) => ({ code, ...holds[code] }));
}

/** Whether the outlay is earned back in the second half of the term, or never; `null` where that is unknown. */
function isPaidBackLate({ paybackBill, paybackMonths, warnings }: DealEvaluation, months: number): boolean | null {
  if (paybackBill !== null) return paybackBill > months / 2;
  return paybackMonths !== null || warnings.includes('neverPaysBack') ? true : null;
}

const checkOffer = /* @__PURE__ */ checkRow<Omit<AttackOffer, keyof Deal>>('an offer', {
  attacker: checkId,
  deviceModels: /* @__PURE__ */ whereKnown(checkUnits),
  deviceAgeingMonths: /* @__PURE__ */ whereKnown(checkUnits),
  dedicatedSoftware: /* @__PURE__ */ whereKnown(checkFlag),
  renumbering: /* @__PURE__ */ whereKnown(checkFlag),
  exclusive: /* @__PURE__ */ whereKnown(checkFlag),
  negotiatedAt: /* @__PURE__ */ whereKnown(checkId),
});

function checkView(currency: string): Check {
  return checkRow<AttackView>('a view', {
    averageBill: whereKnown(checkAmount(currency)),
    renumberingCost: whereKnown(checkAmount(currency)),
    billTooHighFrom: checkDecimal(0),
    fewModelsBelow: checkUnits,
    levels: checkLevels,
    ourLevel: checkId,
  });
}
