import { differenceInDays } from '../core/calendar.js';
import { InputError } from '../core/errors.js';
import { isMoney } from '../core/exact-amount.js';
import { type Issue, issue } from '../core/issue.js';
import type { Money } from '../core/money.js';
import { digestOf } from '../core/policy.js';
import { checkDay, checkRow, refuseFaults } from '../core/row-check.js';

/** Calendar days from and to, both included. */
export interface CohortPeriod {
  readonly from: string;
  readonly to: string;
}

/** A customer as the snapshot sees them: base values, owner and county are frozen with it. */
export interface CohortMember {
  readonly id: string;
  /** The account manager on that day. */
  readonly owner: string;
  readonly county: string;
  /** Of the base period; `null` where unknown, which is not zero. */
  readonly revenue: Money | null;
  /** Minutes or gigabytes of the base period, in one unit throughout. */
  readonly traffic: number | null;
}

/**
 * A cohort frozen on a day: who belonged to it and what they were worth. Nobody joins later and nobody is taken out.
 * Practice: 拍照中高端客户.
 */
export interface Cohort {
  readonly id: string;
  readonly at: string;
  readonly base: CohortPeriod;
  readonly currency: string;
  readonly members: readonly CohortMember[];
  /** Changes with any member or value: a report can show that it speaks of the same cohort. */
  readonly digest: string;
}

const checkPeriod = /* @__PURE__ */ checkRow<CohortPeriod>('a period { from, to }', { from: checkDay, to: checkDay });

/** Days of a period, both ends counted. @throws InputError `format` or `order` */
export function daysOf(period: CohortPeriod, name = 'period'): number {
  refuseFaults(checkPeriod(period, [name]));
  const days = differenceInDays(period.from, period.to) + 1;
  if (days < 1) throw new InputError([issue('order', [name, 'to'], `${period.from} or later`, period.to)]);
  return days;
}

/**
 * Freezes a cohort. Members are sorted by id, so that the order they came in does not matter.
 *
 * @param snapshot.at - the day of the photograph
 * @param snapshot.base - the period that base values are of
 * @throws InputError with every fault: a member twice, an amount in another currency, an empty cohort, a traffic below 0
 */
export function freezeCohort(snapshot: {
  readonly id: string;
  readonly at: string;
  readonly base: CohortPeriod;
  readonly currency: string;
  readonly members: Iterable<CohortMember>;
}): Cohort {
  const faults: Issue[] = [];
  faults.push(...checkDay(snapshot.at, ['at']));
  daysOf(snapshot.base, 'base');
  const seen = new Set<string>();
  const members: CohortMember[] = [];
  let index = 0;
  for (const given of snapshot.members) {
    const member = (given ?? {}) as CohortMember;
    faults.push(...memberFaults(member, index, snapshot.currency, seen));
    seen.add(member.id);
    // What the record leaves out is as unknown as null, and must not change the digest.
    const { id, owner, county, revenue: base, traffic = null } = member;
    const revenue = base === null || base === undefined ? null : Object.freeze({ ...base });
    members.push(Object.freeze({ id, owner, county, revenue, traffic }));
    index += 1;
  }
  if (members.length === 0) faults.push(issue('empty', ['members'], 'at least one member', members));
  if (faults.length > 0) throw new InputError(faults, 'cohort');
  members.sort((a, b) => (a.id < b.id ? -1 : 1));
  const { id, at, base, currency } = snapshot;
  const content = { id, at, base: { from: base.from, to: base.to }, currency, members };
  return Object.freeze({ ...content, members: Object.freeze(members), digest: digestOf(content) });
}

function memberFaults(
  member: CohortMember,
  index: number,
  currency: string,
  seen: ReadonlySet<string>,
): readonly Issue[] {
  const at = ['members', index] as const;
  const faults: Issue[] = [];
  for (const key of ['id', 'owner', 'county'] as const) {
    const value: unknown = member[key];
    if (typeof value !== 'string' || value === '') faults.push(issue('type', [...at, key], 'a text', value));
  }
  if (seen.has(member.id)) faults.push(issue('duplicate', [...at, 'id'], 'every member once', member.id));
  return [...faults, ...valueFaults(member, at, currency)];
}

/** Faults of revenue and traffic, shared with the readings of later periods. */
export function valueFaults(
  values: { readonly revenue?: Money | null | undefined; readonly traffic?: number | null | undefined },
  at: readonly (string | number)[],
  currency: string,
): readonly Issue[] {
  const { revenue, traffic } = values;
  const faults: Issue[] = [];
  if (revenue !== null && revenue !== undefined) {
    if (!isMoney(revenue)) faults.push(issue('type', [...at, 'revenue'], 'money or null', revenue));
    else if (revenue.currency !== currency) {
      faults.push(issue('currency', [...at, 'revenue'], `an amount in ${currency}`, revenue.currency));
    }
  }
  const isTraffic = typeof traffic === 'number' && traffic >= 0 && traffic < 1e15;
  if (traffic !== null && traffic !== undefined && !isTraffic) {
    faults.push(issue('range', [...at, 'traffic'], 'a finite amount of at least 0, or null', traffic));
  }
  return faults;
}
