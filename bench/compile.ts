import { readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const here = fileURLToPath(new URL('.', import.meta.url));

/** Where the compiled bench files and the contestant's process went. */
export interface Compiled {
  readonly files: readonly string[];
  readonly contestant: string;
}

/** The bench files of this folder. */
export function benchFiles(): readonly string[] {
  return readdirSync(here)
    .filter((name) => name.endsWith('.bench.ts'))
    .sort()
    .map((name) => join(here, name));
}

/** Compiles as for release: a development loader wraps functions to keep their names, and that would be timed too. */
export async function compile(files: readonly string[], outdir: string): Promise<Compiled> {
  await build({
    entryPoints: Object.fromEntries(
      [...files, join(here, 'contestant.ts')].map((file) => [basename(file, '.ts'), file]),
    ),
    outdir,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    splitting: true,
    packages: 'external',
    format: 'esm',
    platform: 'node',
    target: 'node20',
    tsconfig: join(here, '../tsconfig.json'),
    logLevel: 'warning',
  });
  return {
    files: files.map((file) => pathToFileURL(join(outdir, `${basename(file, '.ts')}.mjs`)).href),
    contestant: join(outdir, 'contestant.mjs'),
  };
}
