export type {
  Adjustment,
  AdjustmentStage,
  DiscountCap,
  Effect,
  LineSelector,
  PercentBand,
  PercentBase,
} from './adjustment.js';
export { atRiskDiscountLimit } from './at-risk-discount.js';
export { type AttackEvaluation, evaluateAttack } from './attack.js';
export type { AttackOffer, AttackView } from './attack-offer.js';
export { type BundleEvaluation, type BundlePart, evaluateBundle } from './bundle.js';
export type { BundleChoice } from './bundle-choice.js';
export {
  evaluateMixedBundle,
  type MixedBundle,
  optimalBundlePrices,
  type PureBundle,
  type SeparatePrices,
} from './bundle-prices.js';
export type { BundleSample } from './bundle-sample.js';
export { type CallSlot, type CallTariff, rateCall } from './call.js';
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
export { type Commitment, type CommitmentSettlement, settleCommitment } from './commitment.js';
export {
  type CounterOffer,
  type CounterTerms,
  compareCounters,
  type WeighedCounter,
} from './counter.js';
export { bestCover, type Cover, type CoverOffer, mostNeeds } from './cover.js';
export { type DealEvaluation, evaluateDeal } from './deal.js';
export type { DealPricing, DealWarning } from './deal-quote.js';
export type { Deal, DealElement } from './deal-terms.js';
export { type DiscountedLine, type Distribution, distributeDiscount } from './distribute.js';
export { arcElasticity, type Elasticity, type PriceObservation } from './elasticity.js';
export type { GuaranteeBasis, GuardedSale, HolderPurchase, PriceGuarantee, UnitPrice } from './guarantee.js';
export { type GuaranteeExposure, guaranteeBreaches, guaranteeExposure } from './guarantee-exposure.js';
export type { GuaranteeFinding } from './guarantee-finding.js';
export { type GuaranteeOwed, guaranteeOwed } from './guarantee-owed.js';
export type { AnswerLevel, Negotiation } from './negotiation.js';
export type {
  ApprovalOutcome,
  ComplianceOutcome,
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
export { type PercentageCharge, type PercentageResult, rateTransactions } from './percentage.js';
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
export type { AllowancePool, PoolOverage } from './pool.js';
export { orderOfWork, type PriceStage } from './price-step.js';
export { type PricingPosture, pricingPosture } from './pricing-posture.js';
export {
  type LatentBenefit,
  type ProjectEconomics,
  type ProjectRevenue,
  projectEconomics,
} from './project-economics.js';
export { rateUnitChanges, type UnitChange } from './prorated-usage.js';
export {
  type BillingCycle,
  type BillingPeriod,
  billingPeriods,
  countDays,
  type DayCount,
  type PeriodPart,
  prorate,
} from './proration.js';
export { protectedPrice } from './protected-price.js';
export { checkPricing, compilePricing, compilePricingJson, type Pricing, pricingWarnings } from './quote.js';
export { type Rated, rateCharge } from './rate.js';
export type { PricingCode } from './reasons.js';
export { type ReferencePrice, type RivalPrice, referencePrice } from './reference-price.js';
export type {
  Choice,
  Proration,
  QuotedBenefit,
  QuoteRequest,
  RequestedDiscount,
  RequestedPayment,
  Requester,
  RequestLine,
} from './request.js';
export { type SelfSelection, selfSelection, type UsageGroup } from './self-selection.js';
export {
  compileTariffs,
  type MonthUsage,
  type PlanCharge,
  type TariffMenu,
  type TariffPlan,
  type TariffSetting,
} from './tariff.js';
export { type Breakeven, breakevens } from './tariff-breakeven.js';
export type { UsageColumns } from './tariff-column.js';
export type { TariffComparison, TariffCost } from './tariff-comparison.js';
export { type ExpectedTariffs, expectTariffs, type UsageShare } from './tariff-distribution.js';
export { type TopUpBonus, type TopUpSchedule, topUpSchedule } from './top-up.js';
export { type Weakness, type WeaknessCode, weaknessCodes } from './weakness.js';
