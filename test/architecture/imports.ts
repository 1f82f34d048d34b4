import { posix } from 'node:path';
import ts from 'typescript';
import { descendants, parse, type Sources, type Violation, violation } from './source.js';

/** Areas of `src/` from the ground up. A file may read its own area and those on lower floors. */
const floors: Readonly<Record<string, number>> = {
  core: 0,
  statistics: 1,
  practice: 2,
  profile: 3,
  segmentation: 4,
  funnel: 4,
  value: 4,
  pricing: 4,
  retention: 4,
  outreach: 4,
  index: 5,
  interop: 5,
};

/** Packages that `src/` may read, and the areas that may; zod checks policies everywhere. */
const packages: Readonly<Record<string, readonly string[]>> = {
  zod: Object.keys(floors),
  'decimal.js': ['core'],
  '@noble/hashes': ['core'],
};

/** `src/pricing/quote.ts` stands in `pricing`, `src/index.ts` in `index`. */
function areaOf(path: string): string {
  return path
    .replace(/^src\//, '')
    .replace(/\.ts$/, '')
    .split('/')[0]!;
}

interface Import {
  readonly node: ts.Node;
  readonly specifier: string;
  readonly namespaceOnly: boolean;
}

function importsIn(file: ts.SourceFile): readonly Import[] {
  const found: Import[] = [];
  const add = (node: ts.Node, specifier: ts.Node | undefined, namespaceOnly = false): void => {
    if (specifier !== undefined && ts.isStringLiteralLike(specifier)) {
      found.push({ node, specifier: specifier.text, namespaceOnly });
    }
  };
  for (const node of descendants(file)) {
    if (ts.isImportDeclaration(node)) {
      const clause = node.importClause;
      const bindings = clause?.namedBindings;
      const namespaceOnly = clause?.name === undefined && bindings !== undefined && ts.isNamespaceImport(bindings);
      add(node, node.moduleSpecifier, namespaceOnly);
    } else if (ts.isExportDeclaration(node)) add(node, node.moduleSpecifier);
    else if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) add(node, node.argument.literal, true);
    else if (ts.isExternalModuleReference(node)) add(node, node.expression);
    else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword)
      add(node, node.arguments[0]);
  }
  return found;
}

function packageOf(specifier: string): string {
  const parts = specifier.split('/');
  return specifier.startsWith('@') ? parts.slice(0, 2).join('/') : parts[0]!;
}

function faultOfPackage(area: string, { specifier, namespaceOnly }: Import): string | undefined {
  const name = packageOf(specifier);
  const readers = packages[name];
  if (readers === undefined) return `imports ${specifier}, which is not a dependency that src may read`;
  if (!readers.includes(area)) return `imports ${name}, which only ${readers.join(', ')} may`;
  if (name === 'zod' && !(specifier === 'zod' && namespaceOnly))
    return "imports zod otherwise than as `import * as z from 'zod'`";
  return undefined;
}

function faultOfRelative(path: string, { specifier }: Import): string | undefined {
  if (!specifier.endsWith('.js')) return `imports ${specifier} without its .js suffix`;
  const target = posix.join(posix.dirname(path), specifier.replace(/\.js$/, '.ts'));
  if (!target.startsWith('src/')) return `imports ${specifier}, which is outside src`;
  const [from, to] = [areaOf(path), areaOf(target)];
  if (from === to) return undefined;
  const [own, other] = [floors[from], floors[to]];
  if (own === undefined || other === undefined)
    return `imports ${specifier}: ${own === undefined ? from : to} is on no floor`;
  return other < own ? undefined : `${from} imports ${to}`;
}

/** Imports against the direction index → rooms → profile → practice → statistics → core → packages. */
export function importViolations(sources: Sources): readonly Violation[] {
  return [...sources].flatMap(([path, text]) =>
    importsIn(parse(path, text)).flatMap((found) => {
      const relative = found.specifier.startsWith('.');
      const fault = relative ? faultOfRelative(path, found) : faultOfPackage(areaOf(path), found);
      return fault === undefined ? [] : [violation(found.node, fault)];
    }),
  );
}
