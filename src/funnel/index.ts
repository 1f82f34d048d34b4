export {
  type AdvanceInput,
  type AdvanceOutcome,
  type AdvanceRefusal,
  checkFunnel,
  compileFunnel,
  compileFunnelJson,
  type Funnel,
  type FunnelContext,
  type GuardWaiver,
} from './advance.js';
export {
  type Claimant,
  type ClaimCandidate,
  type ClaimCommand,
  type ClaimInput,
  type ClaimOutcome,
  type ClaimStatus,
  type Claims,
  checkClaims,
  compileClaims,
  compileClaimsJson,
} from './claim.js';
export type { ClaimCode } from './claim-reasons.js';
export type { ClaimGuard, ClaimSpan, ClaimsPolicy, SalesAction } from './claims-policy.js';
export { evolve, type FoldOptions, fold, foldAll } from './fold.js';
export type { ClaimFact, GuardFact } from './guard-fact.js';
export type { LapseDeadline } from './lapse.js';
export {
  type ClaimEvent,
  type ClaimLedger,
  emptyLedger,
  evolveClaim,
  foldClaims,
  type Ownership,
  type OwnershipSpan,
  ownershipSpans,
} from './ledger.js';
export type { PossibleMove } from './moves-from.js';
export type { FunnelCommand, FunnelEvent, OpportunityState } from './opportunity.js';
export type { FunnelGuard, FunnelLapse, FunnelMove, FunnelPolicy, FunnelStage, StageKind } from './policy.js';
export type { FunnelCode } from './reasons.js';
