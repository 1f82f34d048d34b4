import { decidedFacts } from './decide-customer.js';
import type { Mapping } from './mapping.js';
import type { Policies } from './policies.js';

/** Facts that policies ask for and that neither the mapping nor an earlier decision gives: unknown of every customer. */
export function neverGiven(
  { facts, derived = [], assumed = [] }: Mapping,
  { segment, classify, assess, retain, quote }: Policies,
): readonly string[] {
  const given = new Set([
    ...[...facts, ...derived, ...assumed].map(({ fact }) => fact),
    ...segment.policy.dimensions.map(({ id }) => id),
    ...(assess.policy.warnings ?? []).map(({ id }) => id),
    ...decidedFacts,
  ]);
  const asked = [segment, classify, assess, retain, quote].flatMap((decide) => decide?.policy.facts ?? []);
  return [...new Set(asked.map(({ id }) => id))].filter((id) => !given.has(id)).sort();
}
