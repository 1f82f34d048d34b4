import { Decimal } from '../core/decimal.js';
import { type RoundingMode, roundDecimal } from '../core/rounding.js';
import { powerOfTen, readScaled } from '../core/scaled.js';
import type { FigureTerm } from './figure.js';

/** A term's factor, weight or probability, times its annuity, to twelve places. */
function factorOf(term: FigureTerm): Decimal {
  return new Decimal(term.times ?? '1').times(annuity(term)).toDecimalPlaces(12, Decimal.ROUND_HALF_EVEN);
}

function annuity({ discounted }: FigureTerm): Decimal {
  const sum = new Decimal(0);
  if (discounted === undefined) return sum.plus(1);
  const growth = new Decimal(discounted.rate).plus(1);
  const first = discounted.paid === 'start' ? 0 : 1;
  return Array.from({ length: discounted.periods }, (_, t) => growth.pow(-(t + first))).reduce(
    (a, b) => a.plus(b),
    sum,
  );
}

/** A fixed amount times its factor in units of the figure, rounded once; NaN beyond 2^53 units. */
export function constantOf(term: FigureTerm, ownScale: number, mode: RoundingMode): number {
  const amount = new Decimal(term.amount!).times(factorOf(term)).times(powerOfTen(ownScale));
  return readScaled(roundDecimal(amount, 0, mode).toFixed(0), 0);
}

/** The ends of a scored fact in units of its scale; both zero where the term is not scored, NaN where one is finer. */
export function scoredEnds({ scored }: FigureTerm, sourceScale: number): readonly [low: number, high: number] {
  if (scored === undefined) return [0, 0];
  return [readScaled(scored.from, sourceScale), readScaled(scored.to, sourceScale)];
}

/**
 * What a source's units are multiplied and divided by to become units of the figure, in lowest terms.
 *
 * @returns `undefined` where either is no safe integer: the term has more digits than exact arithmetic holds
 */
export function ratioOfTerm(
  term: FigureTerm,
  sourceScale: number,
  ownScale: number,
): readonly [multiply: number, divide: number] | undefined {
  const [low, high] = scoredEnds(term, sourceScale);
  const span = term.scored === undefined ? powerOfTen(sourceScale) : high - low;
  const numerator = BigInt(factorOf(term).times(powerOfTen(12)).toFixed(0)) * 10n ** BigInt(ownScale);
  const denominator = 10n ** 12n * BigInt(span);
  let [a, b] = [numerator < 0n ? -numerator : numerator, denominator];
  while (b !== 0n) [a, b] = [b, a % b];
  const ratio = [Number(numerator / a), Number(denominator / a)] as const;
  return ratio.every(Number.isSafeInteger) ? ratio : undefined;
}
