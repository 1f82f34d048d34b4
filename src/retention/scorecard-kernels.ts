/** Loops of a scorecard over one block of rows: a term finds each row's bin, and the bin's micro-points are added. */
export interface ScorecardKernels {
  /** The bins found last, to be kept for an interaction or written by the caller. */
  readonly bins: Int32Array;
  /** The values of the term at hand. */
  readonly values: Float64Array;
  readonly micro: Float64Array;
  /** The bins of the sums of micro-points, and the sums over `divisor` as values. */
  finish(limits: Float64Array, divisor: number): void;
  /** Micro-points of reach whose facts are unknown. */
  readonly missing: Float64Array;
  /** Begins a block. */
  begin(size: number): void;
  /** Bins by how many cuts a value passes; an unknown value falls into the last bin, where there may be any. */
  cut(cuts: Float64Array, unknown: number, complete: boolean): void;
  /**
   * Bins and points of known values at once: the points of the first bin, and at every cut that a value passes the step
   * to the next one's.
   */
  step(cuts: Float64Array, points: Float64Array): void;
  /** Adds points where a known value lies within bounds. */
  within(low: number, high: number, points: number): void;
  /** Adds the points of every row's bin. */
  add(points: Float64Array): void;
  /** Counts the reach of the rows whose bin is the unknown one. */
  miss(unknown: number, span: number): void;
}

/** Rows worked on together: term after term over one block, so that sums stay in the cache. */
export const block = 1024;

/** Bins of one term that the shared kernels take; a larger interaction gets kernels of its own. */
const usualBins = 1024;

let shared: ScorecardKernels | undefined;

/** The kernels for terms of at most so many bins. */
export function scorecardKernels(bins: number): ScorecardKernels {
  if (bins > usualBins) return createScorecardKernels(bins);
  shared ??= createScorecardKernels(usualBins);
  return shared;
}

/** Scratch memory is closed over for the reason that `createColumnKernels` gives. */
function createScorecardKernels(most: number): ScorecardKernels {
  const bins = new Int32Array(block);
  const values = new Float64Array(block);
  const micro = new Float64Array(block);
  const missing = new Float64Array(block);
  const weights = new Float64Array(most);
  const bound = new Float64Array(5);
  let size = 0;

  const countOne = (): void => {
    const cut = bound[0]!;
    for (let r = 0; r < size; r += 1) bins[r]! += Number(values[r]! > cut);
  };
  const startTwo = (): void => {
    const cut = bound[0]!;
    const next = bound[1]!;
    for (let r = 0; r < size; r += 1) {
      const value = values[r]!;
      bins[r] = Number(value > cut) + Number(value > next);
    }
  };
  const findUnknown = (unknown: number): void => {
    for (let r = 0; r < size; r += 1) if (Number.isNaN(values[r])) bins[r] = unknown;
  };

  const cut = (cuts: Float64Array): void => {
    // Two cuts at once for the first pass: a term without so many is given cuts that nothing passes.
    bound[0] = cuts[0] ?? Number.POSITIVE_INFINITY;
    bound[1] = cuts[1] ?? Number.POSITIVE_INFINITY;
    startTwo();
    for (let k = 2; k < cuts.length; k += 1) {
      bound[0] = cuts[k]!;
      countOne();
    }
  };
  const addTwoSteps = (): void => {
    const lowest = bound[0]!;
    const cut = bound[1]!;
    const next = bound[2]!;
    const first = bound[3]!;
    const second = bound[4]!;
    for (let r = 0; r < size; r += 1) {
      const value = values[r]!;
      micro[r]! += lowest + first * Number(value > cut) + second * Number(value > next);
    }
  };
  const addWithin = (): void => {
    const low = bound[0]!;
    const high = bound[1]!;
    const points = bound[2]!;
    for (let r = 0; r < size; r += 1) {
      const value = values[r]!;
      micro[r]! += points * (Number(value >= low) & Number(value <= high));
    }
  };
  const divide = (): void => {
    const divisor = bound[0]!;
    for (let r = 0; r < size; r += 1) values[r] = micro[r]! / divisor;
  };

  return {
    bins,
    values,
    micro,
    missing,
    begin: (taken) => {
      size = taken;
      micro.fill(0);
      missing.fill(0);
    },
    cut: (cuts, unknown, complete) => {
      cut(cuts);
      if (!complete) findUnknown(unknown);
    },
    finish: (limits, divisor) => {
      values.set(micro);
      cut(limits);
      bound[0] = divisor;
      divide();
    },
    step: (cuts, points) => {
      bound[0] = points[0]!;
      for (let k = 0; k === 0 || k < cuts.length; k += 2) {
        bound[1] = cuts[k] ?? Number.POSITIVE_INFINITY;
        bound[2] = cuts[k + 1] ?? Number.POSITIVE_INFINITY;
        bound[3] = k < cuts.length ? points[k + 1]! - points[k]! : 0;
        bound[4] = k + 1 < cuts.length ? points[k + 2]! - points[k + 1]! : 0;
        addTwoSteps();
        bound[0] = 0;
      }
    },
    within: (low, high, points) => {
      bound[0] = low;
      bound[1] = high;
      bound[2] = points;
      addWithin();
    },
    add: (points) => {
      weights.set(points);
      for (let r = 0; r < size; r += 1) micro[r]! += weights[bins[r]!]!;
    },
    miss: (unknown, span) => {
      for (let r = 0; r < size; r += 1) missing[r]! += span * Number(bins[r] === unknown);
    },
  };
}
