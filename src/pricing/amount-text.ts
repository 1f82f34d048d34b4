import { writeScaled } from '../core/scaled.js';

/** Enough for the prices of a catalogue; more would outlive the quotes they were written for, and cost more than they save. */
const slots = 2 ** 12;

/**
 * Writes safe integer amounts of one scale. What was written lately is kept, one text per slot, because zeros, totals and the
 * prices of a catalogue come again and again.
 */
export function amountWriter(scale: number): (units: number) => string {
  const kept = new Float64Array(slots).fill(Number.NaN);
  const texts = new Array<string>(slots).fill('');
  return (units) => {
    // Multiplied by an odd number, because amounts are often multiples of 100 and would share few slots.
    const slot = Math.imul(units, 0x9e3779b1) >>> 20;
    if (kept[slot] !== units) {
      kept[slot] = units;
      texts[slot] = writeScaled(units, scale);
    }
    return texts[slot] as string;
  };
}
