import { createReadStream, existsSync, statSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { parse } from 'csv-parse';
import { type Issue, issue } from 'tenure/core';
import { Refusal } from './refusal.js';

/** One row of a book: its number in the file (the first customer is 1), and the row or what is wrong with it. */
export type BookRow =
  | { readonly row: number; readonly value: Readonly<Record<string, unknown>> }
  | { readonly row: number; readonly issues: readonly Issue[] };

/** Told how many bytes of the file have been read. */
export type Progress = (bytes: number) => void;

export function sizeOf(file: string): number {
  if (!existsSync(file) || !statSync(file).isFile()) throw new Refusal(`${file}: no such file`);
  return statSync(file).size;
}

/** Streams a CSV or JSON-lines file, one row at a time. */
export function readBook(file: string, columns: readonly string[], progress: Progress): AsyncGenerator<BookRow> {
  return /\.(jsonl|ndjson)$/.test(file) ? readLines(file, progress) : readCsv(file, columns, progress);
}

/** A record that could not be read as CSV, such as one with a stray quote. */
interface Skipped {
  readonly line: number;
  readonly raw: string;
}

interface CsvRecord {
  readonly info: { readonly lines: number };
  readonly record: readonly string[];
}

async function* readCsv(file: string, columns: readonly string[], progress: Progress): AsyncGenerator<BookRow> {
  const source = createReadStream(file);
  source.on('data', () => progress(source.bytesRead));
  const skipped: Skipped[] = [];
  let lastLine = 0;
  let isOpen = false;
  const parser = source.pipe(
    parse({
      bom: true,
      info: true,
      relax_column_count: true,
      skip_empty_lines: true,
      skip_records_with_error: true,
      on_skip: (error, raw) => {
        isOpen ||= error?.code === 'CSV_QUOTE_NOT_CLOSED';
        skipped.push({ line: Number(error?.lines ?? 0), raw: raw ?? '' });
        return undefined;
      },
    }),
  );
  source.on('error', (error) => parser.destroy(error));
  let header: readonly string[] | undefined;
  let row = 0;
  const unreadable = (upToLine: number): readonly BookRow[] =>
    skipped.splice(0, skipped.findIndex(({ line }) => line > upToLine) >>> 0).map(({ raw }) => {
      row += 1;
      return { row, issues: [issue('format', [], 'a record with quotes in pairs', raw)] };
    });
  for await (const { info, record } of parser as AsyncIterable<CsvRecord>) {
    lastLine = info.lines;
    if (header === undefined) {
      header = record.map((name) => name.trim());
      checkHeader(header, columns, file);
      continue;
    }
    yield* unreadable(info.lines);
    row += 1;
    if (record.length === header.length) yield { row, value: keyed(header, record) };
    else yield { row, issues: [miscounted(header, record)] };
  }
  // What such a quote hides may be many customers, and nobody knows how many.
  if (isOpen) throw new Refusal(`${file}: after line ${lastLine} a quote is opened that no later line closes`);
  yield* unreadable(Number.POSITIVE_INFINITY);
  if (header === undefined) throw new Refusal(`${file}: the file is empty, expected a header`);
}

function checkHeader(header: readonly string[], columns: readonly string[], file: string): void {
  const missing = columns.find((column) => !header.includes(column));
  if (missing === undefined) return;
  throw new Refusal(`${file}: unknown column ${JSON.stringify(missing)}; the file has ${header.join(', ')}`);
}

/** A cell too many or too few: which of them is which column would be a guess, so the row's beginning is shown. */
function miscounted(header: readonly string[], record: readonly string[]): Issue {
  return issue('format', [], `${header.length} cells, not ${record.length}`, record.join(','));
}

function keyed(header: readonly string[], record: readonly string[]): Readonly<Record<string, unknown>> {
  return Object.fromEntries(header.map((name, index) => [name, record[index]]));
}

async function* readLines(file: string, progress: Progress): AsyncGenerator<BookRow> {
  const source = createReadStream(file);
  source.on('data', () => progress(source.bytesRead));
  let row = 0;
  for await (const line of createInterface({ input: source, crlfDelay: Number.POSITIVE_INFINITY })) {
    if (line.trim() === '') continue;
    row += 1;
    const value = parseJson(line);
    if (typeof value === 'object' && value !== null && !Array.isArray(value))
      yield { row, value: value as Readonly<Record<string, unknown>> };
    else yield { row, issues: [issue('format', [], 'a JSON object', line)] };
  }
}

function parseJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
