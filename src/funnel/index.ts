export {
  checkFunnel,
  compileFunnel,
  compileFunnelJson,
  type Funnel,
} from './advance.js';
export type { AdvanceInput, AdvanceOutcome, AdvanceRefusal } from './advance-outcome.js';
export { type Ageing, ageing, olderThanAnyClosed } from './ageing.js';
export { type Claims, checkClaims, compileClaims, compileClaimsJson } from './claim.js';
export type { ClaimCommand } from './claim-command.js';
export type { ClaimEvent, ClaimEventType } from './claim-event.js';
export type { Claimant, ClaimCandidate, ClaimInput, ClaimOutcome } from './claim-outcome.js';
export type { ClaimCode } from './claim-reasons.js';
export type { ClaimStatus } from './claim-status.js';
export type { ClaimGuard, ClaimSpan, ClaimsPolicy, SalesAction } from './claims-policy.js';
export { type CodeMatch, matchCodes, type UnmatchedCode } from './code-match.js';
export {
  type Conversion,
  conversionsOf,
  type FunnelConversion,
  funnelConversion,
  type StageConversion,
  type WinRate,
  winRate,
} from './conversion.js';
export { type AccountStage, dutiesOf, type FunnelDuty, rollUpAccounts } from './duties.js';
export {
  type EffortSplit,
  effortSplit,
  type GroupCount,
  type RankedRate,
  type RateRanking,
  rankRates,
  techniqueCounts,
} from './effectiveness.js';
export {
  type Bottleneck,
  bottleneck,
  type RequiredRatio,
  requiredRatios,
  type Sensitivity,
  sensitivities,
} from './equation-levers.js';
export { evolve, type FoldOptions, fold, foldAll } from './fold.js';
export { evolveClaim, foldClaims, type OwnershipSpan, ownershipSpans } from './fold-claims.js';
export {
  type ChainForecast,
  chainForecast,
  type StageForecast,
  type StageTransitions,
  stageTransitions,
  type WeightedDeal,
  type WeightedForecast,
  weightedForecast,
} from './forecast.js';
export {
  type Coverage,
  type CoverageStep,
  funnelSufficiency,
  gridCoverage,
  type Sufficiency,
} from './grid-coverage.js';
export {
  allocateLists,
  extractByGrid,
  type GridMember,
  type ListAllocation,
  type ListedAccount,
} from './grid-lists.js';
export type { ClaimFact, GuardFact } from './guard-fact.js';
export type { FunnelContext, GuardWaiver } from './guard-waiver.js';
export { historiesOf, type OpportunityHistory, type StageVisit } from './history.js';
export type { LapseDeadline } from './lapse.js';
export { type ClaimLedger, emptyLedger, type Ownership } from './ledger.js';
export type { PossibleMove } from './moves-from.js';
export { type NeedIntensity, needIntensity } from './need-intensity.js';
export type { FunnelCommand, FunnelEvent, OpportunityState } from './opportunity.js';
export type { FunnelGuard, FunnelLapse, FunnelMove, FunnelPolicy, FunnelStage, StageKind } from './policy.js';
export { auditPromises, type Benefit } from './promise-audit.js';
export { type FactorStanding, purchaseFactors } from './purchase-factors.js';
export type { FunnelCode } from './reasons.js';
export { type ChainContact, type ChainLevel, decisionChain, relationshipTriangle, type Tie } from './relations.js';
export {
  type EquationCount,
  type EquationRatio,
  equationCounts,
  type SalesEquation,
  salesEquation,
  salesEquationSteps,
} from './sales-equation.js';
export { replicateSolution, type SolutionPart, type SolutionTemplate } from './solution-template.js';
export type { StageColumns } from './stage-columns.js';
export {
  type DoneStep,
  deliverySteps,
  expansionSteps,
  feasibilitySteps,
  followSteps,
  type Procedure,
  type ProcedureStep,
  provisioningSteps,
} from './steps.js';
export {
  type CycleTime,
  cycleTime,
  type StageExit,
  type StageTimes,
  stageTimes,
  type TimeInStage,
  timeInStage,
} from './time-in-stage.js';
export { salesVelocity, type VelocityDefinition, type VelocityFactors, velocityFactors } from './velocity.js';
