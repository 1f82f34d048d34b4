import type { PackedColumns } from '../core/columns.js';
import type { Program } from '../core/program.js';
import { confidence, createMarks, mark, type Scorecard } from './scorecard.js';
import { microPerPoint } from './weight.js';

/** The scores of a base by columns. */
export interface RiskColumns<B extends string = string> {
  readonly length: number;
  readonly points: Float64Array;
  /** Index into `bands`; of the score alone, without what warnings lift. */
  readonly band: Uint8Array;
  readonly bands: readonly B[];
  readonly confidence: Float64Array;
}

/** Scores every row of packed columns. */
export function markColumns<B extends string>(
  card: Scorecard,
  program: Program,
  packed: PackedColumns,
  today: number,
  limits: Float64Array,
  bands: readonly B[],
): RiskColumns<B> {
  const { length, slots } = packed;
  const points = new Float64Array(length);
  const band = new Uint8Array(length);
  const sure = new Float64Array(length);
  const row = new Float64Array(slots.length);
  const marks = createMarks(card);
  for (let r = 0; r < length; r += 1) {
    for (let s = 0; s < slots.length; s += 1) row[s] = slots[s]![r]!;
    const micro = mark(card, program, row, today, marks);
    let at = 0;
    while (micro > limits[at]!) at += 1;
    points[r] = micro / microPerPoint;
    band[r] = at;
    sure[r] = confidence(card, marks);
  }
  return { length, points, band, bands, confidence: sure };
}
