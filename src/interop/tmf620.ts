import { addDays } from '../core/calendar.js';
import { isDate } from '../core/day-number.js';
import type { PricingPolicy } from '../pricing/policy.js';

/** What this reads of TM Forum's Product Catalog Management (TMF620 v4 and v5); whatever else stands there is left alone. */
export interface Tmf620Resource {
  readonly id: string;
  readonly name?: string | undefined;
  readonly [key: string]: unknown;
}

/** The three resources of a catalogue, as the API gives them. */
export interface Tmf620Catalogue {
  readonly productSpecification?: readonly Tmf620Resource[] | undefined;
  readonly productOffering: readonly Tmf620Resource[];
  readonly productOfferingPrice: readonly Tmf620Resource[];
}

/** The parts of a pricing policy that a catalogue fills, and what could not be read. */
export interface ImportedCatalogue {
  readonly specifications: PricingPolicy['specifications'];
  readonly prices: PricingPolicy['prices'];
  readonly offerings: PricingPolicy['offerings'];
  readonly adjustments: PricingPolicy['adjustments'];
  /** One sentence for each resource that was left out, with why. */
  readonly skipped: readonly string[];
}

type Json = Readonly<Record<string, unknown>>;
const list = (value: unknown): readonly Json[] => (Array.isArray(value) ? (value as readonly Json[]) : []);
const record = (value: unknown): Json => (typeof value === 'object' && value !== null ? (value as Json) : {});
const idsOf = (value: unknown): readonly string[] =>
  list(value).flatMap(({ id }) => (typeof id === 'string' ? [id] : []));

/**
 * Reads a TMF620 catalogue into the parts of a pricing policy: specifications, offerings, bundles with their choices, prices,
 * and percentage discounts that prices refer to (`discountedBy`). A price in another currency, an algorithm, or an offering
 * without a price that was read is skipped with its reason, never priced at zero.
 *
 * An offering for some market segments keeps them: the policy then has to name the fact that holds a customer's (`marketSegment`).
 * Instants become calendar dates in UTC; an end at midnight ends the day before.
 *
 * @param currency ISO 4217 code of the policy that is to hold the catalogue
 * @example
 * readTmf620({ productOffering: [], productOfferingPrice: [{ id: 'p', priceType: 'recurring', price: { unit: 'EUR', value: 50 } }] }, 'EUR').prices[0]?.charge //=> { model: 'perUnit', amount: '50' }
 */
export function readTmf620(catalogue: Tmf620Catalogue, currency: string): ImportedCatalogue {
  const skipped: string[] = [];
  const prices = catalogue.productOfferingPrice.flatMap((one) => priceOf(one, currency, skipped));
  const known = new Set(prices.map(({ id }) => id));
  const specifications = (catalogue.productSpecification ?? []).map(({ id, name }) => ({ id, ...labelOf(name) }));
  const specified = new Set(specifications.map(({ id }) => id));
  const offered = new Set(catalogue.productOffering.map(({ id }) => id));
  return {
    specifications,
    prices,
    offerings: catalogue.productOffering.flatMap((one) => offeringOf(one, known, specified, offered, skipped)),
    adjustments: discountsOf(catalogue.productOfferingPrice, known, skipped),
    skipped,
  };
}

const labelOf = (name: unknown) => (typeof name === 'string' ? { label: { en: name } } : {});

function validOf(value: unknown) {
  const { startDateTime, endDateTime } = record(value);
  const day = (instant: unknown): string | undefined => {
    const date = typeof instant === 'string' ? instant.slice(0, 10) : undefined;
    return isDate(date) ? date : undefined;
  };
  const [from, end] = [day(startDateTime), day(endDateTime)];
  const midnight = typeof endDateTime === 'string' && /T00:00(:00(\.0+)?)?Z?$/.test(endDateTime);
  const until = end === undefined ? undefined : midnight ? addDays(end, -1) : end;
  if (from === undefined && until === undefined) return {};
  return { validFor: { ...(from === undefined ? {} : { from }), ...(until === undefined ? {} : { until }) } };
}

/** The words for price types differ between versions and operators. */
function priceTypeOf(value: unknown): 'recurring' | 'usage' | 'oneTime' | undefined {
  const word = String(value ?? '')
    .toLowerCase()
    .replaceAll(/[^a-z]/g, '');
  if (word === 'recurring') return 'recurring';
  if (word === 'usage') return 'usage';
  return word === 'onetime' || word === 'nonrecurring' ? 'oneTime' : undefined;
}

const monthsOf = new Map([
  ['month', 1],
  ['monthly', 1],
  ['quarterly', 3],
  ['yearly', 12],
  ['annual', 12],
]);

function priceOf(one: Tmf620Resource, currency: string, skipped: string[]): PricingPolicy['prices'] {
  const { id, name, price, unitOfMeasure, recurringChargePeriodType, recurringChargePeriodLength } = one;
  const priceType = priceTypeOf(one.priceType);
  if (priceType === undefined) {
    if (!isDiscount(one)) skipped.push(`price ${id}: the price type ${String(one.priceType)} is not read`);
    return [];
  }
  const { unit, value } = record(price);
  if (unit !== currency || typeof value !== 'number' || !(value >= 0)) {
    skipped.push(`price ${id}: needs an amount of 0 or more in ${currency}`);
    return [];
  }
  const length = typeof recurringChargePeriodLength === 'number' ? recurringChargePeriodLength : 1;
  const months = monthsOf.get(String(recurringChargePeriodType ?? '').toLowerCase());
  const { units } = record(unitOfMeasure);
  return [
    {
      id,
      ...labelOf(name),
      priceType,
      ...(priceType === 'recurring' && months !== undefined ? { periodMonths: months * length } : {}),
      ...(priceType === 'usage' ? { meters: [typeof units === 'string' ? units : id] } : {}),
      charge: { model: 'perUnit', amount: String(value) },
      ...validOf(one.validFor),
    },
  ];
}

function offeringOf(
  one: Tmf620Resource,
  prices: ReadonlySet<string>,
  specifications: ReadonlySet<string>,
  offerings: ReadonlySet<string>,
  skipped: string[],
): PricingPolicy['offerings'] {
  const { id, name } = one;
  const specification = record(one.productSpecification).id;
  const own = idsOf(one.productOfferingPrice).filter((price) => prices.has(price));
  const parts = list(one.bundledProductOffering).filter((part) => typeof part.id === 'string');
  const missing = parts.filter((part) => !offerings.has(part.id as string)).map((part) => String(part.id));
  if (own.length === 0 && parts.length === 0) {
    skipped.push(`offering ${id}: none of its prices was read`);
    return [];
  }
  if (missing.length > 0) {
    skipped.push(`offering ${id}: its parts ${missing.join(', ')} are not in the catalogue`);
    return [];
  }
  const segments = idsOf(one.marketSegment);
  return [
    {
      id,
      ...labelOf(name),
      ...(typeof specification === 'string' && specifications.has(specification) ? { specification } : {}),
      prices: own,
      ...(parts.length === 0
        ? {}
        : {
            bundle: {
              components: parts.map((part) => ({ offering: part.id as string, ...timesOf(part) })),
              priceTypes: ['recurring', 'usage', 'oneTime'] as const,
            },
          }),
      ...(segments.length === 0 ? {} : { marketSegments: segments }),
      ...validOf(one.validFor),
    },
  ];
}

function timesOf(part: Json) {
  const { numberRelOfferDefault } = record(part.bundledProductOfferingOption);
  return Number.isSafeInteger(numberRelOfferDefault) && (numberRelOfferDefault as number) > 0
    ? { quantity: numberRelOfferDefault as number }
    : {};
}

const isDiscount = ({ priceType, percentage }: Tmf620Resource): boolean =>
  String(priceType).toLowerCase() === 'discount' &&
  typeof percentage === 'number' &&
  percentage > 0 &&
  percentage <= 100;

function discountsOf(
  all: readonly Tmf620Resource[],
  prices: ReadonlySet<string>,
  skipped: string[],
): PricingPolicy['adjustments'] {
  return all.filter(isDiscount).flatMap(({ id, name, percentage }, priority) => {
    const reduced = all.filter(
      (one) =>
        prices.has(one.id) &&
        list(one.popRelationship).some((to) => to.id === id && String(to.relationshipType) === 'discountedBy'),
    );
    if (reduced.length === 0) {
      skipped.push(`price ${id}: no price refers to this discount`);
      return [];
    }
    const effect = { kind: 'percentOff', percent: String(percentage), of: 'running' } as const;
    return [
      {
        id,
        ...labelOf(name),
        stage: 'promotion' as const,
        priority,
        lines: { prices: reduced.map((one) => one.id) },
        effect,
      },
    ];
  });
}
