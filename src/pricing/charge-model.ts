import * as z from 'zod';
import { isDecimalText } from '../core/decimal.js';

/** A quantity in a policy or request: a decimal text, or a safe integer. Binary fractions are refused. */
export type Quantity = string | number;

/**
 * One step of a tiered charge. Carries at most one bound, `upTo` (inclusive) or `below` (exclusive); the last tier carries
 * none. `unit` is the price of one unit, or of one started `block` of units; `flat` is charged once the tier is entered.
 */
export interface PriceTier {
  readonly upTo?: Quantity | undefined;
  readonly below?: Quantity | undefined;
  readonly unit?: string | undefined;
  readonly flat?: string | undefined;
  readonly block?: Quantity | undefined;
}

/** One step of a percentage scale: `rate` per cent of the amount inside the step, `flat` once it is entered. */
export interface RateTier {
  readonly upTo?: Quantity | undefined;
  readonly below?: Quantity | undefined;
  readonly rate: string;
  readonly flat?: string | undefined;
}

/**
 * What zero usage costs where the first tier has a flat fee: Lago and OpenMeter bill the fee (`firstTierFlat`), Stripe and
 * Kill Bill do not (`nothing`).
 */
export type AtZero = 'firstTierFlat' | 'nothing';

/**
 * How a quantity becomes an amount, as data. Amounts are decimal texts in the policy's currency, of any number of digits;
 * the line is rounded once at the end.
 *
 * - `flat` one amount whatever the quantity; `perUnit` a price per unit; `twoPart` a fixed part and a price per unit
 * - `graduated` each tier prices the units that fall into it; `volume` the tier reached prices all units
 * - `package` whole packages of `size`, the started one included unless `partPackage` is `down`
 * - `allowance` a fixed fee with units included, and a price per unit (or started `block`) beyond
 * - `capacity` the flat fee of the first tier whose limits hold the usage of every meter named
 * - `graduatedPercentage` per cent of an amount, tier by tier (the quantity is an amount of money)
 * - `floating` a reference price times an index given with the request, held between `floor` and `cap`
 */
export type ChargeModel =
  | { readonly model: 'flat'; readonly amount: string }
  | { readonly model: 'perUnit'; readonly amount: string }
  | { readonly model: 'twoPart'; readonly fixed: string; readonly unit: string }
  | { readonly model: 'graduated'; readonly tiers: readonly PriceTier[]; readonly atZero?: AtZero | undefined }
  | { readonly model: 'volume'; readonly tiers: readonly PriceTier[]; readonly atZero?: AtZero | undefined }
  | {
      readonly model: 'package';
      readonly size: Quantity;
      readonly amount: string;
      readonly included?: Quantity | undefined;
      readonly minimumPackages?: number | undefined;
      readonly partPackage?: 'up' | 'down' | undefined;
    }
  | {
      readonly model: 'allowance';
      readonly included: Quantity;
      readonly fixed?: string | undefined;
      readonly unit: string;
      readonly block?: Quantity | undefined;
    }
  | {
      readonly model: 'capacity';
      readonly tiers: readonly { readonly flat: string; readonly limits: readonly MeterLimit[] }[];
    }
  | { readonly model: 'graduatedPercentage'; readonly tiers: readonly RateTier[]; readonly atZero?: AtZero | undefined }
  | {
      readonly model: 'floating';
      readonly reference: string;
      readonly floor: string;
      readonly cap: string;
    };

/** The most that one meter may show in a capacity tier. */
export interface MeterLimit {
  readonly meter: string;
  readonly upTo: Quantity;
}

/** A non-negative decimal text. */
export const amountSchema = /* @__PURE__ */ z.custom<string>(
  (value) => isDecimalText(value) && !value.startsWith('-'),
  { error: 'an amount of 0 or more as a decimal text' },
);

/** A decimal text or safe integer of 0 or more. */
export const quantitySchema = /* @__PURE__ */ z.custom<Quantity>(
  (value) =>
    (isDecimalText(value) && !value.startsWith('-')) || (Number.isSafeInteger(value) && (value as number) >= 0),
  { error: 'a quantity of 0 or more, whole or a decimal text' },
);

/** A positive decimal text or safe integer. */
export const sizeSchema = /* @__PURE__ */ z.custom<Quantity>(
  (value) => quantitySchema.safeParse(value).success && Number(value) > 0,
  { error: 'a quantity above 0, whole or a decimal text' },
);

const bounds = {
  upTo: /* @__PURE__ */ quantitySchema.optional(),
  below: /* @__PURE__ */ quantitySchema.optional(),
};
const atZero = /* @__PURE__ */ z.enum(['firstTierFlat', 'nothing']).optional();
const tier = /* @__PURE__ */ z.strictObject({
  ...bounds,
  unit: amountSchema.optional(),
  flat: amountSchema.optional(),
  block: sizeSchema.optional(),
});
const tiers = /* @__PURE__ */ z.array(tier).min(1);

/** The shape of a {@link ChargeModel}. */
export const chargeSchema: z.ZodType<ChargeModel> = /* @__PURE__ */ z.discriminatedUnion('model', [
  z.strictObject({ model: z.literal('flat'), amount: amountSchema }),
  z.strictObject({ model: z.literal('perUnit'), amount: amountSchema }),
  z.strictObject({ model: z.literal('twoPart'), fixed: amountSchema, unit: amountSchema }),
  z.strictObject({ model: z.literal('graduated'), tiers, atZero }),
  z.strictObject({ model: z.literal('volume'), tiers, atZero }),
  z.strictObject({
    model: z.literal('package'),
    size: sizeSchema,
    amount: amountSchema,
    included: quantitySchema.optional(),
    minimumPackages: z.int().min(1).optional(),
    partPackage: z.enum(['up', 'down']).optional(),
  }),
  z.strictObject({
    model: z.literal('allowance'),
    included: quantitySchema,
    fixed: amountSchema.optional(),
    unit: amountSchema,
    block: sizeSchema.optional(),
  }),
  z.strictObject({
    model: z.literal('capacity'),
    tiers: z
      .array(
        z.strictObject({
          flat: amountSchema,
          limits: z.array(z.strictObject({ meter: z.string().min(1), upTo: quantitySchema })),
        }),
      )
      .min(1),
  }),
  z.strictObject({
    model: z.literal('graduatedPercentage'),
    tiers: z.array(z.strictObject({ ...bounds, rate: amountSchema, flat: amountSchema.optional() })).min(1),
    atZero,
  }),
  z.strictObject({
    model: z.literal('floating'),
    reference: amountSchema,
    floor: amountSchema,
    cap: amountSchema,
  }),
]);
