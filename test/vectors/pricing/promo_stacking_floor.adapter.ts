import { Decimal } from 'tenure/core';
import type { Adjustment, Effect, PercentBase } from 'tenure/pricing';
import type { VectorAdapter, VectorOutcome } from '../adapter.js';
import { attempt, judged, unsupported } from '../judge.js';
import { differs } from './exact.js';
import { type AskedLine, quoteOf, takenBy } from './quoted.js';

interface Promotion {
  readonly type: string;
  readonly value: number;
  readonly maxQuantity?: number;
}

interface Case {
  readonly id: string;
  readonly input: {
    readonly lines?: readonly (number | { readonly quantity: number; readonly subtotal: number })[];
    readonly promotions?: readonly (Promotion | string)[];
    readonly list?: string;
    readonly lineTotal?: string;
    readonly rules?: readonly string[];
    readonly discountPercent?: string;
    readonly minQty?: number;
    readonly maxQty?: number;
    readonly quantities?: readonly number[];
    readonly formulaPrice?: string;
    readonly minimumPrice?: string;
    readonly cost?: string;
    readonly minMarginShare?: string;
  };
  readonly expected: {
    readonly adjustments?: readonly (readonly string[])[];
    readonly correct?: string | readonly (readonly string[])[];
    readonly fixedFirst?: string;
    readonly fixedLast?: string;
    readonly sequential?: string;
    readonly additiveBug?: string;
    readonly rates?: readonly string[];
    readonly price?: string;
    readonly maxDiscount?: string;
  };
}

const flat = (amount: string): AskedLine => ({ charge: { model: 'flat', amount } });
const inOrder = (effects: readonly Effect[]): readonly Adjustment[] =>
  effects.map((effect, priority) => ({ id: `promotion-${priority}`, stage: 'promotion', priority, effect }));

/** `-5 fixed`, `-10%`, `+20% of list`, `voucher ENTIRE_ORDER -70%`: the change at the end of the text. */
function effectOf(text: string, of: PercentBase): Effect {
  const [, sign, value = '0', percent, list] = /([+-])(\d+(?:\.\d+)?)(%)?( of list)?/.exec(text) ?? [];
  if (percent === undefined) return { kind: sign === '-' ? 'amountOff' : 'amountOn', amount: value };
  return { kind: sign === '-' ? 'percentOff' : 'percentOn', percent: value, of: list === undefined ? of : 'list' };
}

function lineOf(line: number | { readonly quantity: number; readonly subtotal: number }): AskedLine {
  if (typeof line === 'number') return flat(String(line));
  const unit = new Decimal(line.subtotal).div(line.quantity).toFixed();
  return { charge: { model: 'perUnit', amount: unit }, quantity: line.quantity };
}

function promotionEffect(promotion: Promotion | string): Effect {
  if (typeof promotion === 'string') return effectOf(promotion, 'running');
  const { type, value, maxQuantity } = promotion;
  if (type === 'fixed') return { kind: 'amountOff', amount: String(value) };
  const limit = maxQuantity === undefined ? {} : { maxQuantity };
  return { kind: 'percentOff', percent: String(value), of: 'running', ...limit };
}

function judge({ id, input, expected }: Case): VectorOutcome {
  return attempt(id, () => {
    const { promotions = [] } = input;
    if (input.lines !== undefined) {
      const quote = quoteOf({ lines: input.lines.map(lineOf), adjustments: inOrder(promotions.map(promotionEffect)) });
      const want = (expected.correct ?? expected.adjustments ?? []) as readonly (readonly string[])[];
      return judged(
        id,
        want.flatMap((shares, at) => {
          const taken = takenBy(quote, `promotion-${at}`);
          return shares.flatMap((share, k) => differs(`promotion ${at + 1} line ${k + 1}`, share, taken[k] ?? 'NaN'));
        }),
      );
    }
    const total = (list: string, effects: readonly Effect[]) =>
      quoteOf({ lines: [flat(list)], adjustments: inOrder(effects) }).total.amount;
    const list = input.list ?? input.lineTotal ?? '0';
    const texts = (input.rules ?? promotions) as readonly string[];
    const complaints: string[] = [];
    const expect = (what: string, want: string | undefined, got: () => string) => {
      if (want !== undefined) complaints.push(...differs(what, want, got()));
    };
    const running = texts.filter((text) => typeof text === 'string').map((text) => effectOf(text, 'running'));
    const last = [...running.slice(1), ...running.slice(0, 1)];
    expect('fixed first', expected.fixedFirst, () => total(list, running));
    expect('fixed last', expected.fixedLast, () => total(list, last));
    expect('one after the other', expected.sequential, () => total(list, running));
    expect('all of the list price', expected.additiveBug, () =>
      total(
        list,
        texts.map((text) => effectOf(text, 'list')),
      ),
    );
    expect('correct', typeof expected.correct === 'string' ? expected.correct : undefined, () => total(list, running));
    if (expected.rates !== undefined) complaints.push(...bandedRates(input, expected.rates));
    expect('price', expected.price, () => {
      const floor = input.minimumPrice ?? '0';
      const reference = input.formulaPrice ?? '0';
      const cap = Decimal.max(floor, reference).toFixed();
      return quoteOf({ lines: [{ charge: { model: 'floating', reference, floor, cap }, index: '1' }] }).total.amount;
    });
    expect('most off', expected.maxDiscount, () => {
      const percent = new Decimal(input.minMarginShare ?? 0).times(100).toFixed();
      const { floor } = quoteOf({
        lines: [{ ...flat(list), cost: input.cost ?? '0' }],
        more: { floor: { basis: 'invoice', minimumMargin: { percent, of: 'list' }, per: 'quote' } },
      });
      return new Decimal(floor?.room?.amount ?? Number.NaN).div(list).toFixed();
    });
    const judgedAny = Object.keys(expected).some((key) => key !== 'upstreamBug' && key !== 'upstreamTestAsserts');
    return judgedAny ? judged(id, complaints) : unsupported(id, 'the case expects nothing of ours');
  });
}

function bandedRates(
  { list = '0', discountPercent = '0', minQty, maxQty, quantities = [] }: Case['input'],
  rates: readonly string[],
) {
  const bands = [
    ...(minQty === undefined ? [] : [{ below: minQty, percent: '0' }]),
    ...(maxQty === undefined
      ? [{ percent: discountPercent }]
      : [{ upTo: maxQty, percent: discountPercent }, { percent: '0' }]),
  ];
  return quantities.flatMap((quantity, at) => {
    const { total } = quoteOf({
      lines: [{ charge: { model: 'perUnit', amount: list }, quantity }],
      adjustments: inOrder([{ kind: 'scheduleOff', by: 'lineQuantity', of: 'running', bands }]),
    });
    return differs(`${quantity} units`, rates[at] ?? 'NaN', new Decimal(total.amount).div(quantity).toFixed());
  });
}

export const adapter: VectorAdapter = (file) => (file as { readonly cases: readonly Case[] }).cases.map(judge);
