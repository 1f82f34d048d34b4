import * as z from 'zod';
import { conditionSchema, factSchema, headerShape, idSchema, labelSchema, named } from '../core/policy-check.js';
import type { AnyRiskPolicy } from './risk-policy.js';
import { mostPoints } from './weight.js';

const weightShape = {
  points: /* @__PURE__ */ z.number().min(-mostPoints).max(mostPoints).optional(),
  times: /* @__PURE__ */ z.number().positive().max(1e6).optional(),
  standardError: /* @__PURE__ */ z.number().min(0).optional(),
};
const weightSchema = /* @__PURE__ */ z.strictObject(weightShape);
const literal = /* @__PURE__ */ z.union([z.number(), z.string()]);
const measure = /* @__PURE__ */ z.enum(['value', 'daysUntil', 'daysSince', 'monthsUntil', 'monthsSince']).optional();
const cuts = { id: /* @__PURE__ */ idSchema.optional(), label: /* @__PURE__ */ labelSchema.optional() };

const termSchema = /* @__PURE__ */ z.discriminatedUnion('kind', [
  z.strictObject({
    ...named,
    kind: z.literal('bins'),
    fact: idSchema,
    measure,
    bins: z
      .array(z.strictObject({ ...cuts, ...weightShape, upTo: literal.optional(), below: literal.optional() }))
      .min(1),
    missing: weightSchema,
  }),
  z.strictObject({
    ...named,
    kind: z.literal('categories'),
    fact: idSchema,
    categories: z.array(z.strictObject({ ...cuts, ...weightShape, values: z.array(z.string()).min(1) })).min(1),
    otherwise: weightSchema,
    missing: weightSchema,
  }),
  z.strictObject({
    ...named,
    ...weightShape,
    kind: z.literal('condition'),
    when: conditionSchema,
    missing: weightSchema,
  }),
  z.strictObject({
    ...named,
    kind: z.literal('linear'),
    fact: idSchema,
    measure,
    perUnit: weightSchema,
    origin: literal,
    between: z.tuple([literal, literal]),
    missing: weightSchema,
  }),
  z.strictObject({
    ...named,
    kind: z.literal('interaction'),
    of: z.array(idSchema).min(2),
    cells: z.array(z.strictObject({ ...weightShape, bins: z.array(z.string()).min(2) })).min(1),
  }),
]);

/** The shape of a risk policy. */
export const riskSchema: z.ZodType<AnyRiskPolicy> = /* @__PURE__ */ z.strictObject({
  ...headerShape('risk'),
  facts: z.array(factSchema),
  target: z.enum(['hard', 'service', 'soft']),
  scale: z
    .strictObject({
      pointsToDouble: z.number().positive().max(10_000),
      hazardAtZero: z.number().gt(0).lt(1),
      link: z.enum(['complementaryLogLog', 'logit']),
      months: z.int().min(1).max(600),
      calibration: z.strictObject({ source: z.string(), rows: z.int(), events: z.int() }).optional(),
    })
    .optional(),
  terms: z.array(termSchema).min(1).max(500),
  bands: z
    .array(z.strictObject({ ...named, upTo: z.number().optional(), below: z.number().optional() }))
    .min(1)
    .max(100),
  warnings: z
    .array(
      z.strictObject({
        ...named,
        level: idSchema,
        lifts: z.boolean().optional(),
        when: conditionSchema.optional(),
        expiry: z.strictObject({ fact: idSchema, withinDays: z.int().min(0).max(36_600) }).optional(),
        onset: idSchema.optional(),
      }),
    )
    .optional(),
});
