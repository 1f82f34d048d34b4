export {
  type AccountStrategy,
  reviewStrategy,
  type ServiceUse,
  type StrategyReview,
  serviceUse,
  strategyElements,
  strategyQuestions,
} from './account-strategy.js';
export { checkValue, compileValue, compileValueJson, type TierColumns, type ValueDecider } from './classify.js';
export { type Cohort, type CohortMember, type CohortPeriod, freezeCohort } from './cohort.js';
export {
  type AmountRetention,
  type CohortFigures,
  type CohortReading,
  type CohortRetention,
  type CohortRules,
  cohortRetention,
} from './cohort-retention.js';
export { customerEquity, ratioOf, returnOnCustomer, tierChainValue, type Valued } from './equity.js';
export type { Discounting, Figure, FigureTerm } from './figure.js';
export {
  type ChurnEffect,
  type ChurnReduction,
  churnEffect,
  type FixedRetention,
  lifetimeMultiple,
  lifetimeValue,
  type PaymentConvention,
  presentValue,
  retentionElasticity,
} from './lifetime.js';
export {
  type MembershipLink,
  membershipsOn,
  rollUpUnits,
  type TwoUnits,
  type UnitRisk,
  type UnitValue,
  unitRisks,
} from './membership.js';
export type { ValueOutcome } from './outcome.js';
export {
  type CompetingPlan,
  checkPlanCost,
  checkPlans,
  type KeepPlan,
  type PlanCostCheck,
  rankCompetingPlans,
} from './plan-cost.js';
export {
  type AnyValuePolicy,
  type HitPolicy,
  type KeyAccountClass,
  mostClasses,
  mostFlags,
  type Testable,
  type TierFlag,
  type TierStanding,
  type Unrated,
  unrated,
  type ValuePolicy,
  type ValueTier,
  type WhenUnknown,
} from './policy.js';
export {
  forecastPromotion,
  type PromotionCase,
  type PromotionForecast,
  type WatchEntry,
  watchList,
} from './promotion.js';
export type { ValueCode } from './reasons.js';
export { creditReferrals, type Referral, type ReferralCredit } from './referral.js';
export { type CurveKind, curveAt, fitCurve, type RetentionCurve } from './retention-curve.js';
export { type FitFailure, type FittedRetention, fitRetention, type UnfittedRetention } from './retention-fit.js';
export {
  type BetaDiscreteWeibull,
  churnShare,
  residualElasticity,
  residualLifetime,
  retentionRate,
  survivalShare,
  survivalShares,
} from './retention-projection.js';
export {
  type BucketReading,
  type ChurnKind,
  churnKind,
  type MarketPeriod,
  type RetentionRates,
  type RetentionThresholds,
  type RetentionVerdict,
  readBucket,
  readRetention,
  retentionBonus,
} from './retention-reading.js';
export {
  type CohortCurve,
  type PeriodMovements,
  pooledRetention,
  type RevenueMovements,
  type RevenueRetention,
  revenueMovements,
  revenueRetention,
} from './revenue-retention.js';
export {
  checkService,
  compileService,
  compileServiceJson,
  type ServiceOutcome,
} from './service.js';
export type {
  AnyServicePolicy,
  Conditional,
  Entitlement,
  ServicePolicy,
  ServiceRung,
  Treatment,
} from './service-policy.js';
export type { ServiceCode } from './service-reasons.js';
export { retentionLogLikelihood, type ShiftedBetaGeometric, type Survivors } from './shifted-beta-geometric.js';
export type { TierChange } from './tier-change.js';
export {
  type GroupConcentration,
  groupConcentration,
  type TierMigration,
  type TierMove,
  tierMigration,
} from './tier-migration.js';
