import type { AllocationRule } from '../core/allocation.js';
import { type Arithmetic, digitsOf, larger, smaller, unitsOf } from './arithmetic.js';
import type { Item } from './item.js';
import type { PieceTable } from './piece-table.js';
import type { AllowancePool } from './pool.js';
import { refuse } from './refuse.js';
import type { QuoteRequest } from './request.js';
import type { Sheet } from './sheet.js';
import { spread } from './spread.js';
import type { Workings } from './workings.js';

/** What a pool made of one of its lines. */
export interface PooledPart<N extends number | bigint> {
  readonly pool: string;
  /** Units beyond the pool that this line bears. */
  readonly borne: N;
}

/** One pool, or one pool of one site, as it turned out. Units of 10^-quantityScale. */
export interface PooledUnits<N extends number | bigint> {
  readonly pool: string;
  readonly site: string | undefined;
  readonly included: N;
  readonly used: N;
  readonly overage: N;
  readonly quantityScale: number;
}

interface Member<N extends number | bigint> {
  /** Position of the item on the sheet. */
  readonly at: number;
  readonly used: N;
  readonly included: N;
  /** Price of one unit beyond, and the fee for those included, at `amountScale`. */
  readonly rate: N;
  readonly fixed: N;
}

/** Reprices the usage of a sheet's lines that share allowances: its items are replaced by pooled ones. */
export type PoolRun<N extends number | bigint> = (sheet: Sheet<N>, request: QuoteRequest) => readonly PooledUnits<N>[];

/** Compiles pools that checked without fault; undefined where there are none. */
export function compilePools<N extends number | bigint>(
  pools: readonly AllowancePool[],
  allocation: AllocationRule,
  workings: Workings<N>,
): PoolRun<N> | undefined {
  if (pools.length === 0) return undefined;
  return (sheet, request) =>
    pools.flatMap((pool) =>
      [...groupsOf(pool, sheet, request)].map(([site, group]) => share(pool, site, group, sheet, allocation, workings)),
    );
}

/** Positions of a pool's items, by site where it is shared within one. @throws InputError for a line whose site is not said */
function groupsOf<N extends number | bigint>(
  { id, prices, over }: AllowancePool,
  { items }: Sheet<N>,
  { lines }: QuoteRequest,
): ReadonlyMap<string | undefined, readonly number[]> {
  const groups = new Map<string | undefined, number[]>();
  items.forEach(({ product, line }, at) => {
    if (!prices.includes(product.price.id)) return;
    const site = over === 'site' ? lines[line]?.site : undefined;
    // Lines of unknown sites may stand at different ones: they share with nobody, and not with each other.
    if (over === 'site' && site === undefined) {
      refuse('missing', ['lines', line, 'site'], `the site, because ${id} is shared within one`, site);
    }
    const known = groups.get(site);
    if (known === undefined) groups.set(site, [at]);
    else known.push(at);
  });
  return groups;
}

/** The compiled charge of a pool's member: two pieces, the units included and those beyond. */
function tableOf<N extends number | bigint>({ product: { charge } }: Item<N>): PieceTable<N> {
  return (charge as Extract<typeof charge, { readonly kind: 'stepped' }>).table;
}

function share<N extends number | bigint>(
  pool: AllowancePool,
  site: string | undefined,
  group: readonly number[],
  sheet: Sheet<N>,
  allocation: AllocationRule,
  workings: Workings<N>,
): PooledUnits<N> {
  const { arithmetic } = workings;
  const { add, subtract, multiply, zero } = arithmetic;
  const tables = group.map((at) => tableOf(sheet.items[at] as Item<N>));
  const { quantityScale } = tables[0] as PieceTable<N>;
  const ownRate = pool.overage.kind === 'poolRate' ? digitsOf(pool.overage.unit) + quantityScale : 0;
  const amountScale = Math.max(ownRate, ...tables.map((table) => table.amountScale));
  const members = group.map((at, k): Member<N> => {
    const table = tables[k] as PieceTable<N>;
    const up = (amount: N) => multiply(amount, arithmetic.tenTo(amountScale - table.amountScale));
    return {
      at,
      used: (sheet.items[at] as Item<N>).quantity,
      included: table.upTo[0] as N,
      rate: up(table.unit[1] as N),
      fixed: up(table.base[0] as N),
    };
  });
  const sumOf = (amounts: readonly N[]): N => amounts.reduce(add, zero);
  const included = sumOf(members.map((member) => member.included));
  const used = sumOf(members.map((member) => member.used));
  const overage = larger(zero, subtract(used, included));
  const borne = bear(pool.overage.kind, members, included, overage, allocation, arithmetic);
  const weights =
    pool.overage.kind === 'poolRate'
      ? atPoolRate(pool.overage, members, borne, overage, quantityScale, amountScale, arithmetic)
      : { of: arithmetic.one, parts: members.map(({ rate, fixed }, k) => add(fixed, multiply(rate, borne[k] as N))) };
  const exact = sumOf(weights.parts);
  const divisor = multiply(weights.of, arithmetic.tenTo(amountScale - workings.scale));
  const charge = arithmetic.divide(exact, divisor, workings.rounding.mode);
  const lists = exact === zero ? weights.parts : spread(charge, weights.parts, allocation, arithmetic);
  members.forEach(({ at }, k) => {
    const list = lists[k] as N;
    const pooled = { pool: pool.id, borne: borne[k] as N };
    sheet.items[at] = { ...(sheet.items[at] as Item<N>), list, running: list, pooled };
  });
  return { pool: pool.id, site, included, used, overage, quantityScale };
}

/** Who bears how many of the units beyond; they sum to the overage. */
function bear<N extends number | bigint>(
  kind: AllowancePool['overage']['kind'],
  members: readonly Member<N>[],
  included: N,
  overage: N,
  allocation: AllocationRule,
  arithmetic: Arithmetic<N>,
): readonly N[] {
  const { zero, subtract } = arithmetic;
  if (overage === zero) return members.map(() => zero);
  if (kind === 'inOrder') {
    let left = included;
    return members.map(({ used }) => {
      const drawn = smaller(used, left);
      left = subtract(left, drawn);
      return subtract(used, drawn);
    });
  }
  const weights = members.map((member) =>
    kind === 'byUsage' ? member.used : larger(zero, subtract(member.used, member.included)),
  );
  return spread(overage, weights, allocation, arithmetic);
}

/** What each member pays at the pool's one rate, as parts of 1 ÷ `of`, so that nothing is rounded on the way. */
function atPoolRate<N extends number | bigint>(
  { unit, block }: Extract<AllowancePool['overage'], { readonly kind: 'poolRate' }>,
  members: readonly Member<N>[],
  borne: readonly N[],
  overage: N,
  quantityScale: number,
  amountScale: number,
  arithmetic: Arithmetic<N>,
): { readonly of: N; readonly parts: readonly N[] } {
  const { zero, one, add, multiply, divide } = arithmetic;
  if (overage === zero) return { of: one, parts: members.map(({ fixed }) => fixed) };
  const amount =
    block === undefined
      ? multiply(unitsOf(unit, amountScale - quantityScale, arithmetic) as N, overage)
      : multiply(
          unitsOf(unit, amountScale, arithmetic) as N,
          divide(overage, unitsOf(block, quantityScale, arithmetic) as N, 'ceiling'),
        );
  return {
    of: overage,
    parts: members.map(({ fixed }, k) => add(multiply(fixed, overage), multiply(amount, borne[k] as N))),
  };
}
