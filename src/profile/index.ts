export type { SourceConflict, ValueOrigin } from './attribute-facts.js';
export type { Completeness } from './completeness.js';
export { type DataGap, type DataGapReport, dataGaps } from './data-gaps.js';
export { type ProfileFacts, type ServiceFactId, type StandardFactId, standardFacts } from './declarations.js';
export {
  type Branded,
  countCustomers,
  countLines,
  type LineId,
  lineId,
  type SubscriberId,
  subscriberId,
  type UnitId,
  unitId,
} from './ids.js';
export { checkProfile, type ProfileAttribute, type ProfilePolicy, type ProfileService } from './policy.js';
export {
  type AnyProfileFacts,
  compileProfile,
  compileProfileJson,
  type DerivedProfile,
  type ProfileContext,
  type Profiler,
} from './profile.js';
export type {
  Complaint,
  ConsentRecord,
  ContactEvent,
  CustomerContact,
  CustomerRecord,
  CustomerSystem,
  Invoice,
  MonthlyBilling,
  OrganisationPlace,
  RivalPresence,
  ServiceContract,
  ServiceEvent,
  ServiceHolding,
  SourcedValue,
  UnitMembership,
  UsageMonth,
  Validity,
} from './record.js';
export type { UsageGap } from './usage-facts.js';
