/**
 * `npm run test:vectors`: every adapter over its file, a table, and one line of JSON at the very end.
 * `VECTORS=DIR` reads the files of another folder under the same names.
 */
import { existsSync } from 'node:fs';
import { relative, resolve } from 'node:path';
import { adaptedFiles, committed, count, type FileTally, tally, vectorFiles } from './tally.js';

const print = (line: string): void => void process.stdout.write(`${line}\n`);

function table(tallies: readonly FileTally[]): readonly string[] {
  const width = Math.max(4, ...tallies.map(({ file }) => file.length));
  const row = (file: string, cells: readonly string[]) =>
    [file.padEnd(width), ...cells.map((cell) => cell.padStart(12))].join('');
  const rows = tallies.map((one) => {
    if (one.missing) return row(one.file, ['missing']);
    const { passed, failed, unsupported } = count(one.outcomes);
    return row(one.file, [`${passed}`, `${failed}`, `${unsupported}`]);
  });
  return [row('file', ['passed', 'failed', 'unsupported']), ...rows];
}

function whys(tallies: readonly FileTally[], status: 'failed' | 'unsupported'): readonly string[] {
  return tallies.flatMap((one) =>
    one.missing
      ? []
      : one.outcomes.flatMap((outcome) =>
          outcome.status === status ? [`${status} ${one.file} ${outcome.id}: ${outcome.why}`] : [],
        ),
  );
}

async function main(): Promise<void> {
  const folder = resolve(process.env.INIT_CWD ?? process.cwd(), process.env.VECTORS || committed);
  if (!existsSync(folder)) {
    process.stderr.write(`VECTORS: there is no folder ${folder}\n`);
    process.exitCode = 2;
    return;
  }
  const files = adaptedFiles(committed);
  const tallies: FileTally[] = [];
  for (const file of files) tallies.push(await tally(file, folder));

  for (const line of table(tallies)) print(line);
  for (const line of whys(tallies, 'unsupported')) print(line);
  for (const line of whys(tallies, 'failed')) print(line);
  const where = relative(process.cwd(), folder) || '.';
  for (const { file, missing } of tallies) if (missing) print(`missing ${file}: not in ${where}`);
  for (const file of vectorFiles(folder)) if (!files.includes(file)) print(`no adapter for ${file}`);

  const counted = tallies.flatMap((one) => (one.missing ? [] : [[one.file, count(one.outcomes)] as const]));
  if (counted.some(([, { failed }]) => failed > 0)) process.exitCode = 1;
  print(JSON.stringify({ vectors: Object.fromEntries(counted) }));
}

await main();
