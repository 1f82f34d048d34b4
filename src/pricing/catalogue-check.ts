import { type Issue, issue, type Path } from '../core/issue.js';
import { checkNesting } from './bundle-nesting.js';
import type { ProductOffering, ProductOfferingPrice } from './catalogue.js';
import { checkCharge } from './charge-check.js';
import { checkUnique, checkVersions, reference } from './identity-check.js';
import type { AnyPricing } from './policy.js';

/** Charges, costs, meters and versions of prices. */
export function checkPrices(prices: readonly ProductOfferingPrice[]): readonly Issue[] {
  return [
    ...checkVersions(prices, ['prices']),
    ...prices.flatMap((price, at) => {
      const scale = price.quantityScale ?? 0;
      const path = ['prices', at];
      return [
        ...checkCharge(price.charge, scale, [...path, 'charge']),
        ...(price.cost ? checkCharge(price.cost, scale, [...path, 'cost']) : []),
        ...checkCost(price, [...path, 'cost']),
        ...checkMeters(price, path),
      ];
    }),
  ];
}

function checkCost({ cost }: ProductOfferingPrice, path: Path): readonly Issue[] {
  if (cost?.model !== 'capacity' && cost?.model !== 'floating') return [];
  return [issue('conflict', [...path, 'model'], 'a cost that depends on the quantity alone', cost.model)];
}

function checkMeters({ charge, meters, priceType }: ProductOfferingPrice, path: Path): readonly Issue[] {
  if (charge.model === 'capacity') {
    const named = new Set(meters ?? []);
    return charge.tiers.flatMap(({ limits }, tier) =>
      limits.flatMap(({ meter }, limit) =>
        reference(named, meter, [...path, 'charge', 'tiers', tier, 'limits', limit, 'meter'], 'a meter of this price'),
      ),
    );
  }
  return priceType === 'usage' && meters === undefined
    ? [issue('missing', [...path, 'meters'], 'the meters that a usage price charges', meters)]
    : [];
}

/** References, bundles, cycles and versions of offerings. */
export function checkOfferings(policy: Partial<AnyPricing>): readonly Issue[] {
  const offerings = policy.offerings ?? [];
  const ids = new Set(offerings.map(({ id }) => id));
  const prices = new Set((policy.prices ?? []).map(({ id }) => id));
  const specifications = new Set((policy.specifications ?? []).map(({ id }) => id));
  return [
    ...checkVersions(offerings, ['offerings']),
    ...checkNesting(offerings),
    ...offerings.flatMap((offering, at) => {
      const path = ['offerings', at];
      const { specification, bundle } = offering;
      return [
        ...(policy.specifications === undefined || specification === undefined
          ? []
          : reference(specifications, specification, [...path, 'specification'], 'a specification')),
        ...(policy.prices === undefined
          ? []
          : offering.prices.flatMap((price, k) => reference(prices, price, [...path, 'prices', k], 'a price'))),
        ...(offering.prices.length === 0 && bundle === undefined
          ? [issue('empty', [...path, 'prices'], 'a price, or a bundle of offerings', offering.prices)]
          : []),
        ...checkBundle(offering, ids, path),
        ...(offering.relationships ?? []).flatMap((related, k) =>
          reference(ids, related.offering, [...path, 'relationships', k, 'offering'], 'an offering'),
        ),
      ];
    }),
  ];
}

function checkBundle({ bundle }: ProductOffering, ids: ReadonlySet<string>, path: Path): readonly Issue[] {
  if (bundle === undefined) return [];
  const at = [...path, 'bundle'];
  return [
    ...bundle.components.flatMap(({ offering }, k) =>
      reference(ids, offering, [...at, 'components', k, 'offering'], 'an offering'),
    ),
    ...checkUnique(bundle.groups ?? [], [...at, 'groups']),
    ...(bundle.groups ?? []).flatMap((group, k) => [
      ...group.options.flatMap((option, n) =>
        reference(ids, option, [...at, 'groups', k, 'options', n], 'an offering'),
      ),
      ...(group.min > group.max
        ? [issue('order', [...at, 'groups', k, 'max'], `at least min ${group.min}`, group.max)]
        : []),
      ...(group.min > group.options.length
        ? [issue('range', [...at, 'groups', k, 'min'], `at most the ${group.options.length} options`, group.min)]
        : []),
    ]),
  ];
}
