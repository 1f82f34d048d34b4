import { currencyScale } from '../core/currency.js';
import { InputError } from '../core/errors.js';
import { issue } from '../core/issue.js';
import type { PricingPolicy } from '../pricing/policy.js';
import { groupBy } from './group-by.js';
import { idOf, type Json, type Keep, labelOf, recordOf } from './tmf-json.js';
import { readOffering } from './tmf620-offering.js';
import { withTheirParts } from './tmf620-parts.js';
import {
  type ImportedDiscount,
  type ImportedPrice,
  isDiscount,
  readDiscount,
  readPrice,
  reductionsOf,
} from './tmf620-price.js';

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

/** A resource with its id. */
type Identified = readonly [id: string, resource: Json];

/**
 * Reads a TMF620 catalogue into the parts of a pricing policy: specifications, offerings, bundles with their choices, prices,
 * and percentage discounts that prices refer to (`discountedBy`).
 *
 * Whatever cannot be read as it is meant is skipped with its reason, never priced at zero or at less: a price in another
 * currency, of several units together, of no whole number of months; versions of one resource that are valid on the same day; an
 * offering with a price or part that was skipped, and the bundles that it is part of. An option that was skipped leaves its group, where enough are left to choose from. A
 * discount has to last as long as the prices that it reduces; for how many months it is given is not read.
 *
 * An offering for some market segments keeps them: the policy then has to name the fact that holds a customer's (`marketSegment`).
 * Instants become calendar dates in UTC; an end at midnight ends the day before.
 *
 * @param currency ISO 4217 code of the policy that is to hold the catalogue
 * @throws InputError `type` where a resource's list is none, `currency` for an unknown code
 * @example
 * const rental = { id: 'p', priceType: 'recurring', recurringChargePeriodType: 'month', price: { unit: 'EUR', value: 50 } };
 * readTmf620({ productOffering: [], productOfferingPrice: [rental] }, 'EUR').prices[0]?.charge //=> { model: 'perUnit', amount: '50' }
 */
export function readTmf620(catalogue: Tmf620Catalogue, currency: string): ImportedCatalogue {
  currencyScale(currency);
  const skipped: string[] = [];
  const keep: Keep = (what, id, read) => {
    if (typeof read !== 'string') return [read];
    skipped.push(`${what} ${id}: ${read}`);
    return [];
  };
  const resources = resourcesOf(catalogue, 'productOfferingPrice', skipped);
  const prices = pricesOf(resources, currency, keep);
  const known = new Set(prices.map(({ id }) => id));
  const adjustments = discountsOf(resources, prices, keep);
  const specifications = specificationsOf(resourcesOf(catalogue, 'productSpecification', skipped));
  const read = {
    prices: known,
    discounts: new Set(adjustments.map(({ id }) => id)),
    specifications: new Set(specifications.map(({ id }) => id)),
  };
  const offerings = resourcesOf(catalogue, 'productOffering', skipped).flatMap(([id, one]) =>
    keep('offering', id, readOffering(one, id, read)),
  );
  const distinct = withoutTwins(offerings, 'offering', keep);
  return { specifications, prices, offerings: withTheirParts(distinct, keep), adjustments, skipped };
}

function resourcesOf(
  catalogue: Tmf620Catalogue,
  kind: keyof Tmf620Catalogue,
  skipped: string[],
): readonly Identified[] {
  const list: unknown = recordOf(catalogue)[kind] ?? (kind === 'productSpecification' ? [] : undefined);
  if (!Array.isArray(list)) throw new InputError([issue('type', [kind], 'a list of resources', list)], 'catalogue');
  return list.flatMap((one: unknown, at): readonly Identified[] => {
    const id = idOf(one);
    if (id === undefined) skipped.push(`${kind} at position ${at + 1}: has no id`);
    return id === undefined ? [] : [[id, recordOf(one)]];
  });
}

/** The prices that were read in all their versions: one of them alone would stand for the others. */
function pricesOf(resources: readonly Identified[], currency: string, keep: Keep): readonly ImportedPrice[] {
  const lost = new Set<string>();
  const prices = resources
    .filter(([, one]) => !isDiscount(one))
    .flatMap(([id, one]) => {
      const kept = keep('price', id, readPrice(one, id, currency));
      if (kept.length === 0) lost.add(id);
      return kept;
    });
  return withoutTwins(
    prices.filter(({ id }) => !lost.has(id)),
    'price',
    keep,
  );
}

type Version = { readonly id: string; readonly validFor?: ImportedPrice['validFor'] };

/** Versions that are valid on the same day could not be told apart, so none of them is read. */
function withoutTwins<V extends Version>(list: readonly V[], what: string, keep: Keep): readonly V[] {
  const twins = [...groupBy(list, ({ id }) => id)].filter(([, versions]) => {
    const byStart = versions
      .map(({ validFor: { from = '', until = '9999-12-31' } = {} }) => ({ from, until }))
      .sort((a, b) => (a.from < b.from ? -1 : 1));
    return byStart.some(({ from }, at) => at > 0 && from <= byStart[at - 1]!.until);
  });
  for (const [id] of twins) keep(what, id, 'two of its versions are valid at the same time');
  const lost = new Set(twins.map(([id]) => id));
  return lost.size === 0 ? list : list.filter(({ id }) => !lost.has(id));
}

/** The discounts on prices that were read. One of several versions could not be told from the others by its day. */
function discountsOf(
  resources: readonly Identified[],
  prices: readonly ImportedPrice[],
  keep: Keep,
): readonly ImportedDiscount[] {
  const known = new Set(prices.map(({ id }) => id));
  const priced = resources.flatMap(([id, one]) => (known.has(id) ? [one] : []));
  const reductions = reductionsOf(priced, prices);
  const discounts = groupBy(
    resources.filter(([, one]) => isDiscount(one)),
    ([id]) => id,
  );
  for (const [id, [first]] of reductions) {
    if (!discounts.has(id))
      keep('price', id, `a discount that is not in the catalogue, though price ${first?.price} refers to it`);
  }
  return [...discounts].flatMap(([id, [first, second]], priority) =>
    keep(
      'price',
      id,
      first === undefined || second !== undefined
        ? 'a discount in several versions is not read'
        : readDiscount(first[1], id, priority, reductions.get(id) ?? []),
    ),
  );
}

/** Each specification once, whatever the number of its versions. */
function specificationsOf(resources: readonly Identified[]): PricingPolicy['specifications'] {
  return [...new Map(resources)].map(([id, { name }]) => ({ id, ...labelOf(name) }));
}
