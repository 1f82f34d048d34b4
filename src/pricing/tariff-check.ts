import * as z from 'zod';
import { PolicyError } from '../core/errors.js';
import { issue } from '../core/issue.js';
import { checkPolicy, idSchema, labelSchema } from '../core/policy-check.js';
import { roundingModes } from '../core/rounding.js';
import { checkCurrency, checkRow, checkUnitsFrom, checkWord } from '../core/row-check.js';
import { digitsOf } from './arithmetic.js';
import { isStepped, type SteppedCharge } from './charge.js';
import { checkCharge } from './charge-check.js';
import { amountSchema, chargeSchema } from './charge-model.js';
import { checkUnique } from './identity-check.js';
import type { TariffPlan, TariffSetting } from './tariff.js';

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

const checkSetting = /* @__PURE__ */ checkRow<TariffSetting>('a setting { currency, mode, quantityScale }', {
  currency: checkCurrency,
  mode: /* @__PURE__ */ checkWord(roundingModes),
  quantityScale: /* @__PURE__ */ checkUnitsFrom(0, 15),
});

/** @throws PolicyError for a currency, mode or number of digits that is none */
export function requireSetting(setting: TariffSetting): void {
  const issues = checkSetting(setting, ['setting']);
  if (issues.length > 0) throw new PolicyError(issues, 'tariffs');
}

/** @throws PolicyError for no plans, and for plans and charges with faults; `digits` are those of quantities */
export function requirePlans(
  plans: readonly TariffPlan[],
  digits: (plan: TariffPlan) => number,
  amountDigits: number = Number.POSITIVE_INFINITY,
): void {
  const issues = checkPolicy(
    menuSchema,
    ({ plans: sound = [] }) => [
      ...checkUnique(sound, ['plans']),
      ...sound.flatMap((plan, at) => [
        ...(['monthly', 'oneOff'] as const).flatMap((key) =>
          digitsOf(plan[key] ?? 0) > amountDigits
            ? [issue('format', ['plans', at, key], `at most ${amountDigits} digits after the point`, plan[key])]
            : [],
        ),
        ...plan.charges.flatMap(({ charge }, k) =>
          checkCharge(charge, digits(plan), ['plans', at, 'charges', k, 'charge']),
        ),
      ]),
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
