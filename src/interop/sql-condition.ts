import type { Condition, Operator } from '../core/condition.js';
import { readCondition } from '../core/condition-tree.js';
import { PolicyError } from '../core/errors.js';
import { checkFacts, createFactTable } from '../core/fact-table.js';
import type { FactDeclaration } from '../core/facts.js';
import type { Issue } from '../core/issue.js';
import { sharedColumns } from './sql-names.js';
import { checkDialect, quoteName, quoteText, type SqlOptions, sqlLiteral } from './sql-text.js';

type Tests = Readonly<Record<string, unknown>>;

/**
 * Writes a policy's condition as a SQL expression. Its value is the condition's in three-valued logic, which is SQL's own: true, false,
 * or NULL where a missing fact leaves it open.
 *
 * @param condition - as in any room's policy
 * @param facts - the declarations that the policy makes
 * @throws PolicyError for a condition that the facts do not allow; `duplicate` for facts whose names the database takes for one (see
 * {@link SqlOptions})
 * @example
 * conditionToSql({ usageGb: { $gte: 200 }, industry: { $ne: "baker's" } }, [
 *   { id: 'usageGb', kind: 'integer' }, { id: 'industry', kind: 'text' },
 * ], { dialect: 'duckdb' })
 * //=> `(("usageGb" >= CAST(200 AS BIGINT)) AND ("industry" <> 'baker''s'))`
 */
export function conditionToSql<const F extends readonly FactDeclaration[]>(
  condition: Condition<NoInfer<F>>,
  facts: F,
  options: SqlOptions,
): string {
  checkDialect(options);
  const issues: Issue[] = [...checkFacts(facts, ['facts'])];
  readCondition(condition, createFactTable(facts), [], issues);
  if (issues.length === 0) issues.push(...sharedColumns(facts, options));
  if (issues.length > 0) throw new PolicyError(issues, 'condition');
  return checkedConditionToSql(condition, facts, options);
}

/** The same for a condition of a policy that compiles. */
export function checkedConditionToSql(
  condition: unknown,
  facts: readonly FactDeclaration[],
  options: SqlOptions,
): string {
  const parts = Object.entries(condition as Tests).map(([key, value]) => {
    if (!key.startsWith('$')) return testsToSql(facts.find(({ id }) => id === key)!, value, options);
    const branches = (value as readonly unknown[]).map((branch) => checkedConditionToSql(branch, facts, options));
    if (key === '$nor') return `(NOT ${joined(branches, 'OR')})`;
    return joined(branches, key === '$and' ? 'AND' : 'OR');
  });
  return joined(parts, 'AND');
}

/** Several expressions as one; a single one as it is. */
export function joined(parts: readonly string[], word: 'AND' | 'OR'): string {
  return parts.length === 1 ? parts[0]! : `(${parts.join(` ${word} `)})`;
}

/** SQL of the column that holds a fact. */
export function columnOf(fact: string, { column = quoteName }: SqlOptions): string {
  return column(fact);
}

function testsToSql(fact: FactDeclaration, value: unknown, options: SqlOptions): string {
  if (typeof value !== 'object' || value === null)
    return testToSql(fact, fact.kind === 'textList' ? '$contains' : '$eq', value, options);
  const parts = Object.entries(value).map(([operator, needed]) =>
    operator === '$not'
      ? `(NOT ${testsToSql(fact, needed, options)})`
      : testToSql(fact, operator as Operator, needed, options),
  );
  return joined(parts, 'AND');
}

const signs = { $eq: '=', $ne: '<>', $gt: '>', $gte: '>=', $lt: '<', $lte: '<=' } as const;

function testToSql(fact: FactDeclaration, operator: Operator, needed: unknown, options: SqlOptions): string {
  const column = columnOf(fact.id, options);
  const literal = (value: unknown): string => sqlLiteral(fact, value, options.dialect);
  switch (operator) {
    case '$exists':
      return `(${column} IS ${needed === true ? 'NOT ' : ''}NULL)`;
    case '$contains':
      return options.dialect === 'duckdb'
        ? `list_contains(${column}, ${quoteText(needed as string)})`
        : `(${quoteText(needed as string)} = ANY(${column}))`;
    case '$in':
    case '$nin':
      return `(${column} ${operator === '$in' ? 'IN' : 'NOT IN'} (${(needed as readonly unknown[]).map(literal).join(', ')}))`;
    case '$between': {
      const [low, high] = needed as readonly [unknown, unknown];
      return `(${column} BETWEEN ${literal(low)} AND ${literal(high)})`;
    }
    default:
      return `(${column} ${signs[operator]} ${literal(needed)})`;
  }
}
