import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));
const read = (path: string) => JSON.parse(readFileSync(`${root}${path}`, 'utf8'));

const manifest: {
  readonly version: string;
  readonly exports: Readonly<Record<string, unknown>>;
  readonly typesVersions: { readonly '*': Readonly<Record<string, readonly string[]>> };
  readonly dependencies: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
} = read('package.json');

interface Locked {
  readonly resolved?: string;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
}
const locked: Readonly<Record<string, Locked>> = read('package-lock.json').packages;

const rooms = readdirSync(`${root}src`, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name)
  .sort();

describe('the package', () => {
  it('exports every room under its name, and nothing else', () => {
    const subpaths = Object.keys(manifest.exports).filter((path) => path !== '.' && path !== './package.json');
    expect(subpaths.sort()).toEqual(rooms.map((room) => `./${room}`));
  });

  it.each(['.', ...rooms.map((room) => `./${room}`)])('gives %s to both module systems, types first', (subpath) => {
    const name = subpath === '.' ? 'index' : subpath.slice(2);
    expect(JSON.stringify(manifest.exports[subpath])).toBe(
      JSON.stringify({
        import: { types: `./dist/${name}.d.ts`, default: `./dist/${name}.js` },
        require: { types: `./dist/${name}.d.cts`, default: `./dist/${name}.cjs` },
      }),
    );
  });

  it('tells the types of every room to compilers that do not read exports', () => {
    const expected = Object.fromEntries(rooms.map((room) => [room, [`./dist/${room}.d.cts`]]));
    expect(manifest.typesVersions['*']).toEqual(expected);
  });

  it('pins its tools exactly', () => {
    const loose = Object.entries(manifest.devDependencies).filter(([, version]) => !/^(npm:.*@)?\d/.test(version));
    expect(loose).toEqual([]);
  });
});

describe('the lockfile', () => {
  it('stands for this package.json', () => {
    const { dependencies, devDependencies } = locked['']!;
    expect({ dependencies, devDependencies }).toEqual({
      dependencies: manifest.dependencies,
      devDependencies: manifest.devDependencies,
    });
  });

  it('holds no download address', () => {
    expect(Object.entries(locked).filter(([, { resolved }]) => resolved !== undefined)).toEqual([]);
  });

  it('holds the binaries of every platform, without which npm refuses it', () => {
    const names = new Set(Object.keys(locked).map((path) => path.replace(/^.*node_modules\//, '')));
    const missing = Object.values(locked).flatMap(({ optionalDependencies = {} }) =>
      Object.keys(optionalDependencies).filter((name) => !names.has(name)),
    );
    expect(missing).toEqual([]);
  });
});
