import * as z from 'zod';
import type { Condition } from '../core/condition.js';
import { type ConditionTree, readCondition } from '../core/condition-tree.js';
import { isMoney } from '../core/exact-amount.js';
import { checkFacts, createFactTable } from '../core/fact-table.js';
import type { FactDeclaration } from '../core/facts.js';
import { type Issue, issue, type Path } from '../core/issue.js';
import type { Label } from '../core/label.js';
import type { PolicyHeader } from '../core/policy.js';
import { conditionSchema, factSchema, headerShape, idSchema, named } from '../core/policy-check.js';

/** An entry of a list that holds under a condition. */
export interface Conditional<When> {
  readonly id: string;
  readonly label?: Label | undefined;
  readonly when: When;
}

/** A service or gift that a customer is entitled to, with what it costs a year. */
export interface Entitlement<When> extends Conditional<When> {
  readonly annualCost: string;
  /** It has to be in place: where it is not, the plan has a gap. Otherwise it is an offer. */
  readonly required?: boolean | undefined;
}

/** One rung of the ladder of service modes, each above the one before. */
export interface ServiceRung<When> extends Conditional<When> {
  readonly annualCost: string;
}

/** The goal for a kind of customer: retain, grow, automate, re-price; and what it forbids. */
export interface Treatment<When> extends Conditional<When> {
  readonly goal: string;
  readonly serviceLevel: string;
  /** Levers that are closed for these customers, such as `discount` below zero. */
  readonly forbids?: readonly string[] | undefined;
  /** Most that service may cost a year; none where missing. */
  readonly annualCeiling?: string | undefined;
}

/** Which service a customer gets by tier, class and size, and what it costs. */
export interface ServicePolicy<F extends readonly FactDeclaration[]> extends PolicyHeader<'service'> {
  /** Tier and classes come in as facts: `toFacts` of the value decision. */
  readonly facts: F;
  readonly currency: string;
  /** First match. */
  readonly treatments: readonly Treatment<Condition<NoInfer<F>>>[];
  /** Every one whose condition holds. */
  readonly entitlements: readonly Entitlement<Condition<NoInfer<F>>>[];
  /** From the simplest mode up; the highest that holds. */
  readonly ladder: readonly ServiceRung<Condition<NoInfer<F>>>[];
  /** A textList fact: ids of entitlements already in place. Required where an entitlement is. */
  readonly inPlace?: F[number]['id'] | undefined;
}

/** A service policy of unknown content. */
export type AnyServicePolicy = ServicePolicy<readonly FactDeclaration[]>;

const amount = /* @__PURE__ */ z.string().regex(/^\d{1,12}(\.\d{1,4})?$/, { error: 'an amount of at least 0' });
const conditional = { ...named, when: conditionSchema };

/** The shape of a service policy. */
export const serviceSchema: z.ZodType<AnyServicePolicy> = /* @__PURE__ */ z.strictObject({
  ...headerShape('service'),
  facts: z.array(factSchema),
  currency: z.string(),
  treatments: z.array(
    z.strictObject({
      ...conditional,
      goal: idSchema,
      serviceLevel: idSchema,
      forbids: z.array(idSchema).optional(),
      annualCeiling: amount.optional(),
    }),
  ),
  entitlements: z.array(z.strictObject({ ...conditional, annualCost: amount, required: z.boolean().optional() })),
  ladder: z.array(z.strictObject({ ...conditional, annualCost: amount })),
  inPlace: idSchema.optional(),
});

const lists = ['treatments', 'entitlements', 'ladder'] as const;

/** Reads the conditions of all three lists into one table. */
export function readServiceLists(policy: Partial<AnyServicePolicy>, issues: Issue[]) {
  const table = createFactTable(policy.facts ?? []);
  const trees = lists.map((list) =>
    (policy[list] ?? []).map(
      ({ when }, index): ConditionTree => readCondition(when, table, [list, index, 'when'], issues),
    ),
  );
  return { table, trees };
}

/** References, amounts and duplicates of a service policy. */
export function crossCheckService(policy: Partial<AnyServicePolicy>): readonly Issue[] {
  const issues = [...checkFacts(policy.facts ?? [], ['facts'])];
  readServiceLists(policy, issues);
  const { currency } = policy;
  const amountOf = (text: string | undefined, path: Path): void => {
    if (text === undefined || currency === undefined) return;
    if (!isMoney({ amount: text, currency })) issues.push(issue('currency', path, `an amount of ${currency}`, text));
  };
  for (const list of lists) {
    const seen = new Map<string, number>();
    (policy[list] ?? []).forEach((entry, index) => {
      const earlier = seen.get(entry.id);
      if (earlier !== undefined)
        issues.push(issue('duplicate', [list, index, 'id'], `an id not used at position ${earlier}`, entry.id));
      seen.set(entry.id, index);
      if ('annualCost' in entry) amountOf(entry.annualCost, [list, index, 'annualCost']);
      if ('annualCeiling' in entry) amountOf(entry.annualCeiling, [list, index, 'annualCeiling']);
    });
  }
  const required = (policy.entitlements ?? []).some((entitlement) => entitlement.required === true);
  const fact = policy.facts?.find(({ id }) => id === policy.inPlace);
  if (policy.inPlace === undefined ? required : fact?.kind !== 'textList') {
    issues.push(
      issue(
        policy.inPlace === undefined ? 'missing' : 'unknownFact',
        ['inPlace'],
        'a declared fact of kind textList',
        policy.inPlace,
      ),
    );
  }
  return issues;
}
