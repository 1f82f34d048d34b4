import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** The repository's root. */
export const root = fileURLToPath(new URL('..', import.meta.url));

interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly exports: Readonly<Record<string, unknown>>;
  readonly dependencies: Readonly<Record<string, string>>;
}

/** The package's own manifest. */
export const manifest: Manifest = JSON.parse(readFileSync(`${root}package.json`, 'utf8'));

/** A subpath export: `name` is its file in `dist`, `specifier` what a consumer imports. */
export interface PackageEntry {
  readonly name: string;
  readonly specifier: string;
}

/** Every subpath with code behind it, the root first. */
export const entries: readonly PackageEntry[] = Object.keys(manifest.exports)
  .filter((subpath) => !subpath.endsWith('.json'))
  .map((subpath) => ({
    name: subpath === '.' ? 'index' : subpath.slice('./'.length),
    specifier: subpath === '.' ? manifest.name : `${manifest.name}/${subpath.slice('./'.length)}`,
  }));
