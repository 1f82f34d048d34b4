import type { Reason } from '../core/decision.js';
import { rootsOf, seenIn } from '../core/rule-set.js';
import type { ProductOffering } from './catalogue.js';
import { type Case, type Judgement, notJudged } from './judgement.js';
import type { PricingCode } from './reasons.js';

/** May everything in the quote be sold to this market segment? */
export function judgeSegment<N extends number | bigint>({ policy, priced }: Case<N>): Judgement<null> {
  const fact = policy.marketSegment;
  if (fact === undefined) return notJudged;
  const { record } = priced;
  const { items, offerings } = priced.sheet;
  const asked: readonly ProductOffering[] = [
    ...offerings.map(({ offering }) => offering),
    ...items.map(({ product }) => product.offering),
  ];
  const restricted = new Map(
    asked.flatMap(({ id, marketSegments }) => (marketSegments === undefined ? [] : [[id, marketSegments] as const])),
  );
  const seen = seenIn(record, fact);
  const closed = [...restricted].filter(([, segments]) => !segments.some((segment) => segment === seen));
  if (closed.length === 0) return notJudged;
  const reasons = closed.map(
    ([rule, segments]): Reason<PricingCode> =>
      seen === null
        ? { code: 'segmentUnknown', rule, facts: { segments } }
        : { code: 'otherSegment', rule, facts: { segments, seen } },
  );
  return seen === null
    ? { outcome: null, verdict: 'undecided', reasons, unknown: rootsOf(record, fact) }
    : { outcome: null, verdict: 'refused', reasons, unknown: [] };
}
