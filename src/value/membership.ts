import { type Issue, issue, type Path } from '../core/issue.js';
import type { Money } from '../core/money.js';
import { sumMoney } from '../core/money-arithmetic.js';
import { checkDay, checkId, checkRow, checkRows, refuseFaults, whereKnown } from '../core/row-check.js';
import { refuse } from '../statistics/checks.js';
import { type Measured, measured, unmeasured } from '../statistics/measured.js';
import { checkAmount } from './check-amount.js';

/** A member's place in a group unit for a time; a change of role is a second link, so that history stays. */
export interface MembershipLink {
  readonly unit: string;
  readonly member: string;
  readonly role: 'leader' | 'staff';
  /** First day. */
  readonly from: string;
  /** Last day; open where missing. */
  readonly to?: string | null | undefined;
}

const checkLinks = /* @__PURE__ */ checkRows(
  'a list of links',
  /* @__PURE__ */ checkRow<Omit<MembershipLink, 'role'>>('a link { unit, member, role, from, to }', {
    unit: checkId,
    member: checkId,
    from: checkDay,
    to: /* @__PURE__ */ whereKnown(checkDay),
  }),
);

/** What is done with a member of two units on the same day: nobody's value is counted twice. */
export type TwoUnits =
  /** Bad input. */
  | 'refuse'
  /** Counts for the unit joined first, then by unit id. */
  | 'firstJoined';

/**
 * The links that hold on a day, sorted by unit and member; each member in one unit by the stated rule.
 *
 * @throws InputError with every fault: dates that are none, a link that ends before it begins, and, under `refuse`, a
 *   member in two units
 */
export function membershipsOn(
  links: readonly MembershipLink[],
  asOf: string,
  twoUnits: TwoUnits,
): readonly MembershipLink[] {
  refuseFaults([...checkDay(asOf, ['asOf']), ...checkLinks(links, ['links'])], 'memberships');
  refuseFaults(
    links.flatMap(({ from, to }, l) =>
      to !== undefined && to !== null && to < from ? [issue('order', ['links', l, 'to'], `${from} or later`, to)] : [],
    ),
    'memberships',
  );
  const holding = links
    .map((link, index) => ({ link, index }))
    .filter(({ link: { from, to } }) => from <= asOf && (to === undefined || to === null || asOf <= to))
    .sort(({ link: a }, { link: b }) => compare(a.from, b.from) || compare(a.unit, b.unit) || compare(a.role, b.role));
  const faults: Issue[] = [];
  const places = new Map<string, MembershipLink>();
  for (const { link, index } of holding) {
    const first = places.get(link.member);
    if (first === undefined) places.set(link.member, link);
    else if (twoUnits === 'refuse' || first.unit === link.unit) {
      faults.push(
        issue('duplicate', ['links', index, 'member'], `a member of one unit, in one role, on ${asOf}`, link.member),
      );
    }
  }
  refuseFaults(faults, 'memberships');
  return [...places.values()].sort((a, b) => compare(a.unit, b.unit) || compare(a.member, b.member));
}

const compare = (a: string, b: string): number => (a < b ? -1 : Number(a > b));

/** What a unit is worth with its members. */
export interface UnitValue {
  readonly unit: string;
  readonly corporate: Money;
  readonly membersValue: Money;
  readonly total: Money;
  readonly members: number;
  /** Members whose value is unknown: the total leaves them out and is then a part only. */
  readonly unknownMembers: readonly string[];
}

/**
 * Rolls members up to their units: the unit's own contract and its members' values, each member once.
 *
 * @param values - member values; `null` or absent is unknown
 * @param links - one per member, as {@link membershipsOn} gives them; InputError `duplicate` otherwise
 * @throws InputError for an amount that is none or in another currency, by the unit or member
 * @example
 * const cny = (amount: string) => ({ amount, currency: 'CNY' });
 * const links = [{ unit: 'U', member: 'm', role: 'staff', from: '2026-01-01' }] as const;
 * rollUpUnits([{ unit: 'U', corporate: cny('1000.00') }], links, new Map([['m', cny('50.00')]]), 'CNY')[0]?.total
 * //=> { amount: '1050.00', currency: 'CNY' }
 */
export function rollUpUnits(
  units: readonly { readonly unit: string; readonly corporate: Money }[],
  links: readonly MembershipLink[],
  values: ReadonlyMap<string, Money | null>,
  currency: string,
): readonly UnitValue[] {
  const counted = new Set<string>();
  const byUnit = new Map<string, string[]>(units.map(({ unit }) => [unit, []]));
  if (byUnit.size < units.length) refuse('duplicate', ['units'], 'every unit once', units.length);
  links.forEach(({ unit, member }, l) => {
    const list = byUnit.get(unit) ?? refuse('unknownReference', ['links', l, 'unit'], 'a unit of the list', unit);
    if (counted.has(member)) refuse('duplicate', ['links', l, 'member'], 'every member once', member);
    counted.add(member);
    list.push(member);
  });
  const inCurrency = (value: Money, path: Path): void => {
    checkAmount(value, path);
    if (value.currency !== currency) refuse('currency', [...path, 'currency'], currency, value.currency);
  };
  return units.map(({ unit, corporate }, u) => {
    inCurrency(corporate, ['units', u, 'corporate']);
    const members = byUnit.get(unit)!;
    for (const id of members) {
      const value = values.get(id) ?? null;
      if (value !== null) inCurrency(value, ['values', id]);
    }
    const known = members.map((id) => values.get(id) ?? null).filter((value) => value !== null);
    const membersValue = sumMoney(known, currency);
    return {
      unit,
      corporate,
      membersValue,
      total: sumMoney([corporate, ...known], currency),
      members: members.length,
      unknownMembers: members.filter((id) => (values.get(id) ?? null) === null),
    };
  });
}

/** A unit's risk with that of its leaders. */
export interface UnitRisk {
  readonly unit: string;
  readonly leaders: number;
  /** Share of leaders who are mid-to-high-end; the practice finds nine in ten. */
  readonly highEndLeaders: Measured;
  readonly leadersAtRisk: readonly string[];
  /** Leaders whose own risk is unknown: known, it could raise the unit's. */
  readonly unknownLeaders: readonly string[];
  /** The unit's own risk, or the rank that its leaders pass on, whichever is higher. */
  readonly risk: string;
  readonly raisedByLeaders: boolean;
}

/**
 * Lets leaders pass their risk to their unit: a leader's warning raises the unit's. Practice: 集团单位领导人.
 *
 * @param ranks - the risk ranks from lowest to highest, such as `['green', 'amber', 'red']`
 * @param people - what is known of members: their rank, and whether they are mid-to-high-end (`null` unknown)
 * @param passes - the lowest rank of a leader that counts as at risk, and the rank it gives the unit at least
 */
export function unitRisks(
  units: readonly { readonly unit: string; readonly risk: string }[],
  links: readonly MembershipLink[],
  people: ReadonlyMap<string, { readonly risk: string | null; readonly highEnd: boolean | null }>,
  ranks: readonly string[],
  passes: { readonly from: string; readonly atLeast: string },
): readonly UnitRisk[] {
  const rankOf = (rank: string, path: readonly (string | number)[]): number => {
    const found = ranks.indexOf(rank);
    return found < 0 ? refuse('unknownReference', path, `one of ${ranks.join(', ')}`, rank) : found;
  };
  const from = rankOf(passes.from, ['passes', 'from']);
  const floor = rankOf(passes.atLeast, ['passes', 'atLeast']);
  return units.map(({ unit, risk }, u) => {
    const own = rankOf(risk, ['units', u, 'risk']);
    const leaders = links.filter((link) => link.unit === unit && link.role === 'leader').map(({ member }) => member);
    const told = leaders.map((id) => people.get(id)?.highEnd ?? null).filter((flag) => flag !== null);
    const rankOfLeader = (id: string): number | null => {
      const rank = people.get(id)?.risk ?? null;
      return rank === null ? null : rankOf(rank, ['people', id, 'risk']);
    };
    const leadersAtRisk = leaders.filter((id) => (rankOfLeader(id) ?? -1) >= from);
    const raised = leadersAtRisk.length > 0 && floor > own;
    return {
      unit,
      leaders: leaders.length,
      highEndLeaders:
        told.length === 0 ? unmeasured('emptyGroup') : measured(told.filter(Boolean).length / told.length),
      leadersAtRisk,
      unknownLeaders: leaders.filter((id) => rankOfLeader(id) === null),
      risk: raised ? passes.atLeast : risk,
      raisedByLeaders: raised,
    };
  });
}
