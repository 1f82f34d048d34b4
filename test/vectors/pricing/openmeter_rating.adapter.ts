import { Decimal } from 'tenure/core';
import { type Adjustment, rateCharge, settleCommitment } from 'tenure/pricing';
import type { VectorAdapter, VectorOutcome } from '../adapter.js';
import { attempt, judged, unsupported } from '../judge.js';
import { chargeOf, differs, type VectorCharge } from './exact.js';
import { quoteOf, takenBy } from './quoted.js';

interface Case {
  readonly id: string;
  readonly input: VectorCharge & {
    readonly quantity: number | string;
    readonly previousQuantity?: string;
    readonly previousBilled?: string;
    readonly percentDiscount?: string;
    readonly minimumSpend?: string | null;
    readonly maximumSpend?: string | null;
    readonly lastInPeriod?: boolean;
  };
  readonly expected: {
    readonly total?: string;
    readonly lines?: readonly { readonly tier: number; readonly quantity: string; readonly amount: string }[];
    readonly commitmentLine?: string;
    readonly usage?: string;
    readonly gross?: string;
    readonly percentageDiscount?: string;
    readonly maxSpendDiscount?: string;
    readonly packages?: number;
    readonly billableQuantity?: string;
    readonly billablePreviousQuantity?: string;
    readonly discountedNow?: string;
    readonly discountedBefore?: string;
  };
}

const usd = (amount: string) => ({ amount, currency: 'USD' });

/** Free units: the included tier of an allowance, the units beyond it billable. */
function usageDiscount({ id, input, expected }: Case): VectorOutcome {
  const charge = { model: 'allowance', included: input.freeUnits ?? 0, unit: '1' } as const;
  const previous = input.previousQuantity ?? '0';
  const now = rateCharge(charge, input.quantity, previous).amount;
  const before = rateCharge(charge, previous).amount;
  return judged(id, [
    ...differs('billable', expected.billableQuantity ?? '0', now),
    ...differs('billable before', expected.billablePreviousQuantity ?? '0', before),
    ...differs('discounted now', expected.discountedNow ?? '0', new Decimal(input.quantity).minus(now).toFixed()),
    ...differs('discounted before', expected.discountedBefore ?? '0', new Decimal(previous).minus(before).toFixed()),
  ]);
}

function judge(one: Case): VectorOutcome {
  const { id, input, expected } = one;
  return attempt(id, () => {
    if (input.model === 'usageDiscount') return usageDiscount(one);
    const described = input.model === 'packageCount' ? { ...input, packagePrice: '1' } : input;
    const charge = chargeOf(described);
    if (charge === undefined) return unsupported(id, `no charge is called ${input.model}`);
    const rated = rateCharge(charge, input.quantity, input.previousQuantity);
    if (expected.packages !== undefined) return judged(id, differs('packages', expected.packages, rated.amount));
    const billed = input.previousBilled ?? '0';
    const maximum = input.maximumSpend ?? undefined;
    const adjustments: Adjustment[] = [];
    if (input.percentDiscount !== undefined) {
      const effect = { kind: 'percentOff', percent: input.percentDiscount, of: 'running' } as const;
      adjustments.push({ id: 'percentage', stage: 'promotion', priority: 1, effect });
    }
    if (maximum !== undefined) {
      const amount = Decimal.max(0, new Decimal(maximum).minus(billed)).toFixed();
      adjustments.push({ id: 'maximum', stage: 'commitment', priority: 1, effect: { kind: 'atMost', amount } });
    }
    const quote = quoteOf({ lines: [{ charge: { model: 'flat', amount: rated.amount } }], adjustments });
    const minimum = input.minimumSpend ?? undefined;
    const settled = settleCommitment(
      minimum === undefined ? {} : { minimum: usd(minimum) },
      [usd(quote.total.amount)],
      [usd(billed)],
      'USD',
    );
    const due = input.lastInPeriod === false ? quote.total.amount : settled.due.amount;
    return judged(id, [
      ...(expected.total === undefined ? [] : differs('total', expected.total, due)),
      ...(expected.gross === undefined ? [] : differs('gross', expected.gross, rated.amount)),
      ...(expected.usage === undefined ? [] : differs('usage', expected.usage, rated.amount)),
      ...(expected.commitmentLine === undefined
        ? []
        : differs('shortfall', expected.commitmentLine, settled.shortfall.amount)),
      ...(expected.percentageDiscount === undefined
        ? []
        : differs('percentage', expected.percentageDiscount, takenBy(quote, 'percentage')[0] ?? '0')),
      ...(expected.maxSpendDiscount === undefined
        ? []
        : differs('above the maximum', expected.maxSpendDiscount, takenBy(quote, 'maximum')[0] ?? '0')),
      ...(expected.lines ?? []).flatMap((line, at) => [
        ...differs(`line ${at + 1} tier`, line.tier, rated.tiers[at]?.tier ?? 'NaN'),
        ...differs(`line ${at + 1} quantity`, line.quantity, rated.tiers[at]?.quantity ?? 'NaN'),
        ...differs(`line ${at + 1} amount`, line.amount, rated.tiers[at]?.amount ?? 'NaN'),
      ]),
    ]);
  });
}

export const adapter: VectorAdapter = (file) => (file as { readonly cases: readonly Case[] }).cases.map(judge);
