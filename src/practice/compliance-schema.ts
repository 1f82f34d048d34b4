import * as z from 'zod';
import { type Issue, issue, type Path } from '../core/issue.js';
import { type CompliancePolicy, checkBenefitCodes, type GivenBenefit } from './compliance.js';

const tick = () => /* @__PURE__ */ z.boolean().nullable().optional();

/** The shape of a benefit given to a customer. Its codes are checked by {@link checkGift}. */
export const giftSchema = /* @__PURE__ */ z.strictObject({
  benefit: /* @__PURE__ */ z.string(),
  recipient: /* @__PURE__ */ z.string(),
  hasInfluence: /* @__PURE__ */ tick(),
  isBooked: /* @__PURE__ */ tick(),
  user: /* @__PURE__ */ z
    .strictObject({ recipient: /* @__PURE__ */ z.string(), hasInfluence: /* @__PURE__ */ tick() })
    .optional(),
  payer: /* @__PURE__ */ z.string().optional(),
}) as unknown as z.ZodType<GivenBenefit>;

/** The shape of what the house allows. */
export const complianceSchema: z.ZodType<CompliancePolicy> = /* @__PURE__ */ z.strictObject({
  influentialIndividual: /* @__PURE__ */ z.enum(['blocked', 'needsClearance']),
  otherIndividual: /* @__PURE__ */ z.enum(['blocked', 'needsClearance', 'allowed']),
  mustBeBooked: /* @__PURE__ */ z.array(/* @__PURE__ */ z.string()) as unknown as z.ZodType<
    CompliancePolicy['mustBeBooked']
  >,
});

/** Checks a gift's codes, and that the policy says what is allowed. */
export function checkGift(
  gift: GivenBenefit | undefined,
  compliance: CompliancePolicy | undefined,
  at: Path,
  issues: Issue[],
): void {
  if (gift === undefined) return;
  issues.push(...checkBenefitCodes(gift, at));
  if (compliance === undefined)
    issues.push(issue('missing', ['compliance'], 'what the house allows, because something is given', undefined));
}
