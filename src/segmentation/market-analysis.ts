import { InputError } from '../core/errors.js';
import { type Issue, issue } from '../core/issue.js';
import { checkNamedList } from '../core/named-list.js';
import { type Measured, mapMeasured, measured, unmeasured } from '../statistics/measured.js';
import { total } from '../statistics/sum.js';
import { mixOf } from './market.js';

/** A vendor's customers in a market, now and a period earlier. */
export interface MarketVendor {
  readonly id: string;
  /** A whole number of at least 0, as `before`. */
  readonly customers: number;
  /** As many as there were a period earlier; unknown where absent, which is not zero: a newcomer had 0. */
  readonly before?: number | null | undefined;
}

/** One vendor's place in the market. */
export interface VendorStanding {
  readonly id: string;
  readonly share: Measured;
  /** Customers won or lost, of those before; undefined because `zeroBase` for a newcomer. */
  readonly growth: Measured;
  /** Share now less share before: points won from or lost to the others. */
  readonly shareChange: Measured;
}

/** A market at a date, with its growth since a period earlier. */
export interface MarketAnalysis {
  /** Customers of all vendors; 0 is no market, and every share is then undefined because `totalIsZero`. */
  readonly size: number;
  /** Of the size before; undefined because `noObservations` where one vendor's customers before are unknown. */
  readonly growth: Measured;
  readonly vendors: readonly VendorStanding[];
  /** The largest vendor, the first declared of equal ones. */
  readonly leader: Measured<string>;
  /** Herfindahl–Hirschman index, from 1 / n to 1. */
  readonly concentration: Measured;
  /** Customers whom nobody serves, and their share of all there are; `null` where nobody said how many there are. */
  readonly whiteSpace: { readonly customers: number; readonly share: Measured } | null;
}

/**
 * Reads a market (市场分析): its size, each vendor's share, who grows at whose cost, how concentrated it is and what nobody serves yet.
 *
 * @param vendors - each once; ours among them
 * @param potential - how many customers there are, served or not; at least as many as are served
 * @throws InputError `range` for counts that are not whole or below 0, `duplicate` for a vendor named twice
 * @example
 * analyseMarket([{ id: 'own', customers: 300, before: 240 }, { id: 'rival', customers: 150, before: 160 }], 600).growth
 * //=> { value: 0.125 }
 */
export function analyseMarket(vendors: readonly MarketVendor[], potential?: number | null): MarketAnalysis {
  checkMarket(vendors, potential);
  const now = mixOf(vendors.map(({ id, customers }) => ({ id, amount: customers })));
  const counted = vendors.flatMap(({ id, before }) => (typeof before === 'number' ? [{ id, amount: before }] : []));
  const earlier = counted.length === vendors.length ? mixOf(counted) : null;
  return {
    size: now.total,
    growth: earlier === null ? unmeasured('noObservations') : growthOf(now.total, earlier.total),
    vendors: vendors.map(({ id, customers, before }, at) => {
      const share = now.shares[at]!.share;
      return {
        id,
        share,
        growth: typeof before === 'number' ? growthOf(customers, before) : unmeasured('noObservations'),
        shareChange: earlier === null ? unmeasured('noObservations') : changeOf(earlier.shares[at]!.share, share),
      };
    }),
    leader: now.dominant,
    concentration: now.concentration,
    whiteSpace:
      potential === undefined || potential === null
        ? null
        : {
            customers: potential - now.total,
            share: potential === 0 ? unmeasured('totalIsZero') : measured((potential - now.total) / potential),
          },
  };
}

function growthOf(now: number, before: number): Measured {
  return before === 0 ? unmeasured('zeroBase') : measured((now - before) / before);
}

function changeOf(before: Measured, now: Measured): Measured {
  return before.undefinedBecause === undefined ? mapMeasured(now, (share) => share - before.value) : before;
}

function checkMarket(vendors: readonly MarketVendor[], potential: number | null | undefined): void {
  const whole = (path: readonly (string | number)[], count: number): readonly Issue[] =>
    Number.isSafeInteger(count) && count >= 0 ? [] : [issue('range', path, 'a whole number of at least 0', count)];
  checkNamedList(vendors, ['vendors'], 'every vendor once');
  const issues = vendors.flatMap(({ customers, before }, at) => [
    ...whole(['vendors', at, 'customers'], customers),
    ...(before === null || before === undefined ? [] : whole(['vendors', at, 'before'], before)),
  ]);
  if (issues.length > 0) throw new InputError(issues);
  const served = total(vendors.map(({ customers }) => customers));
  if (potential !== undefined && potential !== null && !(Number.isSafeInteger(potential) && potential >= served)) {
    const expected = `a whole number of at least ${served}, those served`;
    throw new InputError([issue('range', ['potential'], expected, potential)]);
  }
}
