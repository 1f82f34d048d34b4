import { readCondition } from '../core/condition-tree.js';
import { checkFacts, createFactTable } from '../core/fact-table.js';
import { type Issue, issue, type Path } from '../core/issue.js';
import { checkCuts, checkDateFact, checkIds, names } from './policy-cuts.js';
import type { AnyRiskPolicy } from './risk-policy.js';
import { checkTerm, pointsIssue } from './risk-term-check.js';
import { isPointsNumber } from './weight.js';

/** Checks what the shape cannot: weights, cuts in order, references. */
export function crossCheckRisk(policy: Partial<AnyRiskPolicy>): readonly Issue[] {
  const { facts = [], terms = [], bands = [], warnings = [], scale } = policy;
  const issues = [...checkFacts(facts, ['facts'])];
  const table = createFactTable(facts);
  checkIds(terms, ['terms'], issues);
  checkIds(bands, ['bands'], issues);
  checkIds(warnings, ['warnings'], issues);
  const scaled = scale !== undefined;
  terms.forEach((term, index) => {
    checkTerm(term, terms.slice(0, index), table, ['terms', index], scaled, issues);
  });
  checkCuts(bands, (limit, path) => (isPointsNumber(limit) ? limit : pointsIssue(limit, path)), ['bands'], issues);
  warnings.forEach((warning, index) => {
    const at: Path = ['warnings', index];
    if (warning.when === undefined && warning.expiry === undefined)
      issues.push(issue('missing', [...at, 'when'], 'a condition or an expiry', undefined));
    if (warning.when !== undefined) readCondition(warning.when, table, [...at, 'when'], issues);
    if (warning.expiry !== undefined) checkDateFact(warning.expiry.fact, table, [...at, 'expiry', 'fact'], issues);
    if (warning.onset !== undefined) checkDateFact(warning.onset, table, [...at, 'onset'], issues);
    if (!bands.some(({ id }) => id === warning.level))
      issues.push(issue('unknownReference', [...at, 'level'], `one of ${names(bands)}`, warning.level));
  });
  return issues;
}
