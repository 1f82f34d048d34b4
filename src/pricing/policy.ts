import * as z from 'zod';
import { type AllocationRule, allocationRules } from '../core/allocation.js';
import type { Condition } from '../core/condition.js';
import { isCurrency } from '../core/currency.js';
import type { FactDeclaration } from '../core/facts.js';
import type { Label } from '../core/label.js';
import type { PolicyHeader } from '../core/policy.js';
import { conditionSchema, factSchema, headerShape, idSchema, labelSchema } from '../core/policy-check.js';
import { type Rounding, roundingModes } from '../core/rounding.js';
import type { CompliancePolicy } from '../practice/compliance.js';
import { complianceSchema } from '../practice/compliance-schema.js';
import { type Adjustment, adjustmentSchema, capSchema, type DiscountCap } from './adjustment.js';
import {
  offeringSchema,
  type ProductOffering,
  type ProductOfferingPrice,
  type ProductSpecification,
  percentSchema,
  priceSchema,
  specificationSchema,
} from './catalogue.js';
import { amountSchema } from './charge-model.js';
import { type AllowancePool, poolSchema } from './pool.js';

/**
 * The lowest price we may sell at (以成本为基础的底价): it stands above every authority. `of` says what the least margin is a
 * percentage of: the selling `price` (margin), the `cost` (mark-up), or the `list` price.
 */
export interface CostFloor {
  readonly basis: 'invoice' | 'pocket';
  readonly minimumMargin: { readonly percent: string; readonly of: 'price' | 'cost' | 'list' };
  /** Whether each line has to hold it, or the quote as a whole. */
  readonly per: 'line' | 'quote';
}

/** A level that may approve discounts, from the lowest up. */
export interface AuthorityLevel {
  readonly id: string;
  readonly label?: Label | undefined;
  /** Working days that it needs for its answer; missing is unknown, never none. */
  readonly leadWorkingDays?: number | undefined;
}

/** Up to which discount a level decides; its one bound says who owns the boundary. `null`: nobody may. */
export interface AuthorityBand {
  readonly upTo?: string | undefined;
  readonly below?: string | undefined;
  readonly level: string | null;
}

/** Who may grant how much (价格优惠权限). The first rule whose condition holds applies. */
export interface Authority<F extends readonly FactDeclaration[] = readonly FactDeclaration[]> {
  /** The discount is measured from this step of the waterfall … */
  readonly from: 'list' | 'contract';
  /** … down to this one. */
  readonly to: 'invoice' | 'pocket';
  /** Whether only the deciding level signs, or every level up to it in turn. */
  readonly chain: 'single' | 'sequential';
  readonly levels: readonly AuthorityLevel[];
  readonly rules: readonly {
    readonly id: string;
    readonly label?: Label | undefined;
    readonly when?: Condition<F> | undefined;
    readonly bands: readonly AuthorityBand[];
  }[];
}

/** How a customer of one credit class may pay. */
export interface PaymentTerms {
  readonly creditClass: string;
  readonly modes: readonly string[];
  readonly termDays: number;
  /** Per cent of the invoice total to deposit first. */
  readonly depositPercent: string;
  /** The most that may stand open; no limit where missing. */
  readonly limit?: string | undefined;
}

/** Credit class to payment mode (信用等级与付费模式). */
export interface Payment {
  /** The declared text fact that holds the credit class. */
  readonly creditClass: string;
  readonly terms: readonly PaymentTerms[];
  /** The class assumed where it is unknown: the most cautious one. */
  readonly whenUnknown: string;
}

/** A tax passed through to the customer: shown beside the quote, in no price step and no margin. */
export interface Tax {
  readonly id: string;
  readonly label?: Label | undefined;
  readonly percent: string;
}

/** The facts that a quote brings itself, for conditions: contract months, list total, number of lines. */
export const quoteFacts = (currency: string): readonly FactDeclaration[] => [
  { id: 'termMonths', kind: 'integer', min: 1, label: { en: 'contract months', zh: '合同月数' } },
  { id: 'listTotal', kind: 'money', currency, label: { en: 'list total', zh: '目录价合计' } },
  { id: 'lineCount', kind: 'integer', min: 0, label: { en: 'lines', zh: '行数' } },
];

type QuoteFact =
  | { readonly id: 'termMonths'; readonly kind: 'integer' }
  | { readonly id: 'listTotal'; readonly kind: 'money'; readonly currency: string }
  | { readonly id: 'lineCount'; readonly kind: 'integer' };

/** The facts that a pricing condition may test. */
export type WithQuoteFacts<F extends readonly FactDeclaration[]> = readonly (F[number] | QuoteFact)[];

/**
 * A pricing policy: the catalogue in TM Forum names, adjustments in one list, and what may be sold at which price. No
 * section has a default: what is left out does not happen.
 */
export interface PricingPolicy<
  F extends readonly FactDeclaration[] = readonly FactDeclaration[],
  O extends string = string,
> extends PolicyHeader<'pricing'> {
  readonly currency: string;
  readonly rounding: Rounding;
  /** Who gets the cents that a spread discount leaves over. */
  readonly allocation: AllocationRule;
  readonly facts: F;
  readonly specifications: readonly ProductSpecification[];
  readonly prices: readonly ProductOfferingPrice[];
  readonly offerings: readonly ProductOffering<O>[];
  /** Usage prices that share their allowances. */
  readonly pools?: readonly AllowancePool[] | undefined;
  readonly adjustments: readonly Adjustment<WithQuoteFacts<NoInfer<F>>>[];
  readonly caps?: readonly DiscountCap[] | undefined;
  readonly floor?: CostFloor | undefined;
  readonly authority?: Authority<WithQuoteFacts<NoInfer<F>>> | undefined;
  readonly payment?: Payment | undefined;
  /** What may be given to whom: needed as soon as a request tells of benefits. */
  readonly compliance?: CompliancePolicy | undefined;
  /** The declared text fact that holds the customer's market segment: needed where offerings are for some segments only. */
  readonly marketSegment?: string | undefined;
  readonly taxes?: readonly Tax[] | undefined;
  /**
   * How seriously to take a term discount that shrinks with the term, more units that cost less in all, and one product
   * that costs a market segment more than another (not looked for where missing).
   */
  readonly catalogueChecks?:
    | {
        readonly shrinkingTermDiscount: 'error' | 'warning';
        readonly cheaperVolume: 'error' | 'warning';
        readonly segmentArbitrage?: 'error' | 'warning' | undefined;
      }
    | undefined;
}

/** A policy of unknown facts and offerings. */
export type AnyPricing = PricingPolicy;

const band = /* @__PURE__ */ z.strictObject({
  upTo: percentSchema.optional(),
  below: percentSchema.optional(),
  level: idSchema.nullable(),
});

const authoritySchema: z.ZodType<Authority> = /* @__PURE__ */ z.strictObject({
  from: z.enum(['list', 'contract']),
  to: z.enum(['invoice', 'pocket']),
  chain: z.enum(['single', 'sequential']),
  levels: z
    .array(
      z.strictObject({
        id: idSchema,
        label: labelSchema.optional(),
        leadWorkingDays: z.int().min(0).max(3660).optional(),
      }),
    )
    .min(1),
  rules: z
    .array(
      z.strictObject({
        id: idSchema,
        label: labelSchema.optional(),
        when: conditionSchema.optional(),
        bands: z.array(band).min(1),
      }),
    )
    .min(1),
});

const paymentSchema: z.ZodType<Payment> = /* @__PURE__ */ z.strictObject({
  creditClass: idSchema,
  terms: z
    .array(
      z.strictObject({
        creditClass: idSchema,
        modes: z.array(idSchema).min(1),
        termDays: z.int().min(0),
        depositPercent: percentSchema,
        limit: amountSchema.optional(),
      }),
    )
    .min(1),
  whenUnknown: idSchema,
});

/** The shape of a {@link PricingPolicy}; `crossCheckPricing` checks the rest. */
export const pricingSchema: z.ZodType<AnyPricing> = /* @__PURE__ */ z.strictObject({
  ...headerShape('pricing'),
  currency: z.custom<string>(isCurrency, { error: 'an ISO 4217 currency code' }),
  rounding: z.strictObject({ mode: z.enum(roundingModes), scale: z.int().min(0).max(6).optional() }),
  allocation: z.enum(allocationRules),
  facts: z.array(factSchema),
  specifications: z.array(specificationSchema),
  prices: z.array(priceSchema),
  offerings: z.array(offeringSchema),
  pools: z.array(poolSchema).optional(),
  adjustments: z.array(adjustmentSchema),
  caps: z.array(capSchema).optional(),
  floor: z
    .strictObject({
      basis: z.enum(['invoice', 'pocket']),
      minimumMargin: z.strictObject({ percent: percentSchema, of: z.enum(['price', 'cost', 'list']) }),
      per: z.enum(['line', 'quote']),
    })
    .optional(),
  authority: authoritySchema.optional(),
  payment: paymentSchema.optional(),
  compliance: complianceSchema.optional(),
  marketSegment: idSchema.optional(),
  taxes: z.array(z.strictObject({ id: idSchema, label: labelSchema.optional(), percent: percentSchema })).optional(),
  catalogueChecks: z
    .strictObject({
      shrinkingTermDiscount: z.enum(['error', 'warning']),
      cheaperVolume: z.enum(['error', 'warning']),
      segmentArbitrage: z.enum(['error', 'warning']).optional(),
    })
    .optional(),
});
