import { Decimal } from 'tenure/core';
import { settleCommitment } from 'tenure/pricing';
import type { VectorAdapter, VectorOutcome } from '../adapter.js';
import { attempt, judged, unsupported } from '../judge.js';
import { differs } from './exact.js';
import { quoteOf, takenBy } from './quoted.js';

type Amount = string | number;

interface Case {
  readonly id: string;
  readonly input: {
    readonly commitment?: Amount;
    readonly commitmentMinor?: Amount;
    readonly fees?: readonly Amount[];
    readonly feesMinor?: readonly Amount[];
    readonly couponMinor?: Amount;
    readonly couponPercent?: Amount;
    readonly baseMinor?: Amount;
    readonly usedMinor?: Amount;
  };
  readonly expected: {
    readonly trueUp?: Amount;
    readonly trueUpMinor?: Amount;
    readonly invoiceTotal?: Amount;
    readonly discountMinor?: Amount;
  };
}

const major = (minor: Amount): string => new Decimal(minor).div(100).toFixed();
const usd = (amount: Amount) => ({ amount: String(amount), currency: 'USD' });

function commitment({ id, input, expected }: Case): VectorOutcome {
  const minimum = input.commitment ?? major(input.commitmentMinor ?? 0);
  const fees = input.fees ?? (input.feesMinor ?? []).map(major);
  const { due, shortfall } = settleCommitment({ minimum: usd(minimum) }, fees.map(usd), [], 'USD');
  const trueUp = expected.trueUp ?? major(expected.trueUpMinor ?? 0);
  return judged(id, [
    ...differs('true-up', trueUp, shortfall.amount),
    ...(expected.invoiceTotal === undefined ? [] : differs('invoice', expected.invoiceTotal, due.amount)),
  ]);
}

/** A coupon is a discount of what is left of it, and never more than the price. */
function coupon({ id, input, expected }: Case): VectorOutcome {
  const left = Decimal.max(0, new Decimal(input.couponMinor ?? 0).minus(input.usedMinor ?? 0));
  const effect =
    input.couponPercent === undefined
      ? ({ kind: 'amountOff', amount: major(left.toFixed()) } as const)
      : ({ kind: 'percentOff', percent: String(input.couponPercent), of: 'running' } as const);
  const quote = quoteOf({
    lines: [{ charge: { model: 'flat', amount: major(input.baseMinor ?? 0) } }],
    adjustments: [{ id: 'coupon', stage: 'promotion', priority: 1, effect }],
    scale: 2,
  });
  return judged(id, differs('discount', major(expected.discountMinor ?? 0), takenBy(quote, 'coupon')[0] ?? '0'));
}

function judge(one: Case): VectorOutcome {
  const { id, input } = one;
  return attempt(id, () => {
    if (input.commitment !== undefined || input.commitmentMinor !== undefined) return commitment(one);
    return input.baseMinor === undefined ? unsupported(id, 'neither a commitment nor a coupon') : coupon(one);
  });
}

export const adapter: VectorAdapter = (file) => (file as { readonly cases: readonly Case[] }).cases.map(judge);
