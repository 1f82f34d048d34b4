import { compilePricingJson } from 'tenure/pricing';
import { describe, expect, test } from 'vitest';
import { cents, min, minus, type OracleCharge, ofCents, parse, price, times } from './oracle.js';

const policies = 200;
const quotesPerPolicy = 500;

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

describe('an independent pricer in exact fractions', () => {
  test(`agrees on ${policies * quotesPerPolicy} random quotes: lines, discounts one after the other, total`, () => {
    let compared = 0;
    for (let seed = 1; seed <= policies; seed += 1) {
      const roll = dice(seed * 7919);
      const charges = Array.from({ length: 5 }, () => drawCharge(roll));
      const percents = Array.from({ length: roll(4) }, () => (roll(4000) / 100).toFixed(2));
      const bases = percents.map(() => (roll(2) === 0 ? 'running' : 'list'));
      const quote = compilePricingJson({
        kind: 'pricing',
        id: 'random',
        version: '1',
        currency: 'CNY',
        rounding: { mode: 'halfUp' },
        allocation: 'largestRemainder',
        facts: [],
        specifications: [],
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
        const { amount: total } = quote.total({ lines }, { asOf: '2026-01-01' });
        if (BigInt(total.replace('.', '')) !== expected) {
          expect({ seed, turn, total }).toEqual({ seed, turn, total: `${expected} cents` });
        }
        compared += 1;
      }
    }
    expect(compared).toBe(100_000);
  }, 120_000);
});
