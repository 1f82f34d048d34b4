import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { importViolations } from './architecture/imports.js';
import { defaultExportViolations, nameViolations } from './architecture/names.js';
import { purityViolations } from './architecture/purity.js';
import { readSources } from './architecture/source.js';

const root = fileURLToPath(new URL('..', import.meta.url));
const library = readSources(root, ['src']);

describe('the library', () => {
  it('reads downwards only: index → rooms → profile → practice → statistics → core → packages', () => {
    expect(importViolations(library)).toEqual([]);
  });

  it('has no clock, die, environment, input or output, and makes no code of text', () => {
    expect(purityViolations(library)).toEqual([]);
  });

  it('exports by name', () => {
    expect(defaultExportViolations(library)).toEqual([]);
  });

  it('names every file for what it holds', () => {
    const folders = ['src', 'test', 'bench', 'scripts', 'examples'].filter((folder) => existsSync(join(root, folder)));
    expect(nameViolations(readSources(root, folders).keys())).toEqual([]);
  });
});

const plant = (path: string, text: string) => new Map([[path, text]]);

describe('the detector of directions', () => {
  it.each([
    ['pricing imports retention', 'src/pricing/quote.ts', "import { a } from '../retention/risk.js';"],
    ['pricing imports interop', 'src/pricing/quote.ts', "import type { A } from '../interop/index.js';"],
    ['index imports interop', 'src/index.ts', "export * from './interop/index.js';"],
    ['core imports statistics', 'src/core/money.ts', "export { a } from '../statistics/index.js';"],
    ['profile imports index', 'src/profile/record.ts', "import '../index.js';"],
    ['value imports funnel', 'src/value/tier.ts', "type A = import('../funnel/index.js').A;"],
    ['value imports funnel', 'src/value/tier.ts', "const a = await import('../funnel/index.js');"],
    ['value imports funnel', 'src/value/tier.ts', "import\n  // why not\n  { a }\n  from\n  '../funnel/index.js';"],
    ['imports ../core/issue without its .js suffix', 'src/value/tier.ts', "import { a } from '../core/issue';"],
    ['imports ../../test/a.js, which is outside src', 'src/value/tier.ts', "import { a } from '../../test/a.js';"],
    [
      'imports tenure/core, which is not a dependency that src may read',
      'src/value/a.ts',
      "import { a } from 'tenure/core';",
    ],
    [
      'imports node:fs, which is not a dependency that src may read',
      'src/core/a.ts',
      "import { readFileSync } from 'node:fs';",
    ],
    ['imports mingo, which is not a dependency that src may read', 'src/core/a.ts', "import fs = require('mingo');"],
    ['imports decimal.js, which only core may', 'src/value/a.ts', "import { Decimal } from 'decimal.js';"],
    [
      'imports date-fns/addMonths, which is not a dependency that src may read',
      'src/core/a.ts',
      "import { addMonths } from 'date-fns/addMonths';",
    ],
    ["imports zod otherwise than as `import * as z from 'zod'`", 'src/core/a.ts', "import { z } from 'zod';"],
    ["imports zod otherwise than as `import * as z from 'zod'`", 'src/core/a.ts', "import z from 'zod';"],
    ["imports zod otherwise than as `import * as z from 'zod'`", 'src/core/a.ts', "import * as z from 'zod/mini';"],
    ["imports zod otherwise than as `import * as z from 'zod'`", 'src/core/a.ts', "export { z } from 'zod';"],
    [
      'imports ../billing/index.js: billing is on no floor',
      'src/value/a.ts',
      "import { a } from '../billing/index.js';",
    ],
  ])('sees: %s', (what, path, text) => {
    expect(importViolations(plant(path, text))).toEqual([{ at: `${path}:1`, what }]);
  });

  it.each([
    ['src/pricing/quote.ts', "import { a } from './waterfall.js'; import { b } from '../profile/index.js';"],
    [
      'src/pricing/policy.ts',
      "import * as z from 'zod'; import type * as y from 'zod'; type T = import('zod').ZodType;",
    ],
    ['src/core/calendar.ts', "import { Decimal } from 'decimal.js'; import { sha256 } from '@noble/hashes/sha2.js';"],
    ['src/interop/sql.ts', "import { a } from '../pricing/index.js'; import { b } from '../core/issue.js';"],
    ['src/index.ts', "export * from './pricing/index.js'; export * from './core/index.js';"],
    ['src/value/tier.ts', "// import { a } from '../funnel/index.js'\nconst text = \"import '../funnel/index.js'\";"],
  ])('lets %s read what stands below it', (path, text) => {
    expect(importViolations(plant(path, text))).toEqual([]);
  });
});

describe('the detector of clocks, dice and I/O', () => {
  it.each([
    ['const t = Date.now();', 'uses Date otherwise than by new Date(value) or Date.UTC'],
    ['const { now } = Date;', 'uses Date otherwise than by new Date(value) or Date.UTC'],
    ['const D = Date; D.now();', 'uses Date otherwise than by new Date(value) or Date.UTC'],
    ["const t = Date['now']();", 'uses Date otherwise than by new Date(value) or Date.UTC'],
    ['const t = Date();', 'uses Date otherwise than by new Date(value) or Date.UTC'],
    ["const t = Date.parse('2026-11-21 10:00');", 'uses Date otherwise than by new Date(value) or Date.UTC'],
    ['const t = new Date();', 'reads the clock'],
    ['const t = new Date;', 'reads the clock'],
    ['const t = new Date(2026, 10, 21);', "makes a date in the host's time zone"],
    ['const t = performance.now();', 'takes performance from its surroundings'],
    ['const t = process.hrtime();', 'takes process from its surroundings'],
    ['const t = { process };', 'takes process from its surroundings'],
    ['const t = globalThis.Date;', 'takes globalThis from its surroundings'],
    ['const t = Temporal.Now.instant();', 'takes Temporal from its surroundings'],
    ['setTimeout(() => 1, 10);', 'takes setTimeout from its surroundings'],
    ['const t = Math.random();', 'draws a random number'],
    ["const t = Math['random']();", 'draws a random number'],
    ['const { random } = Math;', 'hands Math around, whose random() is a die'],
    ['const t = [Math].map((m) => m.random());', 'hands Math around, whose random() is a die'],
    ['const t = crypto.randomUUID();', 'takes crypto from its surroundings'],
    ['console.log(1);', 'takes console from its surroundings'],
    ["fetch('https://example.com');", 'takes fetch from its surroundings'],
    ["const fs = require('node:fs');", 'takes require from its surroundings'],
    ["const t = await import('./a.js');", 'imports at run time'],
    ['const t = import.meta.url;', 'reads import.meta'],
    ["const t = eval('1');", 'takes eval from its surroundings'],
    ["const t = (0, eval)('1');", 'takes eval from its surroundings'],
    ["const t = new Function('return 1');", 'takes Function from its surroundings'],
    [
      "const t = (() => 1).constructor('return 1')();",
      'calls a constructor by way of an instance, which reaches Function',
    ],
    [
      "const t = (() => 1)['constructor']('return 1')();",
      'calls a constructor by way of an instance, which reaches Function',
    ],
    ['const t = new Intl.NumberFormat();', "takes the host's language"],
    [
      'const t = Intl.DateTimeFormat().resolvedOptions().timeZone;',
      'uses Intl otherwise than by new Intl.X(locale, …)',
    ],
    ['const t = (1).toLocaleString();', "calls toLocaleString, which answers by the host's time zone or language"],
    ['const t = (d: Date) => d.getMonth();', "calls getMonth, which answers by the host's time zone or language"],
    [
      "const t = ['a'].sort((a, b) => a.localeCompare(b));",
      "calls localeCompare, which answers by the host's time zone or language",
    ],
    ['class A extends EventEmitter {}', 'takes EventEmitter from its surroundings'],
    ['const f = (x = process) => x;', 'takes process from its surroundings'],
    [`const t = \`\${process.pid}\`;`, 'takes process from its surroundings'],
  ])('sees: %s', (text, what) => {
    expect(purityViolations(plant('src/core/planted.ts', text))).toEqual([{ at: 'src/core/planted.ts:1', what }]);
  });

  it('is not silenced by a declaration of the name', () => {
    const text = 'declare const process: { pid: number };\nprocess.pid;\ndeclare global { const die: number }\n';
    expect(purityViolations(plant('src/core/planted.ts', text))).toEqual([
      { at: 'src/core/planted.ts:2', what: 'takes process from its surroundings' },
      { at: 'src/core/planted.ts:3', what: 'declares names of other modules' },
    ]);
  });

  it('lets pure code be, whatever its own names', () => {
    const text = `
      import { process as run } from './process.js';
      // Date.now() and Math.random() in a comment
      interface Clock { readonly now: Date; process(window: Window): Crypto }
      type Global = typeof globalThis;
      declare const brand: unique symbol;
      type Branded = { readonly [brand]: true };
      class Wrong extends Error { override readonly name = 'Wrong'; }
      const text = 'Date.now() eval(1)';
      const limits = { fetch: 1, process: 2, now: 3, random: Math.max(1, 2), constructor: 4 };
      function each(process: number, document: string, { console: shown, random }: any) {
        const crypto = process + 1;
        return [crypto, document, shown, random, limits.process, limits.constructor, run];
      }
      outer: for (const performance of [1]) { if (performance) continue outer; }
      const day = new Date(Date.UTC(2026, 10, 21)).getUTCDate();
      const isDate = (value: unknown) => value instanceof Date || value === undefined;
      const shown = new Intl.NumberFormat('en').format(day);
      export { each as process, Wrong, text, isDate, shown };
    `;
    expect(purityViolations(plant('src/core/planted.ts', text))).toEqual([]);
  });
});

describe('the detector of names', () => {
  it.each([
    'src/core/utils.ts',
    'src/pricing/date-helpers.ts',
    'src/common/a.ts',
    'test/base.ts',
    'src/value/tierManager.ts',
  ])('sees: %s', (path) => {
    expect(nameViolations([path])).toHaveLength(1);
  });

  it.each(['src/value/customer-base.ts', 'src/funnel/commonality.ts', 'src/practice/account-roles.ts'])(
    'lets %s be',
    (path) => {
      expect(nameViolations([path])).toEqual([]);
    },
  );

  it.each([
    'export default 1;',
    'export default function f() {}',
    'export default class {}',
    "export { a as default } from './a.js';",
  ])('sees: %s', (text) => {
    expect(defaultExportViolations(plant('src/a.ts', text))).toHaveLength(1);
  });

  it('knows the default of a switch', () => {
    expect(defaultExportViolations(plant('src/a.ts', 'switch (1) { default: break; }'))).toEqual([]);
  });
});
