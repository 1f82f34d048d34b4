import * as z from 'zod';
import type { Condition } from '../core/condition.js';
import type { FactDeclaration } from '../core/facts.js';
import type { Label } from '../core/label.js';
import { conditionSchema, idSchema, labelSchema } from '../core/policy-check.js';
import { percentSchema, priceTypes } from './catalogue.js';
import { amountSchema, type Quantity, quantitySchema } from './charge-model.js';

/**
 * The fixed order of work of a quote, as far as adjustments take part in it. What a stage is called says when it runs and
 * where it stands in the waterfall: up to `volume` list becomes contract, up to `commitment` contract becomes invoice,
 * `offInvoice` (rebates, commission, gifts, freight) turns invoice into pocket.
 */
export const stages = ['bundle', 'term', 'volume', 'promotion', 'commitment', 'offInvoice'] as const;

/** One stage of the order of work. `negotiation` is the discount asked for in the request, between promotion and commitment. */
export type AdjustmentStage = (typeof stages)[number];

/** Of which price a percentage is taken: the one reached so far (multiplicative) or the list price (additive). */
export type PercentBase = 'running' | 'list';

/** One band of a schedule, bounded like a tier. */
export interface PercentBand {
  readonly upTo?: Quantity | undefined;
  readonly below?: Quantity | undefined;
  readonly percent: string;
}

/**
 * What an adjustment does to the prices it selects.
 *
 * - `percentOff`, `percentOn` per cent of each line; `maxQuantity` limits it to so many units of each line
 * - `zhe` pay n tenths (八五折 is `'8.5'`: 15 % off)
 * - `amountOff`, `amountOn` one amount spread over the lines in proportion, to the cent
 * - `unitPrice` each unit costs this for a whole period; `fixedPrice` all selected lines together cost this
 * - `scheduleOff` per cent off by the contract's months, the line's quantity, the quantity of all selected lines or of
 *   those at the same site, in started whole units; what a line has several prices for (rental, installation) counts once
 * - `atLeast`, `atMost` the selected lines together, times the quantity where `each` unit is meant: a shortfall becomes a
 *   line of its own of the invoice, an excess a discount. What some of the lines pay to a minimum counts towards the bounds that
 *   come after it over all of them
 *
 * What is said of a unit (`unitPrice`, `each`) is said of a whole period: of a line charged for a part of it the same part is
 * meant, as a fraction that is rounded once. What is said of lines together (`amountOff`, `fixedPrice`, `atLeast` of them all)
 * is the amount for what is quoted, prorated or not.
 */
export type Effect =
  | {
      readonly kind: 'percentOff';
      readonly percent: string;
      readonly of: PercentBase;
      readonly maxQuantity?: number | undefined;
    }
  | { readonly kind: 'percentOn'; readonly percent: string; readonly of: PercentBase }
  | { readonly kind: 'zhe'; readonly zhe: string; readonly of: PercentBase }
  | { readonly kind: 'amountOff'; readonly amount: string }
  | { readonly kind: 'amountOn'; readonly amount: string }
  | { readonly kind: 'unitPrice'; readonly amount: string }
  | { readonly kind: 'fixedPrice'; readonly amount: string }
  | {
      readonly kind: 'scheduleOff';
      readonly by: 'termMonths' | 'lineQuantity' | 'siteQuantity' | 'groupQuantity';
      readonly of: PercentBase;
      readonly bands: readonly PercentBand[];
    }
  | { readonly kind: 'atLeast'; readonly amount: string; readonly each?: boolean | undefined }
  | { readonly kind: 'atMost'; readonly amount: string; readonly each?: boolean | undefined };

/** Which lines an adjustment selects; every list that is given must hold the line. All lines where nothing is given. */
export interface LineSelector {
  readonly offerings?: readonly string[] | undefined;
  readonly specifications?: readonly string[] | undefined;
  readonly prices?: readonly string[] | undefined;
  readonly priceTypes?: readonly (typeof priceTypes)[number][] | undefined;
}

/** A discount, surcharge or commitment, as data. Within a stage the lower `priority` goes first. */
export interface Adjustment<F extends readonly FactDeclaration[] = readonly FactDeclaration[]> {
  readonly id: string;
  readonly label?: Label | undefined;
  readonly stage: AdjustmentStage;
  readonly priority: number;
  /** Over the policy's facts and the quote's own: `termMonths`, `listTotal`, `lineCount`. */
  readonly when?: Condition<F> | undefined;
  readonly lines?: LineSelector | undefined;
  /** Offerings that must all be in the quote: what makes it a bundle discount. */
  readonly together?: readonly string[] | undefined;
  readonly effect: Effect;
  /** Of the adjustments that share a name here only the first that fits applies. */
  readonly exclusive?: string | undefined;
  /** The most this adjustment may take off in all. */
  readonly cap?: string | undefined;
}

/** The most that the adjustments of some stages may take off a line together, per cent of its list price. */
export interface DiscountCap {
  readonly id: string;
  readonly label?: Label | undefined;
  readonly stages: readonly (AdjustmentStage | 'negotiation')[];
  readonly percent: string;
}

const base = /* @__PURE__ */ z.enum(['running', 'list']);
const each = /* @__PURE__ */ z.boolean().optional();

const effectSchema: z.ZodType<Effect> = /* @__PURE__ */ z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('percentOff'),
    percent: percentSchema,
    of: base,
    maxQuantity: z.int().min(1).optional(),
  }),
  z.strictObject({ kind: z.literal('percentOn'), percent: amountSchema, of: base }),
  z.strictObject({ kind: z.literal('zhe'), zhe: z.string(), of: base }),
  z.strictObject({ kind: z.literal('amountOff'), amount: amountSchema }),
  z.strictObject({ kind: z.literal('amountOn'), amount: amountSchema }),
  z.strictObject({ kind: z.literal('unitPrice'), amount: amountSchema }),
  z.strictObject({ kind: z.literal('fixedPrice'), amount: amountSchema }),
  z.strictObject({
    kind: z.literal('scheduleOff'),
    by: z.enum(['termMonths', 'lineQuantity', 'siteQuantity', 'groupQuantity']),
    of: base,
    bands: z
      .array(
        z.strictObject({ upTo: quantitySchema.optional(), below: quantitySchema.optional(), percent: percentSchema }),
      )
      .min(1),
  }),
  z.strictObject({ kind: z.literal('atLeast'), amount: amountSchema, each }),
  z.strictObject({ kind: z.literal('atMost'), amount: amountSchema, each }),
]);

/** The shape of an {@link Adjustment}. */
export const adjustmentSchema: z.ZodType<Adjustment> = /* @__PURE__ */ z.strictObject({
  id: idSchema,
  label: labelSchema.optional(),
  stage: z.enum(stages),
  priority: z.int(),
  when: conditionSchema.optional(),
  lines: z
    .strictObject({
      offerings: z.array(idSchema).min(1).optional(),
      specifications: z.array(idSchema).min(1).optional(),
      prices: z.array(idSchema).min(1).optional(),
      priceTypes: z.array(z.enum(priceTypes)).min(1).optional(),
    })
    .optional(),
  together: z.array(idSchema).min(2).optional(),
  effect: effectSchema,
  exclusive: idSchema.optional(),
  cap: amountSchema.optional(),
});

/** The shape of a {@link DiscountCap}. */
export const capSchema: z.ZodType<DiscountCap> = /* @__PURE__ */ z.strictObject({
  id: idSchema,
  label: labelSchema.optional(),
  stages: z.array(z.enum([...stages, 'negotiation'])).min(1),
  percent: percentSchema,
});
