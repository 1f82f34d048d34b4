import { readdirSync } from 'node:fs';
import { defineConfig } from 'tsup';

const rooms = readdirSync('src', { withFileTypes: true }).filter((entry) => entry.isDirectory());

export default defineConfig({
  entry: {
    index: 'src/index.ts',
    ...Object.fromEntries(rooms.map(({ name }) => [name, `src/${name}/index.ts`])),
  },
  format: ['esm', 'cjs'],
  dts: { compilerOptions: { ignoreDeprecations: '6.0', types: [], paths: {} } },
  splitting: true,
  treeshake: false,
  sourcemap: true,
  clean: true,
  target: 'es2022',
  platform: 'neutral',
  outDir: 'dist',
});
