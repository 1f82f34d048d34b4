import type { CustomerRecord } from 'tenure/profile';
import { customerProfile } from '../examples/policies/profile.js';
import { defineBench, defineFigure } from './define.js';
import { factsByHand } from './facts-by-hand.js';

const asOf = '2013-01-15';
const services = ['voice', 'broadband', 'mobileData'] as const;
/** Distinct records; the run goes round them, because a million of them with a year of usage each don't fit into memory. */
const distinct = 1000;

/** A whole number from 0 up to `below` that only the two numbers determine. */
function hashed(row: number, column: number, below: number): number {
  let h = Math.imul(row + 1, 0x9e3779b1) ^ Math.imul(column + 1, 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 15), 0x2c1b3c6d);
  return ((h ^ (h >>> 12)) >>> 0) % below;
}

const cny = (units: number) => ({ amount: (units / 100).toFixed(2), currency: 'CNY' });
const months = Array.from({ length: 12 }, (_, at) => `2012-${String(at + 1).padStart(2, '0')}`);

function recordOf(row: number): CustomerRecord<(typeof services)[number]> {
  return {
    id: `a${row}`,
    category: 'business',
    industry: `i${hashed(row, 0, 20)}`,
    employees: hashed(row, 1, 500),
    since: `20${String(5 + hashed(row, 2, 8)).padStart(2, '0')}-04-01`,
    organisation: [
      { county: 'Yaozhou', grid: `g${hashed(row, 3, 40)}`, patch: `p${hashed(row, 4, 200)}`, owner: 'wu' },
    ],
    services: services.map((service, at) => ({ service, lines: hashed(row, 5 + at, 9) })),
    contracts: [
      {
        id: 'c',
        services,
        start: '2011-07-01',
        end: `2013-${months[hashed(row, 9, 12)]!.slice(5)}-28`,
        monthlyFee: cny(36_800),
      },
    ],
    usage: services.flatMap((service, at) =>
      months.map((month, position) => ({ service, month, amount: hashed(row, 20 + at * 12 + position, 400) })),
    ),
    billing: months.map((month, at) => ({
      month,
      billed: cny(hashed(row, 60 + at, 90_000)),
      costToServe: cny(hashed(row, 80 + at, 30_000)),
    })),
    invoices: [{ id: 'i', due: '2012-12-20', amount: cny(36_800), ...(row % 3 === 0 ? {} : { paidOn: '2012-12-22' }) }],
    complaints: row % 5 === 0 ? [{ id: 'k', on: '2012-12-01' }] : [],
    rivals: row % 7 === 0 ? [{ rival: 'telecom', seenOn: '2012-11-01', threat: 'product' }] : [],
    touches: [{ on: '2012-12-15', channel: 'phone' }],
    consents: [{ purpose: 'marketing', given: row % 4 !== 0 }],
  };
}

/** A hundredth of a percent is enough to notice a wrong answer, and whole numbers add up in any order. */
const whole = (value: unknown): number => (typeof value === 'number' ? Math.round(value * 100) : -1);
const unitsOf = (value: unknown): number =>
  typeof value === 'object' && value !== null && 'amount' in value ? Math.round(Number(value.amount) * 100) : -1;

type Facts = Readonly<Record<string, unknown>>;

/** One number that most facts of a record go into. */
function checksum(facts: Facts): number {
  let sum = unitsOf(facts.monthlyRevenue) + unitsOf(facts.monthlyMargin) + unitsOf(facts.arrears);
  sum += whole(facts.tenureMonths) + whole(facts.lines) + whole(facts.breadthPercent) + whole(facts.arrearsDays);
  sum += whole(facts.monthsToContractEnd) + unitsOf(facts.monthlyCommitment) + whole(facts.recentComplaints);
  sum += whole(facts.daysSinceTouch) + (facts.owner === 'wu' ? 1 : 0) + (facts.arrearsClass === 'short' ? 1 : 0);
  for (const service of services) {
    sum += whole(facts[`${service}Usage`]) + whole(facts[`${service}UsageChangePercent`]);
    sum += whole(facts[`${service}UsageSharePercent`]) + whole(facts[`${service}SilentMonths`]);
  }
  return sum;
}

const run = (base: readonly CustomerRecord[], size: number, derive: (record: CustomerRecord) => Facts): number => {
  let sum = 0;
  for (let row = 0; row < size; row += 1) sum += checksum(derive(base[row % distinct]!));
  return sum;
};

const records = () => Array.from({ length: distinct }, (_, row) => recordOf(row));
const derived = (record: CustomerRecord): Facts =>
  customerProfile.facts(record as CustomerRecord<(typeof services)[number]>, { asOf });

export const benches = [
  defineBench({
    name: 'profile/facts of a record: 36 months of usage, 12 bills',
    size: 20_000,
    item: 'record',
    contenders: {
      'by hand, unchecked': (size) => {
        const base = records();
        return () => run(base, size, factsByHand);
      },
      'all facts': (size) => {
        const base = records();
        return () => run(base, size, derived);
      },
    },
    baseline: 'by hand, unchecked',
    aims: [
      { contender: 'all facts', value: { atMost: 20_000 } },
      { contender: 'all facts', ratio: { atMost: 2 } },
    ],
  }),
  defineFigure({
    name: 'profile/facts of 1,000,000 records',
    unit: 's',
    measure: () => {
      const base = records();
      const start = performance.now();
      const sum = run(base, 1_000_000, derived);
      return Number.isSafeInteger(sum) ? (performance.now() - start) / 1000 : Number.NaN;
    },
    aim: { atMost: 20 },
  }),
];
