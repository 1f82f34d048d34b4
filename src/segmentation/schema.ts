import * as z from 'zod';
import { conditionSchema, factSchema, headerShape, idSchema, named } from '../core/policy-check.js';
import type { SegmentationDraft } from './policy.js';

const fallbacks = { otherwise: idSchema, whenUnknown: idSchema };
const namedSchema = /* @__PURE__ */ z.strictObject(named);
const quantileSchema = /* @__PURE__ */ z.strictObject({
  quantile: z.number().gt(0).lt(1),
  method: z.int().min(1).max(9),
});
const cut = /* @__PURE__ */ z
  .custom<unknown>((value) => ['number', 'string'].includes(typeof value) || quantileSchema.safeParse(value).success, {
    error: 'a value of the fact, or a quantile between 0 and 1 with a method from 1 to 9',
  })
  .optional();
const bounds = { upTo: cut, below: cut };

const factorSchema = /* @__PURE__ */ z.discriminatedUnion('type', [
  z.strictObject({
    ...named,
    type: z.literal('bands'),
    weight: z.int(),
    fact: idSchema,
    bands: z.array(z.strictObject({ ...bounds, points: z.int() })).min(1),
  }),
  z.strictObject({
    ...named,
    type: z.literal('cases'),
    weight: z.int(),
    cases: z.array(z.strictObject({ when: conditionSchema, points: z.int() })).min(1),
    otherwise: z.int(),
  }),
]);

const searchSchema = /* @__PURE__ */ z.strictObject({
  seed: z.int().min(0),
  starts: z.int().min(1),
  scale: z.enum(['zScore', 'minMax', 'robust']),
  choose: z
    .strictObject({
      among: z.array(z.int().min(1)).min(1),
      by: z.enum(['silhouette', 'calinskiHarabasz', 'daviesBouldin']),
    })
    .optional(),
});

/** The shape of a segmentation policy and of its draft; which of the two it is, the cross-check tells. */
export const segmentationSchema = /* @__PURE__ */ z.strictObject({
  ...headerShape('segmentation'),
  facts: z.array(factSchema),
  dimensions: z
    .array(
      z.discriminatedUnion('type', [
        z.strictObject({
          ...named,
          type: z.literal('rules'),
          segments: z.array(z.strictObject({ ...named, when: conditionSchema })).min(1),
          ...fallbacks,
        }),
        z.strictObject({
          ...named,
          type: z.literal('bands'),
          fact: idSchema,
          bands: z.array(z.strictObject({ ...named, ...bounds })).min(1),
          whenUnknown: idSchema,
        }),
        z.strictObject({
          ...named,
          type: z.literal('category'),
          fact: idSchema,
          segments: z.array(z.strictObject({ ...named, values: z.array(z.string()).min(1) })).min(1),
          ...fallbacks,
        }),
        z.strictObject({ ...named, type: z.literal('grid'), rows: idSchema, columns: idSchema }),
        z.strictObject({
          ...named,
          type: z.literal('nested'),
          of: idSchema,
          refine: z.array(z.strictObject({ segment: idSchema, by: idSchema })).min(1),
        }),
        z.strictObject({
          ...named,
          type: z.literal('scorecard'),
          factors: z.array(factorSchema).min(1),
          segments: z.array(z.strictObject({ ...named, when: conditionSchema })).min(1),
          ...fallbacks,
        }),
        z.strictObject({
          ...named,
          type: z.literal('nearest'),
          axes: z.array(z.strictObject({ fact: idSchema, scale: z.number().positive() })).min(1),
          segments: z.array(z.strictObject({ ...named, centroid: z.array(z.number()) })).min(1),
          whenUnknown: idSchema,
        }),
        z.strictObject({
          ...named,
          type: z.literal('clusters'),
          axes: z.array(idSchema).min(1),
          segments: z.array(namedSchema).min(1).optional(),
          search: searchSchema,
          whenUnknown: idSchema,
        }),
        z.strictObject({
          ...named,
          type: z.literal('code'),
          uses: z.array(idSchema).min(1),
          segments: z.array(namedSchema).min(1),
          whenUnknown: idSchema,
        }),
      ]),
    )
    .min(1),
}) as unknown as z.ZodType<SegmentationDraft>;
