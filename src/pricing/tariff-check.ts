import * as z from 'zod';
import { PolicyError } from '../core/errors.js';
import { checkPolicy, idSchema, labelSchema } from '../core/policy-check.js';
import { isStepped, type SteppedCharge } from './charge.js';
import { checkCharge } from './charge-check.js';
import { amountSchema, chargeSchema } from './charge-model.js';
import { checkUnique } from './identity-check.js';
import type { TariffPlan } from './tariff.js';

const steppedSchema = /* @__PURE__ */ chargeSchema.refine(isStepped, {
  error: 'a charge that depends on one quantity alone',
}) as unknown as z.ZodType<SteppedCharge>;

const menuSchema: z.ZodType<{ readonly plans: readonly TariffPlan[] }> = /* @__PURE__ */ z.strictObject({
  plans: z
    .array(
      z.strictObject({
        id: idSchema,
        label: labelSchema.optional(),
        provider: z.string(),
        monthly: amountSchema,
        oneOff: amountSchema.optional(),
        charges: z.array(z.strictObject({ meter: idSchema, charge: steppedSchema })),
      }),
    )
    .min(1),
});
const loneSchema: z.ZodType<{ readonly charge: SteppedCharge }> = /* @__PURE__ */ z.strictObject({
  charge: steppedSchema,
});

/** @throws PolicyError for no plans, and for plans and charges with faults; `digits` are those of quantities */
export function requirePlans(plans: readonly TariffPlan[], digits: (plan: TariffPlan) => number): void {
  const issues = checkPolicy(
    menuSchema,
    ({ plans: sound = [] }) => [
      ...checkUnique(sound, ['plans']),
      ...sound.flatMap((plan, at) =>
        plan.charges.flatMap(({ charge }, k) =>
          checkCharge(charge, digits(plan), ['plans', at, 'charges', k, 'charge']),
        ),
      ),
    ],
    { plans },
  );
  if (issues.length > 0) throw new PolicyError(issues, 'tariff plans');
}

/** @throws PolicyError for a charge with faults */
export function requireCharge(charge: SteppedCharge, digits: (charge: SteppedCharge) => number): void {
  const issues = checkPolicy(
    loneSchema,
    ({ charge: sound }) => (sound === undefined ? [] : checkCharge(sound, digits(sound), ['charge'])),
    { charge },
  );
  if (issues.length > 0) throw new PolicyError(issues, 'charge');
}
