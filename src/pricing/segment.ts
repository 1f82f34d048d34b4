import { rootsOf, seenIn } from '../core/comparison.js';
import type { Reason } from '../core/decision.js';
import { type Case, type Judgement, notJudged } from './judgement.js';
import type { PricingCode } from './reasons.js';

/** May everything in the quote be sold to this market segment? */
export function judgeSegment<N extends number | bigint>({ policy, priced }: Case<N>): Judgement<null> {
  const fact = policy.marketSegment;
  if (fact === undefined) return notJudged;
  const { record } = priced;
  const { offerings, parts } = priced.sheet;
  const restricted = new Map(
    [...offerings, ...parts].flatMap(({ offering: { id, marketSegments } }) =>
      marketSegments === undefined ? [] : [[id as string, marketSegments] as const],
    ),
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
