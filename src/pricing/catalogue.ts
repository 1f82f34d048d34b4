import * as z from 'zod';
import type { Label } from '../core/label.js';
import { dateSchema, idSchema, labelSchema } from '../core/policy-check.js';
import { readUnscaled } from '../core/scaled.js';
import { amountSchema, type ChargeModel, chargeSchema, type Quantity, sizeSchema } from './charge-model.js';

/** First and last day of validity, both inclusive; open where missing. */
export interface ValidFor {
  readonly from?: string | undefined;
  readonly until?: string | undefined;
}

/** What is technically delivered (TM Forum ProductSpecification). Offerings of one specification can stand in for each other. */
export interface ProductSpecification {
  readonly id: string;
  readonly label?: Label | undefined;
  /** What it serves, for choosing covers: `mobile`, `broadband`. */
  readonly needs?: readonly string[] | undefined;
}

/**
 * A price of an offering (TM Forum ProductOfferingPrice). `recurring` is charged each period, `usage` by what the meters
 * counted, `oneTime` once. Entries of the same id are versions and must not overlap in validity.
 */
export interface ProductOfferingPrice {
  readonly id: string;
  readonly label?: Label | undefined;
  readonly priceType: 'recurring' | 'usage' | 'oneTime';
  /** Months of one recurring period, one where missing. */
  readonly periodMonths?: number | undefined;
  readonly charge: ChargeModel;
  /** Meters whose sum is charged; the line's quantity where missing. */
  readonly meters?: readonly string[] | undefined;
  /** Digits after the point that quantities may show; whole units where missing. */
  readonly quantityScale?: number | undefined;
  readonly unit?: string | undefined;
  /** What it costs us, by the same models; missing or null is unknown, never zero. */
  readonly cost?: ChargeModel | null | undefined;
  /** No discount takes the price of one unit and a whole period below this; of a prorated line, the part of it that is charged. */
  readonly minimumPrice?: string | undefined;
  readonly validFor?: ValidFor | undefined;
}

/** A part of a bundle: so many of an offering for each bundle. */
export interface BundleComponent {
  readonly offering: string;
  readonly quantity?: Quantity | undefined;
}

/** Options of a bundle of which the customer chooses at least `min` and at most `max` (TM Forum BundledGroupProductOffering). */
export interface ChoiceGroup {
  readonly id: string;
  readonly label?: Label | undefined;
  readonly min: number;
  readonly max: number;
  readonly options: readonly string[];
}

/**
 * The price of a bundle against the sum of its parts: so much for all, or per cent off. A bundle inside another keeps its own, which
 * comes first. A fixed price is that of one bundle for a whole period: where a line is charged for a part of it, so is what falls
 * to the parts that recur, in proportion to list prices.
 */
export type BundlePrice =
  | { readonly kind: 'fixedPrice'; readonly amount: string }
  | { readonly kind: 'percentOff'; readonly percent: string };

/** An offering that consists of others (TM Forum BundledProductOffering). */
export interface Bundle {
  readonly components: readonly BundleComponent[];
  readonly groups?: readonly ChoiceGroup[] | undefined;
  /** Applies to the parts' prices of these types, those of the bundle itself included. */
  readonly price?: BundlePrice | undefined;
  readonly priceTypes: readonly ProductOfferingPrice['priceType'][];
  /** Shares this name with adjustments that the bundle's own price shuts out. */
  readonly exclusive?: string | undefined;
}

/** What is sold (TM Forum ProductOffering): simple where it names a specification, a bundle where it names parts. */
export interface ProductOffering<O extends string = string> {
  readonly id: O;
  readonly label?: Label | undefined;
  readonly specification?: string | undefined;
  readonly prices: readonly string[];
  readonly bundle?: Bundle | undefined;
  /** Sold to customers of these segments only: to others a quote is refused. To all where missing. */
  readonly marketSegments?: readonly string[] | undefined;
  /** Contract lengths offered, in months. Those of its parts hold for a bundle that names none. */
  readonly termMonths?: readonly number[] | undefined;
  readonly relationships?: readonly OfferingRelationship[] | undefined;
  readonly validFor?: ValidFor | undefined;
}

/**
 * How an offering stands to another (TM Forum ProductOfferingRelationship): it needs the other in the same quote, cannot stand
 * beside it, or is named where the other is asked for and no longer sold.
 */
export interface OfferingRelationship {
  readonly type: 'requires' | 'excludes' | 'replaces';
  readonly offering: string;
}

const validFor = /* @__PURE__ */ z
  .strictObject({ from: dateSchema.optional(), until: dateSchema.optional() })
  .optional();

export const priceTypes = ['recurring', 'usage', 'oneTime'] as const;
const priceType = /* @__PURE__ */ z.enum(priceTypes);

/** A percentage of 0 to 100 as a decimal text. */
export const isPercent = (value: unknown): value is string => {
  const read = typeof value === 'string' && !value.startsWith('-') ? readUnscaled(value) : undefined;
  return read !== undefined && read.units <= 100n * 10n ** BigInt(read.scale);
};

export const percentSchema = /* @__PURE__ */ z.custom<string>(isPercent, {
  error: 'a percentage from 0 to 100 as a decimal text',
});

export const specificationSchema: z.ZodType<ProductSpecification> = /* @__PURE__ */ z.strictObject({
  id: idSchema,
  label: labelSchema.optional(),
  needs: z.array(idSchema).optional(),
});

export const priceSchema: z.ZodType<ProductOfferingPrice> = /* @__PURE__ */ z.strictObject({
  id: idSchema,
  label: labelSchema.optional(),
  priceType,
  periodMonths: z.int().min(1).optional(),
  charge: chargeSchema,
  meters: z.array(idSchema).min(1).optional(),
  quantityScale: z.int().min(0).max(6).optional(),
  unit: z.string().optional(),
  cost: chargeSchema.nullable().optional(),
  minimumPrice: amountSchema.optional(),
  validFor,
});

const bundleSchema = /* @__PURE__ */ z.strictObject({
  components: z.array(z.strictObject({ offering: idSchema, quantity: sizeSchema.optional() })),
  groups: z
    .array(
      z.strictObject({
        id: idSchema,
        label: labelSchema.optional(),
        min: z.int().min(0),
        max: z.int().min(1),
        options: z.array(idSchema).min(1),
      }),
    )
    .optional(),
  price: z
    .discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('fixedPrice'), amount: amountSchema }),
      z.strictObject({ kind: z.literal('percentOff'), percent: percentSchema }),
    ])
    .optional(),
  priceTypes: z.array(priceType).min(1),
  exclusive: idSchema.optional(),
});

export const offeringSchema: z.ZodType<ProductOffering> = /* @__PURE__ */ z.strictObject({
  id: idSchema,
  label: labelSchema.optional(),
  specification: idSchema.optional(),
  prices: z.array(idSchema),
  bundle: bundleSchema.optional(),
  marketSegments: z.array(idSchema).min(1).optional(),
  termMonths: z.array(z.int().min(1)).min(1).optional(),
  relationships: z
    .array(z.strictObject({ type: z.enum(['requires', 'excludes', 'replaces']), offering: idSchema }))
    .optional(),
  validFor,
});

/** Whether a day lies inside a validity. */
export function isValidOn(valid: ValidFor | undefined, day: string): boolean {
  return (valid?.from === undefined || valid.from <= day) && (valid?.until === undefined || day <= valid.until);
}

/** Whether two validities share a day. */
export function overlaps(a: ValidFor | undefined, b: ValidFor | undefined): boolean {
  const before = (first: ValidFor | undefined, second: ValidFor | undefined) =>
    first?.until !== undefined && second?.from !== undefined && first.until < second.from;
  return !before(a, b) && !before(b, a);
}
