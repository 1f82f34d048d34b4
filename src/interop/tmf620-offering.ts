import type { PricingPolicy } from '../pricing/policy.js';
import { idOf, type Json, labelOf, listOf, recordOf, validityOf } from './tmf-json.js';

export type ImportedOffering = PricingPolicy['offerings'][number];
type Component = NonNullable<ImportedOffering['bundle']>['components'][number];
type Group = NonNullable<NonNullable<ImportedOffering['bundle']>['groups']>[number];

/** What was read before an offering: its prices, discounts and specification refer to these. */
export interface Read {
  readonly prices: ReadonlySet<string>;
  readonly discounts: ReadonlySet<string>;
  readonly specifications: ReadonlySet<string>;
}

/** Reads a ProductOffering with its parts and choices, whether or not those were read; or says why it cannot be read. */
export function readOffering(one: Json, id: string, read: Read): ImportedOffering | string {
  const validity = validityOf(one.validFor);
  if (typeof validity === 'string') return validity;
  const named = listOf(one.productOfferingPrice).map(idOf);
  const missing = named.filter(
    (price) => price === undefined || !(read.prices.has(price) || read.discounts.has(price)),
  );
  if (missing.length > 0) return `its price ${missing.map((price) => price ?? 'without id').join(', ')} was not read`;
  const prices = (named as readonly string[]).filter((price) => read.prices.has(price));
  const bundle = bundleOf(one);
  if (typeof bundle === 'string') return bundle;
  if (prices.length === 0 && bundle === undefined) return 'has neither a price nor parts';
  const specification = idOf(one.productSpecification);
  const segments = listOf(one.marketSegment).map(idOf);
  if (segments.includes(undefined)) return 'one of its market segments has no id';
  return {
    id,
    ...labelOf(one.name),
    ...(specification !== undefined && read.specifications.has(specification) ? { specification } : {}),
    prices: [...new Set(prices)],
    ...(bundle === undefined ? {} : { bundle }),
    ...(segments.length === 0 ? {} : { marketSegments: segments as readonly string[] }),
    ...validity,
  };
}

function bundleOf(one: Json): ImportedOffering['bundle'] | string {
  const parts = [
    ...listOf(one.bundledProductOffering).map(partOf),
    ...listOf(one.bundledGroupProductOffering).map(groupOf),
  ];
  if (parts.length === 0) return undefined;
  const fault = parts.find((part) => typeof part === 'string');
  if (typeof fault === 'string') return fault;
  const groups = parts.filter((part) => typeof part === 'object' && 'options' in part) as readonly Group[];
  if (new Set(groups.map(({ id }) => id)).size < groups.length) return 'two of its groups of choices have the same id';
  return {
    components: parts.filter((part) => typeof part === 'object' && 'offering' in part) as readonly Component[],
    ...(groups.length === 0 ? {} : { groups }),
    priceTypes: ['recurring', 'usage', 'oneTime'],
  };
}

/** How many of a part may be taken; undefined where it is not said. */
function limitsOf(option: unknown): { readonly lower: unknown; readonly upper: unknown; readonly usual: unknown } {
  const { numberRelOfferLowerLimit, numberRelOfferUpperLimit, numberRelOfferDefault } = recordOf(option);
  return {
    lower: numberRelOfferLowerLimit ?? undefined,
    upper: numberRelOfferUpperLimit ?? undefined,
    usual: numberRelOfferDefault ?? undefined,
  };
}

const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= 1;

/** A part that comes so many times with every bundle, or that may be taken or left: a group of one option. */
function partOf(part: unknown): Component | Group | string {
  const id = idOf(part);
  if (id === undefined) return 'one of its parts has no id';
  const { bundledProductOfferingOption, name } = recordOf(part);
  const { lower, upper, usual } = limitsOf(bundledProductOfferingOption);
  const times = lower === undefined && upper === undefined ? (usual ?? 1) : lower === upper ? lower : undefined;
  if (isCount(times)) return { offering: id, ...(times === 1 ? {} : { quantity: times }) };
  if (lower === 0 && upper === 1) return { id, ...labelOf(name), min: 0, max: 1, options: [id] };
  return `how often its part ${id} is taken is not a fixed number, nor once at most`;
}

/** A group of options, each of which is taken once at most. */
function groupOf(group: unknown, at: number): Group | string {
  const {
    id: given,
    name,
    bundledProductOffering,
    bundledGroupProductOffering,
    bundledGroupProductOfferingOption,
  } = recordOf(group);
  const id = typeof given === 'string' && given !== '' ? given : `group ${at + 1}`;
  const children = listOf(bundledProductOffering);
  const options = children.map(idOf);
  const isOnce = children.every((child) => {
    const { lower, upper } = limitsOf(recordOf(child).bundledProductOfferingOption);
    return (lower === undefined || lower === 0) && (upper === undefined || upper === 1);
  });
  if (listOf(bundledGroupProductOffering).length > 0 || !isOnce || options.includes(undefined))
    return `its group ${id} is more than a list of options that are taken once at most`;
  const { lower: min, upper = options.length } = limitsOf(bundledGroupProductOfferingOption);
  if (!(min === 0 || isCount(min)) || !isCount(upper) || min > upper)
    return `how many options of its group ${id} are taken is not said by two limits`;
  return {
    id,
    ...labelOf(name),
    min,
    max: Math.min(upper, Math.max(1, options.length)),
    options: [...new Set(options as readonly string[])],
  };
}
