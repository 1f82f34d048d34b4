import { InputError } from '../core/errors.js';
import { type Issue, issue } from '../core/issue.js';
import type { Money } from '../core/money.js';
import { multiplyMoney, sumMoney } from '../core/money-arithmetic.js';
import { type Measured, measured, unmeasured } from '../statistics/measured.js';
import { exactSum } from '../statistics/sum.js';
import { type Cohort, type CohortMember, type CohortPeriod, daysOf, valueFaults } from './cohort.js';
import { ratioOf } from './equity.js';

/** A customer in a later period. */
export interface CohortReading {
  readonly id: string;
  /** Still a customer at the period's end. */
  readonly onNet: boolean;
  /** Still above the policy's threshold; `null` where it cannot be told. */
  readonly highValue?: boolean | null | undefined;
  readonly revenue?: Money | null | undefined;
  readonly traffic?: number | null | undefined;
  /** The owner and county now, for attribution by the present owner. */
  readonly owner?: string | undefined;
  readonly county?: string | undefined;
}

/** How a cohort is measured; nothing is assumed. */
export interface CohortRules {
  /** Calendar days make January and February comparable; `none` compares totals. */
  readonly normalise: 'perDay' | 'none';
  /** A member without a reading: gone, or unknown and counted apart. */
  readonly whenMissing: 'gone' | 'unknown';
  /** Whom a member counts for after a transfer: the owner and county of the snapshot, or the present ones. */
  readonly attribute: 'frozen' | 'present';
}

/** A ratio of amounts over those members for whom both are known. */
export interface AmountRetention {
  readonly rate: Measured;
  /** Members on net whose amount, then or now, is unknown: they are in neither sum. */
  readonly unknown: number;
}

/** The key figures of one cohort or of one owner's part of it. */
export interface CohortFigures {
  readonly members: number;
  readonly onNet: number;
  readonly gone: number;
  readonly unknown: number;
  readonly stillHighValue: number;
  /** On net over members, the unknown ones left out of both. Practice: 客户保有率. */
  readonly customers: Measured;
  /** Still high-value over members. Practice: 中高端客户保有率. */
  readonly highValue: Measured;
  /** Practice: 收入保有率; may exceed 1. */
  readonly revenue: AmountRetention;
  /** Practice: 话务量保有率. */
  readonly traffic: AmountRetention;
}

/** The retention of a cohort over a period. */
export interface CohortRetention {
  readonly cohort: string;
  readonly digest: string;
  readonly period: CohortPeriod;
  readonly rules: CohortRules;
  readonly total: CohortFigures;
  readonly byOwner: readonly (CohortFigures & { readonly owner: string })[];
  readonly byCounty: readonly (CohortFigures & { readonly county: string })[];
  /** Readings of customers who are no members: later joiners, who never enter. */
  readonly ignored: number;
}

/**
 * Measures a frozen cohort over a later period: customers still on net and still high-value, revenue and traffic against
 * the base period. Practice: 中高端客户保有的KPI.
 *
 * @param readings - any order; each customer once
 * @returns figures in total, by owner and by county, whose members add up. Rates are undefined because `emptyGroup` for
 *   a part with nobody known, `zeroBase` where the base values sum to zero
 * @throws InputError with every fault: a reading twice, another currency, a period before the snapshot; `unknownReference` for a rule
 * that is not said
 */
export function cohortRetention(
  cohort: Cohort,
  readings: Iterable<CohortReading>,
  period: CohortPeriod,
  rules: CohortRules,
): CohortRetention {
  checkRules(rules);
  const days = daysOf(period);
  const per: Days =
    rules.normalise === 'perDay' ? { base: daysOf(cohort.base, 'base'), now: days } : { base: 1, now: 1 };
  if (period.to < cohort.at) {
    throw new InputError([
      issue('order', ['period', 'to'], `${cohort.at} or later, the day of the snapshot`, period.to),
    ]);
  }
  const byId = indexReadings(readings, cohort.currency);
  const pairs = cohort.members.map((member) => ({ member, reading: byId.get(member.id) }));
  const figures = (part: readonly Pair[]): CohortFigures => measure(part, cohort.currency, per, rules);
  const present = rules.attribute === 'present';
  const owner = ({ member, reading }: Pair): string => (present ? reading?.owner : undefined) ?? member.owner;
  const county = ({ member, reading }: Pair): string => (present ? reading?.county : undefined) ?? member.county;
  const found = pairs.filter(({ reading }) => reading !== undefined).length;
  return {
    cohort: cohort.id,
    digest: cohort.digest,
    period: { from: period.from, to: period.to },
    rules,
    total: figures(pairs),
    byOwner: grouped(pairs, owner).map(([id, part]) => ({ owner: id, ...figures(part) })),
    byCounty: grouped(pairs, county).map(([id, part]) => ({ county: id, ...figures(part) })),
    ignored: byId.size - found,
  };
}

const words = {
  normalise: ['perDay', 'none'],
  whenMissing: ['gone', 'unknown'],
  attribute: ['frozen', 'present'],
} as const satisfies { readonly [K in keyof CohortRules]: readonly CohortRules[K][] };

function checkRules(rules: CohortRules): void {
  const faults = Object.entries(words).flatMap(([key, known]) => {
    const word: unknown = rules?.[key as keyof CohortRules];
    return known.some((one) => one === word)
      ? []
      : [issue('unknownReference', ['rules', key], known.join(' or '), word)];
  });
  if (faults.length > 0) throw new InputError(faults);
}

/** What the base period's values and those of the later one are divided by. */
interface Days {
  readonly base: number;
  readonly now: number;
}

interface Pair {
  readonly member: CohortMember;
  readonly reading: CohortReading | undefined;
}

function indexReadings(readings: Iterable<CohortReading>, currency: string): ReadonlyMap<string, CohortReading> {
  const faults: Issue[] = [];
  const byId = new Map<string, CohortReading>();
  let index = 0;
  for (const given of readings) {
    const reading = (given ?? {}) as CohortReading;
    const at = ['readings', index];
    if (typeof reading.id !== 'string' || reading.id === '')
      faults.push(issue('type', [...at, 'id'], 'a text', reading.id));
    if (byId.has(reading.id))
      faults.push(issue('duplicate', [...at, 'id'], 'one reading for each customer', reading.id));
    if (typeof reading.onNet !== 'boolean')
      faults.push(issue('type', [...at, 'onNet'], 'true or false', reading.onNet));
    faults.push(...valueFaults(reading, at, currency));
    byId.set(reading.id, reading);
    index += 1;
  }
  if (faults.length > 0) throw new InputError(faults, 'readings');
  return byId;
}

function grouped(
  pairs: readonly Pair[],
  keyOf: (pair: Pair) => string,
): readonly (readonly [string, readonly Pair[]])[] {
  const groups = new Map<string, Pair[]>();
  for (const pair of pairs) {
    const key = keyOf(pair);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [pair]);
    else group.push(pair);
  }
  return [...groups].sort(([a], [b]) => (a < b ? -1 : 1));
}

function measure(pairs: readonly Pair[], currency: string, per: Days, rules: CohortRules): CohortFigures {
  const known = rules.whenMissing === 'gone' ? pairs : pairs.filter(({ reading }) => reading !== undefined);
  const onNet = pairs.filter(({ reading }) => reading?.onNet === true);
  const told = known.filter(({ reading }) => reading?.onNet !== true || typeof reading.highValue === 'boolean');
  const stillHighValue = onNet.filter(({ reading }) => reading!.highValue === true).length;
  const share = (count: number, of: number): Measured => (of === 0 ? unmeasured('emptyGroup') : measured(count / of));
  return {
    members: pairs.length,
    onNet: onNet.length,
    gone: known.length - onNet.length,
    unknown: pairs.length - known.length,
    stillHighValue,
    customers: share(onNet.length, known.length),
    highValue: share(stillHighValue, told.length),
    revenue: revenueOf(known, currency, per),
    traffic: trafficOf(known, per),
  };
}

/** Those who left bring nothing; those on net without a figure are unknown. */
function split<V>(
  known: readonly Pair[],
  before: (member: CohortMember) => V | null,
  now: (reading: CohortReading) => V | null | undefined,
  none: V,
): { readonly base: readonly V[]; readonly current: readonly V[]; readonly unknown: number } {
  const base: V[] = [];
  const current: V[] = [];
  let unknown = 0;
  for (const { member, reading } of known) {
    const then = before(member);
    const later = reading?.onNet === true ? now(reading) : none;
    if (then === null || later === null || later === undefined) {
      unknown += 1;
      continue;
    }
    base.push(then);
    current.push(later);
  }
  return { base, current, unknown };
}

function revenueOf(known: readonly Pair[], currency: string, per: Days): AmountRetention {
  const none: Money = { amount: '0', currency };
  const { base, current, unknown } = split(
    known,
    ({ revenue }) => revenue,
    ({ revenue }) => revenue,
    none,
  );
  // Divided once, so that nine tenths a day are 0.9 whatever the months' days.
  const each = (amounts: readonly Money[], days: number): Money =>
    multiplyMoney(sumMoney(amounts, currency), days, 'exact');
  const rate = base.length === 0 ? unmeasured('emptyGroup') : ratioOf(each(current, per.base), each(base, per.now));
  return { rate, unknown };
}

function trafficOf(known: readonly Pair[], per: Days): AmountRetention {
  const { base, current, unknown } = split(
    known,
    ({ traffic }) => traffic,
    ({ traffic }) => traffic,
    0,
  );
  const sum = (values: readonly number[]): number => exactSum(values.length, (i) => values[i]!);
  if (base.length === 0) return { rate: unmeasured('emptyGroup'), unknown };
  const whole = sum(base);
  if (whole === 0) return { rate: unmeasured('zeroBase'), unknown };
  const rate = (sum(current) * per.base) / (whole * per.now);
  // Next to hardly any traffic before, no number holds the rate.
  return { rate: Number.isFinite(rate) ? measured(rate) : unmeasured('notEstimable'), unknown };
}
