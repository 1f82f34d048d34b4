import { writeScaled } from '../core/scaled.js';

const slots = 2 ** 14;

/**
 * Writes amounts of one scale. What was written lately is kept, one text per slot, because the prices of a catalogue, zeros and
 * totals come again and again.
 */
export function amountWriter(scale: number): (units: number | bigint) => string {
  const kept = new Float64Array(slots).fill(Number.NaN);
  const texts = new Array<string>(slots).fill('');
  return (units) => {
    if (typeof units === 'bigint') return writeScaled(units, scale);
    // Multiplied by an odd number, because amounts are often multiples of 100 and would share few slots.
    const slot = Math.imul(units, 0x9e3779b1) >>> 18;
    if (kept[slot] !== units) {
      kept[slot] = units;
      texts[slot] = writeScaled(units, scale);
    }
    return texts[slot] as string;
  };
}
