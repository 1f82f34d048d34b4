import * as z from 'zod';
import { type Issue, issue, type Path } from '../core/issue.js';
import type { CompliancePolicy, GivenBenefit } from '../practice/compliance.js';
import { codesOf } from '../practice/label.js';

/** The shape of a benefit given to a customer. Its codes are checked by {@link checkGift}. */
export const giftSchema = /* @__PURE__ */ z.strictObject({
  benefit: /* @__PURE__ */ z.string(),
  recipient: /* @__PURE__ */ z.string(),
  hasInfluence: /* @__PURE__ */ z.boolean().nullable().optional(),
  isBooked: /* @__PURE__ */ z.boolean().nullable().optional(),
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
  for (const [key, list] of [
    ['benefit', 'benefit'],
    ['recipient', 'benefitRecipient'],
  ] as const) {
    const codes: readonly string[] = codesOf(list);
    if (!codes.includes(gift[key]))
      issues.push(issue('unknownReference', [...at, key], `one of ${codes.join(', ')}`, gift[key]));
  }
  if (compliance === undefined)
    issues.push(issue('missing', ['compliance'], 'what the house allows, because something is given', undefined));
}
