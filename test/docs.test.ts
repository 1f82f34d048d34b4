import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { UncheckableClaim, withChecks } from './docs/claim.js';
import { exportedNames, impliedImports } from './docs/exported-names.js';
import { pageModules, type WrittenModule, writeModule, writeTypeScriptProject } from './docs/page-module.js';
import { docstringExamples, fencedBlocks } from './docs/snippet.js';

const root = fileURLToPath(new URL('..', import.meta.url));
const read = (path: string): string => readFileSync(join(root, path), 'utf8');
const below = (folder: string, suffix: string): readonly string[] =>
  existsSync(join(root, folder))
    ? readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
        .map((path) => `${folder}/${path.replaceAll('\\', '/')}`)
        .filter((path) => path.endsWith(suffix) && !path.startsWith('docs/api/'))
        .sort()
    : [];

const pages = [
  'README.md',
  'CONTRIBUTING.md',
  ...below('docs', '.md'),
  ...below('examples', '.md'),
  ...below('bench', '.md'),
];
const sources = below('src', '.ts');
const exported = sources.flatMap((path) => exportedNames(path, read(path)));

const fromPages = pages
  .flatMap((page) => pageModules(fencedBlocks(page, read(page).split('\n'), 'ts')))
  .map((module) => writeModule(root, module, ''));
const fromSources = sources
  .flatMap((path) => pageModules(docstringExamples(path, read(path))))
  .map((module) => writeModule(root, module, impliedImports(module.code, module.page, exported, '../../../')));

const named = (modules: readonly WrittenModule[]) =>
  modules.map((written) => [`${written.module.page}:${written.module.line}`, written] as const);

describe('the documentation', () => {
  it('type-checks in every block and example', { timeout: 120_000 }, () => {
    const modules = [...fromPages, ...fromSources];
    const project = writeTypeScriptProject(root, modules);
    const compiler = join(root, 'node_modules/typescript7/bin/tsc');
    const { stdout } = spawnSync(process.execPath, [compiler, '-p', project, '--noEmit', '--pretty', 'false'], {
      cwd: root,
      encoding: 'utf8',
    });
    const faults = modules.length === 0 ? '' : stdout;
    const placed = modules.reduce((text, { shown, module }) => text.replaceAll(`${shown}(`, `${module.page}(`), faults);
    expect(placed).toBe('');
  });

  if (fromPages.length > 0) {
    it.each(named(fromPages))('runs at %s and shows what it gives', { timeout: 60_000 }, async (_where, { run }) => {
      await import(/* @vite-ignore */ pathToFileURL(join(root, run)).href);
    });
  }

  it.each(pages)('%s links to files that are there', (page) => {
    const text = read(page).replace(/^( *)```.*?^ *```/gms, '');
    const links = [...text.matchAll(/\]\(([^)\s]+)\)/g)].map(([, target]) => target!.replace(/#.*$/, ''));
    const relative = links.filter((target) => target !== '' && !/^[a-z]+:/.test(target));
    expect(relative.filter((target) => !existsSync(join(root, dirname(page), target)))).toEqual([]);
  });

  it.each(pages)('%s names npm scripts that are there', (page) => {
    const { scripts } = JSON.parse(read('package.json')) as { readonly scripts: Readonly<Record<string, string>> };
    const names = [...read(page).matchAll(/npm run (?:-s )?([\w:]+)/g)].map(([, name]) => name!);
    expect(names.filter((name) => !Object.hasOwn(scripts, name))).toEqual([]);
  });

  it.each(pages)('%s has no code that escapes being run by calling itself otherwise than ts', (page) => {
    const lines = read(page).split('\n');
    const others = ['typescript', 'tsx', 'js', 'javascript', 'mjs', 'cjs'];
    expect(others.flatMap((language) => fencedBlocks(page, lines, language))).toEqual([]);
  });

  it.each(pages)('%s shows JSON that parses', (page) => {
    for (const { code } of fencedBlocks(page, read(page).split('\n'), 'json')) JSON.parse(code);
  });
});

describe('docstring examples', () => {
  if (fromSources.length > 0) {
    it.each(named(fromSources))('run at %s and show what they give', async (_where, { run }) => {
      await import(/* @vite-ignore */ pathToFileURL(join(root, run)).href);
    });
  }

  it('each show at least one value', () => {
    const silent = fromSources
      .filter(({ claims }) => claims === 0)
      .map(({ module }) => `${module.page}:${module.line}`);
    expect(silent).toEqual([]);
  });
});

describe('snippets', () => {
  it('are the blocks of one language, with their lines on the page', () => {
    const page = ['# A', '```ts', 'one();', '```', '```json', '{}', '```', '  ```ts continued', '  two();', '  ```'];
    expect(fencedBlocks('a.md', page, 'ts')).toEqual([
      { page: 'a.md', line: 3, code: 'one();', continued: false },
      { page: 'a.md', line: 9, code: 'two();', continued: true },
    ]);
  });

  it('of a docstring are its fences, or all of it where there are none', () => {
    const text = [
      '/**',
      ' * Adds.',
      ' * @example',
      ' * add(1, 2); //=> 3',
      ' * @example',
      ' * Some prose.',
      ' * ```ts',
      ' * add(2, 2); //=> 4',
      ' * ```',
      ' */',
      'export function add(a: number, b: number) {}',
    ];
    expect(docstringExamples('src/a.ts', text.join('\n'))).toMatchObject([
      { line: 3, code: '\nadd(1, 2); //=> 3' },
      { line: 8, code: 'add(2, 2); //=> 4' },
    ]);
  });

  it('that are continued run in the module of the one before, every line where the page has it', () => {
    const snippets = [
      { page: 'a.md', line: 3, code: 'const a = 1;', continued: false },
      { page: 'a.md', line: 6, code: 'a;', continued: true },
      { page: 'a.md', line: 9, code: 'b;', continued: false },
    ];
    expect(pageModules(snippets)).toEqual([
      { page: 'a.md', line: 3, code: '\n\nconst a = 1;\n\n\na;' },
      { page: 'a.md', line: 9, code: '\n\n\n\n\n\n\n\nb;' },
    ]);
  });

  it('get the imports that a docstring implies, the nearest first', () => {
    const exported = [
      { name: 'money', file: 'src/core/money.ts', isType: false },
      { name: 'quote', file: 'src/pricing/quote.ts', isType: false },
      { name: 'quote', file: 'src/value/quote.ts', isType: false },
      { name: 'Line', file: 'src/pricing/line.ts', isType: true },
      { name: 'own', file: 'src/pricing/quote.ts', isType: false },
    ];
    const code = 'const own: Line = { money: 1 };\nquote(own).quote; money(own);';
    expect(impliedImports(code, 'src/value/tier.ts', exported, '../').split('; ')).toEqual([
      "import type { Line } from '../src/pricing/line.js'",
      "import { quote } from '../src/value/quote.js'",
      "import { money } from '../src/core/money.js';",
    ]);
  });
});

/** Runs code with its claims checked, in a function so that nothing leaks. */
async function runChecked(code: string): Promise<void> {
  const claim = await import('./docs/claim.js');
  const body = withChecks('page.md', code).code;
  await new Function('__claim', `return (async () => { ${body}\n})()`)(claim);
}

describe('a claim', () => {
  it.each([
    ['of a value', '1 + 1; //=> 2'],
    ['without a semicolon', '1 + 1 //=> 2'],
    ['of a structure', "({ a: [1, 'x'] }); //=> { a: [1, 'x'] }"],
    ['on the line below', '[1, 2];\n//=> [1, 2]'],
    ['over several lines', '({ a: 1, b: 2 });\n//=> {\n//     a: 1,\n//     b: 2,\n//   }\n// and a remark'],
    ['of a name', 'const a = 1 + 1; //=> 2'],
    ['of what is printed', "console.log('a' + 'b'); //=> 'ab'"],
    ['of what is awaited', 'await Promise.resolve(3); //=> 3'],
    ['of a long expression', '[1, 2]\n  // a remark\n  .map((n) => n + 1); //=> [2, 3]'],
    ['of no number', 'Number("x"); //=> NaN'],
    ['of an error', "JSON.parse('{'); //=> throws SyntaxError"],
    ['of an error with its message', "(() => { throw new RangeError('too far') })(); //=> throws RangeError: too far"],
    ['of an awaited error', "await Promise.reject(new TypeError('no')); //=> throws TypeError: no"],
  ])('%s holds where it is true', async (_what, code) => {
    expect(withChecks('page.md', code).count).toBe(1);
    await runChecked(code);
  });

  it.each([
    ['a value', '1 + 1; //=> 3'],
    ['a structure', '({ a: [1] }); //=> { a: [2] }'],
    ['a name', 'const a = 1; //=> 2'],
    ['what is awaited', 'await Promise.resolve(3); //=> 4'],
    ['an error', "JSON.parse('{}'); //=> throws SyntaxError"],
    ['the kind of error', "JSON.parse('{'); //=> throws TypeError"],
    ['the message of an error', "(() => { throw new RangeError('too far') })(); //=> throws RangeError: too near"],
    ['an awaited error', 'await Promise.resolve(1); //=> throws TypeError'],
  ])('of %s fails where it is false, and names its line', async (_what, code) => {
    await expect(runChecked(`\n\n${code}`)).rejects.toThrow('page.md:3');
  });

  it('of a value fails where an error is thrown', async () => {
    await expect(runChecked("JSON.parse('{'); //=> 1")).rejects.toThrow(SyntaxError);
  });

  it.each([
    ['after no statement', '//=> 3'],
    ['without a value', '1 + 1; //=>'],
    ['with half a value', '1 + 1; //=> {'],
    ['after two names', 'const a = 1, b = 2; //=> 3'],
    ['after a pattern', 'const { a } = { a: 1 }; //=> 1'],
    ['inside of another', '[1].map((n) => {\n  n; //=> 1\n}); //=> [undefined]'],
  ])('%s is refused', (_what, code) => {
    expect(() => withChecks('page.md', code)).toThrow(UncheckableClaim);
  });

  it('is not made by a text', () => {
    expect(withChecks('page.md', "const a = 'x //=> 3'; `//=> 4`;").count).toBe(0);
  });

  it('leaves every line where it was', () => {
    const code = 'const a =\n  1; //=> 1\n[a,\n  a]; //=> [1, 1]\nlast();';
    expect(withChecks('page.md', code).code.split('\n')).toHaveLength(5);
    expect(withChecks('page.md', code).code.split('\n')[4]).toBe('last();');
  });
});
