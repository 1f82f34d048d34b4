/** A fresh process for one contender: what other contenders did to the engine's type feedback cannot reach it. */
import { type Fingerprint, fingerprint } from './answer.js';
import type { Bench, Figure, Run } from './define.js';
import { median } from './rows.js';

/** What the process is asked to do. */
export type Task =
  | {
      readonly do: 'answer' | 'time';
      readonly file: string;
      readonly bench: string;
      readonly contender: string;
      readonly size: number;
    }
  | { readonly do: 'figure'; readonly file: string; readonly bench: string };

/** What it reports back. */
export type Report =
  | { readonly kind: 'answer'; readonly answer: Fingerprint }
  | { readonly kind: 'time'; readonly answer: Fingerprint; readonly nanoseconds: number }
  | { readonly kind: 'figure'; readonly value: number };

const warmUps = { runs: 2, nanoseconds: 200e6 };
const samples = 5;
/** Shorter samples than this measure the clock. */
const sampleNanoseconds = 20e6;

const now = (): number => Number(process.hrtime.bigint());
const collect = (globalThis as { readonly gc?: () => void }).gc;

async function timePerRun(run: Run, times: number): Promise<number> {
  const start = now();
  for (let i = 0; i < times; i++) {
    const answer = run();
    if (answer instanceof Promise) await answer;
  }
  return (now() - start) / times;
}

async function time(run: Run): Promise<number> {
  const start = now();
  let once = 0;
  for (let i = 0; i < warmUps.runs || now() - start < warmUps.nanoseconds; i++) once = await timePerRun(run, 1);
  const times = Math.max(1, Math.ceil(sampleNanoseconds / once));
  const measured: number[] = [];
  for (let i = 0; i < samples; i++) {
    collect?.();
    measured.push(await timePerRun(run, times));
  }
  return median(measured);
}

async function perform(task: Task): Promise<Report> {
  const { benches } = (await import(task.file)) as { readonly benches: readonly (Bench | Figure)[] };
  const bench = benches.find(({ name }) => name === task.bench);
  if (bench?.kind === 'figure') return { kind: 'figure', value: await bench.measure() };
  if (bench === undefined || task.do === 'figure') throw new Error(`there is no bench ${task.bench}`);
  const contender = bench.contenders[task.contender]!;
  const prepare = typeof contender === 'function' ? contender : contender.prepare;
  const run = await prepare(task.size);
  if (task.do === 'answer') return { kind: 'answer', answer: fingerprint(await run()) };
  const nanoseconds = await time(run);
  return { kind: 'time', nanoseconds, answer: fingerprint(await run()) };
}

process.once('message', (task: Task) => {
  perform(task).then(
    (report) => process.send?.(report, () => process.disconnect()),
    (error: unknown) => {
      process.stderr.write(`${error instanceof Error ? error.stack : error}\n`);
      process.exit(1);
    },
  );
});
