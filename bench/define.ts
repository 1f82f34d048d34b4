/** One timed run. Whatever it returns is its answer: any plain value, compared with the baseline's before timing. */
export type Run = () => unknown;

/** Makes the input for `size` items, untimed, and returns the run over all of them. */
type Prepare = (size: number) => Run | Promise<Run>;

/** A contender that is too slow for the full size may name a smaller one: its time per item is compared. */
export type Contender = Prepare | { readonly size: number; readonly prepare: Prepare };

/** One of the two is enough; both make a band. */
export interface Bound {
  readonly atMost?: number;
  readonly atLeast?: number;
}

/** What a row should reach: a ratio of times against another contender, or a value in the row's unit. */
export type Aim<Name extends string = string> = { readonly contender: Name; readonly versus?: Name } & (
  | { readonly ratio: Bound }
  | { readonly value: Bound }
);

/** Several ways to the same answer, timed against each other. */
export interface Bench {
  readonly kind: 'bench';
  /** `room/what`; `--only` filters on it. */
  readonly name: string;
  /** Items per run. Times are reported per item, so a run must loop over this many. */
  readonly size: number;
  /** What one item is: `record`, `quote`. */
  readonly item: string;
  readonly contenders: Readonly<Record<string, Contender>>;
  /** The contender that the others' answers and times are compared with. */
  readonly baseline: string;
  readonly aims: readonly Aim[];
}

/** One number measured in a fresh process: a gap, a start-up time, bytes held. */
export interface Figure {
  readonly kind: 'figure';
  readonly name: string;
  readonly unit: string;
  readonly measure: () => number | Promise<number>;
  readonly aim?: Bound;
}

/** Declares a comparison; a typo in `baseline` or an aim's contender fails to compile. */
export function defineBench<const Contenders extends Readonly<Record<string, Contender>>>(bench: {
  readonly name: string;
  readonly size: number;
  readonly item?: string;
  readonly contenders: Contenders;
  readonly baseline: keyof Contenders & string;
  readonly aims?: readonly Aim<keyof Contenders & string>[];
}): Bench {
  return { kind: 'bench', item: 'item', aims: [], ...bench };
}

/** Declares a single measured number. */
export function defineFigure(figure: Omit<Figure, 'kind'>): Figure {
  return { kind: 'figure', ...figure };
}

/** The full size unless the contender names its own. */
export function sizeOf(bench: Bench, contender: string): number {
  const entry = bench.contenders[contender];
  return entry === undefined || typeof entry === 'function' ? bench.size : entry.size;
}
