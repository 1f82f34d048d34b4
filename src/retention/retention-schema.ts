import * as z from 'zod';
import type { FactDeclaration } from '../core/facts.js';
import { conditionSchema, factSchema, headerShape, idSchema, labelSchema, named } from '../core/policy-check.js';
import { roundingModes } from '../core/rounding.js';
import { complianceSchema, giftSchema } from '../practice/compliance-schema.js';
import { amountSchema } from './amount.js';
import { approvalSchema } from './approval-lead.js';
import { type AnyRetentionPolicy, levers, threats, type Uplift } from './retention-policy.js';

const offset = /* @__PURE__ */ z.int().min(-1200).max(1200);

const upliftSchema = /* @__PURE__ */ z.strictObject({
  share: /* @__PURE__ */ z.string().optional(),
  fact: /* @__PURE__ */ idSchema.optional(),
}) as unknown as z.ZodType<Uplift<readonly FactDeclaration[]>>;

/** The shape of a retention policy. */
export const retentionSchema: z.ZodType<AnyRetentionPolicy> = /* @__PURE__ */ z.strictObject({
  ...headerShape('retention'),
  facts: z.array(factSchema),
  currency: z.string(),
  rounding: z.enum(roundingModes),
  left: conditionSchema,
  heldOut: conditionSchema.optional(),
  horizonDays: z.int().min(0).max(36_600),
  causes: z.array(
    z.strictObject({
      ...named,
      threat: z.enum(threats),
      when: conditionSchema,
    }),
  ),
  levers: z.array(z.strictObject({ lever: z.enum(levers), fact: idSchema })).optional(),
  owners: z.array(z.strictObject(named)).min(1),
  attack: z.strictObject({ level: idSchema.optional(), closes: idSchema.optional() }).optional(),
  channels: z.array(z.strictObject({ ...named, consent: idSchema.optional() })).min(1),
  spendingCap: z
    .strictObject({ fact: idSchema, percent: z.string(), whenUnknown: z.enum(['allow', 'reject']) })
    .optional(),
  compliance: complianceSchema.optional(),
  measures: z
    .array(
      z.strictObject({
        ...named,
        causes: z.union([z.literal('none'), z.array(idSchema).min(1)]),
        lever: z.enum(levers),
        price: z.boolean(),
        when: conditionSchema.optional(),
        anchor: idSchema.optional(),
        offset: z.strictObject({ months: offset.optional(), days: offset.optional() }),
        owner: idSchema,
        channels: z.array(idSchema).min(1),
        cost: amountSchema,
        quoted: z.boolean().optional(),
        atStake: amountSchema,
        uplift: upliftSchema.optional(),
        approval: approvalSchema.optional(),
        gift: giftSchema.optional(),
        success: labelSchema,
        uses: z.array(z.strictObject({ resource: idSchema, amount: z.int().min(1) })).optional(),
      }),
    )
    .min(1)
    .max(200),
});
