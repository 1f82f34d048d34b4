import type { CustomerRecord } from 'tenure/profile';
import { customerProfile } from '../examples/policies/profile.js';
import { defineBench } from './define.js';

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

const { policy } = customerProfile;

/** The recent usage of one service, by hand: the least that any way has to do. */
function usageByHand(record: CustomerRecord, service: string): number {
  let sum = 0;
  let known = 0;
  for (const { service: of, month, amount } of record.usage ?? []) {
    if (of !== service || amount === null || month < '2012-10' || month > '2012-12') continue;
    sum += amount;
    known += 1;
  }
  return known >= policy.windows.knownMonths ? sum / known : -1;
}

/** A sum over every record: the mean usage of all services, in tenths to stay whole. */
const total = (size: number, usage: (row: number, service: (typeof services)[number]) => number): number => {
  let sum = 0;
  for (let row = 0; row < size; row += 1) for (const service of services) sum += Math.round(usage(row, service) * 10);
  return sum;
};

const records = () => Array.from({ length: distinct }, (_, row) => recordOf(row));
const known = (value: unknown): number => (typeof value === 'number' ? value : -1);

export const benches = [
  defineBench({
    name: 'profile/facts of a record: 36 months of usage, 12 bills',
    size: 1_000_000,
    item: 'record',
    contenders: {
      'three means by hand': (size) => {
        const base = records();
        return () => total(size, (row, service) => usageByHand(base[row % distinct]!, service));
      },
      'all facts': (size) => {
        const base = records();
        return () => {
          let sum = 0;
          for (let row = 0; row < size; row += 1) {
            const facts = customerProfile.facts(base[row % distinct]!, { asOf });
            sum += Math.round(known(facts.voiceUsage) * 10);
            sum += Math.round(known(facts.broadbandUsage) * 10);
            sum += Math.round(known(facts.mobileDataUsage) * 10);
          }
          return sum;
        };
      },
    },
    baseline: 'three means by hand',
    aims: [{ contender: 'all facts', value: { atMost: 40_000 } }],
  }),
];
