import { parseDecimal } from '../core/decimal.js';
import type { Money } from '../core/money.js';
import type { AttackOffer, AttackView } from './attack-offer.js';
import type { DealEvaluation } from './deal.js';
import { decimalText } from './decimal-text.js';
import { knownAmount } from './known.js';

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

/** Looks for every weak point of an attack, in the order of {@link weaknessCodes}. */
export function weaknessesOf(
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
