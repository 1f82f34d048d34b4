import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { withChecks } from './claim.js';
import type { Snippet } from './snippet.js';

/** Snippets that build on each other, as one module. */
export interface PageModule {
  readonly page: string;
  readonly line: number;
  /** The code, every line where the page has it; the first line is free. */
  readonly code: string;
}

/** Snippets of a page or file in modules: each its own, `continued` ones joined to the one before. */
export function pageModules(snippets: readonly Snippet[]): readonly PageModule[] {
  const modules: PageModule[] = [];
  for (const { page, line, code, continued } of snippets) {
    const before = continued ? modules.at(-1) : undefined;
    if (before?.page === page) {
      modules[modules.length - 1] = { ...before, code: padded(before.code, line) + code };
    } else modules.push({ page, line, code: padded('', line) + code });
  }
  return modules;
}

/** Empty lines up to the one before `line`. */
function padded(text: string, line: number): string {
  return text + '\n'.repeat(line - text.split('\n').length);
}

/** Where a module's two forms are written, from the repository's root: as shown for the compiler, with checks to be run. */
export interface WrittenModule {
  readonly module: PageModule;
  readonly shown: string;
  readonly run: string;
  readonly claims: number;
}

function writeIfChanged(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  try {
    if (readFileSync(path, 'utf8') === text) return;
  } catch {
    // Not there yet.
  }
  writeFileSync(path, text);
}

/** Writes both forms of a module below `out/docs`; `imports` go on its free first line. */
export function writeModule(root: string, module: PageModule, imports: string): WrittenModule {
  const name = `${module.page.replaceAll('/', '-')}-${module.line}.ts`;
  const { code, count } = withChecks(module.page, module.code);
  const shown = `out/docs/shown/${name}`;
  const run = `out/docs/run/${name}`;
  const claim = "import * as __claim from '../../../test/docs/claim.js';";
  writeIfChanged(join(root, shown), `${imports} export {};${module.code}\n`);
  writeIfChanged(join(root, run), `${imports} ${count > 0 ? claim : ''} export {};${code}\n`);
  return { module, shown, run, claims: count };
}

/** A tsconfig over the modules as shown: strict, without the flags beyond it that readers of an example rarely have on. */
export function writeTypeScriptProject(root: string, modules: readonly WrittenModule[]): string {
  const path = join(root, 'out/docs/tsconfig.json');
  const config = {
    extends: '../../tsconfig.json',
    compilerOptions: {
      rootDir: '../..',
      noUnusedLocals: false,
      noUnusedParameters: false,
      noUncheckedIndexedAccess: false,
    },
    include: [],
    files: modules.map(({ shown }) => shown.replace('out/docs/', './')),
  };
  writeIfChanged(path, `${JSON.stringify(config, null, 2)}\n`);
  return path;
}
