import { readdirSync } from 'node:fs';
import { defineConfig } from 'tsup';

const rooms = readdirSync('src', { withFileTypes: true }).filter((entry) => entry.isDirectory());

const entry = {
  index: 'src/index.ts',
  ...Object.fromEntries(rooms.map(({ name }) => [name, `src/${name}/index.ts`])),
};

/**
 * decimal.js does not declare that it has no side effects, so a bundler keeps it with whatever file imports it. As entries, our
 * decimal and what it stands on get files of their own, and a calendar function does not bring it along. Users cannot import them.
 */
const apart = Object.fromEntries(['decimal', 'errors', 'issue'].map((name) => [`core/${name}`, `src/core/${name}.ts`]));

export default defineConfig({
  entry: { ...entry, ...apart },
  format: ['esm', 'cjs'],
  dts: { entry, compilerOptions: { ignoreDeprecations: '6.0', types: [], paths: {} } },
  splitting: true,
  treeshake: false,
  sourcemap: true,
  clean: true,
  target: 'es2022',
  platform: 'neutral',
  outDir: 'dist',
});
