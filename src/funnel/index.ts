export {
  checkFunnel,
  compileFunnel,
  compileFunnelJson,
  type Funnel,
} from './advance.js';
export type { AdvanceInput, AdvanceOutcome, AdvanceRefusal, FunnelContext, GuardWaiver } from './advance-outcome.js';
export {
  type Claimant,
  type ClaimCandidate,
  type ClaimInput,
  type ClaimOutcome,
  type Claims,
  checkClaims,
  compileClaims,
  compileClaimsJson,
} from './claim.js';
export type { ClaimCommand } from './claim-command.js';
export type { ClaimCode } from './claim-reasons.js';
export type { ClaimStatus } from './claim-status.js';
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
