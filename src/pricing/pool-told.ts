import type { Reason } from '../core/decision.js';
import { writeScaled } from '../core/scaled.js';
import type { Item } from './item.js';
import type { QuotedLine } from './outcome.js';
import type { PooledUnits } from './pool-run.js';
import type { PricingCode } from './reasons.js';

/** What a pool of a quote came to. */
export function poolReason<N extends number | bigint>({
  pool,
  site,
  included,
  used,
  overage,
  quantityScale,
}: PooledUnits<N>): Reason<PricingCode> {
  return {
    code: 'pooled',
    rule: pool,
    facts: {
      ...(site === undefined ? {} : { site }),
      included: writeScaled(included, quantityScale),
      used: writeScaled(used, quantityScale),
      overage: writeScaled(overage, quantityScale),
    },
  };
}

/** What a pool made of a line, for the line itself. */
export function pooledPart<N extends number | bigint>({ pooled, product }: Item<N>): Pick<QuotedLine, 'pool'> {
  if (pooled === undefined) return {};
  return { pool: { id: pooled.pool, borne: writeScaled(pooled.borne, product.quantityScale) } };
}
