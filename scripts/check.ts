/**
 * `npm run check`: everything that must hold before a change is taken, cheapest first. Goes on after a failure, so that one
 * run names every step that fails. `npm run check -- types api` runs only the steps named.
 */
import { spawnSync } from 'node:child_process';
import { root } from './package-entries.js';

/** Step → npm script with its arguments. */
const steps: Readonly<Record<string, readonly string[]>> = {
  lint: ['lint'],
  types: ['types'],
  tests: ['test:zones'],
  vectors: ['test:vectors'],
  build: ['build'],
  api: ['api:check'],
  docs: ['docs:check'],
  package: ['packed'],
  size: ['size'],
  unused: ['unused'],
};

function succeeds(name: string, script: readonly string[]): boolean {
  const start = Date.now();
  const { status, stdout, stderr } = spawnSync('npm', ['run', '--silent', ...script], {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
    shell: process.platform === 'win32',
  });
  const seconds = ((Date.now() - start) / 1000).toFixed(1);
  process.stdout.write(`${status === 0 ? 'ok  ' : 'FAIL'} ${name.padEnd(8)} ${seconds.padStart(6)} s\n`);
  if (status !== 0) process.stdout.write(`${stdout}${stderr}\n`);
  return status === 0;
}

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !Object.hasOwn(steps, name));
if (unknown.length > 0) {
  process.stderr.write(`check has no step ${unknown.join(', ')}; it has ${Object.keys(steps).join(', ')}\n`);
  process.exit(2);
}
const failed = Object.entries(steps)
  .filter(([name]) => wanted.length === 0 || wanted.includes(name))
  .filter(([name, script]) => !succeeds(name, script))
  .map(([name]) => name);
process.stdout.write(failed.length === 0 ? 'all steps passed\n' : `failed: ${failed.join(', ')}\n`);
process.exitCode = failed.length === 0 ? 0 : 1;
