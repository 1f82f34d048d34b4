import { Decimal } from '../core/decimal.js';
import type { Money } from '../core/money.js';
import { moneyToDecimal } from '../core/money.js';
import type { ComplianceVerdict } from '../practice/compliance.js';
import type { Deal } from './deal-terms.js';
import type { GuaranteeExposure } from './guarantee-exposure.js';
import { verdictOf } from './judge-compliance.js';
import { gravest } from './judgement.js';
import type { ApprovalOutcome, Quote, QuotedLine, Verdict } from './outcome.js';
import { refuse } from './refuse.js';

/** What a deal's quote says, so that the deal and its price cannot tell different stories. */
export interface DealPricing {
  readonly list: Money;
  /** Pocket price: what is left after everything that flows back. */
  readonly net: Money;
  /** The cost floor; `null` where the policy has none or a cost is unknown. */
  readonly floor: Money | null;
  readonly margin: Money | null;
  readonly marginPercent: string | null;
  readonly approval: ApprovalOutcome | null;
  readonly verdict: Verdict;
}

/** What to see before signing. */
export type DealWarning =
  | 'belowFloor'
  | 'needsApproval'
  | 'neverPaysBack'
  | 'guaranteeBreached'
  | 'guaranteeUnknown'
  | 'terminationRight';

/** The money of a quote by how often it flows. */
export interface DealMoney {
  /** Recurring prices: what is paid each month whatever is used. */
  readonly recurring: Decimal;
  /** Pocket less cost of what is charged each month, of what is charged once; `null` where a cost is unknown. */
  readonly monthlyMargin: Decimal | null;
  readonly oneTimeMargin: Decimal | null;
  /** What is missing. */
  readonly unknown: readonly string[];
}

/**
 * Takes the money of a deal from its quote.
 *
 * @throws InputError for another currency, a price that does not recur by the month, or a margin given beside the quote's
 */
export function dealMoney({ marginPercent }: Deal, quote: Quote, currency: string): DealMoney {
  if (quote.total.currency !== currency)
    refuse('currency', ['quote', 'total', 'currency'], currency, quote.total.currency);
  if (marginPercent !== undefined && marginPercent !== null)
    refuse('conflict', ['marginPercent'], 'no margin beside the one of the quote', marginPercent);
  quote.lines.forEach(({ periodMonths }, at) => {
    if (periodMonths !== null && periodMonths !== 1)
      refuse('conflict', ['quote', 'lines', at, 'periodMonths'], '1, as a deal counts in months', periodMonths);
  });
  const margin = quote.margin === null ? null : moneyToDecimal(quote.margin);
  const once = marginOf(quote.lines.filter(({ priceType }) => priceType === 'oneTime'));
  const charged = marginOf(quote.lines.filter(({ priceType }) => priceType !== 'oneTime'));
  const monthly = charged === null ? null : charged.plus(moneyToDecimal(quote.totals.shortfall));
  // A cost given for several prices of one line is in the quote's margin alone; what is left of it belongs to the other kind.
  const left = (known: Decimal | null) => (margin === null || known === null ? null : margin.minus(known));
  const monthlyMargin = monthly ?? left(once);
  const oneTimeMargin = once ?? left(monthly);
  return {
    recurring: moneyToDecimal(quote.totals.recurring),
    monthlyMargin,
    oneTimeMargin,
    unknown:
      margin === null ? ['quote.margin'] : monthlyMargin === null || oneTimeMargin === null ? unknownCosts(quote) : [],
  };
}

/** Pocket less cost of lines; `null` where a cost is unknown. */
function marginOf(lines: readonly QuotedLine[]): Decimal | null {
  return lines.reduce<Decimal | null>(
    (sum, { pocket, cost }) =>
      sum === null || cost === null ? null : sum.plus(moneyToDecimal(pocket)).minus(moneyToDecimal(cost)),
    new Decimal(0),
  );
}

function unknownCosts({ lines }: Quote): readonly string[] {
  return lines.flatMap(({ cost }, at) => (cost === null ? [`quote.lines.${at}.cost`] : []));
}

/** What the quote says, in the deal's words. */
export function pricingOf({ waterfall, margin, marginPercent, floor, approval, verdict }: Quote): DealPricing {
  const at = (step: 'list' | 'pocket'): Money =>
    waterfall.find((one) => one.step === step)?.amount ??
    refuse('missing', ['quote', 'waterfall'], `the step ${step}`, waterfall);
  return { list: at('list'), net: at('pocket'), floor: floor?.floor ?? null, margin, marginPercent, approval, verdict };
}

/** The gravest of quote, compliance guard and guarantees. */
export function decisionOf(
  quote: Quote | null | undefined,
  compliance: ComplianceVerdict['verdict'],
  guarantees: GuaranteeExposure | null | undefined,
): Verdict {
  const open = guarantees?.findings.some(({ breached }) => breached === null) === true;
  return gravest([quote?.verdict ?? 'acceptable', verdictOf[compliance], open ? 'undecided' : 'acceptable']);
}

/** What to see before signing, in the order in which it counts. */
export function warningsOf({ quote, guarantees }: Deal, paysBack: boolean | null): readonly DealWarning[] {
  const breaches = guarantees?.findings ?? [];
  const told: readonly (readonly [DealWarning, boolean])[] = [
    ['belowFloor', quote?.floor?.holds === false],
    ['needsApproval', (quote?.approval?.chain.length ?? 0) > 0],
    ['neverPaysBack', paysBack === false],
    ['guaranteeBreached', breaches.some(({ breached }) => breached === true)],
    ['guaranteeUnknown', breaches.some(({ breached }) => breached === null)],
    ['terminationRight', (guarantees?.terminationRights.length ?? 0) > 0],
  ];
  return told.flatMap(([warning, holds]) => (holds ? [warning] : []));
}
