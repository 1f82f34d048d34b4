/**
 * `npm run api` writes one API report per entry to `etc/`; without `--write` a difference from the committed report is a failure.
 * Reads the built declarations: build first.
 */
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  Extractor,
  ExtractorConfig,
  ExtractorLogLevel,
  type ExtractorMessage,
  type IConfigFile,
} from '@microsoft/api-extractor';
import ts from 'typescript';
import { entries, root } from './package-entries.js';

/** The declarations are what is checked, so the compiler needs nothing of the project's own settings. */
const compilerOptions = {
  target: 'ES2022',
  module: 'ESNext',
  moduleResolution: 'Bundler',
  lib: ['ES2022'],
  types: [],
  strict: true,
  skipLibCheck: true,
};

function configOf(name: string): ExtractorConfig {
  const declarations = `dist/${name}.d.ts`;
  const configObject: IConfigFile = {
    projectFolder: root,
    mainEntryPointFilePath: join(root, declarations),
    apiReport: {
      enabled: true,
      reportFolder: join(root, 'etc'),
      reportTempFolder: join(root, 'out/api'),
      reportFileName: `${name}.api.md`,
    },
    docModel: { enabled: false },
    dtsRollup: { enabled: false },
    tsdocMetadata: { enabled: false },
    compiler: { overrideTsconfig: { compilerOptions, files: [declarations] } },
    messages: {
      extractorMessageReporting: { 'ae-missing-release-tag': { logLevel: ExtractorLogLevel.None } },
      tsdocMessageReporting: { default: { logLevel: ExtractorLogLevel.None } },
    },
  };
  return ExtractorConfig.prepare({
    configObject,
    configObjectFullPath: undefined,
    packageJsonFullPath: join(root, 'package.json'),
  });
}

/** Type-level machinery that nobody writes down; listed once, for the API reference. */
function machinery(): readonly string[] {
  const { intentionallyNotExported } = JSON.parse(readFileSync(join(root, 'typedoc.json'), 'utf8')) as {
    readonly intentionallyNotExported: readonly string[];
  };
  return intentionallyNotExported.map((entry) => entry.replace(/^.*:/, ''));
}

/** Every name that a user can import, from whichever entry. */
function importableNames(): readonly string[] {
  const paths = entries.map(({ name }) => join(root, `dist/${name}.d.ts`));
  const { options } = ts.convertCompilerOptionsFromJson(compilerOptions, root);
  const program = ts.createProgram(paths, options);
  const checker = program.getTypeChecker();
  const modules = paths.map((path) => checker.getSymbolAtLocation(program.getSourceFile(path)!));
  return modules.flatMap((module) => (module ? checker.getExportsOfModule(module) : [])).map(({ name }) => name);
}

interface Reported {
  readonly changed: boolean;
  readonly faults: readonly string[];
}

/**
 * One entry's report. A name that this entry does not export is a fault only where no entry does:
 * a room may speak of what `tenure/core` exports, but a type that nobody can import cannot be written down by a user.
 */
function report(name: string, nameable: ReadonlySet<string>): Reported {
  const faults: string[] = [];
  const listen = (message: ExtractorMessage): void => {
    const isForgotten = message.messageId === 'ae-forgotten-export';
    // Names that two rooms use come with a number.
    const symbol = isForgotten ? /"([^"]+)"/.exec(message.text)?.[1]?.replace(/[$_]\d+$/, '') : undefined;
    if (symbol !== undefined && !nameable.has(symbol))
      faults.push(`${symbol} is part of the API and exported by no entry`);
    const isFault = message.logLevel === 'error' || message.logLevel === 'warning';
    if (isFault && !isForgotten && !message.messageId.startsWith('console-'))
      faults.push(message.formatMessageWithLocation(root));
    message.handled = true;
  };
  const { apiReportChanged } = Extractor.invoke(configOf(name), { localBuild: write, messageCallback: listen });
  return { changed: apiReportChanged, faults: faults.map((fault) => `${name}: ${fault}`) };
}

const write = process.argv.includes('--write');
mkdirSync(join(root, 'etc'), { recursive: true });
const nameable = new Set([...importableNames(), ...machinery()]);
const reports = entries.map(({ name }) => ({ name, ...report(name, nameable) }));
for (const { name, changed, faults } of reports) {
  if (changed)
    process.stdout.write(`etc/${name}.api.md ${write ? 'written' : 'differs from the build: npm run api'}\n`);
  for (const fault of faults) process.stdout.write(`${fault}\n`);
}
if (reports.some(({ changed, faults }) => faults.length > 0 || (changed && !write))) process.exitCode = 1;
