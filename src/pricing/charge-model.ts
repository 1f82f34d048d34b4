import * as z from 'zod';
import { isDecimalText } from '../core/decimal.js';
import { type Issue, issue, type Path } from '../core/issue.js';
import { readScaledBig } from '../core/scaled.js';

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

/** What a shape cannot say of a charge: bounds that rise, one open tier at the end, a named answer for zero usage. */
export function checkCharge(charge: ChargeModel, quantityScale: number, path: Path): readonly Issue[] {
  switch (charge.model) {
    case 'graduated':
    case 'volume':
    case 'graduatedPercentage':
      return checkTiers(charge.tiers, charge.atZero, quantityScale, [...path]);
    case 'package':
      return [
        ...checkQuantity(charge.size, quantityScale, [...path, 'size']),
        ...checkQuantity(charge.included, quantityScale, [...path, 'included']),
        ...(charge.included !== undefined && charge.minimumPackages !== undefined
          ? [
              issue(
                'conflict',
                [...path, 'minimumPackages'],
                'either units included or a minimum',
                charge.minimumPackages,
              ),
            ]
          : []),
      ];
    case 'allowance':
      return [
        ...checkQuantity(charge.included, quantityScale, [...path, 'included']),
        ...checkQuantity(charge.block, quantityScale, [...path, 'block']),
      ];
    case 'capacity':
      return charge.tiers.flatMap(({ limits }, at) => {
        const last = at === charge.tiers.length - 1;
        if (last === (limits.length === 0)) return [];
        const expected = last ? 'no limit in the last tier' : 'at least one limit';
        return [issue('order', [...path, 'tiers', at, 'limits'], expected, limits)];
      });
    case 'floating':
      return Number(charge.floor) <= Number(charge.cap)
        ? []
        : [issue('order', [...path, 'cap'], `at least the floor ${charge.floor}`, charge.cap)];
    default:
      return [];
  }
}

function checkQuantity(value: Quantity | undefined, scale: number, path: Path): readonly Issue[] {
  if (value === undefined || readScaledBig(String(value), scale) !== undefined) return [];
  return [issue('format', path, `at most ${scale} digits after the point`, value)];
}

/** The faults of a list of bands: each but the last carries exactly one bound, bounds rise, the last is open. */
export function checkBands(
  bands: readonly { readonly upTo?: Quantity | undefined; readonly below?: Quantity | undefined }[],
  scale: number,
  path: Path,
): readonly Issue[] {
  const issues: Issue[] = [];
  let before: bigint | undefined;
  bands.forEach((band, at) => {
    const given = (['upTo', 'below'] as const).filter((bound) => band[bound] !== undefined);
    const last = at === bands.length - 1;
    if (given.length !== (last ? 0 : 1)) {
      const expected = last ? 'no bound: the last one is open' : 'one bound, upTo or below';
      issues.push(issue('order', [...path, at], expected, given.length === 0 ? undefined : given.join(' and ')));
      return;
    }
    const [bound] = given;
    if (bound === undefined) return;
    const faults = checkQuantity(band[bound], scale, [...path, at, bound]);
    issues.push(...faults);
    const units = readScaledBig(String(band[bound]), scale);
    if (units === undefined) return;
    const inclusive = bound === 'upTo' ? units : units - 1n;
    if (before !== undefined && inclusive <= before) {
      issues.push(issue('order', [...path, at, bound], 'more than the bound before', band[bound]));
    }
    before = inclusive;
  });
  return issues;
}

function checkTiers(
  all: readonly (PriceTier | RateTier)[],
  zero: AtZero | undefined,
  scale: number,
  path: Path,
): readonly Issue[] {
  const issues = [...checkBands(all, scale, [...path, 'tiers'])];
  all.forEach((one, at) => {
    if ('block' in one) issues.push(...checkQuantity(one.block, scale, [...path, 'tiers', at, 'block']));
  });
  if (zero === undefined && Number(all[0]?.flat ?? 0) > 0) {
    issues.push(
      issue('missing', [...path, 'atZero'], 'firstTierFlat or nothing, because the first tier has a flat fee', zero),
    );
  }
  return issues;
}
