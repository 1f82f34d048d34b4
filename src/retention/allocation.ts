import type { Money } from '../core/exact-amount.js';
import { moneyFromMinorUnits } from '../core/money.js';
import { type AllocationOption, readCandidates, shareOf } from './allocation-candidates.js';
import { manyLimits } from './choice-problem.js';
import { type LimitsAnswer, solveLimits } from './solve-limits.js';

/** One way to keep one customer: a measure, or a sequence of them with their joint cost and gain. */
export interface AllocationCandidate {
  readonly id: string;
  /** The customer; of one customer's candidates at most one is chosen. */
  readonly subject: string;
  /** Expected value kept, before the cost; `null` where the uplift is unknown. */
  readonly gain: Money | null;
  readonly cost: Money | null;
  /** Units of each capacity that it takes, whole and not negative; several entries of one capacity add up. */
  readonly uses?: readonly { readonly resource: string; readonly amount: number }[] | undefined;
  /** Whether it works by giving money away; counts towards the price share, and comes second at equal worth. */
  readonly price?: boolean | undefined;
}

/** What the base may spend. */
export interface AllocationLimits {
  readonly currency: string;
  readonly budget: Money;
  /** Owners' minutes, messages of a channel, stock of an offer: whole units. */
  readonly capacities?: readonly { readonly resource: string; readonly amount: number }[] | undefined;
  /** The most of the budget that may go into price measures, in per cent with at most six decimal places, rounded down. */
  readonly priceSharePercent?: number | undefined;
  /** Customers kept apart to measure the effect: never chosen. */
  readonly holdOut?: readonly string[] | undefined;
  /** The most that may be spent on a customer, such as a share of the lifetime value. */
  readonly caps?: readonly { readonly subject: string; readonly most: Money }[] | undefined;
}

/** Why a candidate was not chosen. */
export type AllocationRejection =
  | 'anotherChosen'
  | 'beyondLimits'
  | 'exceedsLimit'
  | 'notWorthIt'
  | 'sleepingDog'
  | 'gainUnknown'
  | 'costUnknown'
  | 'aboveCap'
  | 'heldOut'
  | 'duplicate'
  | 'conflictingDuplicate';

/** The best use of the limits, with how sure that is. */
export interface Allocation {
  readonly chosen: readonly {
    readonly id: string;
    readonly subject: string;
    readonly net: Money;
    readonly cost: Money;
  }[];
  /** Gains less costs of what is chosen. */
  readonly value: Money;
  readonly spent: Money;
  /** No choice within the limits can be worth more. */
  readonly upperBound: Money;
  /** `(upperBound - value) / upperBound`; 0 where the choice is proved best. */
  readonly gap: number;
  readonly proof: 'optimal' | 'bound';
  /**
   * What each limit allows, how much is used, and what one more unit would add in the linear relaxation, in minor units
   * of the currency. The budget and the price share are in minor units themselves.
   */
  readonly shadowPrices: readonly {
    readonly limit: string;
    readonly allowed: number;
    readonly used: number;
    readonly price: number;
  }[];
  /** Every candidate that was not chosen; with the chosen they make up the input. */
  readonly rejected: readonly {
    readonly id: string;
    readonly subject: string;
    readonly because: AllocationRejection;
  }[];
}

/**
 * Chooses, over a whole base, the candidates whose gains less costs are worth most within the limits: of each customer
 * at most one. Under a single budget exact with a proof, where the search stays within its bound; under several limits
 * by their Lagrangian prices, repaired, filled and improved, with a proof for small bases and the gap for all.
 *
 * Candidates are sorted by customer and id first, so that the order of input never matters. Negative gains (sleeping
 * dogs) are never paid for, unknown gains and costs never guessed. {@link allocateColumns} takes bases of millions.
 *
 * @param candidates - in any order; equal duplicates count once, unequal ones under one id are all rejected
 * @returns amounts in the limits' currency, to the minor unit
 * @throws InputError for a malformed amount, another currency, a resource without capacity, or a negative limit;
 * LimitError where all candidates together go beyond 2^53 - 1 minor units, or units of a capacity
 * @example
 * allocate(
 *   [[100, 130], [60, 100], [50, 80]].map(([cost, gain], k) => ({
 *     id: 'call', subject: `customer ${k}`, cost: { amount: `${cost}`, currency: 'CNY' }, gain: { amount: `${gain}`, currency: 'CNY' },
 *   })),
 *   { currency: 'CNY', budget: { amount: '110', currency: 'CNY' } },
 * ).value.amount //=> '70.00'
 */
export function allocate(candidates: Iterable<AllocationCandidate>, limits: AllocationLimits): Allocation {
  const reading = readCandidates(candidates, limits);
  const { options, from } = byCustomer(reading.options);
  const rows = limitRows(options, limits, reading.budget);
  const answer = solveLimits(
    manyLimits(
      {
        from,
        value: new Float64Array(options.map(({ net }) => net)),
        uses: rows.map(({ uses }) => uses),
        limits: Float64Array.from(rows, ({ allowed }) => allowed),
      },
      rows.map(({ limit }) => limit),
    ),
  );
  return report(options, from, rows, answer, reading.rejected, limits.currency);
}

interface LimitRow {
  readonly limit: string;
  readonly allowed: number;
  readonly uses: Float64Array;
}

function limitRows(
  options: readonly AllocationOption[],
  limits: AllocationLimits,
  budget: number,
): readonly LimitRow[] {
  const share = limits.priceSharePercent;
  return [
    { limit: 'budget', allowed: budget, uses: new Float64Array(options.map(({ cost }) => cost)) },
    ...(limits.capacities ?? []).map(({ resource, amount }) => ({
      limit: resource,
      allowed: amount,
      uses: new Float64Array(options.map(({ uses }) => uses.get(resource) ?? 0)),
    })),
    ...(share === undefined
      ? []
      : [
          {
            limit: 'priceShare',
            allowed: shareOf(budget, share),
            uses: new Float64Array(options.map(({ price, cost }) => (price ? cost : 0))),
          },
        ]),
  ];
}

function report(
  options: readonly AllocationOption[],
  from: Int32Array,
  rows: readonly LimitRow[],
  answer: LimitsAnswer,
  unread: Allocation['rejected'],
  currency: string,
): Allocation {
  const show = (units: number): Money => moneyFromMinorUnits(units, currency);
  const chosen: Allocation['chosen'][number][] = [];
  const rejected = [...unread];
  for (let c = 0; c + 1 < from.length; c += 1) {
    const pick = answer.choice[c]!;
    for (let j = from[c]!; j < from[c + 1]!; j += 1) {
      const { id, subject, net, cost } = options[j]!;
      if (j === pick) chosen.push({ id, subject, net: show(net), cost: show(cost) });
      else rejected.push({ id, subject, because: rejectionOf(rows, j, net, pick) });
    }
  }
  const { value, upperBound, prices, used, proved } = answer;
  return {
    chosen: chosen.sort(bySubject),
    value: show(value),
    spent: show(used[0]!),
    upperBound: show(upperBound),
    gap: upperBound > 0 ? (upperBound - value) / upperBound : 0,
    proof: proved ? 'optimal' : 'bound',
    shadowPrices: rows.map(({ limit, allowed }, k) => ({ limit, allowed, used: used[k]!, price: prices[k]! })),
    rejected: rejected.sort(bySubject),
  };
}

function rejectionOf(rows: readonly LimitRow[], j: number, net: number, pick: number): AllocationRejection {
  if (net <= 0) return 'notWorthIt';
  if (rows.some(({ uses, allowed }) => uses[j]! > allowed)) return 'exceedsLimit';
  return pick >= 0 ? 'anotherChosen' : 'beyondLimits';
}

const order = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
const bySubject = (a: { subject: string; id: string }, b: { subject: string; id: string }): number =>
  order(a.subject, b.subject) || order(a.id, b.id);

function byCustomer(unsorted: readonly AllocationOption[]): {
  readonly options: readonly AllocationOption[];
  readonly from: Int32Array;
} {
  const options = unsorted.toSorted(
    (a, b) => order(a.subject, b.subject) || Number(a.price) - Number(b.price) || order(a.id, b.id),
  );
  const starts: number[] = [];
  options.forEach(({ subject }, index) => {
    if (index === 0 || options[index - 1]!.subject !== subject) starts.push(index);
  });
  return { options, from: Int32Array.from([...starts, options.length]) };
}
