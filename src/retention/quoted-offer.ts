import { currencyScale } from '../core/currency.js';
import { InputError } from '../core/errors.js';
import { checkMoney, type Money } from '../core/exact-amount.js';
import type { FactDeclaration, FactsOf } from '../core/facts.js';
import { type Issue, issue, type Path } from '../core/issue.js';
import { readScaled } from '../core/scaled.js';
import { type Approval, approvalFaults } from './approval-lead.js';

/**
 * A priced offer to one customer, as a quote gives it: one way to carry out a measure that the policy marks `quoted`.
 * Causes, lever, day, owner and channel are the measure's; money and approval the offer's.
 */
export interface QuotedOffer {
  /** Its own among the customer's offers. */
  readonly id: string;
  /** Id of the measure that it carries out. */
  readonly measure: string;
  /** What it gives away, on top of the measure's own cost; unknown is not zero. */
  readonly cost: Money | null;
  /** What leaves with the customer at this price, in place of the measure's figure. */
  readonly atStake?: Money | null | undefined;
  /** The change in the probability of staying that it makes, a decimal from -1 to 1 with at most six places; else the measure's. */
  readonly uplift?: string | null | undefined;
  /** Who has to approve it, as `approvalNeeded` of `tenure/practice` says; `null` for nobody. */
  readonly approval: Approval | null;
}

/** What a retention policy decides on: the declared facts and, where it takes them, the customer's quoted offers. */
export type RetentionInput<F extends readonly FactDeclaration[]> = FactsOf<F> & {
  readonly offers?: readonly QuotedOffer[] | null | undefined;
};

/** A checked offer in minor units and millionths, NaN where unknown. */
export interface PricedOffer {
  readonly id: string;
  readonly cost: number;
  /** `undefined` where the measure's figure holds. */
  readonly atStake: number | undefined;
  readonly uplift: number | undefined;
  readonly approval: Approval | undefined;
}

/** The offers of one customer by measure, in the order of their ids. */
export type OffersByMeasure = ReadonlyMap<string, readonly PricedOffer[]>;

const noOffers: OffersByMeasure = new Map();

/**
 * Reads the offers of a record.
 *
 * @param measures - ids of the measures that take offers
 * @throws InputError with every fault
 */
export function readOffers(record: object, measures: readonly string[], currency: string): OffersByMeasure {
  const given: unknown = Object.hasOwn(record, 'offers') ? (record as { readonly offers?: unknown }).offers : undefined;
  if (measures.length === 0 || given === undefined || given === null) return noOffers;
  if (!Array.isArray(given)) throw new InputError([issue('type', ['offers'], 'a list of offers', given)], 'facts');
  const faults: Issue[] = [];
  const ids = new Set<unknown>();
  const read = new Map<string, PricedOffer[]>(measures.map((id) => [id, []]));
  given.forEach((offer: unknown, index) => {
    const at = ['offers', index];
    const { id, measure, cost, atStake, uplift, approval } = (offer ?? {}) as Partial<QuotedOffer>;
    if (typeof id !== 'string' || id === '') faults.push(issue('type', [...at, 'id'], 'a text', id));
    else if (ids.has(id)) faults.push(issue('duplicate', [...at, 'id'], 'each offer once', id));
    ids.add(id);
    const siblings = read.get(measure as string);
    if (siblings === undefined)
      faults.push(issue('unknownReference', [...at, 'measure'], `one of ${measures.join(', ')}`, measure));
    if (approval !== null) faults.push(...approvalFaults(approval, [...at, 'approval']));
    const priced = {
      cost: unitsOf(cost, 0, currency, [...at, 'cost'], faults),
      atStake: isGiven(atStake)
        ? unitsOf(atStake, Number.NEGATIVE_INFINITY, currency, [...at, 'atStake'], faults)
        : undefined,
      uplift: isGiven(uplift) ? upliftOf(uplift, [...at, 'uplift'], faults) : undefined,
    };
    siblings?.push({ id: id as string, ...priced, approval: approval ?? undefined });
  });
  if (faults.length > 0) throw new InputError(faults, 'facts');
  for (const offers of read.values()) offers.sort((a, b) => (a.id < b.id ? -1 : 1));
  return read;
}

const isGiven = <T>(value: T | null | undefined): value is T => value !== null && value !== undefined;

function unitsOf(amount: Money | null | undefined, least: number, currency: string, at: Path, faults: Issue[]): number {
  if (!isGiven(amount)) return Number.NaN;
  const found = checkMoney(amount, at);
  faults.push(...found);
  if (found.length > 0) return Number.NaN;
  if (amount.currency !== currency) faults.push(issue('currency', [...at, 'currency'], currency, amount.currency));
  const scale = currencyScale(currency);
  const units = readScaled(amount.amount, scale);
  if (Number.isNaN(units))
    faults.push(issue('format', [...at, 'amount'], `at most ${scale} decimal places`, amount.amount));
  if (units < least) faults.push(issue('range', at, 'an amount of at least 0', amount.amount));
  return units;
}

function upliftOf(share: unknown, at: Path, faults: Issue[]): number {
  const micro = typeof share === 'string' ? readScaled(share, 6) : Number.NaN;
  if (Math.abs(micro) <= 1_000_000) return micro;
  faults.push(issue('range', at, 'a decimal between -1 and 1 with at most six places', share));
  return Number.NaN;
}
