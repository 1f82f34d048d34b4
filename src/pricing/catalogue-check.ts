import { readCondition } from '../core/condition-tree.js';
import { checkFacts, createFactTable } from '../core/fact-table.js';
import { type Issue, issue, type Path } from '../core/issue.js';
import { zheToFactor } from '../core/zhe.js';
import { codesOf } from '../practice/label.js';
import type { Adjustment } from './adjustment.js';
import { overlaps, type ProductOffering, type ProductOfferingPrice, type ValidFor } from './catalogue.js';
import { findOddities } from './catalogue-sense.js';
import { checkBands, checkCharge } from './charge-model.js';
import { type AnyPricing, type Authority, type CostFloor, type Payment, quoteFacts } from './policy.js';
import { checkPools } from './pool.js';

/** What the shape of a pricing policy cannot say: references, versions, cycles, order, conditions. */
export function crossCheckPricing(policy: Partial<AnyPricing>): readonly Issue[] {
  const facts = [...(policy.facts ?? []), ...quoteFacts(policy.currency ?? 'CNY')];
  return [
    ...checkFacts(facts, ['facts']),
    ...checkPrices(policy.prices ?? []),
    ...checkOfferings(policy),
    ...checkUnique(policy.pools ?? [], ['pools']),
    ...(policy.prices === undefined ? [] : checkPools(policy.pools ?? [], policy.prices)),
    ...checkAdjustments(policy),
    ...checkConditions(policy, facts),
    ...checkFloor(policy.floor),
    ...checkSense(policy),
    ...checkAuthority(policy.authority),
    ...checkPayment(policy.payment, policy),
    ...checkMarketSegment(policy),
    ...checkBooked(policy.compliance),
    ...checkUnique(policy.taxes ?? [], ['taxes']),
    ...checkUnique(policy.specifications ?? [], ['specifications']),
  ];
}

interface Identified {
  readonly id: string;
  readonly validFor?: ValidFor | undefined;
}

function checkUnique(entries: readonly Identified[], path: Path): readonly Issue[] {
  const seen = new Set<string>();
  return entries.flatMap(({ id }, at) => {
    if (!seen.has(id)) {
      seen.add(id);
      return [];
    }
    return [issue('duplicate', [...path, at, 'id'], 'an id of its own', id)];
  });
}

/** Entries of one id are versions: each in order, no two on the same day. */
function checkVersions(entries: readonly Identified[], path: Path): readonly Issue[] {
  return entries.flatMap(({ id, validFor }, at) => {
    const issues: Issue[] = [];
    if (validFor?.from !== undefined && validFor.until !== undefined && validFor.until < validFor.from) {
      issues.push(issue('order', [...path, at, 'validFor', 'until'], `a day from ${validFor.from} on`, validFor.until));
    }
    const earlier = entries.slice(0, at).findIndex((other) => other.id === id && overlaps(other.validFor, validFor));
    if (earlier >= 0) {
      const expected = `a validity apart from that of ${id} at position ${earlier}`;
      issues.push(issue('overlap', [...path, at, 'validFor'], expected, validFor));
    }
    return issues;
  });
}

function reference(ids: ReadonlySet<string>, id: string, path: Path, what: string): readonly Issue[] {
  return ids.has(id) ? [] : [issue('unknownReference', path, `the id of ${what}`, id)];
}

function checkPrices(prices: readonly ProductOfferingPrice[]): readonly Issue[] {
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

function checkOfferings(policy: Partial<AnyPricing>): readonly Issue[] {
  const offerings = policy.offerings ?? [];
  const ids = new Set(offerings.map(({ id }) => id));
  const prices = new Set((policy.prices ?? []).map(({ id }) => id));
  const specifications = new Set((policy.specifications ?? []).map(({ id }) => id));
  return [
    ...checkVersions(offerings, ['offerings']),
    ...checkCycles(offerings),
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

function checkCycles(offerings: readonly ProductOffering[]): readonly Issue[] {
  const parts = new Map<string, readonly string[]>();
  for (const { id, bundle } of offerings) {
    const inside = [
      ...(bundle?.components ?? []).map((component) => component.offering),
      ...(bundle?.groups ?? []).flatMap((group) => group.options),
    ];
    parts.set(id, [...(parts.get(id) ?? []), ...inside]);
  }
  const contains = (from: string, wanted: string, seen: Set<string>): boolean =>
    (parts.get(from) ?? []).some((part) => {
      if (part === wanted) return true;
      if (seen.has(part)) return false;
      seen.add(part);
      return contains(part, wanted, seen);
    });
  return offerings.flatMap(({ id }, at) =>
    contains(id, id, new Set())
      ? [issue('cycle', ['offerings', at, 'bundle'], 'a bundle that does not contain itself', id)]
      : [],
  );
}

function checkAdjustments(policy: Partial<AnyPricing>): readonly Issue[] {
  const adjustments = policy.adjustments ?? [];
  const known = {
    offerings: policy.offerings && new Set(policy.offerings.map(({ id }) => id as string)),
    specifications: policy.specifications && new Set(policy.specifications.map(({ id }) => id)),
    prices: policy.prices && new Set(policy.prices.map(({ id }) => id)),
  };
  return [
    ...checkUnique(adjustments, ['adjustments']),
    ...checkUnique(policy.caps ?? [], ['caps']),
    ...adjustments.flatMap((adjustment, at) => {
      const path = ['adjustments', at];
      const { lines, together, stage, priority } = adjustment;
      const rival = adjustments.slice(0, at).find((other) => other.stage === stage && other.priority === priority);
      return [
        ...(rival === undefined
          ? []
          : [issue('conflict', [...path, 'priority'], `a priority other than that of ${rival.id}`, priority)]),
        ...(['offerings', 'specifications', 'prices'] as const).flatMap((list) => {
          const ids = known[list];
          return ids === undefined
            ? []
            : (lines?.[list] ?? []).flatMap((id, k) =>
                reference(ids, id, [...path, 'lines', list, k], `one of the ${list}`),
              );
        }),
        ...(known.offerings === undefined
          ? []
          : (together ?? []).flatMap((id, k) =>
              reference(known.offerings!, id, [...path, 'together', k], 'an offering'),
            )),
        ...checkEffect(adjustment, path),
      ];
    }),
  ];
}

function checkEffect({ effect }: Adjustment, path: Path): readonly Issue[] {
  if (effect.kind === 'scheduleOff') return checkBands(effect.bands, 0, [...path, 'effect', 'bands']);
  if (effect.kind !== 'zhe') return [];
  try {
    zheToFactor(effect.zhe);
    return [];
  } catch {
    return [issue('format', [...path, 'effect', 'zhe'], 'zhe from above 0 to 10, such as 8.5', effect.zhe)];
  }
}

function checkConditions(policy: Partial<AnyPricing>, facts: AnyPricing['facts']): readonly Issue[] {
  if (policy.facts === undefined) return [];
  const issues: Issue[] = [];
  const table = createFactTable(facts);
  for (const [at, { when }] of (policy.adjustments ?? []).entries())
    if (when !== undefined) readCondition(when, table, ['adjustments', at, 'when'], issues);
  for (const [at, { when }] of (policy.authority?.rules ?? []).entries())
    if (when !== undefined) readCondition(when, table, ['authority', 'rules', at, 'when'], issues);
  return issues;
}

/** Oddities that the policy takes for errors; the catalogue has to be sound for them to be looked for. */
function checkSense(policy: Partial<AnyPricing>): readonly Issue[] {
  if (policy.catalogueChecks === undefined || checkPrices(policy.prices ?? []).length > 0) return [];
  return findOddities(policy).flatMap((found) =>
    policy.catalogueChecks?.[found.check] === 'error' ? [found.issue] : [],
  );
}

function checkFloor(floor: CostFloor | undefined): readonly Issue[] {
  if (floor?.minimumMargin.of !== 'price' || Number(floor.minimumMargin.percent) < 100) return [];
  const path = ['floor', 'minimumMargin', 'percent'];
  return [issue('range', path, 'less than 100, because no price leaves all of itself', floor.minimumMargin.percent)];
}

function checkAuthority(authority: Authority | undefined): readonly Issue[] {
  if (authority === undefined) return [];
  const levels = authority.levels.map(({ id }) => id);
  const last = authority.rules.length - 1;
  return [
    ...checkUnique(authority.levels, ['authority', 'levels']),
    ...checkUnique(authority.rules, ['authority', 'rules']),
    ...authority.rules.flatMap(({ when, bands }, at) => {
      const path = ['authority', 'rules', at];
      const issues = [...checkBands(bands, 6, [...path, 'bands'])];
      if (at === last && when !== undefined) {
        issues.push(issue('missing', path, 'a last rule without a condition, for everyone else', when));
      }
      if (at < last && when === undefined) {
        issues.push(
          issue('unreachable', ['authority', 'rules', at + 1], 'a rule that can be reached', 'the one before'),
        );
      }
      let before = -1;
      bands.forEach(({ level }, k) => {
        if (level === null) return;
        const rank = levels.indexOf(level);
        if (rank < 0)
          issues.push(issue('unknownReference', [...path, 'bands', k, 'level'], 'the id of a level', level));
        else if (rank < before)
          issues.push(issue('order', [...path, 'bands', k, 'level'], 'a level not below the one before', level));
        before = Math.max(before, rank);
      });
      return issues;
    }),
  ];
}

function checkPayment(payment: Payment | undefined, policy: Partial<AnyPricing>): readonly Issue[] {
  if (payment === undefined) return [];
  const classes = new Set(payment.terms.map(({ creditClass }) => creditClass));
  const fact = policy.facts?.find(({ id }) => id === payment.creditClass);
  return [
    ...checkUnique(
      payment.terms.map(({ creditClass }) => ({ id: creditClass })),
      ['payment', 'terms'],
    ),
    ...reference(classes, payment.whenUnknown, ['payment', 'whenUnknown'], 'a class of the terms'),
    ...(policy.facts !== undefined && fact?.kind !== 'text'
      ? [issue('unknownFact', ['payment', 'creditClass'], 'a declared text fact', payment.creditClass)]
      : []),
  ];
}

function checkMarketSegment({ marketSegment, offerings = [], facts }: Partial<AnyPricing>): readonly Issue[] {
  if (marketSegment === undefined) {
    const restricted = offerings.find(({ marketSegments }) => marketSegments !== undefined);
    const expected = `the fact that holds the market segment, because ${restricted?.id} is for some segments only`;
    return restricted === undefined ? [] : [issue('missing', ['marketSegment'], expected, marketSegment)];
  }
  const fact = facts?.find(({ id }) => id === marketSegment);
  if (facts === undefined || fact?.kind === 'text') {
    const values: readonly string[] | undefined = fact?.kind === 'text' ? fact.values : undefined;
    if (values === undefined) return [];
    return offerings.flatMap(({ marketSegments = [] }, at) =>
      marketSegments.flatMap((segment, k) =>
        values.includes(segment)
          ? []
          : [issue('unknownReference', ['offerings', at, 'marketSegments', k], `one of ${values.join(', ')}`, segment)],
      ),
    );
  }
  return [issue('unknownFact', ['marketSegment'], 'a declared text fact', marketSegment)];
}

function checkBooked(compliance: AnyPricing['compliance']): readonly Issue[] {
  const codes: readonly string[] = codesOf('benefit');
  return (compliance?.mustBeBooked ?? []).flatMap((code, at) =>
    codes.includes(code)
      ? []
      : [issue('unknownReference', ['compliance', 'mustBeBooked', at], `one of ${codes.join(', ')}`, code)],
  );
}
