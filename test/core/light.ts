import type { Condition, DecisionContext, FactDeclaration, FactsOf, PolicyHeader } from 'tenure/core';
import * as z from 'zod';
import { type ConditionTree, readCondition } from '../../src/core/condition-tree.js';
import { createDecider, type Decider } from '../../src/core/decider.js';
import type { Reason } from '../../src/core/decision.js';
import { checkFacts, createFactTable } from '../../src/core/fact-table.js';
import { type Issue, issue } from '../../src/core/issue.js';
import { labelLookup } from '../../src/core/label.js';
import {
  checkPolicy,
  conditionSchema,
  factSchema,
  headerShape,
  idSchema,
  labelSchema,
  parsePolicy,
} from '../../src/core/policy-check.js';
import { compileRuleSet } from '../../src/core/rule-set.js';

/** The smallest room that the grammar allows: first matching lamp of an ordered list. */
export interface LightPolicy<F extends readonly FactDeclaration[], L extends string> extends PolicyHeader<'light'> {
  readonly facts: F;
  readonly lamps: readonly { readonly id: L; readonly when: Condition<NoInfer<F>> }[];
  readonly otherwise: L;
  readonly whenUnknown: L;
}

type AnyLight = LightPolicy<readonly FactDeclaration[], string>;
export type LightCode = 'lit' | 'notLit' | 'undecided' | 'otherwise';

const schema: z.ZodType<AnyLight> = z.strictObject({
  ...headerShape('light'),
  facts: z.array(factSchema),
  lamps: z.array(z.strictObject({ id: idSchema, label: labelSchema.optional(), when: conditionSchema })),
  otherwise: idSchema,
  whenUnknown: idSchema,
});

function crossCheck(policy: Partial<AnyLight>): readonly Issue[] {
  const issues = [...checkFacts(policy.facts ?? [], ['facts'])];
  const table = createFactTable(policy.facts ?? []);
  const lamps = policy.lamps ?? [];
  for (const [index, lamp] of lamps.entries()) readCondition(lamp.when, table, ['lamps', index, 'when'], issues);
  for (const key of ['otherwise', 'whenUnknown'] as const) {
    const id = policy[key];
    if (id !== undefined && !lamps.some((lamp) => lamp.id === id)) {
      issues.push(issue('unknownReference', [key], `one of ${lamps.map((lamp) => lamp.id).join(', ')}`, id));
    }
  }
  return issues;
}

export const checkLight = (json: unknown): readonly Issue[] => checkPolicy(schema, crossCheck, json);

export function compileLight<const F extends readonly FactDeclaration[], const L extends string>(
  policy: LightPolicy<F, L>,
): Decider<FactsOf<F>, L, LightCode, LightPolicy<F, L>> {
  return compile<LightPolicy<F, L>, FactsOf<F>, L>(policy);
}

export function compileLightJson(
  json: unknown,
): Decider<{ readonly [id: string]: unknown }, string, LightCode, AnyLight> {
  return compile(json);
}

function compile<P extends PolicyHeader, Facts extends object, L extends string>(
  json: unknown,
): Decider<Facts, L, LightCode, P> {
  const policy = parsePolicy(schema, crossCheck, json, 'light policy');
  const table = createFactTable(policy.facts);
  const trees: readonly ConditionTree[] = policy.lamps.map(({ when }) => readCondition(when, table, [], []));
  const rules = compileRuleSet(table, trees);
  const row = rules.createRow();
  const ids = policy.lamps.map(({ id }) => id as L);
  const settle = (first: number): L => {
    if (first >= 0) return ids[first]!;
    const open = ids.some((_, k) => rules.truth(row, k) === 'unknown');
    return (open ? policy.whenUnknown : policy.otherwise) as L;
  };
  return createDecider<Facts, L, LightCode, P, DecisionContext>({
    policy: policy as PolicyHeader as P,
    outcome: (facts) => {
      rules.read(facts, row);
      return settle(rules.firstTrue(row));
    },
    decide: (facts) => {
      rules.read(facts, row);
      const first = rules.firstTrue(row);
      const upTo = first < 0 ? ids.length : first;
      const reasons: Reason<LightCode>[] = [];
      const unknown = new Set<string>();
      for (let k = 0; k < upTo; k += 1) {
        for (const root of rules.unknownRoots(row, facts, k)) unknown.add(root);
        const code = rules.truth(row, k) === 'unknown' ? 'undecided' : 'notLit';
        reasons.push({ code, rule: ids[k]!, facts: { tests: rules.tests(row, facts, k) } });
      }
      const last: Reason<LightCode> =
        first < 0
          ? { code: 'otherwise', facts: { lamp: settle(first) } }
          : { code: 'lit', rule: ids[first]!, facts: { tests: rules.tests(row, facts, first) } };
      return { outcome: settle(first), reasons: [last, ...reasons], unknown: [...unknown] };
    },
    checkOutcome: (outcome) =>
      ids.includes(outcome as L) ? [] : [issue('unknownReference', ['outcome'], `one of ${ids.join(', ')}`, outcome)],
    texts: {
      lit: { en: '{rule}: {tests}.', zh: '{rule}:{tests}。' },
      notLit: { en: 'Not {rule}: {tests}.', zh: '非 {rule}：{tests}。' },
      undecided: { en: '{rule} cannot be decided: {tests}.', zh: '{rule} 无法判断：{tests}。' },
      otherwise: { en: 'Nothing matched, so {lamp}.', zh: '均不符合，取 {lamp}。' },
    },
    names: labelLookup([policy.facts, policy.lamps]),
  });
}
