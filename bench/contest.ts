import { fork } from 'node:child_process';
import type { Fingerprint } from './answer.js';
import type { Report, Task } from './contestant.js';
import { type Bench, type Figure, sizeOf } from './define.js';
import { benchRows, figureRow, type Measured } from './rows.js';

/** A bench with the compiled file that it stands in. */
export interface Entry<What = Bench | Figure> {
  readonly file: string;
  readonly bench: What;
}

/** How a contest is run, and whom to tell how far it is. */
export interface Conduct {
  /** The compiled `contestant.ts`. */
  readonly contestant: string;
  readonly rounds: number;
  readonly tell: (line: string) => void;
}

/** Contenders did not give the same answer, so their times mean nothing. */
export class DifferentAnswers extends Error {
  override readonly name = 'DifferentAnswers';
}

type ReportOn<What extends Task['do']> = Extract<Report, { readonly kind: What }>;

function inFreshProcess<What extends Task['do']>(
  { contestant }: Conduct,
  task: Task & { readonly do: What },
): Promise<ReportOn<What>> {
  return new Promise((done, fail) => {
    const child = fork(contestant, { execArgv: ['--expose-gc'] });
    child.once('message', (report) => done(report as ReportOn<What>));
    child.once('error', fail);
    child.once('exit', (code) => fail(new Error(`${task.bench}: the process ended with ${code} before it reported`)));
    child.send(task);
  });
}

function requireEqual(bench: Bench, contender: string, answer: Fingerprint, expected: Fingerprint): void {
  if (answer.digest === expected.digest) return;
  const lines = [`  ${bench.baseline}: ${expected.shown}`, `  ${contender}: ${answer.shown}`];
  throw new DifferentAnswers(`${bench.name}: answers differ\n${lines.join('\n')}`);
}

/** The baseline's answer by size, once every contender has given the same at its own size. */
async function agreedAnswers({ file, bench }: Entry<Bench>, conduct: Conduct): Promise<Map<number, Fingerprint>> {
  const agreed = new Map<number, Fingerprint>();
  const ask = async (contender: string, size: number): Promise<Fingerprint> => {
    conduct.tell(`${bench.name}: answer of ${contender} over ${size}`);
    const task = { do: 'answer', file, bench: bench.name, contender, size } as const;
    return (await inFreshProcess(conduct, task)).answer;
  };
  for (const contender of Object.keys(bench.contenders)) {
    const size = sizeOf(bench, contender);
    const expected = agreed.get(size) ?? (await ask(bench.baseline, size));
    agreed.set(size, expected);
    if (contender !== bench.baseline) requireEqual(bench, contender, await ask(contender, size), expected);
  }
  return agreed;
}

async function contest({ file, bench }: Entry<Bench>, conduct: Conduct): Promise<readonly Measured[]> {
  const expected = await agreedAnswers({ file, bench }, conduct);
  const names = Object.keys(bench.contenders);
  const rounds: Record<string, number[]> = Object.fromEntries(names.map((name) => [name, []]));
  for (let round = 0; round < conduct.rounds; round++) {
    for (let turn = 0; turn < names.length; turn++) {
      // Whoever goes first finds the machine cooler; every round another one does.
      const contender = names[(turn + round) % names.length]!;
      const size = sizeOf(bench, contender);
      conduct.tell(`${bench.name}: round ${round + 1} of ${conduct.rounds}, ${contender}`);
      const report = await inFreshProcess(conduct, { do: 'time', file, bench: bench.name, contender, size });
      requireEqual(bench, contender, report.answer, expected.get(size)!);
      rounds[contender]!.push(report.nanoseconds / size);
    }
  }
  return benchRows(bench, rounds);
}

async function measure({ file, bench }: Entry<Figure>, conduct: Conduct): Promise<readonly Measured[]> {
  const values: number[] = [];
  for (let round = 0; round < conduct.rounds; round++) {
    conduct.tell(`${bench.name}: round ${round + 1} of ${conduct.rounds}`);
    const { value } = await inFreshProcess(conduct, { do: 'figure', file, bench: bench.name });
    values.push(value);
  }
  return [figureRow(bench, values)];
}

/** Runs one bench or figure: answers first, then the rounds. Throws {@link DifferentAnswers}. */
export function hold({ file, bench }: Entry, conduct: Conduct): Promise<readonly Measured[]> {
  return bench.kind === 'bench' ? contest({ file, bench }, conduct) : measure({ file, bench }, conduct);
}
