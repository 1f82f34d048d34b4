import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { VectorAdapter, VectorOutcome } from './adapter.js';

/** The folder of the committed vector files and their adapters. */
export const committed = fileURLToPath(new URL('.', import.meta.url));

/** What an adapter made of one file. `missing` means that the folder does not have the file. */
export type FileTally =
  | { readonly file: string; readonly missing: true }
  | { readonly file: string; readonly missing: false; readonly outcomes: readonly VectorOutcome[] };

/** The counts that stand in the closing line of JSON. */
export interface Counts {
  readonly passed: number;
  readonly failed: number;
  readonly unsupported: number;
}

function below(folder: string, suffix: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => path.endsWith(suffix))
    .sort();
}

/** The vector files in a folder, as `pricing/stripe_tiers.json`. */
export function vectorFiles(folder: string): readonly string[] {
  return below(folder, '.json');
}

/** The vector files that the adapters in a folder answer for, whether or not the files are there. */
export function adaptedFiles(folder: string): readonly string[] {
  return below(folder, '.adapter.ts').map((path) => path.replace(/\.adapter\.ts$/, '.json'));
}

const failure = (id: string, why: string): VectorOutcome => ({ id, status: 'failed', why });

const message = (error: unknown): string =>
  error instanceof Error ? `${error.name}: ${error.message}` : String(error);

/** An adapter that yields nothing, or one id twice, would hide cases: both count as failures. */
function withSuspicions(outcomes: readonly VectorOutcome[]): readonly VectorOutcome[] {
  if (outcomes.length === 0) return [failure('(file)', 'the adapter found no case in the file')];
  const seen = new Set<string>();
  return outcomes.map((outcome) => {
    if (seen.has(outcome.id)) return failure(outcome.id, 'a second outcome under the same id');
    seen.add(outcome.id);
    return outcome;
  });
}

/** Runs one adapter over one parsed file. A throwing adapter keeps what it had yielded and adds a failure. */
export async function answer(adapter: VectorAdapter, parsed: unknown): Promise<readonly VectorOutcome[]> {
  const outcomes: VectorOutcome[] = [];
  try {
    for (const outcome of await adapter(parsed)) outcomes.push(outcome);
  } catch (error) {
    return [...withSuspicions(outcomes), failure('(adapter)', `the adapter threw ${message(error)}`)];
  }
  return withSuspicions(outcomes);
}

async function loadAdapter(folder: string, file: string): Promise<VectorAdapter> {
  const path = join(folder, file.replace(/\.json$/, '.adapter.ts'));
  const module = (await import(/* @vite-ignore */ pathToFileURL(path).href)) as { readonly adapter?: VectorAdapter };
  if (module.adapter === undefined) throw new Error('the adapter file exports no `adapter`');
  return module.adapter;
}

/** One file of a folder of vectors through its adapter. */
export async function tally(file: string, vectors: string, adapters: string = committed): Promise<FileTally> {
  const path = join(vectors, file);
  if (!existsSync(path)) return { file, missing: true };
  try {
    const adapter = await loadAdapter(adapters, file);
    return { file, missing: false, outcomes: await answer(adapter, JSON.parse(readFileSync(path, 'utf8'))) };
  } catch (error) {
    return { file, missing: false, outcomes: [failure('(file)', message(error))] };
  }
}

/** How many of each. */
export function count(outcomes: readonly VectorOutcome[]): Counts {
  const of = (status: VectorOutcome['status']) => outcomes.filter((outcome) => outcome.status === status).length;
  return { passed: of('passed'), failed: of('failed'), unsupported: of('unsupported') };
}
