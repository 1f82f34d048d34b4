import type { PackedColumns } from '../core/columns.js';
import type { Program } from '../core/program.js';
import type { Measure } from './risk-policy.js';
import {
  along,
  binsKind,
  codeBin,
  codesKind,
  conditionKind,
  confidenceOf,
  distance,
  lineKind,
  type Scorecard,
} from './scorecard.js';
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

/** Rows worked on together: term after term over one block, so that sums stay in the cache. */
const block = 1024;

/** Sums of one block, and the bins that interactions look at. */
interface Block {
  readonly from: number;
  readonly size: number;
  readonly micro: Float64Array;
  readonly missing: Float64Array;
  readonly bin: readonly (Int32Array | undefined)[];
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
  const { length } = packed;
  const points = new Float64Array(length);
  const band = new Uint8Array(length);
  const confidence = new Float64Array(length);
  const micro = new Float64Array(block);
  const missing = new Float64Array(block);
  const watched = new Set(card.parts.flatMap((parts) => [...parts]));
  const bin = Array.from({ length: card.size }, (_, t) => (watched.has(t) ? new Int32Array(block) : undefined));
  for (let from = 0; from < length; from += block) {
    const size = Math.min(block, length - from);
    micro.fill(0);
    missing.fill(0);
    for (let t = 0; t < card.size; t += 1)
      markTerm(card, program, packed, today, t, { from, size, micro, missing, bin });
    for (let r = 0; r < size; r += 1) {
      let at = 0;
      while (micro[r]! > limits[at]!) at += 1;
      points[from + r] = micro[r]! / microPerPoint;
      band[from + r] = at;
      confidence[from + r] = missing[r] === 0 ? 1 : confidenceOf(card, missing[r]!);
    }
  }
  return { length, points, band, bands, confidence };
}

function markTerm(
  card: Scorecard,
  program: Program,
  packed: PackedColumns,
  today: number,
  t: number,
  part: Block,
): void {
  const column = packed.slots[card.slot[t]!]!;
  switch (card.kind[t]) {
    case binsKind:
      markBins(card, column, today, t, part);
      break;
    case codesKind:
      markCodes(card, column, t, part);
      break;
    case conditionKind:
      markCondition(card, program, packed, t, part);
      break;
    case lineKind:
      markLine(card, column, today, t, part);
      break;
    default:
      markInteraction(card, t, part);
  }
}

function markBins(
  card: Scorecard,
  column: Float64Array,
  today: number,
  t: number,
  { from, size, micro, missing, bin }: Block,
): void {
  const first = card.cutsFrom[t]!;
  const points = card.points.subarray(card.pointsFrom[t]!, card.pointsFrom[t]! + card.binCount[t]!);
  const unknown = card.binCount[t]! - 1;
  const cuts = card.cuts.subarray(first, first + unknown - 1);
  const values =
    card.measured[t] === 1
      ? distances(card.measure[t]!, column, today, from, size)
      : column.subarray(from, from + size);
  // A value's points are those of the first bin and the step at every cut it passes: sums without a branch. An unknown
  // value passes none.
  const lowest = points[0]!;
  const steps = Float64Array.from(cuts, (_, k) => points[k + 1]! - points[k]!);
  if (cuts.length === 2) addTwoSteps(micro, values, lowest, cuts[0]!, steps[0]!, cuts[1]!, steps[1]!);
  else {
    for (let r = 0; r < size; r += 1) micro[r]! += lowest;
    for (let k = 0; k < cuts.length; k += 1) addStep(micro, values, cuts[k]!, steps[k]!);
  }
  const span = card.span[t]!;
  const own = bin[t];
  if (own !== undefined) {
    own.fill(0, 0, size);
    for (const cut of cuts) for (let r = 0; r < size; r += 1) own[r]! += Number(values[r]! > cut);
  }
  for (let r = 0; r < size; r += 1) {
    if (!Number.isNaN(values[r]!)) continue;
    micro[r]! += points[unknown]! - lowest;
    missing[r]! += span;
    if (own !== undefined) own[r] = unknown;
  }
}

function addStep(micro: Float64Array, values: Float64Array, cut: number, step: number): void {
  for (let r = 0; r < values.length; r += 1) micro[r]! += step * Number(values[r]! > cut);
}

function addTwoSteps(
  micro: Float64Array,
  values: Float64Array,
  lowest: number,
  cut: number,
  step: number,
  nextCut: number,
  nextStep: number,
): void {
  for (let r = 0; r < values.length; r += 1) {
    const value = values[r]!;
    micro[r]! += lowest + step * Number(value > cut) + nextStep * Number(value > nextCut);
  }
}

function distances(measure: Measure, column: Float64Array, today: number, from: number, size: number): Float64Array {
  const values = new Float64Array(size);
  for (let r = 0; r < size; r += 1) {
    const day = column[from + r]!;
    values[r] = Number.isNaN(day) ? day : distance(measure, day, today);
  }
  return values;
}

function markCodes(card: Scorecard, column: Float64Array, t: number, { from, size, micro, missing, bin }: Block): void {
  const points = card.points.subarray(card.pointsFrom[t]!);
  const unknown = card.binCount[t]! - 1;
  const own = bin[t]!;
  for (let r = 0; r < size; r += 1) {
    const at = codeBin(card, t, column[from + r]!);
    if (at === unknown) missing[r]! += card.span[t]!;
    if (own !== undefined) own[r] = at;
    micro[r]! += points[at]!;
  }
}

/** The condition is run over the columns row by row: it is short, and its jumps are its own. */
function markCondition(
  card: Scorecard,
  program: Program,
  packed: PackedColumns,
  t: number,
  { from, size, micro, missing, bin }: Block,
): void {
  const { slot, low, high, onTrue, onFalse, entries } = program;
  const { slots } = packed;
  const k = card.condition[t]!;
  const start = entries[k]!;
  const end = entries[k + 1]!;
  const [, yes, open] = card.points.subarray(card.pointsFrom[t]!) as unknown as readonly [number, number, number];
  const own = bin[t]!;
  for (let r = 0; r < size; r += 1) {
    let at = start;
    let unknown = false;
    while (at >= 0 && at < end) {
      const value = slots[slot[at]!]![from + r]!;
      unknown ||= Number.isNaN(value);
      at = value >= low[at]! && value <= high[at]! ? onTrue[at]! : onFalse[at]!;
    }
    if (own !== undefined) own[r] = at < 0 ? 1 : 0;
    if (at < 0) micro[r]! += yes;
    else if (unknown && isPossibleAt(program, packed, k, from + r)) {
      if (own !== undefined) own[r] = 2;
      micro[r]! += open;
      missing[r]! += card.span[t]!;
    }
  }
}

/** Kleene's second pass: could the condition hold if what is unknown were known? */
function isPossibleAt(program: Program, { slots }: PackedColumns, k: number, row: number): boolean {
  const { slot, low, high, onTrue, onFalse, entries } = program;
  const end = entries[k + 1]!;
  let at = entries[k]!;
  while (at >= 0 && at < end) {
    const value = slots[slot[at]!]![row]!;
    at = value < low[at]! || value > high[at]! ? onFalse[at]! : onTrue[at]!;
  }
  return at < 0;
}

function markLine(
  card: Scorecard,
  column: Float64Array,
  today: number,
  t: number,
  { from, size, micro, missing }: Block,
): void {
  for (let r = 0; r < size; r += 1) {
    const value = column[from + r]!;
    if (Number.isNaN(value)) {
      micro[r]! += card.points[card.pointsFrom[t]! + 1]!;
      missing[r]! += card.span[t]!;
    } else micro[r]! += along(card, t, value, today);
  }
}

function markInteraction(card: Scorecard, t: number, { size, micro, bin }: Block): void {
  const parts = card.parts[t]!;
  const points = card.points.subarray(card.pointsFrom[t]!);
  for (let r = 0; r < size; r += 1) {
    let at = 0;
    for (let p = 0; p < parts.length; p += 1) at = at * card.binCount[parts[p]!]! + bin[parts[p]!]![r]!;
    micro[r]! += points[at]!;
  }
}
