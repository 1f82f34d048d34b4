import { checkFraction, checkRecord, checkWord } from '../statistics/checks.js';
import { cramersV, type TrendTest, trendTest } from '../statistics/contingency.js';
import type { Measured } from '../statistics/measured.js';
import { share } from '../statistics/proportion.js';
import { type ChurnCount, checkChurnCounts, tableOf } from './churn-contrast.js';

/** Whether usage and churn go together as the practice supposes. */
export interface ChurnPremise {
  readonly bands: readonly (ChurnCount & { readonly rate: Measured })[];
  /** Over the bands with members, strictly, one way or the other. */
  readonly monotone: 'increasing' | 'decreasing' | 'neither';
  /** Cochran–Armitage, with equal steps between bands. */
  readonly trend: Measured<TrendTest>;
  readonly cramersV: Measured;
  /** `holds` needs a significant trend in the direction supposed; `contradicted` a significant one the other way. */
  readonly verdict: 'holds' | 'contradicted' | 'notSupported';
}

/**
 * Tests the premise that churn falls (or rises) over ordered bands (使用量与离网行为高度相关): it is tested, not assumed.
 *
 * @param bands - from the lowest to the highest
 * @example
 * testChurnPremise([
 *   { id: 'low', churned: 110, of: 1000 }, { id: 'medium', churned: 60, of: 1000 }, { id: 'high', churned: 30, of: 1000 },
 * ], { supposed: 'decreasing', significance: 0.05 }).verdict //=> 'holds'
 */
export function testChurnPremise(
  bands: readonly ChurnCount[],
  options: { readonly supposed: 'increasing' | 'decreasing'; readonly significance: number },
): ChurnPremise {
  checkChurnCounts(bands, ['bands']);
  checkRecord(options, 'options', '{ supposed, significance }');
  checkWord(options.supposed, ['increasing', 'decreasing'], 'options.supposed');
  checkFraction(options.significance, 'significance');
  const trend = trendTest(
    bands.map(({ churned, of }) => ({ count: churned, of })),
    bands.map((_, at) => at + 1),
  );
  const significant = trend.value !== undefined && trend.value.pValue < options.significance;
  const found = trend.value !== undefined && trend.value.slope > 0 ? 'increasing' : 'decreasing';
  return {
    bands: bands.map((band) => ({ ...band, rate: share({ count: band.churned, of: band.of }) })),
    monotone: monotoneOf(bands),
    trend,
    cramersV: cramersV(tableOf(bands), 'none'),
    verdict: significant ? (found === options.supposed ? 'holds' : 'contradicted') : 'notSupported',
  };
}

function monotoneOf(bands: readonly ChurnCount[]): ChurnPremise['monotone'] {
  const rates = bands.filter(({ of }) => of > 0).map(({ churned, of }) => churned / of);
  const steps = rates.slice(1).map((rate, at) => Math.sign(rate - rates[at]!));
  if (steps.length === 0) return 'neither';
  if (steps.every((step) => step > 0)) return 'increasing';
  return steps.every((step) => step < 0) ? 'decreasing' : 'neither';
}
