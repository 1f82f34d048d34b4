import { InputError } from '../core/errors.js';
import { type Issue, issue } from '../core/issue.js';

/** Accounts that the network reaches in a grid (网格资源覆盖), now or from a day on. */
export interface CoverageStep {
  readonly status: 'covered' | 'building' | 'planned';
  readonly accounts: number;
  /** First day on which they can be served; none is needed for `covered`, and none is known for some plans. */
  readonly readyOn?: string | undefined;
}

/** How many accounts can be reached by a day. */
export interface Coverage {
  readonly now: number;
  /** Covered, and building or planned with a ready date not after the day. */
  readonly byDate: number;
  /** With everything that was ever planned. */
  readonly withPlanned: number;
}

/**
 * Coverage of a grid by a day: what is still being built counts from its ready date.
 *
 * @example
 * gridCoverage([{ status: 'covered', accounts: 900 }, { status: 'building', accounts: 200, readyOn: '2012-09-01' }], '2012-04-01', '2012-10-01') //=> { now: 900, byDate: 1100, withPlanned: 1100 }
 */
export function gridCoverage(steps: readonly CoverageStep[], asOf: string, by: string): Coverage {
  const until = (day: string): number =>
    sum(steps.filter(({ status, readyOn }) => status === 'covered' || (readyOn !== undefined && readyOn <= day)));
  return { now: until(asOf), byDate: until(by), withPlanned: sum(steps) };
}

const sum = (steps: readonly CoverageStep[]): number => steps.reduce((total, { accounts }) => total + accounts, 0);

/** Whether a grid holds enough accounts for a target. */
export interface Sufficiency {
  /** Accounts needed at the top, rounded up. */
  readonly needed: number;
  readonly reachable: number;
  /** Positive where too few. */
  readonly shortage: number;
  /** First ready date from which they suffice; `null` where even the plans do not. */
  readonly sufficientFrom: string | null;
}

/**
 * Is the funnel wide enough: how many accounts do so many orders need, and from which day are there enough?
 *
 * @param conversion - orders per account as a fraction of whole numbers, `[3, 100]` for 3 %, so that nothing is rounded
 * @throws InputError `range` for a conversion that is not above 0 and at most 1
 */
export function funnelSufficiency(
  orders: number,
  conversion: readonly [orders: number, accounts: number],
  steps: readonly CoverageStep[],
  asOf: string,
): Sufficiency {
  const [won, of] = conversion;
  if (!(Number.isSafeInteger(won) && Number.isSafeInteger(of) && won > 0 && won <= of))
    throw new InputError([issue('range', ['conversion'], 'whole numbers, orders from 1 to accounts', won)]);
  const needed = Math.ceil((orders * of) / won);
  const reachable = gridCoverage(steps, asOf, asOf).now;
  const days = [asOf, ...steps.flatMap(({ readyOn }) => (readyOn === undefined || readyOn <= asOf ? [] : [readyOn]))];
  const enough = days.sort().find((day) => gridCoverage(steps, asOf, day).byDate >= needed);
  return { needed, reachable, shortage: needed - reachable, sufficientFrom: enough ?? null };
}

/** An account to be given to somebody. */
export interface ListedAccount {
  readonly id: string;
  readonly grid: string;
  readonly patch?: string | undefined;
}

/** A member of a grid's team. */
export interface GridMember {
  readonly id: string;
  readonly grid: string;
  /** The member's own patch; accounts in it go to its owner first. */
  readonly patch?: string | undefined;
  readonly role: string;
  readonly capacity: number;
}

/** Who gets which account. */
export interface ListAllocation {
  readonly lists: readonly { readonly member: string; readonly accounts: readonly string[] }[];
  readonly unallocated: readonly { readonly account: string; readonly reason: 'noMember' | 'capacity' }[];
}

/**
 * Gives a grid's accounts to its members by role and capacity: an account goes to the owner of its patch while there is
 * room, else to whoever of the grid has most room left, ties by declared order. Nobody is given more than the capacity.
 *
 * @param roles - the roles that take accounts, in order of preference
 * @returns the same whatever the order of accounts: they are taken by id
 * @throws InputError `conflict` for a patch in two grids, `range` for a capacity below 0
 */
export function allocateLists(
  accounts: readonly ListedAccount[],
  members: readonly GridMember[],
  roles: readonly string[],
): ListAllocation {
  checkMembers(members);
  const room = new Map(members.map(({ id, capacity }) => [id, capacity]));
  const lists = new Map(members.map(({ id }): [string, string[]] => [id, []]));
  const unallocated: { account: string; reason: 'noMember' | 'capacity' }[] = [];
  for (const { id, grid, patch } of [...accounts].sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0))) {
    const team = members.filter((member) => member.grid === grid && roles.includes(member.role));
    const free = team.filter((member) => room.get(member.id)! > 0);
    const owner = free.find((member) => patch !== undefined && member.patch === patch);
    const taker =
      owner ??
      [...free].sort((a, b) => roles.indexOf(a.role) - roles.indexOf(b.role) || room.get(b.id)! - room.get(a.id)!)[0];
    if (taker === undefined) unallocated.push({ account: id, reason: team.length === 0 ? 'noMember' : 'capacity' });
    else {
      lists.get(taker.id)!.push(id);
      room.set(taker.id, room.get(taker.id)! - 1);
    }
  }
  return { lists: [...lists].map(([member, list]) => ({ member, accounts: list })), unallocated };
}

function checkMembers(members: readonly GridMember[]): void {
  const gridOf = new Map<string, string>();
  const issues: Issue[] = [];
  members.forEach(({ patch, grid, capacity }, index) => {
    if (!(Number.isSafeInteger(capacity) && capacity >= 0))
      issues.push(issue('range', ['members', index, 'capacity'], 'a whole number from 0', capacity));
    if (patch === undefined) return;
    const known = gridOf.get(patch) ?? grid;
    gridOf.set(patch, known);
    if (known !== grid) issues.push(issue('conflict', ['members', index, 'patch'], `a patch of ${known} only`, grid));
  });
  if (issues.length > 0) throw new InputError(issues, 'members');
}

/** The lists of every grid, with the accounts that lie on none. */
export function extractByGrid<A extends { readonly id: string; readonly grid?: string | null | undefined }>(
  accounts: readonly A[],
  grids: readonly string[],
): {
  readonly lists: readonly { readonly grid: string; readonly accounts: readonly A[] }[];
  readonly orphans: readonly A[];
} {
  const known = new Set(grids);
  return {
    lists: grids.map((grid) => ({ grid, accounts: accounts.filter((account) => account.grid === grid) })),
    orphans: accounts.filter(({ grid }) => grid === undefined || grid === null || !known.has(grid)),
  };
}
