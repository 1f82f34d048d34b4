import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { isDate } from 'tenure/core';
import { Refusal } from './refusal.js';

/** What one run reviews and where it writes. */
export interface Run {
  readonly book: string;
  readonly mapping: string;
  readonly policies: string;
  readonly history: string | undefined;
  readonly asOf: string;
  readonly out: string;
  /** True for the committed sample, whose customers are made up. */
  readonly synthetic: boolean;
}

export const help = `Reviews a book of customers: segment, tier, risk, what could keep them, a budget's best use and the calls.

  npm run review                        the synthetic sample book
  npm run review -- --book FILE --mapping FILE --policies DIR --as-of DATE --out DIR [--history FILE]

  --book      customers, CSV with a header or JSON lines (.jsonl, .ndjson)
  --mapping   which column is which fact (JSON)
  --policies  folder of policies (JSON, told apart by their "kind")
  --history   funnel events, JSON lines; optional
  --as-of     the day of the review, YYYY-MM-DD
  --out       folder for decisions.jsonl, plan.csv, plan.ics, rejects.csv, summary.json and report.html

Exit codes: 0 reviewed, 2 something in the call, the mapping or a policy has to be put right.`;

const lastDay = '9998-12-31';

const sample = (path: string): string => fileURLToPath(new URL(`./sample/${path}`, import.meta.url));

/** Reads the command line; without arguments it is the sample. */
export function readArguments(argv: readonly string[]): Run | 'help' {
  const { values } = parse(argv);
  if (values.help === true) return 'help';
  const { book, mapping, policies, history } = values;
  const isSample = [book, mapping, policies, history, values['as-of']].every((value) => value === undefined);
  if (isSample) {
    return {
      book: sample('book.csv'),
      mapping: sample('mapping.json'),
      policies: sample('policies'),
      history: sample('history.jsonl'),
      asOf: '2013-01-04',
      out: values.out ?? 'out/book-review',
      synthetic: true,
    };
  }
  const needed = ['book', 'mapping', 'policies', 'as-of', 'out'] as const;
  const missing = needed.filter((name) => values[name] === undefined).map((name) => `--${name}`);
  if (missing.length > 0) throw new Refusal(`missing: ${missing.join(', ')} (see --help)`);
  const [asOf, out] = [values['as-of']!, values.out!];
  if (!isDate(asOf)) throw new Refusal(`--as-of: expected a calendar date YYYY-MM-DD, got ${JSON.stringify(asOf)}`);
  if (asOf > lastDay)
    throw new Refusal(`--as-of: expected ${lastDay} or earlier: the plan looks ahead, got ${JSON.stringify(asOf)}`);
  return { book: book!, mapping: mapping!, policies: policies!, history, asOf, out, synthetic: false };
}

function parse(argv: readonly string[]) {
  try {
    return parseArgs({
      args: [...argv],
      options: {
        book: { type: 'string' },
        mapping: { type: 'string' },
        policies: { type: 'string' },
        history: { type: 'string' },
        'as-of': { type: 'string' },
        out: { type: 'string' },
        help: { type: 'boolean', short: 'h' },
      },
    });
  } catch (error) {
    throw new Refusal((error as Error).message);
  }
}
