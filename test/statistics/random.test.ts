import { seededRandom, shuffled } from 'tenure/statistics';
import { describe, expect, it } from 'vitest';

const draws = (count: number, ...[seed, ...names]: Parameters<typeof seededRandom>) => {
  const random = seededRandom(seed, ...names);
  return Array.from({ length: count }, () => random.next());
};

describe('seeded random numbers', () => {
  it('repeat for the same seed and differ for another', () => {
    expect(draws(5, 42)).toEqual(draws(5, 42));
    expect(draws(5, 42)).not.toEqual(draws(5, 43));
    expect(draws(5, 2 ** 40)).not.toEqual(draws(5, 0));
  });

  it('differ by stream, and names do not run together', () => {
    expect(draws(1, 1, 'ab', 'c')).not.toEqual(draws(1, 1, 'a', 'bc'));
    expect(draws(1, 1, '__proto__')).not.toEqual(draws(1, 1, 'constructor'));
  });

  it('are uniform: each tenth of 100,000 draws holds 10,000 within five standard deviations', () => {
    const tenths = new Array<number>(10).fill(0);
    for (const draw of draws(100_000, 7)) tenths[Math.floor(draw * 10)]!++;
    // √(100,000 · 0.1 · 0.9) = 94.9
    for (const count of tenths) expect(Math.abs(count - 10_000)).toBeLessThan(475);
  });

  it('give accounts with similar names independent first draws', () => {
    let held = 0;
    for (let i = 0; i < 100_000; i++) if (seededRandom(3, 'trial', `account-${i}`).next() < 0.1) held++;
    expect(Math.abs(held - 10_000)).toBeLessThan(475);
  });

  it('shuffle without loss', () => {
    const items = Object.freeze(Array.from({ length: 50 }, (_, i) => i));
    const mixed = shuffled(items, seededRandom(5));
    expect(mixed).not.toEqual(items);
    expect([...mixed].sort((a, b) => a - b)).toEqual(items);
  });

  it.each([-1, 0.5, Number.NaN, 2 ** 53])('refuse %s as a seed', (seed) => {
    expect(() => seededRandom(seed)).toThrow('seed: expected a whole number from 0 to 2^53 - 1');
  });
});
