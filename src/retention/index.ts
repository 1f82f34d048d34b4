export {
  type Allocation,
  type AllocationCandidate,
  type AllocationLimits,
  type AllocationRejection,
  allocate,
} from './allocation.js';
export { type AllocationAnswer, type AllocationColumns, allocateColumns } from './allocation-columns.js';
export type { AmountPart } from './amount.js';
export type { Approval } from './approval-lead.js';
export { backtestRisk, type RiskBacktest, type SurvivalMonth, survivalByMonth } from './backtest.js';
export type { Candidate, CandidateValue, RejectedMeasure, RejectionCode, RetentionPlan } from './candidate.js';
export type { Amounts } from './choice-problem.js';
export type { DueReminder, ReminderSkip, Reminders } from './due-reminder.js';
export {
  type ApprovalStep,
  type ExpiringContract,
  type ExpiryBook,
  type ExpiryBookTerms,
  type ExpiryRow,
  expiryBook,
} from './expiry-book.js';
export { type FitTerms, type FittedRisk, fitRisk, fitRiskJson } from './fit.js';
export type { PersonPeriod } from './person-period.js';
export {
  checkProgramme,
  compileProgramme,
  compileProgrammeJson,
  type Entitlements,
  type ProgrammeCode,
  type ProgrammeItem,
  type ProgrammePolicy,
} from './programme.js';
export type { QuotedOffer, RetentionInput } from './quoted-offer.js';
export type { Reminder, ReminderAnchor, ReminderPolicy } from './reminder-policy.js';
export type { ReminderCode } from './reminder-reasons.js';
export { checkReminders, compileReminders, compileRemindersJson } from './reminders.js';
export {
  checkRetention,
  compileRetention,
  compileRetentionJson,
  type RetentionContext,
  type RetentionDecider,
} from './retention.js';
export type {
  AnyRetentionPolicy,
  Cause,
  Lever,
  RetentionMeasure,
  RetentionPolicy,
  Threat,
  Uplift,
} from './retention-policy.js';
export type { RetentionCode } from './retention-reasons.js';
export { checkRisk, compileRisk, compileRiskJson, type RiskDecider } from './risk.js';
export type { RaisedWarning, Risk } from './risk-outcome.js';
export type {
  AnyRiskPolicy,
  Bin,
  CategoryBin,
  ChurnTarget,
  InteractionCell,
  Measure,
  RiskBand,
  RiskPolicy,
  RiskScale,
  RiskTerm,
  Warning,
} from './risk-policy.js';
export type { RiskCode } from './risk-reasons.js';
export type { RiskColumns } from './scorecard-columns.js';
export {
  type Admission,
  admit,
  coverageGaps,
  type MeasuredRate,
  type MeasureMix,
  measuredRate,
  measureMix,
  type SpendForecast,
  spendForecast,
} from './service-figures.js';
export {
  checkSilentStop,
  compileSilentStop,
  compileSilentStopJson,
  type MonthlyUsage,
  type ServiceComparison,
  type SilentStop,
  type SilentStopCode,
  type SilentStopPolicy,
} from './silent-stop.js';
export {
  checkUsageWatch,
  compileUsageWatch,
  compileUsageWatchJson,
  type UsageFinding,
  type UsageWatchCode,
  type UsageWatchPolicy,
} from './usage-watch.js';
export type { Weight } from './weight.js';
export { type ChurnReason, type WinBack, type WinBackWindows, winBack } from './win-back.js';
