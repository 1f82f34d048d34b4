import { Decimal } from 'tenure/core';
import { protectedPrice } from 'tenure/pricing';
import type { VectorAdapter, VectorOutcome } from '../adapter.js';
import { attempt, judged, unsupported } from '../judge.js';
import { differs } from './exact.js';
import { quoteOf } from './quoted.js';

interface Case {
  readonly id: string;
  readonly input: {
    readonly list?: string;
    readonly benchmarkPrice?: string;
    readonly protectedPrice?: string;
    readonly newBenchmarkPrice?: string;
    readonly guaranteed?: readonly { readonly minQuantity: number; readonly discount: string }[];
    readonly mostFavoured?: { readonly price: string; readonly minQuantity: number };
    readonly next?: { readonly price: string; readonly quantity: number };
  };
  readonly expected: {
    readonly protectedPrice?: string;
    readonly correct?: string;
    readonly ratio?: string;
    readonly guaranteedPrice?: readonly string[];
    readonly triggerDiscount?: readonly { readonly above: string }[];
  };
}

const usd = (amount: string) => ({ amount, currency: 'USD' });

/** Discounts off the list price: those of the customers watched, and the prices that are guaranteed. */
function discounts({ id, input, expected }: Case): VectorOutcome {
  const list = input.list ?? '0';
  const off = (percent: string) =>
    quoteOf({
      lines: [{ charge: { model: 'flat', amount: list } }],
      adjustments: [{ id: 'off', stage: 'term', priority: 1, effect: { kind: 'percentOff', percent, of: 'list' } }],
    }).total.amount;
  const watched = [input.mostFavoured?.price, input.next?.price].map((price) =>
    new Decimal(1)
      .minus(new Decimal(price ?? list).div(list))
      .times(100)
      .toFixed(),
  );
  return judged(id, [
    ...(expected.guaranteedPrice ?? []).flatMap((price, at) =>
      differs('guaranteed', price, off(input.guaranteed?.[at]?.discount ?? '0')),
    ),
    ...(expected.triggerDiscount ?? []).flatMap(({ above }, at) => differs('trigger', above, watched[at] ?? 'NaN')),
  ]);
}

function judge(one: Case): VectorOutcome {
  const { id, input, expected } = one;
  return attempt(id, () => {
    if (input.guaranteed !== undefined) return discounts(one);
    const { benchmarkPrice: benchmark, protectedPrice: own, newBenchmarkPrice: next } = input;
    if (benchmark === undefined || own === undefined || next === undefined)
      return unsupported(id, 'no benchmark to follow');
    const price = protectedPrice({ benchmark: usd(benchmark), protected: usd(own) }, usd(next), 'ratio', {
      mode: 'halfUp',
    });
    const ratio = new Decimal(own).div(benchmark).toFixed();
    return judged(id, [
      ...differs('protected price', expected.correct ?? expected.protectedPrice ?? 'NaN', price.amount),
      ...(expected.ratio === undefined ? [] : differs('ratio', expected.ratio, ratio)),
    ]);
  });
}

export const adapter: VectorAdapter = (file) => (file as { readonly cases: readonly Case[] }).cases.map(judge);
