import { compilePricingJson } from 'tenure/pricing';
import { describe, expect, test } from 'vitest';
import { barePolicy } from './bare-policy.js';
import { type OracleAllowance, type OracleMember, type OracleOverage, oraclePool } from './oracle-pool.js';

const asOf = { asOf: '2026-01-01' } as const;
const policies = 100;
const quotesPerPolicy = 200;

/** A small generator of whole numbers, the same in every run. */
function dice(seed: number): (sides: number) => number {
  let state = seed >>> 0;
  return (sides) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * sides);
  };
}

const amount = (roll: (sides: number) => number, most: number, digits: number): string =>
  (roll(most) / 10 ** digits).toFixed(digits);

function drawOverage(roll: (sides: number) => number, digits: number): OracleOverage {
  const kind = (['byUsage', 'byExcess', 'inOrder', 'poolRate'] as const)[roll(4)]!;
  if (kind !== 'poolRate') return { kind };
  const unit = amount(roll, 2_000, roll(5));
  return roll(2) === 0 ? { kind, unit } : { kind, unit, block: amount(roll, 5_000, digits).replace(/^0(\.0*)?$/, '1') };
}

const units = (text: string): bigint => BigInt(text.replace('.', ''));

describe('an independent pool in exact fractions', () => {
  test(`agrees on ${policies * quotesPerPolicy} random quotes: units borne and cents of every line`, () => {
    const seen = { within: 0, beyond: 0, bySite: 0, far: 0, blocks: 0, free: 0 };
    let compared = 0;
    for (let seed = 1; seed <= policies; seed += 1) {
      const roll = dice(seed * 15_485_863);
      const digits = roll(3);
      const over = roll(3) === 0 ? 'site' : 'quote';
      const overage = drawOverage(roll, digits);
      const allowances = Array.from(
        { length: 3 },
        (): OracleAllowance => ({
          included: amount(roll, 50_000, digits),
          fixed: roll(2) === 0 ? '0' : amount(roll, 3_000, 2),
          unit: amount(roll, 3_000, roll(5)),
        }),
      );
      const quote = compilePricingJson({
        ...barePolicy,
        prices: allowances.map((allowance, at) => ({
          id: `p${at}`,
          priceType: 'usage',
          meters: ['m'],
          quantityScale: digits,
          charge: { model: 'allowance', ...allowance },
        })),
        offerings: allowances.map((_, at) => ({ id: `o${at}`, prices: [`p${at}`] })),
        adjustments: [],
        pools: [{ id: 'pool', prices: ['p0', 'p1', 'p2'], over, overage }],
      });
      for (let turn = 0; turn < quotesPerPolicy; turn += 1) {
        // One in ten quantities is far beyond what safe integers hold.
        const far = roll(10) === 0 ? '0000000000000' : '';
        const asked = Array.from({ length: 1 + roll(5) }, () => {
          const [whole, part] = amount(roll, 90_000, digits).split('.');
          const used = `${whole}${far}${part === undefined ? '' : `.${part}`}`;
          return { at: roll(3), used, site: 'AB'[roll(2)]! };
        });
        const decision = quote(
          { lines: asked.map(({ at, used, site }) => ({ offering: `o${at}`, usage: { m: used }, site })) },
          asOf,
        );
        const expected = new Array<{ readonly borne: bigint; readonly list: bigint }>(asked.length);
        for (const site of over === 'site' ? ['A', 'B'] : [undefined]) {
          const own = asked.flatMap((line, at) => (site === undefined || line.site === site ? [at] : []));
          const members = own.map(
            (at): OracleMember => ({ allowance: allowances[asked[at]!.at]!, used: asked[at]!.used }),
          );
          oraclePool(members, overage, digits).forEach((share, k) => {
            expected[own[k]!] = share;
          });
        }
        const { lines, total } = decision.outcome;
        const told = lines.map(({ pool, list }) => ({ borne: units(pool!.borne), list: units(list.amount) }));
        const same = told.every(({ borne, list }, at) => borne === expected[at]!.borne && list === expected[at]!.list);
        if (!same) expect({ seed, turn, told }).toEqual({ seed, turn, told: expected });
        const sum = expected.reduce((all, { list }) => all + list, 0n);
        if (
          units(total.amount) !== sum ||
          quote.total(
            {
              lines: lines.map((_, at) => ({
                offering: `o${asked[at]!.at}`,
                usage: { m: asked[at]!.used },
                site: asked[at]!.site,
              })),
            },
            asOf,
          ).amount !== total.amount
        ) {
          expect({ seed, turn, total }).toBe(sum);
        }
        compared += 1;
        const isBeyond = expected.some(({ borne }) => borne > 0n);
        seen[isBeyond ? 'beyond' : 'within'] += 1;
        seen.bySite += over === 'site' && asked.some(({ site }) => site !== asked[0]!.site) ? 1 : 0;
        seen.far += sum > BigInt(Number.MAX_SAFE_INTEGER) ? 1 : 0;
        seen.blocks += isBeyond && overage.kind === 'poolRate' && overage.block !== undefined ? 1 : 0;
        seen.free += sum === 0n ? 1 : 0;
      }
    }
    expect(compared).toBe(20_000);
    // every mechanism was met often enough to have been tested
    for (const [what, times] of Object.entries(seen)) expect([what, times > 300]).toEqual([what, true]);
  }, 180_000);
});
