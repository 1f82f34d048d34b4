/** `npm run bench [-- --json] [-- --only NAME] [-- --rounds N]`; see README.md beside this file. */
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { benchFiles, compile } from './compile.js';
import { DifferentAnswers, type Entry, hold } from './contest.js';
import type { Bench, Figure } from './define.js';
import type { Measured } from './rows.js';

const tell = (line: string): void => void process.stderr.write(`${line}\n`);

async function entriesOf(files: readonly string[], only: string): Promise<readonly Entry[]> {
  const found: Entry[] = [];
  for (const file of files) {
    const { benches } = (await import(file)) as { readonly benches?: readonly (Bench | Figure)[] };
    if (benches === undefined) throw new Error(`${file} exports no \`benches\``);
    for (const bench of benches) if (bench.name.includes(only)) found.push({ file, bench });
  }
  return found;
}

const digits = (value: number): string => (value >= 100 ? value.toFixed(0) : value.toPrecision(3));

function table(rows: readonly Measured[]): string {
  const head = ['name', 'median', 'low – high', 'unit', 'ratio', 'versus', 'aim', 'met'];
  const cells = rows.map(({ row, low, high }) => [
    row.name,
    digits(row.value),
    `${digits(low)} – ${digits(high)}`,
    row.unit,
    row.ratio === null ? '' : digits(row.ratio),
    row.versus ?? '',
    row.aim ?? '',
    row.met === null ? '' : row.met ? 'yes' : 'NO',
  ]);
  const widths = head.map((title, column) => Math.max(title.length, ...cells.map((row) => row[column]!.length)));
  const line = (row: readonly string[]) =>
    row
      .map((cell, column) => cell.padEnd(widths[column]!))
      .join('  ')
      .trimEnd();
  return [head, ...cells].map(line).join('\n');
}

function readRounds(text: string): number {
  const rounds = Number(text);
  if (Number.isInteger(rounds) && rounds >= 1) return rounds;
  throw new Error(`--rounds: expected a positive integer, got ${text}`);
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      json: { type: 'boolean', default: false },
      only: { type: 'string', default: '' },
      rounds: { type: 'string', default: '5' },
    },
  });
  const rounds = readRounds(values.rounds);
  const { files, contestant } = await compile(benchFiles(), fileURLToPath(new URL('../out/bench', import.meta.url)));
  const entries = await entriesOf(files, values.only);
  if (entries.length === 0 && values.only !== '')
    throw new Error(`--only: no bench has ${JSON.stringify(values.only)} in its name`);

  const results: Measured[] = [];
  for (const entry of entries) {
    try {
      results.push(...(await hold(entry, { contestant, rounds, tell })));
    } catch (error) {
      if (!(error instanceof DifferentAnswers)) throw error;
      tell(error.message);
      process.exitCode = 1;
    }
  }
  const rows = results.map(({ row }) => row);
  process.stdout.write(`${values.json ? JSON.stringify(rows, null, 2) : table(results)}\n`);
}

main().catch((error: unknown) => {
  tell(error instanceof Error ? error.message : String(error));
  process.exitCode = 2;
});
