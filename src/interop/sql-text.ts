import { PolicyError } from '../core/errors.js';
import { packLiteral, scaleOf } from '../core/fact-table.js';
import type { FactDeclaration } from '../core/facts.js';
import { issue } from '../core/issue.js';
import { writeScaled } from '../core/scaled.js';

/** The databases whose SQL is written. */
export type SqlDialect = 'duckdb' | 'postgresql';

/** How facts are found in a table, and for which database. */
export interface SqlOptions {
  readonly dialect: SqlDialect;
  /**
   * SQL of the column that holds a fact; the fact's id in double quotes unless given. Expected types: BIGINT for integers, DOUBLE
   * PRECISION for numbers, DECIMAL for decimals and money (the amount in the declared currency), VARCHAR, BOOLEAN, DATE, and a list or
   * array of VARCHAR. Needed where ids differ only by case (DuckDB), or beyond their first 63 octets (PostgreSQL): to the database
   * they name one column.
   */
  readonly column?: ((fact: string) => string) | undefined;
}

/** @throws PolicyError `unknownReference` for a database whose SQL is not written */
export function checkDialect(options: SqlOptions): void {
  const dialect: unknown = options?.dialect;
  if (dialect === 'duckdb' || dialect === 'postgresql') return;
  throw new PolicyError([issue('unknownReference', ['dialect'], 'duckdb or postgresql', dialect)], 'SQL');
}

/** An identifier in double quotes. */
export function quoteName(name: string): string {
  return `"${checked(name).replaceAll('"', '""')}"`;
}

/** A text literal. */
export function quoteText(text: string): string {
  return `'${checked(text).replaceAll("'", "''")}'`;
}

function checked(text: string): string {
  if (!text.includes('\0')) return text;
  throw new PolicyError([issue('format', [], 'a text without the character 0, which SQL cannot hold', text)], 'SQL');
}

/** A value that a policy compares a fact with, cast so that the database compares as we do: exactly, or as doubles. */
export function sqlLiteral(fact: FactDeclaration, value: unknown, dialect: SqlDialect): string {
  switch (fact.kind) {
    case 'text':
    case 'textList':
      return quoteText(String(value));
    case 'flag':
      return value === true ? 'TRUE' : 'FALSE';
    case 'date':
      return `DATE '${String(value)}'`;
    case 'integer':
      return `CAST(${String(value)} AS BIGINT)`;
    case 'number':
      return sqlDouble(value as number, dialect);
    default: {
      const scale = scaleOf(fact);
      return `CAST('${writeScaled(packLiteral(fact, value, []) as number, scale)}' AS DECIMAL(18, ${scale}))`;
    }
  }
}

/** A double, to the last bit. */
export function sqlDouble(value: number, dialect: SqlDialect): string {
  return `CAST('${value}' AS ${doubleType(dialect)})`;
}

/** The name of the type of doubles. */
export function doubleType(dialect: SqlDialect): string {
  return dialect === 'duckdb' ? 'DOUBLE' : 'DOUBLE PRECISION';
}
