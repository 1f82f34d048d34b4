import type { Reason } from '../core/decision.js';
import type { Judgement } from './judgement.js';
import type { Priced } from './pricer.js';
import type { PricingCode } from './reasons.js';

/** Whether the offerings of a quote may stand together: what one requires is there, what one excludes is not. */
export function judgeRelationships<N extends number | bigint>({
  offerings,
  parts,
}: Priced<N>['sheet']): Judgement<null> {
  const present = new Map([...offerings, ...parts].map(({ offering }) => [offering.id as string, offering]));
  const reasons = [...present.values()].flatMap(({ id, relationships = [] }): readonly Reason<PricingCode>[] =>
    relationships.flatMap(({ type, offering: other }): readonly Reason<PricingCode>[] => {
      if (type === 'requires' && !present.has(other))
        return [{ code: 'requires', rule: id, facts: { missing: other } }];
      if (type === 'excludes' && present.has(other)) return [{ code: 'excludes', rule: id, facts: { other } }];
      return [];
    }),
  );
  return { outcome: null, verdict: reasons.length > 0 ? 'refused' : 'acceptable', reasons, unknown: [] };
}
