import * as z from 'zod';
import { type Issue, issue, type Path } from '../core/issue.js';
import type { Label } from '../core/label.js';
import { idSchema, labelSchema } from '../core/policy-check.js';
import type { ProductOfferingPrice } from './catalogue.js';
import { checkQuantity } from './charge-check.js';
import { amountSchema, type Quantity, sizeSchema } from './charge-model.js';

/**
 * How the units beyond a pool are charged; the trade has no one answer.
 *
 * - `byUsage` each member bears its part by what it used, `byExcess` by what it used beyond its own allowance: at its own rate
 * - `inOrder` the members draw on the pool in the order of the lines; who comes when it is empty pays the own rate
 * - `poolRate` all units beyond cost the same, by started `block` where there is one; borne as in `byExcess`
 */
export type PoolOverage =
  | { readonly kind: 'byUsage' | 'byExcess' | 'inOrder' }
  | { readonly kind: 'poolRate'; readonly unit: string; readonly block?: Quantity | undefined };

/**
 * Usage prices that share their allowances (共享套餐量): what one member leaves of its units, the others may use. Each line adds
 * the units that its price includes. The pool's charge, fixed fees of its members included, is rounded once and spread over the
 * lines to the cent.
 */
export interface AllowancePool {
  readonly id: string;
  readonly label?: Label | undefined;
  /** Usage prices whose charge is an `allowance`, all counted in the same digits. */
  readonly prices: readonly string[];
  /** Whether all lines of a quote share, or the lines of each site among themselves: each then has to name its site. */
  readonly over: 'quote' | 'site';
  readonly overage: PoolOverage;
}

const own = (kind: 'byUsage' | 'byExcess' | 'inOrder') => z.strictObject({ kind: z.literal(kind) });

/** The shape of an {@link AllowancePool}. */
export const poolSchema: z.ZodType<AllowancePool> = /* @__PURE__ */ z.strictObject({
  id: idSchema,
  label: labelSchema.optional(),
  prices: z.array(idSchema).min(1),
  over: z.enum(['quote', 'site']),
  overage: z.discriminatedUnion('kind', [
    own('byUsage'),
    own('byExcess'),
    own('inOrder'),
    z.strictObject({ kind: z.literal('poolRate'), unit: amountSchema, block: sizeSchema.optional() }),
  ]),
});

/** What the shape of pools cannot say: each price is there, shares in one pool, and can be counted together with the others. */
export function checkPools(pools: readonly AllowancePool[], prices: readonly ProductOfferingPrice[]): readonly Issue[] {
  const taken = new Map<string, string>();
  return pools.flatMap((pool, at) => {
    const digits = prices.find(({ id }) => id === pool.prices[0])?.quantityScale ?? 0;
    const members = pool.prices.flatMap((id, k) => {
      const path = ['pools', at, 'prices', k];
      const earlier = taken.get(id);
      taken.set(id, pool.id);
      if (earlier !== undefined) return [issue('duplicate', path, `a price that ${earlier} does not pool already`, id)];
      const versions = prices.filter((price) => price.id === id);
      if (versions.length === 0) return [issue('unknownReference', path, 'the id of a price', id)];
      return versions.flatMap((price) => checkMember(price, digits, path));
    });
    const block = pool.overage.kind === 'poolRate' ? pool.overage.block : undefined;
    return [...members, ...checkQuantity(block, digits, ['pools', at, 'overage', 'block'])];
  });
}

function checkMember(
  { id, charge, priceType, quantityScale = 0 }: ProductOfferingPrice,
  digits: number,
  path: Path,
): readonly Issue[] {
  if (priceType !== 'usage') return [issue('conflict', path, 'a usage price', id)];
  if (charge.model !== 'allowance') return [issue('conflict', path, 'a price that charges an allowance', id)];
  if (charge.block !== undefined) return [issue('conflict', path, 'an allowance without blocks', id)];
  return quantityScale === digits
    ? []
    : [issue('conflict', path, `a price counted with ${digits} digits, as the first of the pool`, id)];
}
