import {
  fromDayNumber,
  type Issue,
  isCurrency,
  issue,
  monthsBetween,
  readDayNumber,
  readScaled,
  scaledFromNumber,
  writeScaled,
} from 'tenure/core';
import * as z from 'zod';
import { refuseFile } from './refusal.js';

/** How a cell becomes a fact. `unknown` lists the spellings of "not known"; an empty cell always is. */
const cell = z.discriminatedUnion('as', [
  z.strictObject({
    fact: z.string(),
    column: z.string(),
    as: z.literal('text'),
    unknown: z.array(z.string()).optional(),
  }),
  z.strictObject({
    fact: z.string(),
    column: z.string(),
    as: z.literal('integer'),
    unknown: z.array(z.string()).optional(),
  }),
  z.strictObject({
    fact: z.string(),
    column: z.string(),
    as: z.literal('number'),
    unknown: z.array(z.string()).optional(),
  }),
  z.strictObject({
    fact: z.string(),
    column: z.string(),
    as: z.literal('date'),
    unknown: z.array(z.string()).optional(),
  }),
  z.strictObject({
    fact: z.string(),
    column: z.string(),
    as: z.literal('money'),
    currency: z.string().refine(isCurrency, { error: 'an ISO 4217 currency code' }),
    /** Multiplies the figure: a monthly charge times 12 is a year's. */
    times: z.int().min(1).optional(),
    unknown: z.array(z.string()).optional(),
  }),
  z.strictObject({
    fact: z.string(),
    column: z.string(),
    as: z.literal('flag'),
    yes: z.array(z.string()).min(1),
    no: z.array(z.string()).min(1),
    unknown: z.array(z.string()).optional(),
  }),
]);

/** A fact made of others: whole months or days between a date and the review, or a ratio of two numbers. */
const derived = z.discriminatedUnion('from', [
  z.strictObject({ fact: z.string(), from: z.literal('monthsSince'), of: z.string() }),
  z.strictObject({ fact: z.string(), from: z.literal('daysUntil'), of: z.string() }),
  z.strictObject({
    fact: z.string(),
    from: z.literal('ratio'),
    of: z.string(),
    to: z.string(),
    times: z.number().optional(),
  }),
]);

const schema = z.strictObject({
  title: z.string(),
  subject: z.string(),
  name: z.string().optional(),
  owner: z.string().optional(),
  patch: z.string().optional(),
  facts: z.array(cell).min(1),
  derived: z.array(derived).optional(),
  /** Facts that the book lacks and the review takes for granted; the report prints them. */
  assumed: z.array(z.strictObject({ fact: z.string(), value: z.unknown(), why: z.string() })).optional(),
  summary: z
    .strictObject({
      /** The money fact whose concentration is drawn. */
      value: z.string().optional(),
      /** Money facts to sum. */
      totals: z.array(z.string()).optional(),
      /** Rates of a flag by a text or whole-number fact. */
      rates: z.array(z.strictObject({ flag: z.string(), by: z.string() })).optional(),
      /** The flag that came true later: what the risk is judged by. */
      outcome: z.string().optional(),
    })
    .optional(),
});

/** Which column is which fact. */
export type Mapping = z.infer<typeof schema>;
type Cell = Mapping['facts'][number];

/** Facts of one customer, as the deciders take them. */
export type Facts = Readonly<Record<string, unknown>>;

/** A row made ready, or what is wrong with it and whose it is, where its id can be read. */
export type MappedRow =
  | {
      readonly facts: Facts;
      readonly subject: string;
      readonly text: (key: 'name' | 'owner' | 'patch') => string | null;
    }
  | { readonly issues: readonly Issue[]; readonly subject: string | null };

/** Reads a mapping of unknown content. */
export function readMapping(json: unknown, file: string): Mapping {
  const parsed = schema.safeParse(json);
  if (parsed.success) return parsed.data;
  throw refuseFile(
    file,
    parsed.error.issues.map(({ path, message }) => (path.length === 0 ? message : `${path.join('.')}: ${message}`)),
  );
}

/** The columns that a mapping needs. */
export function columnsOf(mapping: Mapping): readonly string[] {
  const named = [mapping.subject, mapping.name, mapping.owner, mapping.patch].filter((column) => column !== undefined);
  return [...new Set([...named, ...mapping.facts.map(({ column }) => column)])];
}

/** Compiles a mapping into a function over rows. */
export function compileMapping(mapping: Mapping, asOf: string): (row: Facts) => MappedRow {
  const today = readDayNumber(asOf);
  const assumed = Object.fromEntries((mapping.assumed ?? []).map(({ fact, value }) => [fact, value]));
  return (row) => {
    const issues: Issue[] = [];
    const facts: Record<string, unknown> = { ...assumed };
    for (const field of mapping.facts) {
      const value = convert(field, row[field.column], issues);
      if (value !== undefined) facts[field.fact] = value;
    }
    const subject = readText(row[mapping.subject]);
    if (subject === null) return { issues: [...issues, withoutId(mapping, row[mapping.subject])], subject };
    if (issues.length > 0) return { issues, subject };
    for (const field of mapping.derived ?? []) {
      const value = derive(field, facts, today, asOf);
      if (value !== undefined) facts[field.fact] = value;
    }
    return {
      facts,
      subject,
      text: (key) => {
        const column = mapping[key];
        return column === undefined ? null : readText(row[column]);
      },
    };
  };
}

/** Said of a row whose id cannot be read. */
export function withoutId({ subject }: Mapping, received: unknown): Issue {
  return issue('missing', [subject], 'an id that can be read: without one only its number finds this row', received);
}

/** A name or an id as it stands in a cell; `null` where there is none, or something that is no text. */
function readText(raw: unknown): string | null {
  // A whole number beyond 2^53 is not the one that the file says.
  if (Number.isSafeInteger(raw)) return String(raw);
  const text = typeof raw === 'string' ? raw.trim() : '';
  return text === '' ? null : text;
}

function convert(field: Cell, raw: unknown, issues: Issue[]): unknown {
  if (raw === undefined || raw === null) return undefined;
  const text = typeof raw === 'string' ? raw.trim() : raw;
  if (text === '' || field.unknown?.includes(String(text)) === true) return undefined;
  const fail = (expected: string): undefined => {
    issues.push(issue('format', [field.column], expected, raw));
    return undefined;
  };
  switch (field.as) {
    case 'text':
      return String(text);
    case 'date':
      return Number.isNaN(readDayNumber(String(text))) ? fail('a calendar date YYYY-MM-DD') : String(text);
    case 'flag':
      if (field.yes.includes(String(text))) return true;
      return field.no.includes(String(text)) ? false : fail(`one of ${[...field.yes, ...field.no].join(', ')}`);
    case 'money':
      return readMoney(field, text) ?? fail('a decimal amount with at most 4 decimal places');
    default: {
      const value =
        typeof text === 'number'
          ? text
          : /^[-+]?\d+(\.\d+)?(e[-+]?\d+)?$/i.test(String(text))
            ? Number(text)
            : Number.NaN;
      if (!Number.isFinite(value)) return fail('a finite number');
      return field.as === 'integer' && !Number.isSafeInteger(value) ? fail('a whole number') : value;
    }
  }
}

const scale = 4;

function readMoney({ currency, times = 1 }: Extract<Cell, { as: 'money' }>, raw: unknown) {
  const units = typeof raw === 'number' ? scaledFromNumber(raw, scale) : readScaled(String(raw), scale);
  if (Number.isNaN(units)) return undefined;
  const amount = units * times;
  // Feeds write more places than a currency has; half up to the cent, as an invoice would.
  const cents = Math.sign(amount) * Math.floor((Math.abs(amount) + 50) / 100);
  return { amount: writeScaled(cents, 2), currency };
}

function derive(field: NonNullable<Mapping['derived']>[number], facts: Facts, today: number, asOf: string): unknown {
  const of = facts[field.of];
  if (field.from === 'ratio') {
    const to = facts[field.to];
    if (typeof of !== 'number' || typeof to !== 'number' || to === 0) return undefined;
    return (of * (field.times ?? 1)) / to;
  }
  if (typeof of !== 'string') return undefined;
  if (field.from === 'daysUntil') return readDayNumber(of) - today;
  return of <= asOf ? monthsBetween(of, fromDayNumber(today)) : undefined;
}
