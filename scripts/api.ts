/**
 * `npm run api` writes one API report per entry to `etc/`; without `--write` a difference from the committed report is a failure.
 * Reads the built declarations: build first.
 */
import { mkdirSync } from 'node:fs';
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

/**
 * Interfaces and classes that no entry exports. A user who meets one in a signature cannot write it down; a type alias is only
 * a short name for what it stands for and may stay inside.
 */
function unexportedStructures(): ReadonlySet<string> {
  const paths = entries.map(({ name }) => join(root, `dist/${name}.d.ts`));
  const { options } = ts.convertCompilerOptionsFromJson(compilerOptions, root);
  const program = ts.createProgram(paths, options);
  const checker = program.getTypeChecker();
  const modules = paths.map((path) => checker.getSymbolAtLocation(program.getSourceFile(path)!));
  const exported = new Set(
    modules.flatMap((module) => (module ? checker.getExportsOfModule(module) : [])).map(({ name }) => name),
  );
  const declared = program
    .getSourceFiles()
    .filter(({ fileName }) => fileName.startsWith(join(root, 'dist')))
    .flatMap(({ statements }) =>
      statements.filter((one) => ts.isInterfaceDeclaration(one) || ts.isClassDeclaration(one)),
    )
    .map(({ name }) => plainName(name?.text ?? ''));
  return new Set(declared.filter((name) => !exported.has(name)));
}

/** Names that two rooms use come with a number. */
function plainName(name: string): string {
  return name.replace(/[$_]\d+$/, '');
}

interface Reported {
  readonly changed: boolean;
  readonly faults: readonly string[];
}

/** One entry's report. */
function report(name: string, unexported: ReadonlySet<string>): Reported {
  const faults: string[] = [];
  const listen = (message: ExtractorMessage): void => {
    message.handled = true;
    if (message.messageId === 'ae-forgotten-export') {
      const symbol = plainName(/"([^"]+)"/.exec(message.text)?.[1] ?? '');
      if (unexported.has(symbol)) faults.push(`${symbol} is part of the API and exported by no entry`);
    } else if (!message.messageId.startsWith('console-') && ['error', 'warning'].includes(message.logLevel)) {
      faults.push(message.formatMessageWithLocation(root));
    }
  };
  const { apiReportChanged } = Extractor.invoke(configOf(name), { localBuild: write, messageCallback: listen });
  return { changed: apiReportChanged, faults: faults.map((fault) => `${name}: ${fault}`) };
}

const write = process.argv.includes('--write');
mkdirSync(join(root, 'etc'), { recursive: true });
const unexported = unexportedStructures();
const reports = entries.map(({ name }) => ({ name, ...report(name, unexported) }));
for (const { name, changed, faults } of reports) {
  if (changed)
    process.stdout.write(`etc/${name}.api.md ${write ? 'written' : 'differs from the build: npm run api'}\n`);
  for (const fault of faults) process.stdout.write(`${fault}\n`);
}
if (reports.some(({ changed, faults }) => faults.length > 0 || (changed && !write))) process.exitCode = 1;
