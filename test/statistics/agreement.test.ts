import { partitionInformation, seededRandom } from 'tenure/statistics';
import { describe, expect, it } from 'vitest';

/** What two random partitions share on average, by whole numbers of ways (Vinh, Epps & Bailey 2010, their formula 24a). */
function sharedByChance(members: number, rows: readonly number[], columns: readonly number[]): number {
  const factorials = [1n];
  for (let k = 1; k <= members; k += 1) factorials.push(factorials[k - 1]! * BigInt(k));
  const choose = (n: number, k: number) => factorials[n]! / (factorials[k]! * factorials[n - k]!);
  const ratio = (a: bigint, b: bigint) => Number((a * 10n ** 40n) / b) / 1e40;
  let sum = 0;
  for (const row of rows) {
    for (const column of columns) {
      for (let k = Math.max(1, row + column - members); k <= Math.min(row, column); k += 1) {
        const ways = choose(column, k) * choose(members - column, row - k);
        const share = (k / members) * Math.log((members * k) / (row * column));
        sum += share * ratio(ways, choose(members, row));
      }
    }
  }
  return sum;
}

const sizesOf = (labels: readonly number[]) => {
  const sizes = new Map<number, number>();
  for (const label of labels) sizes.set(label, (sizes.get(label) ?? 0) + 1);
  return [...sizes.values()];
};

/** Labels of which low ones are frequent, the more so the higher `skew`. */
function labels(members: number, parts: number, skew: number, seed: number): readonly number[] {
  const random = seededRandom(seed);
  return Array.from({ length: members }, () => Math.floor(parts * random.next() ** skew));
}

describe('what two partitions share by chance', () => {
  it.each([
    [1, 1, 1],
    [7, 2, 3],
    [40, 40, 5],
    [120, 3, 60],
    [500, 2, 2],
    [600, 12, 9],
  ])('is exact for %i members in up to %i and %i parts', (members, rows, columns) => {
    for (const skew of [1, 3]) {
      const [truth, found] = [labels(members, rows, skew, 3), labels(members, columns, 4 - skew, 4)];
      const { expected } = partitionInformation(truth, found).value!;
      const exact = sharedByChance(members, sizesOf(truth), sizesOf(found));
      expect(Math.abs(expected - exact)).toBeLessThanOrEqual(1e-13 * Math.max(1, exact));
    }
  });

  it('is worked out for a thousand clusters against a thousand', () => {
    // 300,000 members, all parts of 300: of two parts k members meet with the chance C(300, k) C(299700, 300 − k) / C(300000, 300).
    const truth = Array.from({ length: 300_000 }, (_, i) => i % 1000);
    const found = truth.map((_, i) => Math.floor(i / 300));
    let chance = 1;
    for (let i = 0; i < 300; i += 1) chance *= (299_700 - i) / (300_000 - i);
    let exact = 0;
    for (let k = 1; k <= 40; k += 1) {
      chance *= ((301 - k) / k) * ((301 - k) / (299_700 - 300 + k));
      exact += 1e6 * chance * (k / 300_000) * Math.log(k / 0.3);
    }
    // Two parts that meet at all share one member: ln(300000 / 300²), less than by chance.
    const { expected, mutual, adjusted } = partitionInformation(truth, found).value!;
    expect(expected).toBeCloseTo(exact, 11);
    expect(mutual).toBeCloseTo(Math.log(10 / 3), 11);
    expect(adjusted).toBeLessThan(0);
  });
});
