import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import type { FactDeclaration } from 'tenure/core';

export type Row = { readonly [fact: string]: unknown };

/** A table of records in DuckDB, written without the library, to ask what SQL itself makes of them. */
export async function tableOf(facts: readonly FactDeclaration[], rows: readonly Row[]): Promise<DuckDBConnection> {
  const connection = await (await DuckDBInstance.create(':memory:')).connect();
  const columns = facts.map((fact) => `${name(fact.id)} ${typeOf(fact)}`);
  await connection.run(`CREATE TABLE base (row INTEGER, ${columns.join(', ')})`);
  const values = rows.map((row, at) => `(${[at, ...facts.map((fact) => write(fact, row[fact.id]))].join(', ')})`);
  if (values.length > 0) await connection.run(`INSERT INTO base VALUES ${values.join(', ')}`);
  return connection;
}

export async function ask(connection: DuckDBConnection, sql: string): Promise<readonly (readonly unknown[])[]> {
  return (await connection.runAndReadAll(sql)).getRows();
}

const name = (id: string): string => `"${id.replaceAll('"', '""')}"`;
const text = (value: unknown): string => `'${String(value).replaceAll("'", "''")}'`;

function typeOf(fact: FactDeclaration): string {
  const types = {
    integer: 'BIGINT',
    number: 'DOUBLE',
    text: 'VARCHAR',
    flag: 'BOOLEAN',
    date: 'DATE',
    textList: 'VARCHAR[]',
    money: 'DECIMAL(18, 2)',
  };
  return fact.kind === 'decimal' ? `DECIMAL(18, ${fact.scale})` : types[fact.kind];
}

function write(fact: FactDeclaration, value: unknown): string {
  if (value === null || value === undefined) return 'NULL';
  if (fact.kind === 'money') return (value as { readonly amount: string }).amount;
  if (fact.kind === 'number') return `CAST(${text(value)} AS DOUBLE)`;
  if (fact.kind === 'text' || fact.kind === 'date') return text(value);
  if (fact.kind === 'textList') return `CAST([${(value as readonly string[]).map(text).join(', ')}] AS VARCHAR[])`;
  return String(value);
}
