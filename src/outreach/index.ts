export type { OutreachAction } from './action.js';
export {
  type EffectAdjustment,
  type Evaluation,
  type EvaluationOptions,
  evaluate,
  type GroupResult,
  type Programme,
  type ProgrammeEffect,
  type ProgrammeResult,
  readTrial,
  type TargetingQuality,
  type TrialOutcome,
  type TrialReadOut,
  targetingQuality,
} from './evaluate.js';
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
export {
  planTrial,
  type TrialAccount,
  type TrialDesign,
  type TrialMember,
  type TrialPlan,
  trialArms,
} from './trial.js';
export { type PersonWeek, weeksOf } from './week.js';
