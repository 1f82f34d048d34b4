import * as z from 'zod';
import { conditionSchema, factSchema, headerShape, idSchema, named } from '../core/policy-check.js';
import { figureSchema } from './figure.js';
import { type AnyValuePolicy, mostClasses, mostFlags, mostTiers } from './policy.js';

const periods = /* @__PURE__ */ z.int().min(1).optional();

/** The shape of a value policy. */
export const valueSchema: z.ZodType<AnyValuePolicy> = /* @__PURE__ */ z.strictObject({
  ...headerShape('value'),
  facts: z.array(factSchema),
  figures: z.array(figureSchema),
  hitPolicy: z.enum(['first', 'firstCertain', 'unique']),
  tiers: z
    .array(
      z.strictObject({
        ...named,
        when: conditionSchema,
        stays: conditionSchema.optional(),
        enterAfter: periods,
        leaveAfter: periods,
      }),
    )
    .min(1)
    .max(mostTiers),
  otherwise: idSchema,
  whenUnknown: z.discriminatedUnion('result', [
    z.strictObject({ result: z.literal('unrated') }),
    z.strictObject({
      result: z.literal('provisional'),
      tiers: z.array(z.strictObject({ tier: idSchema, when: conditionSchema })).min(1),
    }),
  ]),
  standing: z.strictObject({ tier: idSchema, candidate: idSchema, periods: idSchema }).optional(),
  flags: z
    .array(z.strictObject({ ...named, tiers: z.array(idSchema).min(1), when: conditionSchema }))
    .max(mostFlags)
    .optional(),
  classes: z
    .array(
      z.strictObject({
        ...named,
        aliases: z.array(idSchema).optional(),
        rules: z.array(z.strictObject({ when: conditionSchema, source: idSchema })).min(1),
      }),
    )
    .max(mostClasses)
    .optional(),
  precedence: z.array(idSchema).optional(),
});
