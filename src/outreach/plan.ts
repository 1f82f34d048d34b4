import type { CalendarDate } from '../core/day-number.js';
import type { Issue } from '../core/issue.js';
import type { PolicyReference } from '../core/policy.js';
import type { TimeOfDay } from '../core/time-of-day.js';
import type { UnplacedCode } from './reasons.js';

/** One topic of a touch: the action behind it. */
export interface TouchTopic {
  readonly action: string;
  readonly topic: string;
  readonly due: CalendarDate;
  /** Working days after the wanted day; 0 when in time. */
  readonly lateWorkingDays: number;
  readonly opening?: string;
  /** Still to be had. */
  readonly approval?: string;
  /** When it was asked for. */
  readonly requestedOn?: CalendarDate;
}

/** One contact with an account: who, when, how, about what. */
export interface Touch {
  /** Stays the same from plan to plan. */
  readonly id: string;
  readonly account: string;
  readonly person: string;
  /** Who would have done it, where a stand-in does. */
  readonly standInFor?: string;
  readonly date: CalendarDate;
  /** Start on the person's clock. */
  readonly time: TimeOfDay;
  readonly zone: string;
  readonly minutes: number;
  readonly channel: string;
  /** In the order of priority. */
  readonly topics: readonly TouchTopic[];
}

/** An action that has no place in the plan, and why. */
export interface Unplaced {
  readonly action: string;
  readonly account: string;
  readonly because: UnplacedCode;
  /** How many days of its window each obstacle blocked. */
  readonly blockedDays: Readonly<Partial<Record<UnplacedCode, number>>>;
  /** The first day of the plan on which it would fit, if it may be that late; `null` where there is none. */
  readonly earliest: CalendarDate | null;
}

/** A task of several owners: it is closed when every one has done their part. */
export interface JointTask {
  readonly id: string;
  readonly isClosed: boolean;
  /** By action id. Person and date of a part that is planned; `null` for one that is done, or has no place. */
  readonly parts: readonly {
    readonly action: string;
    readonly isDone: boolean;
    readonly person: string | null;
    readonly date: CalendarDate | null;
  }[];
}

/** An approval to ask for, early enough for its touch. */
export interface ApprovalRequest {
  readonly id: string;
  readonly action: string;
  readonly touch: string;
  readonly approval: string;
  readonly role: string;
  /** Who holds that role for the account's patch; `null` where nobody does. */
  readonly person: string | null;
  readonly requestOn: CalendarDate;
  readonly neededBy: CalendarDate;
}

/** An action that is so late that somebody more senior should know. */
export interface Escalation {
  readonly action: string;
  readonly account: string;
  readonly lateWorkingDays: number;
  readonly level: number;
  /** The superior of that level; `null` where the roster has none. */
  readonly to: string | null;
}

/** An account of whom nobody takes care. */
export interface OrphanAccount {
  readonly account: string;
  readonly because: 'noOwner' | 'ownerNotOnRoster';
  readonly owner?: string;
}

/** Where an action stood in one plan. */
export interface TouchPlace {
  readonly touch: string;
  readonly person: string;
  readonly date: CalendarDate;
  readonly time: TimeOfDay;
  readonly channel: string;
}

/** What became of one action since the previous plan; actions that stay as they were are not listed. */
export interface PlanChange {
  readonly action: string;
  readonly change: 'added' | 'moved' | 'done' | 'withdrawn' | 'dropped';
  readonly from?: TouchPlace;
  readonly to?: TouchPlace;
}

/** How full a person's days are. */
export interface PersonLoad {
  readonly person: string;
  readonly date: CalendarDate;
  readonly minutes: number;
  readonly capacityMinutes: number;
}

/** The plan: plain JSON; lists in a fixed order, whatever the order of the input. */
export interface Schedule {
  readonly asOf: CalendarDate;
  readonly from: CalendarDate;
  readonly until: CalendarDate;
  readonly policy: PolicyReference;
  /** By day, time, person. */
  readonly touches: readonly Touch[];
  readonly unplaced: readonly Unplaced[];
  readonly approvals: readonly ApprovalRequest[];
  readonly escalations: readonly Escalation[];
  /** By id. */
  readonly jointTasks: readonly JointTask[];
  readonly orphans: readonly OrphanAccount[];
  readonly changes: readonly PlanChange[];
  /** Days with at least one touch. */
  readonly load: readonly PersonLoad[];
  /** What is wrong with the input; everything else was planned. */
  readonly findings: readonly Issue[];
  /** actions = placed + unplaced + done + rejected. */
  readonly counts: {
    readonly actions: number;
    readonly placed: number;
    readonly unplaced: number;
    readonly done: number;
    readonly rejected: number;
  };
}
