import { isDecimalText } from '../core/decimal.js';
import { InputError } from '../core/errors.js';
import { issue } from '../core/issue.js';

/** What a cell may hold; unknown is an empty cell. */
export type CsvCell = string | number | boolean | null | undefined;

/** One column: its header and how a row fills it. */
export interface CsvColumn<Row> {
  readonly header: string;
  /** The cell of a row, before quoting. */
  readonly value: (row: Row) => CsvCell;
}

/** How the text is written. */
export interface CsvOptions {
  /**
   * What to do with a text that a spreadsheet would run as a formula (it begins with `=`, `+`, `-`, `@`, a tab or a line break, full-width
   * forms included): put an apostrophe before it, or leave it. Numbers and decimal texts such as `-2.02` are never touched.
   * Source: OWASP, "CSV Injection".
   */
  readonly formulas: 'apostrophe' | 'keep';
  /** Whether to begin with a byte order mark, by which spreadsheets recognise UTF-8. Default: no. */
  readonly byteOrderMark?: boolean | undefined;
}

const startsFormula = /^[\s]*[=+\-@＝＋－＠\t\r\n]/u;
const needsQuotes = /[",\r\n]|^\s|\s$/;

function cellText(value: CsvCell, header: string, { formulas }: CsvOptions): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'number') {
    if (Number.isFinite(value)) return String(value);
    throw new InputError([issue('range', [header], 'a finite number', value)], 'row');
  }
  if (typeof value === 'boolean') return String(value);
  if (typeof value !== 'string')
    throw new InputError([issue('type', [header], 'a text, number or flag', value)], 'row');
  const guarded = formulas === 'apostrophe' && !isDecimalText(value) && startsFormula.test(value);
  const text = guarded ? `'${value}` : value;
  return needsQuotes.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/**
 * The lines of a CSV file, header first, one at a time, each with its CRLF: for streams.
 *
 * @throws InputError for a cell that is no text, finite number, flag or unknown; the path is the header. `unknownReference` where it is
 * not said what to do with formulas
 */
export function* csvLines<Row>(
  rows: Iterable<Row>,
  columns: readonly CsvColumn<Row>[],
  options: CsvOptions,
): Generator<string, void, undefined> {
  if (options?.formulas !== 'apostrophe' && options?.formulas !== 'keep')
    throw new InputError([issue('unknownReference', ['formulas'], 'apostrophe or keep', options?.formulas)], 'options');
  if (columns.length === 0) throw new InputError([issue('empty', ['columns'], 'at least one column', columns)]);
  const mark = options.byteOrderMark === true ? '\uFEFF' : '';
  yield `${mark}${columns.map(({ header }) => cellText(header, header, options)).join(',')}\r\n`;
  for (const row of rows) {
    const line = columns.map(({ header, value }) => cellText(value(row), header, options)).join(',');
    // A single empty cell would be an empty line, which readers skip.
    yield line === '' ? '""\r\n' : `${line}\r\n`;
  }
}

/**
 * A CSV file as one text: comma, CRLF, quotes doubled.
 * Source: RFC 4180.
 *
 * @example
 * writeCsv([{ who: 'Wu, Li' }], [{ header: 'who', value: (row) => row.who }], { formulas: 'apostrophe' }) //=> 'who\r\n"Wu, Li"\r\n'
 */
export function writeCsv<Row>(rows: Iterable<Row>, columns: readonly CsvColumn<Row>[], options: CsvOptions): string {
  return [...csvLines(rows, columns, options)].join('');
}
