import type { AllocationColumns } from 'tenure/retention';
import { hash } from './customers.js';

const options = 20;
const resources = ['owner minutes', 'calls', 'messages', 'visits', 'offer stock'] as const;

/** A uniform number in [0, 1) of an option, the same on every machine. */
const chance = (row: number, field: number): number => hash(row, field) / 2 ** 32;

/**
 * Customers of skewed size with twenty options each: a cost and a net worth in proportion to the customer, minutes of
 * one capacity and, for every third option, of a second. Limits bind: a third of the mean cost, 55 % of the mean uses.
 */
export function allocationBase(customers: number): AllocationColumns {
  const all = customers * options;
  const net = new Int32Array(all);
  const cost = new Int32Array(all);
  const uses = resources.map(() => new Uint8Array(all));
  const totals = new Float64Array(resources.length + 1);
  for (let c = 0; c < customers; c += 1) {
    const size = 2000 + 40_000 * chance(c, 40) ** 3;
    for (let o = 0; o < options; o += 1) {
      const j = c * options + o;
      cost[j] = Math.round(size * (0.02 + 0.3 * chance(j, 41)));
      net[j] = Math.round(size * (0.05 + 0.5 * chance(j, 42)) * (0.3 + chance(j, 43)));
      uses[o % 5]![j] = 5 + Math.floor(55 * chance(j, 44));
      if (o % 3 === 0) uses[(o + 2) % 5]![j] = 5 + Math.floor(20 * chance(j, 45));
      totals[0]! += cost[j]! / options;
      for (let k = 0; k < resources.length; k += 1) totals[k + 1]! += uses[k]![j]! / options;
    }
  }
  return {
    from: Int32Array.from({ length: customers + 1 }, (_, c) => c * options),
    net,
    limits: [
      { id: 'budget', allowed: Math.floor(totals[0]! * 0.35), uses: cost },
      ...resources.map((id, k) => ({ id, allowed: Math.floor(totals[k + 1]! * 0.55), uses: uses[k]! })),
    ],
  };
}

/** What is done without a method: every customer's best option by value or by value for cost, the best customers first. */
export function greedy({ from, net, limits }: AllocationColumns, by: 'value' | 'ratio'): number {
  const [budget] = limits;
  const customers = from.length - 1;
  const best = new Int32Array(customers);
  const key = new Float64Array(customers);
  for (let c = 0; c < customers; c += 1) {
    for (let j = from[c]!; j < from[c + 1]!; j += 1) {
      const worth = by === 'value' ? net[j]! : net[j]! / Math.max(1, budget!.uses[j]!);
      if (worth > key[c]!) {
        key[c] = worth;
        best[c] = j;
      }
    }
  }
  const left = limits.map(({ allowed }) => allowed);
  let value = 0;
  for (const c of Int32Array.from({ length: customers }, (_, index) => index).sort(
    (a, b) => key[b]! - key[a]! || a - b,
  )) {
    const j = best[c]!;
    if (key[c]! <= 0 || limits.some(({ uses }, k) => uses[j]! > left[k]!)) continue;
    limits.forEach(({ uses }, k) => {
      left[k]! -= uses[j]!;
    });
    value += net[j]!;
  }
  return value;
}

/** The best value that HiGHS, a mixed-integer solver, finds in a time; doubled where it finds no choice at all. */
export async function highsValue({ from, net, limits }: AllocationColumns, seconds: number): Promise<number> {
  const { default: load } = await import('highs');
  const solver = await load();
  const sum = (terms: readonly string[]): string =>
    Array.from({ length: Math.ceil(terms.length / 20) }, (_, k) => terms.slice(k * 20, k * 20 + 20).join(' ')).join(
      '\n',
    );
  const weighted = (amounts: ArrayLike<number>): string =>
    sum(
      Array.from(amounts, (amount, j) => [amount, j] as const).flatMap(([amount, j]) =>
        amount > 0 ? [`+${amount} x${j}`] : [],
      ),
    );
  const names = Array.from(net, (_, j) => `x${j}`);
  const program = [
    'Maximize',
    ` obj: ${weighted(net)}`,
    'Subject To',
    ...limits.map(({ uses, allowed }, k) => ` l${k}: ${weighted(uses)} <= ${allowed}`),
    ...Array.from(
      { length: from.length - 1 },
      (_, c) => ` c${c}: ${names.slice(from[c]!, from[c + 1]!).join(' + ')} <= 1`,
    ),
    'Binary',
    sum(names),
    'End',
  ].join('\n');
  for (let limit = seconds; limit <= seconds * 8; limit *= 2) {
    const found = solver.solve(program, { time_limit: limit, mip_rel_gap: 0, output_flag: false }).ObjectiveValue;
    if (Number.isFinite(found) && found > 0) return found;
  }
  throw new Error(`HiGHS found no choice in ${seconds * 8} s`);
}
