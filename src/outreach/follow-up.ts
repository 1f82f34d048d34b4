import type { OutreachAction } from './action.js';
import type { Horizon } from './horizon.js';
import type { ApprovalRequest, Escalation, OrphanAccount, Touch } from './plan.js';
import type { ContactPolicy } from './policy.js';
import type { OutreachAccount } from './roster.js';
import type { Staffing } from './staffing.js';

/** Approvals to ask for, each as many working days before its touch as the answer takes, of whoever is there on that day. */
export function approvalsFor(
  touches: readonly Touch[],
  accounts: ReadonlyMap<string, OutreachAccount>,
  policy: ContactPolicy,
  staffing: Staffing,
  horizon: Horizon,
): readonly ApprovalRequest[] {
  const rules = new Map(policy.approvals.map((rule) => [rule.id, rule]));
  return touches.flatMap((touch) =>
    touch.topics.flatMap(({ action, approval, requestedOn }) => {
      const rule = approval === undefined ? undefined : rules.get(approval);
      if (rule === undefined || requestedOn !== undefined) return [];
      const day = horizon.onOrAfter(touch.date) - rule.leadWorkingDays;
      const holders = staffing.holders(rule.role, accounts.get(touch.account)?.patch);
      const present = holders.map((person) => staffing.present(person, day, rule)).find((person) => person >= 0);
      const holder = present ?? holders[0];
      const request: ApprovalRequest = {
        id: `approval-${action}`,
        action,
        touch: touch.id,
        approval: rule.id,
        role: rule.role,
        person: holder === undefined ? null : staffing.people[holder]!.id,
        requestOn: horizon.dateAt(day),
        neededBy: touch.date,
      };
      return [request];
    }),
  );
}

/** An action with how late it will be and who answers for it. */
export interface LateAction {
  readonly action: OutreachAction;
  readonly lateWorkingDays: number;
  readonly person: string | undefined;
}

function superiorOf(person: string | undefined, level: number, staffing: Staffing): string | null {
  const seen = new Set<string>();
  let at = staffing.positionOf.get(person ?? '');
  while (at !== undefined) {
    const { id, level: own, reportsTo } = staffing.people[at]!;
    if (own >= level) return id;
    if (seen.has(id)) return null;
    seen.add(id);
    at = staffing.positionOf.get(reportsTo ?? '');
  }
  return null;
}

/** The late actions that somebody more senior should know of, by the strictest rule that holds. */
export function escalationsFor(
  late: readonly LateAction[],
  policy: ContactPolicy,
  staffing: Staffing,
): readonly Escalation[] {
  return late.flatMap(({ action, lateWorkingDays, person }) => {
    const rule = policy.escalation.findLast((step) => lateWorkingDays >= step.lateWorkingDays);
    if (rule === undefined) return [];
    const to = superiorOf(person, rule.level, staffing);
    return [{ action: action.id, account: action.account, lateWorkingDays, level: rule.level, to }];
  });
}

/** Accounts without an owner, or whose owner is not there, by id. */
export function orphansOf(
  accounts: ReadonlyMap<string, OutreachAccount>,
  staffing: Staffing,
): readonly OrphanAccount[] {
  return [...accounts.values()]
    .flatMap(({ id, owner }): readonly OrphanAccount[] => {
      if (owner === undefined || owner === null || owner === '') return [{ account: id, because: 'noOwner' }];
      return staffing.positionOf.has(owner) ? [] : [{ account: id, because: 'ownerNotOnRoster', owner }];
    })
    .sort((a, b) => (a.account < b.account ? -1 : 1));
}
