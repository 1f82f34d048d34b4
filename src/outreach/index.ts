export type { OutreachAction } from './action.js';
export {
  type AssessmentScheme,
  checkAssessmentScheme,
  type Indicator,
  type IndicatorStandard,
} from './assessment-scheme.js';
export {
  type AssessmentStep,
  type AssessmentStepId,
  assessmentStepLabels,
  assessmentSteps,
} from './assessment-steps.js';
export { type ChannelLevel, flattenChannel } from './channel-levels.js';
export { type ChannelLoad, channelMix, overload, type SalesChannel, type SegmentMix } from './channel-mix.js';
export {
  type EffectAdjustment,
  type Evaluation,
  type EvaluationOptions,
  evaluate,
  type GroupResult,
  type Programme,
  type ProgrammeEffect,
  type ProgrammeResult,
} from './evaluate.js';
export {
  type BudgetedBonus,
  type CohortBonusScheme,
  cohortBonus,
  type IncentivePayment,
  type IncentiveScheme,
  incentive,
  withinBudget,
} from './incentive.js';
export type { PastContact } from './intake.js';
export {
  type ChannelClaim,
  type ChannelConflict,
  channelConflicts,
  type PartnerDeal,
  type PartnerRefusal,
  type PartnerRemit,
  type PartnerSale,
  type PartnerStatement,
  type PartnerTerms,
  partnerStatement,
  remitRefusals,
} from './partners.js';
export type {
  ApprovalRequest,
  Escalation,
  JointTask,
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
export { type DirectedContact, type ProactiveShare, proactiveShares } from './proactive-share.js';
export { checkPromotion, type PromotionPlan } from './promotion.js';
export { readTrial, type TrialOutcome, type TrialReadOut } from './read-trial.js';
export { explainUnplaced, type UnplacedCode } from './reasons.js';
export { type IndicatorResult, type ResultRow, type ResultSheet, resultSheet, scoreAgainst } from './result-sheet.js';
export type { Absence, OutreachAccount, RosterPerson } from './roster.js';
export { type ScheduleInput, schedule } from './schedule.js';
export {
  type FirstContactResolution,
  firstContactResolution,
  type ServiceCase,
  type ServiceLevelReport,
  type ServiceLevelRow,
  type ServiceLimit,
  serviceLevels,
  weightedIndex,
} from './service-level.js';
export { type QueuedCase, servingOrder } from './serving-order.js';
export { type ShareTable, sharesOf } from './share-table.js';
export { type TargetingQuality, targetingQuality } from './targeting.js';
export {
  type CompetenceGap,
  checkRoleMatrix,
  competenceGaps,
  type DayOffset,
  datedFrom,
  type Headcount,
  headcount,
  type RoleDuties,
  type RoleMatrix,
  type Workload,
  whoDoes,
} from './team.js';
export {
  planTrial,
  type TrialAccount,
  type TrialDesign,
  type TrialMember,
  type TrialPlan,
  trialArms,
} from './trial.js';
export { type PersonWeek, weeksOf } from './week.js';
