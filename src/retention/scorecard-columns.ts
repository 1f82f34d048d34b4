import type { PackedColumns } from '../core/columns.js';
import { firstMatchColumns } from '../core/match-columns.js';
import { type Program, programOf } from '../core/program.js';
import {
  along,
  binsKind,
  codeBin,
  codesKind,
  conditionKind,
  confidenceOf,
  distance,
  interactionKind,
  lineKind,
  type Scorecard,
} from './scorecard.js';
import { block, type ScorecardKernels, scorecardKernels } from './scorecard-kernels.js';
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

/** Marks the rows of a block, from `from` on, for one term. */
type MarkTerm = (kernels: ScorecardKernels, from: number, size: number) => void;

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
  const confidence = new Float64Array(length).fill(1);
  const kernels = scorecardKernels(card.binCount.reduce((most, count) => Math.max(most, count), limits.length));
  const terms = termsOf(card, program, packed, today);
  const cuts = limits.subarray(0, -1);
  const mayMiss = !packed.complete.every(Boolean);
  for (let from = 0; from < length; from += block) {
    const size = Math.min(block, length - from);
    kernels.begin(size);
    for (const markTerm of terms) markTerm(kernels, from, size);
    kernels.finish(cuts, microPerPoint);
    points.set(kernels.values.subarray(0, size), from);
    band.set(kernels.bins.subarray(0, size), from);
    if (!mayMiss) continue;
    for (let r = 0; r < size; r += 1) {
      const missing = kernels.missing[r]!;
      if (missing > 0) confidence[from + r] = confidenceOf(card, missing);
    }
  }
  return { length, points, band, bands, confidence };
}

/** One loop per term; an interaction reads the bins that its parts leave behind. */
function termsOf(card: Scorecard, program: Program, packed: PackedColumns, today: number): readonly MarkTerm[] {
  const watched = new Set(card.parts.flatMap((parts) => [...parts]));
  const kept = Array.from({ length: card.size }, (_, t) => (watched.has(t) ? new Int32Array(block) : undefined));
  return Array.from({ length: card.size }, (_, t): MarkTerm => {
    const own = card.points.subarray(card.pointsFrom[t]!, card.pointsFrom[t + 1] ?? card.points.length);
    if (card.kind[t] === lineKind) return lineTerm(card, t, packed, today);
    if (card.kind[t] === binsKind && !watched.has(t) && packed.complete[card.slot[t]!]) {
      const { load, cuts } = cutsOf(card, t, packed, today);
      return (kernels, from, size) => {
        load(kernels, from, size);
        kernels.step(cuts, own);
      };
    }
    const short = watched.has(t) ? undefined : comparisonTerm(card, t, program, packed, own[1]!);
    if (short !== undefined) return short;
    const find = findBins(card, t, program, packed, today, kept);
    // What an interaction lacks is counted with its parts.
    const counts = card.kind[t] !== interactionKind && mayMissTerm(card, t, program, packed);
    return (kernels, from, size) => {
      find(kernels, from, size);
      kernels.add(own);
      if (counts) kernels.miss(own.length - 1, card.span[t]!);
      kept[t]?.set(kernels.bins);
    };
  });
}

/** A condition that is one comparison of a known fact: its points where it holds. */
function comparisonTerm(
  card: Scorecard,
  t: number,
  program: Program,
  { slots, complete }: PackedColumns,
  points: number,
): MarkTerm | undefined {
  if (card.kind[t] !== conditionKind) return undefined;
  const [leaf, another] = program.leaves[card.condition[t]!]!;
  if (leaf === undefined || another !== undefined || leaf.inside.length !== 1 || !complete[leaf.slot]) return undefined;
  const { slot, low, high } = leaf;
  const column = slots[slot]!;
  return ({ values, within }, from, size) => {
    values.set(column.subarray(from, from + size));
    within(low, high, points);
  };
}

function mayMissTerm(card: Scorecard, t: number, program: Program, { complete }: PackedColumns): boolean {
  if (card.kind[t] !== conditionKind) return !complete[card.slot[t]!];
  return program.leaves[card.condition[t]!]!.some(({ slot }) => !complete[slot]);
}

function findBins(
  card: Scorecard,
  t: number,
  program: Program,
  packed: PackedColumns,
  today: number,
  kept: readonly (Int32Array | undefined)[],
): MarkTerm {
  switch (card.kind[t]) {
    case binsKind: {
      const { load, cuts } = cutsOf(card, t, packed, today);
      const unknown = card.binCount[t]! - 1;
      const complete = packed.complete[card.slot[t]!]!;
      return (kernels, from, size) => {
        load(kernels, from, size);
        kernels.cut(cuts, unknown, complete);
      };
    }
    case codesKind: {
      const column = packed.slots[card.slot[t]!]!;
      return ({ bins }, from, size) => {
        for (let r = 0; r < size; r += 1) bins[r] = codeBin(card, t, column[from + r]!);
      };
    }
    case conditionKind: {
      const own = programOf(program, card.condition[t]!);
      const found = firstMatchColumns(own, packed, { whenUnknown: 2, otherwise: 1 });
      // Found are true, false and open; the bins stand as false, true and open.
      const binOf = Int32Array.of(1, 0, 2);
      return ({ bins }, from, size) => {
        for (let r = 0; r < size; r += 1) bins[r] = binOf[found[from + r]!]!;
      };
    }
    default: {
      const parts = Array.from(card.parts[t]!, (part) => ({ bins: kept[part]!, count: card.binCount[part]! }));
      return ({ bins }, _, size) => {
        bins.fill(0);
        for (const part of parts) for (let r = 0; r < size; r += 1) bins[r] = bins[r]! * part.count + part.bins[r]!;
      };
    }
  }
}

/** The cuts of a term, and what puts the values of its rows where the kernels find them. */
function cutsOf(card: Scorecard, t: number, packed: PackedColumns, today: number) {
  const column = packed.slots[card.slot[t]!]!;
  const first = card.cutsFrom[t]!;
  const cuts = card.cuts.subarray(first, first + card.binCount[t]! - 2);
  const measure = card.measured[t] === 1 ? card.measure[t]! : undefined;
  const load: MarkTerm = ({ values }, from, size) => {
    values.set(column.subarray(from, from + size));
    if (measure === undefined) return;
    for (let r = 0; r < size; r += 1) {
      if (!Number.isNaN(values[r])) values[r] = distance(measure, values[r]!, today);
    }
  };
  return { load, cuts };
}

function lineTerm(card: Scorecard, t: number, packed: PackedColumns, today: number): MarkTerm {
  const column = packed.slots[card.slot[t]!]!;
  const unknown = card.points[card.pointsFrom[t]! + 1]!;
  return ({ micro, missing }, from, size) => {
    for (let r = 0; r < size; r += 1) {
      const value = column[from + r]!;
      if (Number.isNaN(value)) {
        micro[r]! += unknown;
        missing[r]! += card.span[t]!;
      } else micro[r]! += along(card, t, value, today);
    }
  };
}
