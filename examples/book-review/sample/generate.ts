import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { addDays, addMonths } from 'tenure/core';
import { type Random, seededRandom } from 'tenure/statistics';
import { sampleHistory } from './history.js';

/*
 * Writes the synthetic sample book: small and middle-sized business customers of a city company that does not exist.
 * Sizes follow figures that the practice published of a real city company in 2012: mid-to-high-end customers are
 * 10.26 % of customers and bring 28.77 % of revenue; 48.26 % of them sit inside group units; group-unit members are
 * 20 % of the base (107,948 of about 539,220). Everything else about a customer is drawn at random.
 *
 *   npx tsx examples/book-review/sample/generate.ts
 */

const customers = 3_000;
const asOf = '2013-01-04';
const highShare = 0.1026;
const highRevenueShare = 0.2877;
const highInGroups = 0.4826;
const inGroups = 107_948 / 539_220;

const industries = [
  'retail',
  'catering',
  'manufacturing',
  'logistics',
  'hospital',
  'school',
  'government',
  'finance',
  'construction',
] as const;
const counties = ['Yaozhou', 'Wangyi', 'Yintai', 'Yijun'] as const;
const managers = [['M01', 'M02', 'M03'], ['M04', 'M05'], ['M06', 'M07'], ['M08']] as const;

const pick = <T>(list: readonly T[], random: Random): T => list[random.below(list.length)]!;
const chance = (share: number, random: Random): boolean => random.next() < share;

/** A positive, right-skewed number with the given median. */
function skewed(median: number, spread: number, random: Random): number {
  const sum = Array.from({ length: 6 }, () => random.next()).reduce((a, b) => a + b, 0) - 3;
  return median * Math.exp(spread * sum);
}

interface Draft {
  readonly high: boolean;
  readonly fee: number;
}

/** Fees of both groups, scaled so that the high end brings exactly its share of revenue. */
export function draftFees(random: Random): readonly Draft[] {
  const highCount = Math.round(customers * highShare);
  const drafts = Array.from({ length: customers }, (_, index) => ({
    high: index < highCount,
    fee: index < highCount ? skewed(420, 0.5, random) : skewed(120, 0.7, random),
  }));
  const sum = (high: boolean): number =>
    drafts.filter((draft) => draft.high === high).reduce((total, { fee }) => total + fee, 0);
  const factor = (highRevenueShare / (1 - highRevenueShare)) * (sum(false) / sum(true));
  return drafts.map(({ high, fee }) => ({ high, fee: high ? fee * factor : fee }));
}

const yesNo = (value: boolean): string => (value ? 'yes' : 'no');
const known = (share: number, random: Random, value: () => string): string => (chance(share, random) ? value() : '');

function customer(index: number, { high, fee }: Draft, random: Random): Readonly<Record<string, string>> {
  const county = random.below(counties.length);
  const group = chance(high ? highInGroups : (inGroups - highShare * highInGroups) / (1 - highShare), random);
  const sites = chance(0.12, random) ? 3 + random.below(8) : 1 + random.below(2);
  const usage = skewed(high ? 180 : 40, 0.9, random);
  const fading = chance(0.08, random);
  const local = skewed(200, 0.6, random);
  const broadband = chance(0.6, random) ? skewed(120, 0.5, random) : 0;
  const silent = broadband > 0 && chance(0.04, random);
  const onContract = chance(high ? 0.85 : 0.55, random);
  const activated = addMonths(asOf, -1 - random.below(96));
  const cost = fee * (0.25 + 0.5 * random.next()) * (chance(0.05, random) ? 2.5 : 1);
  return {
    account: `SME-${String(index + 1).padStart(5, '0')}`,
    name: `Sample company ${index + 1}`,
    industry: known(0.96, random, () => pick(industries, random)),
    county: counties[county]!,
    owner: known(0.97, random, () => pick(managers[county]!, random)),
    licence: yesNo(chance(0.97, random)),
    employees: known(0.9, random, () => String(Math.max(1, Math.round(skewed(high ? 60 : 12, 0.8, random))))),
    sites: String(sites),
    group_unit: yesNo(group),
    monthly_fee: fee.toFixed(2),
    cost_to_serve: known(0.88, random, () => cost.toFixed(2)),
    data_gb: known(0.95, random, () => (fading ? usage * 0.3 : usage).toFixed(1)),
    data_gb_before: known(0.95, random, () => usage.toFixed(1)),
    local_minutes: known(0.97, random, () => Math.round(silent ? local * 3 : local).toString()),
    local_minutes_before: known(0.97, random, () => Math.round(local).toString()),
    broadband_hours: broadband === 0 ? '' : silent ? '0' : broadband.toFixed(0),
    broadband_hours_before: broadband === 0 ? '' : broadband.toFixed(0),
    activated,
    contract_end: onContract ? addDays(asOf, random.below(720) - 20) : '',
    days_late: String(chance(0.1, random) ? 1 + random.below(90) : 0),
    complaints_90d: String(chance(0.12, random) ? 1 + random.below(4) : 0),
    competitor_contact: known(0.7, random, () => yesNo(chance(0.12, random))),
    satisfaction: known(0.25, random, () => String(1 + random.below(10))),
    auto_pay: yesNo(chance(0.5, random)),
    may_call: yesNo(chance(0.92, random)),
    may_message: yesNo(chance(0.7, random)),
    status: chance(0.02, random) ? 'left' : 'active',
  };
}

/** Rows as a real feed has them now and then: each must become a reject that says where and why. */
function spoil(rows: readonly Readonly<Record<string, string>>[]): readonly Readonly<Record<string, string>>[] {
  const faults: Readonly<Record<number, Readonly<Record<string, string>>>> = {
    120: { contract_end: '2013-02-30' },
    777: { monthly_fee: '-12.00' },
    1500: { account: 'SME-00001' },
    2001: { employees: 'about ten' },
    2500: { sites: '1e999' },
  };
  return rows.map((row, index) => ({ ...row, ...faults[index] }));
}

/** The whole book as CSV text; the same text for the same seed. */
function sampleBook(seed = 20_130_104): string {
  const drafts = draftFees(seededRandom(seed, 'fees'));
  const random = seededRandom(seed, 'customers');
  const order = drafts
    .map((draft, index) => ({ draft, at: seededRandom(seed, 'order', String(index)).next() }))
    .sort((a, b) => a.at - b.at);
  const rows = spoil(order.map(({ draft }, index) => customer(index, draft, random)));
  const header = Object.keys(rows[0]!);
  return `${[header.join(','), ...rows.map((row) => header.map((key) => row[key]).join(','))].join('\n')}\n`;
}

/** Every file of the sample that is made and not written by hand. */
export function sampleFiles(): Readonly<Record<'book.csv' | 'history.jsonl', string>> {
  return { 'book.csv': sampleBook(), 'history.jsonl': sampleHistory() };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const [name, content] of Object.entries(sampleFiles()))
    writeFileSync(new URL(`./${name}`, import.meta.url), content);
}
