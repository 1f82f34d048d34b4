/**
 * `npm run packed`: packs what would be published, lints the tarball, and uses it from a scratch project: every
 * subpath as ESM and as CJS, the README's code, type-checked as nodenext and as bundler, then run. Reads `dist`: build first.
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { consumerFiles, typeScriptProjects } from './consumer.js';
import { manifest, root } from './package-entries.js';

const scratch = realpathSync(mkdtempSync(join(tmpdir(), 'tenure-packed-')));
const installed = (path: string): string => join(root, 'node_modules', path);
const say = (line: string): void => void process.stdout.write(`${line}\n`);

/** Runs a program with Node in the scratch folder; its output is shown when it fails. */
function node(program: string, ...args: readonly string[]): string {
  try {
    return execFileSync(process.execPath, [program, ...args], { cwd: scratch, encoding: 'utf8', stdio: 'pipe' });
  } catch (error) {
    const { stdout, stderr } = error as { readonly stdout: string; readonly stderr: string };
    throw new Error(`${program} ${args.join(' ')} failed\n${stdout}${stderr}`);
  }
}

function pack(): string {
  const args = ['pack', '--ignore-scripts', '--silent', '--pack-destination', scratch];
  execFileSync('npm', args, { cwd: root, shell: process.platform === 'win32', stdio: ['ignore', 'ignore', 'inherit'] });
  const tarball = readdirSync(scratch).find((name) => name.endsWith('.tgz'));
  if (tarball === undefined) throw new Error('npm pack made no tarball');
  return join(scratch, tarball);
}

/** Unpacks where an installer would. The dependencies are the ones installed here, so nothing is downloaded. */
function install(tarball: string): void {
  const target = join(scratch, 'node_modules', manifest.name);
  mkdirSync(target, { recursive: true });
  execFileSync('tar', ['-xzf', tarball, '-C', target, '--strip-components=1']);
  for (const name of Object.keys(manifest.dependencies)) {
    const link = join(scratch, 'node_modules', name);
    mkdirSync(dirname(link), { recursive: true });
    symlinkSync(realpathSync(installed(name)), link, 'junction');
  }
}

function lint(tarball: string): void {
  node(installed('publint/src/cli.js'), 'run', tarball, '--strict');
  say('publint --strict: no problem');
  node(installed('@arethetypeswrong/cli/dist/index.js'), tarball);
  say('attw: no problem');
}

function use(): void {
  const files = consumerFiles();
  for (const [name, text] of Object.entries(files)) writeFileSync(join(scratch, name), text);
  for (const [name, config] of Object.entries(typeScriptProjects)) {
    writeFileSync(join(scratch, name), JSON.stringify(config));
    node(installed('typescript/bin/tsc'), '-p', name);
    say(`${name}: type-checks`);
  }
  say(node('out/compare.mjs').trim());
  const readme = Object.keys(files).filter((name) => name.startsWith('readme-'));
  for (const name of readme) node(`out/${name.replace('.mts', '.mjs')}`);
  say(`blocks of the README that run: ${readme.length}`);
}

try {
  const tarball = pack();
  install(tarball);
  lint(tarball);
  use();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
  process.exitCode = 1;
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
