import { readCondition } from '../core/condition-tree.js';
import { checkFacts, createFactTable } from '../core/fact-table.js';
import type { Issue } from '../core/issue.js';
import { checkAdjustments } from './adjustment-check.js';
import { checkOfferings, checkPrices } from './catalogue-check.js';
import { findOddities } from './catalogue-sense.js';
import { checkUnique } from './identity-check.js';
import { type AnyPricing, quoteFacts } from './policy.js';
import { checkPools } from './pool.js';
import { checkSale } from './sale-check.js';

/** What the shape of a pricing policy cannot say: references, versions, cycles, order, conditions. */
export function crossCheckPricing(policy: Partial<AnyPricing>): readonly Issue[] {
  const facts = [...(policy.facts ?? []), ...quoteFacts(policy.currency ?? 'CNY')];
  return [
    ...checkFacts(facts, ['facts']),
    ...checkPrices(policy.prices ?? []),
    ...checkOfferings(policy),
    ...checkUnique(policy.pools ?? [], ['pools']),
    ...(policy.prices === undefined ? [] : checkPools(policy.pools ?? [], policy.prices)),
    ...checkAdjustments(policy),
    ...checkConditions(policy, facts),
    ...checkSense(policy),
    ...checkSale(policy),
    ...checkUnique(policy.taxes ?? [], ['taxes']),
    ...checkUnique(policy.specifications ?? [], ['specifications']),
  ];
}

function checkConditions(policy: Partial<AnyPricing>, facts: AnyPricing['facts']): readonly Issue[] {
  if (policy.facts === undefined) return [];
  const issues: Issue[] = [];
  const table = createFactTable(facts);
  for (const [at, { when }] of (policy.adjustments ?? []).entries())
    if (when !== undefined) readCondition(when, table, ['adjustments', at, 'when'], issues);
  for (const [at, { when }] of (policy.authority?.rules ?? []).entries())
    if (when !== undefined) readCondition(when, table, ['authority', 'rules', at, 'when'], issues);
  return issues;
}

/** Oddities that the policy takes for errors; the catalogue has to be sound for them to be looked for. */
function checkSense(policy: Partial<AnyPricing>): readonly Issue[] {
  if (policy.catalogueChecks === undefined || checkPrices(policy.prices ?? []).length > 0) return [];
  return findOddities(policy).flatMap((found) =>
    policy.catalogueChecks?.[found.check] === 'error' ? [found.issue] : [],
  );
}
