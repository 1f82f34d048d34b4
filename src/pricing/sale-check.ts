import { type Issue, issue } from '../core/issue.js';
import { codesOf } from '../practice/label.js';
import { checkBands } from './charge-check.js';
import { checkUnique, reference } from './identity-check.js';
import type { AnyPricing, Authority, CostFloor, Payment } from './policy.js';

/** What decides whether we may sell: floor, authority, payment, market segments, benefits. */
export function checkSale(policy: Partial<AnyPricing>): readonly Issue[] {
  return [
    ...checkFloor(policy.floor),
    ...checkAuthority(policy.authority),
    ...checkPayment(policy.payment, policy),
    ...checkMarketSegment(policy),
    ...checkBooked(policy.compliance),
  ];
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
    // An empty list is a fault of its own.
    if (values === undefined || values.length === 0) return [];
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
