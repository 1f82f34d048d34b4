import { allocateUnits, moneyFromMinorUnits } from 'tenure/core';
import { type Adjustment, distributeDiscount } from 'tenure/pricing';
import type { VectorAdapter, VectorOutcome } from '../adapter.js';
import { attempt, judged, unsupported } from '../judge.js';
import { differs } from './exact.js';
import { quoteOf } from './quoted.js';

interface Case {
  readonly id: string;
  readonly input: {
    readonly weights?: readonly number[];
    readonly targets?: number;
    readonly amountMinor?: number;
    readonly lines?: readonly { readonly totalMinor: number; readonly floorMinor: number }[];
    readonly discountMinor?: number;
    readonly listPrice?: string;
    readonly floor?: string | null;
    readonly promotionsInPriorityOrder?: readonly { readonly type: string; readonly value: string }[];
  };
  readonly expected: {
    readonly sharesMinor?: readonly number[];
    readonly orderTotalMinor?: number;
    readonly price?: string;
    readonly applied?: number;
  };
}

const usd = (minor: number) => moneyFromMinorUnits(minor, 'USD');
const minor = (amount: string): number => Math.round(Number(amount) * 100);

/** A discount is written below 0 there, and spread as what it takes off here. */
function distribution({ id, input, expected }: Case): VectorOutcome {
  const discount = input.discountMinor ?? 0;
  const lines = (input.lines ?? []).map(({ totalMinor, floorMinor }) => ({
    total: usd(totalMinor),
    floor: usd(floorMinor),
  }));
  const { shares } = distributeDiscount(usd(Math.abs(discount)), lines, 'roundedFirstCome');
  const taken = shares.map(({ amount }) => (discount < 0 ? -minor(amount) : minor(amount)) + 0);
  const total = (input.lines ?? []).reduce((sum, { totalMinor }, at) => sum + totalMinor + (taken[at] ?? 0), 0);
  return judged(id, [
    ...(expected.sharesMinor ?? []).flatMap((share, at) => differs(`share ${at + 1}`, share, taken[at] ?? 'NaN')),
    ...(expected.orderTotalMinor === undefined ? [] : differs('order', expected.orderTotalMinor, total)),
  ]);
}

function promotions({ id, input, expected }: Case): VectorOutcome {
  const adjustments = (input.promotionsInPriorityOrder ?? []).map(
    ({ type, value }, at): Adjustment => ({
      id: `promotion-${at}`,
      stage: 'promotion',
      priority: at,
      effect:
        type === 'fixed' ? { kind: 'amountOff', amount: value } : { kind: 'percentOff', percent: value, of: 'running' },
    }),
  );
  const floor = input.floor ?? undefined;
  const quote = quoteOf({
    lines: [
      {
        charge: { model: 'flat', amount: input.listPrice ?? '0' },
        ...(floor === undefined ? {} : { minimumPrice: floor }),
      },
    ],
    adjustments,
    scale: 2,
  });
  return judged(id, [
    ...differs('price', expected.price ?? 'NaN', quote.total.amount),
    ...(expected.applied === undefined
      ? []
      : differs('applied', expected.applied, quote.lines[0]?.changes.length ?? 0)),
  ]);
}

function judge(one: Case): VectorOutcome {
  const { id, input, expected } = one;
  return attempt(id, () => {
    if (input.lines !== undefined) return distribution(one);
    if (input.listPrice !== undefined) return promotions(one);
    const weights = input.weights ?? Array.from({ length: input.targets ?? 0 }, () => 1);
    if (input.amountMinor === undefined || weights.length === 0) return unsupported(id, 'nothing to spread');
    const rule = input.weights === undefined ? 'firstCome' : 'roundedFirstCome';
    const shares = allocateUnits(BigInt(input.amountMinor), weights.map(BigInt), rule);
    return judged(
      id,
      (expected.sharesMinor ?? []).flatMap((share, at) => differs(`share ${at + 1}`, share, String(shares[at]))),
    );
  });
}

export const adapter: VectorAdapter = (file) => (file as { readonly cases: readonly Case[] }).cases.map(judge);
