import type { Money } from 'tenure/core';
import { compilePricingJson, type QuoteRequest } from 'tenure/pricing';
import { describe, expect, test } from 'vitest';
import { barePolicy } from './bare-policy.js';
import { cents, min, minus, type OracleCharge, ofCents, parse, price, times } from './oracle.js';
import { type OracleAsked, type OracleLine, type OraclePolicy, oracleQuote } from './oracle-quote.js';

/** 160 × 500 and 40 × 500 quotes: 100,000 in all. */
const plain = 160;
const compound = 40;
const quotesPerPolicy = 500;
const asOf = { asOf: '2026-01-01' } as const;

/** A small generator of whole numbers, the same in every run. */
function dice(seed: number): (sides: number) => number {
  let state = seed >>> 0;
  return (sides) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * sides);
  };
}

const amount = (roll: (sides: number) => number, digits: number): string =>
  (roll(20_000) / 10 ** digits).toFixed(digits);

function drawCharge(roll: (sides: number) => number): OracleCharge {
  const digits = roll(5);
  const atZero = roll(2) === 0 ? 'firstTierFlat' : 'nothing';
  const tiers = () => {
    let upTo = 0;
    return Array.from({ length: 1 + roll(4) }, (_, at) => {
      upTo += 1 + roll(300);
      return { at, upTo, unit: amount(roll, digits), flat: amount(roll, 2) };
    }).map(({ at, upTo: bound, ...rest }, _, all) => (at === all.length - 1 ? rest : { ...rest, upTo: bound }));
  };
  switch (roll(6)) {
    case 0:
      return { model: 'flat', amount: amount(roll, digits) };
    case 1:
      return { model: 'perUnit', amount: amount(roll, digits) };
    case 2:
      return { model: 'graduated', tiers: tiers(), atZero };
    case 3:
      return { model: 'volume', tiers: tiers(), atZero };
    case 4:
      return { model: 'package', size: 1 + roll(40), amount: amount(roll, 2) };
    default:
      return { model: 'allowance', included: roll(400), fixed: amount(roll, 2), unit: amount(roll, digits) };
  }
}

const units = ({ amount: text }: Money): bigint => BigInt(text.replace('.', ''));
const cny = (text: string) => ({ amount: text, currency: 'CNY' });

function drawPolicy(roll: (sides: number) => number): OraclePolicy {
  const percent = () => (roll(4000) / 100).toFixed(2);
  return {
    products: Array.from({ length: 5 }, () => ({
      charge: drawCharge(roll),
      recurring: roll(2) === 0,
      minimumPrice: roll(3) === 0 ? (roll(200) / 100).toFixed(2) : '0',
    })),
    bundles: [0, 1].map(() => {
      const first = roll(3);
      return {
        parts: [first, first + 1, first + 2].slice(0, 2 + roll(2)),
        price:
          roll(2) === 0
            ? { kind: 'fixedPrice', amount: (roll(2_000_000) / 100).toFixed(2) }
            : { kind: 'percentOff', percent: percent() },
      };
    }),
    discounts: Array.from({ length: roll(4) }, () => {
      const cap = roll(3) === 0 ? { cap: amount(roll, 2) } : {};
      const of = roll(2) === 0 ? ('running' as const) : ('list' as const);
      return (
        [
          { kind: 'percentOff' as const, percent: percent(), of, ...cap },
          { kind: 'amountOff' as const, amount: amount(roll, 2), ...cap },
          { kind: 'unitPrice' as const, amount: (roll(300) / 100).toFixed(2) },
        ] as const
      )[roll(3)]!;
    }),
    cap: roll(2) === 0 ? undefined : (roll(6000) / 100).toFixed(2),
    atLeast: amount(roll, 1),
  };
}

const policyOf = ({ products, bundles, discounts, cap, atLeast }: OraclePolicy) => ({
  ...barePolicy,
  prices: products.map(({ charge, minimumPrice, recurring }, at) => ({
    id: `p${at}`,
    priceType: recurring ? 'recurring' : 'usage',
    meters: ['m'],
    quantityScale: 2,
    charge,
    minimumPrice,
  })),
  offerings: [
    ...products.map((_, at) => ({ id: `o${at}`, prices: [`p${at}`] })),
    ...bundles.map(({ parts, price: own }, at) => ({
      id: `b${at}`,
      prices: [],
      bundle: {
        components: parts.map((part) => ({ offering: `o${part}` })),
        price: own,
        priceTypes: ['usage', 'recurring'],
      },
    })),
  ],
  adjustments: [
    ...discounts.map(({ cap: most, ...effect }, priority) => ({
      id: `a${priority}`,
      stage: 'promotion',
      priority,
      effect,
      ...(most === undefined ? {} : { cap: most }),
    })),
    { id: 'least', stage: 'commitment', priority: 0, effect: { kind: 'atLeast', amount: atLeast } },
  ],
  ...(cap === undefined ? {} : { caps: [{ id: 'cap', stages: ['promotion', 'negotiation'], percent: cap }] }),
});

function drawRequest(
  roll: (sides: number) => number,
  { bundles }: OraclePolicy,
): { readonly lines: readonly OracleLine[]; readonly asked: OracleAsked } {
  const far = roll(20) === 0 ? '0000000000000' : '';
  const lines = Array.from({ length: 1 + roll(4) }, () => ({
    ...(roll(3) === 0 ? { bundle: roll(bundles.length) } : { product: roll(5) }),
    quantity: 1 + roll(4),
    used: `${roll(2000)}${far}.${roll(10)}${roll(10)}`,
    ...(roll(3) === 0 ? { proration: { days: roll(29), of: 28 + roll(4) } } : {}),
  }));
  const asked = [
    undefined,
    { kind: 'amount' as const, amount: amount(roll, 2) },
    { kind: 'price' as const, price: amount(roll, 1) },
    { kind: 'percent' as const, percent: (roll(10_001) / 100).toFixed(2) },
  ][roll(4)];
  return { lines, asked };
}

function answersOf(quote: ReturnType<typeof compilePricingJson>, asked: readonly OracleLine[], discount: OracleAsked) {
  const request: QuoteRequest = {
    lines: asked.map(({ product, bundle, quantity, used, proration }) => ({
      offering: product === undefined ? `b${bundle}` : `o${product}`,
      quantity,
      usage: { m: used },
      proration,
    })),
    ...(discount === undefined ? {} : { discount: discountOf(discount) }),
  };
  return { outcome: quote.outcome(request, asOf), total: quote.total(request, asOf) };
}

function discountOf(asked: Exclude<OracleAsked, undefined>): QuoteRequest['discount'] {
  if (asked.kind === 'percent') return asked;
  return asked.kind === 'amount'
    ? { kind: 'amount', amount: cny(asked.amount) }
    : { kind: 'price', price: cny(asked.price) };
}

describe('an independent pricer in exact fractions', () => {
  test(`agrees on ${plain * quotesPerPolicy} random quotes: lines, discounts one after the other, total`, () => {
    let compared = 0;
    for (let seed = 1; seed <= plain; seed += 1) {
      const roll = dice(seed * 7919);
      const charges = Array.from({ length: 5 }, () => drawCharge(roll));
      const percents = Array.from({ length: roll(4) }, () => (roll(4000) / 100).toFixed(2));
      const bases = percents.map(() => (roll(2) === 0 ? 'running' : 'list'));
      const quote = compilePricingJson({
        ...barePolicy,
        prices: charges.map((charge, at) => ({
          id: `p${at}`,
          priceType: 'usage',
          meters: ['m'],
          quantityScale: 2,
          charge,
        })),
        offerings: charges.map((_, at) => ({ id: `o${at}`, prices: [`p${at}`] })),
        adjustments: percents.map((percent, priority) => ({
          id: `a${priority}`,
          stage: 'promotion',
          priority,
          effect: { kind: 'percentOff', percent, of: bases[priority] },
        })),
      });
      for (let turn = 0; turn < quotesPerPolicy; turn += 1) {
        // One in ten quantities is far beyond what safe integers hold.
        const far = roll(10) === 0 ? '0000000000000' : '';
        const asked = Array.from({ length: 1 + roll(5) }, () => ({
          at: roll(5),
          used: `${roll(2000)}${far}.${roll(10)}${roll(10)}`,
        }));
        const lines = asked.map(({ at, used }) => ({ offering: `o${at}`, usage: { m: used } }));
        let expected = 0n;
        for (const { at, used } of asked) {
          const list = cents(price(charges[at]!, parse(used)));
          let running = list;
          for (const [k, percent] of percents.entries()) {
            const base = ofCents(bases[k] === 'list' ? list : running);
            const off = ofCents(cents(times(base, times(parse(percent), parse('0.01')))));
            running = cents(minus(ofCents(running), min(off, ofCents(running))));
          }
          expected += running;
        }
        const { amount: total } = quote.total({ lines }, asOf);
        if (BigInt(total.replace('.', '')) !== expected) {
          expect({ seed, turn, total }).toEqual({ seed, turn, total: `${expected} cents` });
        }
        compared += 1;
      }
    }
    expect(compared).toBe(80_000);
  }, 120_000);

  test(`agrees on ${compound * quotesPerPolicy} more with bundles, caps, minimum prices and spread discounts: every line to the cent`, () => {
    let compared = 0;
    const seen = { bundle: 0, limited: 0, spilled: 0, raised: 0, shortfall: 0, far: 0, prorated: 0, repriced: 0 };
    for (let seed = 1; seed <= compound; seed += 1) {
      const roll = dice(seed * 104_729);
      const drawn = drawPolicy(roll);
      const quote = compilePricingJson(policyOf(drawn));
      for (let turn = 0; turn < quotesPerPolicy; turn += 1) {
        const { lines, asked } = drawRequest(roll, drawn);
        const expected = oracleQuote(drawn, lines, asked);
        const { outcome, total } = answersOf(quote, lines, asked);
        const items = outcome.lines.map(({ invoice }) => units(invoice));
        const [shortfall = 0n] = outcome.shortfalls.map(({ amount }) => units(amount));
        const same =
          shortfall === expected.shortfall &&
          items.length === expected.items.length &&
          items.every((item, at) => item === expected.items[at]);
        if (!same)
          expect({ seed, turn, items, shortfall }).toMatchObject({
            seed,
            turn,
            items: expected.items,
            shortfall: expected.shortfall,
          });
        if (units(total) !== items.reduce((sum, item) => sum + item, shortfall)) expect({ seed, turn, total }).toBe('');
        compared += 1;
        seen.prorated += lines.some(({ proration }) => proration !== undefined) ? 1 : 0;
        seen.repriced += drawn.discounts.some(({ kind }) => kind === 'unitPrice') ? 1 : 0;
        seen.bundle += lines.some(({ bundle }) => bundle !== undefined) ? 1 : 0;
        seen.limited += expected.limited ? 1 : 0;
        seen.spilled += expected.spilled ? 1 : 0;
        seen.shortfall += shortfall > 0n ? 1 : 0;
        seen.raised += outcome.lines.some(({ list, contract }) => units(contract) > units(list)) ? 1 : 0;
        seen.far += units(total) > BigInt(Number.MAX_SAFE_INTEGER) ? 1 : 0;
      }
    }
    expect(compared).toBe(20_000);
    // every mechanism was met often enough to have been tested
    for (const [what, times] of Object.entries(seen)) expect([what, times > 500]).toEqual([what, true]);
  }, 180_000);
});
