import { DuckDBInstance } from '@duckdb/node-api';
import { PGlite } from '@electric-sql/pglite';
import type { FactDeclaration } from 'tenure/core';
import type { SqlDialect } from 'tenure/interop';

type Row = { readonly [fact: string]: unknown };

/** The table `base` in a database, to ask what SQL itself makes of records. */
interface Table {
  readonly ask: (sql: string) => Promise<readonly (readonly unknown[])[]>;
  readonly close: () => Promise<void>;
}

/** A database that holds one table at a time. */
export interface Database {
  readonly dialect: SqlDialect;
  readonly tableOf: (facts: readonly FactDeclaration[], rows: readonly Row[]) => Promise<Table>;
}

/** DuckDB, a fresh one in memory for each table. */
export const duckdb: Database = {
  dialect: 'duckdb',
  async tableOf(facts, rows) {
    const connection = await (await DuckDBInstance.create(':memory:')).connect();
    for (const statement of writeTable(facts, rows, duckdbWords)) await connection.run(statement);
    return {
      ask: async (sql) => (await connection.runAndReadAll(sql)).getRows(),
      close: async () => connection.closeSync(),
    };
  },
};

/** PostgreSQL itself, built for WebAssembly: it takes seconds to start, so one server serves table after table. */
export const postgresql: Database = {
  dialect: 'postgresql',
  async tableOf(facts, rows) {
    server ??= PGlite.create();
    const database = await server;
    await database.exec(['DROP TABLE IF EXISTS base', ...writeTable(facts, rows, postgresqlWords)].join(';'));
    return {
      ask: async (sql) => (await database.query(sql, [], { rowMode: 'array' })).rows as readonly unknown[][],
      close: async () => {
        await database.exec('DROP TABLE base');
      },
    };
  },
};

let server: Promise<PGlite> | undefined;

/** Where the two call the same thing by two names. */
interface Words {
  readonly double: string;
  readonly list: (items: readonly string[]) => string;
}

const duckdbWords: Words = { double: 'DOUBLE', list: (items) => `CAST([${items.join(', ')}] AS VARCHAR[])` };
const postgresqlWords: Words = {
  double: 'DOUBLE PRECISION',
  list: (items) => `CAST(ARRAY[${items.join(', ')}] AS VARCHAR[])`,
};

/** A table and its rows, written without the library. */
function writeTable(facts: readonly FactDeclaration[], rows: readonly Row[], words: Words): readonly string[] {
  const columns = facts.map((fact) => `${name(fact.id)} ${typeOf(fact, words)}`);
  const values = rows.map(
    (row, at) => `(${[at, ...facts.map((fact) => write(fact, row[fact.id], words))].join(', ')})`,
  );
  const create = `CREATE TABLE base (row INTEGER, ${columns.join(', ')})`;
  return values.length === 0 ? [create] : [create, `INSERT INTO base VALUES ${values.join(', ')}`];
}

const name = (id: string): string => `"${id.replaceAll('"', '""')}"`;
const text = (value: unknown): string => `'${String(value).replaceAll("'", "''")}'`;

function typeOf(fact: FactDeclaration, { double }: Words): string {
  const types = {
    integer: 'BIGINT',
    number: double,
    text: 'VARCHAR',
    flag: 'BOOLEAN',
    date: 'DATE',
    textList: 'VARCHAR[]',
    money: 'DECIMAL(18, 2)',
  };
  return fact.kind === 'decimal' ? `DECIMAL(18, ${fact.scale})` : types[fact.kind];
}

function write(fact: FactDeclaration, value: unknown, { double, list }: Words): string {
  if (value === null || value === undefined) return 'NULL';
  if (fact.kind === 'money') return (value as { readonly amount: string }).amount;
  if (fact.kind === 'number') return `CAST(${text(value)} AS ${double})`;
  if (fact.kind === 'text' || fact.kind === 'date') return text(value);
  if (fact.kind === 'textList') return list((value as readonly string[]).map(text));
  return String(value);
}
