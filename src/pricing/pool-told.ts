import type { Reason } from '../core/decision.js';
import { writeScaled } from '../core/scaled.js';
import type { QuotedLine } from './outcome.js';
import type { PooledUnits } from './pool-run.js';
import type { PricingCode } from './reasons.js';
import type { Item } from './sheet.js';

/** What the pools of a quote came to, one reason each. */
export function poolReasons<N extends number | bigint>(
  pools: readonly PooledUnits<N>[],
): readonly Reason<PricingCode>[] {
  return pools.map(({ pool, site, included, used, overage, quantityScale }) => ({
    code: 'pooled',
    rule: pool,
    facts: {
      ...(site === undefined ? {} : { site }),
      included: writeScaled(included, quantityScale),
      used: writeScaled(used, quantityScale),
      overage: writeScaled(overage, quantityScale),
    },
  }));
}

/** What a pool made of a line, for the line itself. */
export function pooledPart<N extends number | bigint>({ pooled, product }: Item<N>): Pick<QuotedLine, 'pool'> {
  if (pooled === undefined) return {};
  return { pool: { id: pooled.pool, borne: writeScaled(pooled.borne, product.quantityScale) } };
}
