import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pageModules } from '../test/docs/page-module.js';
import { fencedBlocks } from '../test/docs/snippet.js';
import { entries, root } from './package-entries.js';

/** Compares what each subpath gives as ESM and as CJS; interop keys of the loaders aside. */
const compare = `
import { imported } from './imported.mjs';
import { required } from './required.cjs';
declare const console: { log(line: string): void };

const interop = new Set(['default', '__esModule', 'module.exports']);
const names = (module: object) => Object.keys(module).filter((name) => !interop.has(name)).sort();
const counts = Object.entries(imported).map(([subpath, module]) => {
  const [esm, cjs] = [names(module), names(required[subpath as keyof typeof required])];
  if (esm.join() !== cjs.join()) throw new Error(\`\${subpath}: ESM exports \${esm}, CJS exports \${cjs}\`);
  return \`\${subpath} \${esm.length}\`;
});
console.log(\`exports, the same as ESM and as CJS: \${counts.join(', ')}\`);
`;

/** The README's own code, as a reader would paste it. */
function readmeFiles(): Readonly<Record<string, string>> {
  const text = readFileSync(join(root, 'README.md'), 'utf8');
  const modules = pageModules(fencedBlocks('README.md', text.split('\n'), 'ts'));
  return Object.fromEntries(modules.map(({ line, code }) => [`readme-${line}.mts`, `export {};${code}\n`]));
}

/** The files of a project that uses the package as its users do. */
export function consumerFiles(): Readonly<Record<string, string>> {
  const numbered = entries.map(({ specifier }, index) => ({ specifier, name: `entry${index}` }));
  const record = numbered.map(({ specifier, name }) => `'${specifier}': ${name}`).join(', ');
  const imports = numbered.map(({ specifier, name }) => `import * as ${name} from '${specifier}';`);
  const requires = numbered.map(({ specifier, name }) => `import ${name} = require('${specifier}');`);
  return {
    'imported.mts': `${imports.join('\n')}\nexport const imported = { ${record} };\n`,
    'required.cts': `${requires.join('\n')}\nexport const required = { ${record} };\n`,
    'compare.mts': compare,
    ...readmeFiles(),
  };
}

const shared = { target: 'ES2022', lib: ['ES2022'], types: [], strict: true, skipLibCheck: false, rootDir: '.' };

/** How users compile: for Node itself, with both module kinds, and for a bundler. */
export const typeScriptProjects = {
  'tsconfig.nodenext.json': {
    compilerOptions: { ...shared, module: 'NodeNext', outDir: 'out' },
    include: ['*.mts', '*.cts'],
  },
  'tsconfig.bundler.json': {
    compilerOptions: { ...shared, module: 'ESNext', moduleResolution: 'Bundler', noEmit: true },
    files: ['imported.mts'],
    include: ['readme-*.mts'],
  },
} as const;
