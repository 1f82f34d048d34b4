export type { OutreachAction } from './action.js';
export type { PastContact } from './intake.js';
export type {
  ApprovalRequest,
  Escalation,
  OrphanAccount,
  PersonLoad,
  PlanChange,
  Schedule,
  Touch,
  TouchPlace,
  TouchTopic,
  Unplaced,
} from './plan.js';
export {
  type ApprovalRule,
  type ContactCap,
  type ContactChannel,
  type ContactPolicy,
  checkContactPolicy,
  type EscalationRule,
} from './policy.js';
export { explainUnplaced, type UnplacedCode } from './reasons.js';
export type { Absence, OutreachAccount, RosterPerson } from './roster.js';
export { type ScheduleInput, schedule } from './schedule.js';
export { type PersonWeek, weeksOf } from './week.js';
