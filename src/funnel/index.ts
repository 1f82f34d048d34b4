export {
  type AdvanceInput,
  type AdvanceOutcome,
  checkFunnel,
  compileFunnel,
  compileFunnelJson,
  type Funnel,
  type FunnelContext,
  type Refusal,
  type Waiver,
} from './advance.js';
export {
  type Candidate,
  type Claimant,
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
export type { ClaimGuard, ClaimsPolicy, SalesAction, Span } from './claims-policy.js';
export { evolve, type FoldOptions, fold, foldAll } from './fold.js';
export type { ClaimFact, GuardFact } from './guard-fact.js';
export type { Deadline } from './lapse.js';
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
export type { FunnelMove, FunnelPolicy, Guard, Lapse, Stage, StageKind, Term } from './policy.js';
export type { FunnelCode } from './reasons.js';
