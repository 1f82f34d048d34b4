import { type Issue, issue } from '../core/issue.js';
import { namedListFaults } from '../core/named-list.js';
import { checkUnits, refuseFaults } from '../core/row-check.js';

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
 * @throws InputError `conflict` for a patch in two grids or an account in a patch of another grid, `range` for a capacity below 0, `duplicate` for an account or member given twice
 */
export function allocateLists(
  accounts: readonly ListedAccount[],
  members: readonly GridMember[],
  roles: readonly string[],
): ListAllocation {
  refuseFaults([
    ...namedListFaults(accounts, ['accounts'], 'an id of its own'),
    ...namedListFaults(members, ['members'], 'an id of its own'),
  ]);
  refuseFaults(patchIssues(accounts, members));
  const room = new Map(members.map(({ id, capacity }) => [id, capacity]));
  const lists = new Map(members.map(({ id }): [string, string[]] => [id, []]));
  const unallocated: { account: string; reason: 'noMember' | 'capacity' }[] = [];
  for (const { id, grid, patch } of [...accounts].sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0))) {
    const team = members.filter((member) => member.grid === grid && roles.includes(member.role));
    const free = team.filter((member) => room.get(member.id)! > 0);
    const owner = free.find((member) => (patch ?? undefined) !== undefined && member.patch === patch);
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

/** A patch lies in one grid, which its member and its accounts have to agree on. */
function patchIssues(accounts: readonly ListedAccount[], members: readonly GridMember[]): readonly Issue[] {
  const gridOf = new Map<string, string>();
  const issues: Issue[] = [];
  members.forEach(({ patch, grid, capacity }, index) => {
    issues.push(...checkUnits(capacity, ['members', index, 'capacity']));
    if ((patch ?? undefined) === undefined) return;
    const known = gridOf.get(patch!) ?? grid;
    gridOf.set(patch!, known);
    if (known !== grid) issues.push(issue('conflict', ['members', index, 'patch'], `a patch of ${known} only`, grid));
  });
  accounts.forEach(({ patch, grid }, index) => {
    const home = gridOf.get(patch!) ?? grid;
    if (home !== grid) issues.push(issue('conflict', ['accounts', index, 'patch'], `a patch of ${grid}`, patch));
  });
  return issues;
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
