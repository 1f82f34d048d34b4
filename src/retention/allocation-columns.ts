import { InputError } from '../core/errors.js';
import { type Issue, issue, type Path } from '../core/issue.js';
import { type Amounts, manyLimits } from './choice-problem.js';
import { solveLimits } from './solve-limits.js';

/** A base of candidates by columns: options of customer `c` stand at `from[c] … from[c + 1] - 1`. */
export interface AllocationColumns {
  /** One place more than customers, from 0, never falling. */
  readonly from: Int32Array;
  /** Gain less cost of every option in minor units, whole; what is not above 0 is never chosen. */
  readonly net: Amounts;
  readonly limits: readonly {
    readonly id: string;
    /** Whole and not negative. */
    readonly allowed: number;
    /** Of every option, whole and not negative. */
    readonly uses: Amounts;
  }[];
}

/** The best use of the limits, by columns. */
export interface AllocationAnswer {
  /** The option chosen for every customer, -1 for none. */
  readonly choice: Int32Array;
  readonly value: number;
  readonly upperBound: number;
  /** `(upperBound - value) / upperBound`; 0 where the choice is proved best. */
  readonly gap: number;
  readonly proof: 'optimal' | 'bound';
  readonly shadowPrices: readonly {
    readonly limit: string;
    readonly allowed: number;
    readonly used: number;
    readonly price: number;
  }[];
}

/**
 * {@link allocate} for bases of millions: the same choice over typed arrays, which are only read. Customers stand in
 * an order that the caller keeps fixed (by id), because ties go to the first.
 *
 * @throws InputError with every faulty column: wrong lengths, fractions, negative or unknown (NaN) uses; LimitError where
 * the options of a column add up to more than 2^53 - 1
 */
export function allocateColumns(base: AllocationColumns): AllocationAnswer {
  checkColumns(base);
  const { from, net, limits } = base;
  const { choice, value, used, upperBound, prices, proved } = solveLimits(
    manyLimits(
      {
        from,
        value: net,
        uses: limits.map(({ uses }) => uses),
        limits: Float64Array.from(limits, ({ allowed }) => allowed),
      },
      limits.map(({ id }) => id),
    ),
  );
  return {
    choice,
    value,
    upperBound,
    gap: upperBound > 0 ? (upperBound - value) / upperBound : 0,
    proof: proved ? 'optimal' : 'bound',
    shadowPrices: limits.map(({ id, allowed }, k) => ({ limit: id, allowed, used: used[k]!, price: prices[k]! })),
  };
}

/** Most limits at once: the prices are found in so many dimensions. */
const mostLimits = 64;

function checkColumns(base: AllocationColumns): void {
  const faults = kindFaults(base);
  if (faults.length > 0) throw new InputError(faults, 'columns');
  const { from, net, limits } = base;
  const options = net.length;
  if (from.length === 0 || from[0] !== 0 || from.at(-1) !== options)
    faults.push(issue('range', ['from'], `starts from 0 to ${options}`, from.at(-1)));
  const falls = from.findIndex((start, c) => c > 0 && start < from[c - 1]!);
  if (falls >= 0) faults.push(issue('order', ['from', falls], `at least ${from[falls - 1]}`, from[falls]));
  if (limits.length === 0 || limits.length > mostLimits)
    faults.push(issue('limit', ['limits'], `1 to ${mostLimits} limits`, limits.length));
  if (net instanceof Float64Array) {
    const odd = net.findIndex((worth) => !Number.isSafeInteger(worth));
    if (odd >= 0) faults.push(issue('type', ['net', odd], 'a whole number of minor units', net[odd]));
  }
  limits.forEach(({ allowed, uses }, k) => {
    if (!(Number.isSafeInteger(allowed) && allowed >= 0))
      faults.push(issue('range', ['limits', k, 'allowed'], 'a whole number of at least 0', allowed));
    if (uses.length !== options) faults.push(issue('range', ['limits', k, 'uses'], `${options} options`, uses.length));
    const odd = firstOdd(uses);
    if (odd >= 0) faults.push(issue('range', ['limits', k, 'uses', odd], 'a whole number of at least 0', uses[odd]));
  });
  if (faults.length > 0) throw new InputError(faults, 'columns');
}

/** What is no column, and limits that nobody can tell apart. */
function kindFaults({ from, net, limits }: AllocationColumns): Issue[] {
  const column = (value: unknown, path: Path): readonly Issue[] =>
    ArrayBuffer.isView(value) ? [] : [issue('type', path, 'a typed array', value)];
  const faults = [...column(from, ['from']), ...column(net, ['net'])];
  if (!Array.isArray(limits)) return [...faults, issue('type', ['limits'], 'a list of limits', limits)];
  const ids = new Set<unknown>();
  limits.forEach((limit: Partial<AllocationColumns['limits'][number]> | null, k) => {
    const id: unknown = limit?.id;
    if (typeof id !== 'string') faults.push(issue('type', ['limits', k, 'id'], 'a text', id));
    else if (ids.has(id)) faults.push(issue('duplicate', ['limits', k, 'id'], 'each limit once', id));
    ids.add(id);
    faults.push(...column(limit?.uses, ['limits', k, 'uses']));
  });
  return faults;
}

function firstOdd(uses: Amounts): number {
  for (let j = 0; j < uses.length; j += 1) if (!(uses[j]! >= 0 && Number.isSafeInteger(uses[j]))) return j;
  return -1;
}
