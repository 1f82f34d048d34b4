export type {
  Adjustment,
  AdjustmentStage,
  DiscountCap,
  Effect,
  LineSelector,
  PercentBand,
  PercentBase,
} from './adjustment.js';
export type {
  Bundle,
  BundleComponent,
  BundlePrice,
  ChoiceGroup,
  OfferingRelationship,
  ProductOffering,
  ProductOfferingPrice,
  ProductSpecification,
  ValidFor,
} from './catalogue.js';
export type { SteppedCharge } from './charge.js';
export type { AtZero, ChargeModel, MeterLimit, PriceTier, Quantity, RateTier } from './charge-model.js';
export type {
  ApprovalOutcome,
  FloorOutcome,
  PaymentOutcome,
  PriceChange,
  Quote,
  QuotedLine,
  TermOutcome,
  TierAmount,
  Verdict,
  WaterfallStep,
} from './outcome.js';
export type {
  Authority,
  AuthorityBand,
  AuthorityLevel,
  CostFloor,
  Payment,
  PaymentTerms,
  PricingPolicy,
  Tax,
  WithQuoteFacts,
} from './policy.js';
export { checkPricing, compilePricing, compilePricingJson, type Pricing } from './quote.js';
export { type Rated, rateCharge } from './rate.js';
export type { PricingCode } from './reasons.js';
export type {
  Choice,
  Proration,
  QuoteRequest,
  RequestedDiscount,
  RequestedPayment,
  Requester,
  RequestLine,
} from './request.js';
export { orderOfWork, type PriceStage } from './run.js';
