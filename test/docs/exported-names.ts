import ts from 'typescript';

/** Which file of `src/` declares an exported name, and whether it lives at run time. */
export interface ExportedName {
  readonly name: string;
  readonly file: string;
  readonly isType: boolean;
}

const isExported = (node: ts.Node): boolean =>
  ts.canHaveModifiers(node) && (ts.getModifiers(node) ?? []).some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword);

function declaredNames(statement: ts.Statement): readonly { readonly name: string; readonly isType: boolean }[] {
  if (ts.isVariableStatement(statement)) {
    const names = statement.declarationList.declarations.map(({ name }) => name).filter(ts.isIdentifier);
    return names.map(({ text }) => ({ name: text, isType: false }));
  }
  if (ts.isInterfaceDeclaration(statement) || ts.isTypeAliasDeclaration(statement)) {
    return [{ name: statement.name.text, isType: true }];
  }
  const named = ts.isFunctionDeclaration(statement) || ts.isClassDeclaration(statement);
  return named && statement.name !== undefined ? [{ name: statement.name.text, isType: false }] : [];
}

/** The names that a file declares and exports; values before types of the same name. */
export function exportedNames(path: string, text: string): readonly ExportedName[] {
  const file = ts.createSourceFile(path, text, ts.ScriptTarget.ES2022, true);
  return file.statements
    .filter(isExported)
    .flatMap((statement) => declaredNames(statement).map((found) => ({ ...found, file: path })))
    .sort((a, b) => Number(a.isType) - Number(b.isType));
}

/** The free names of a snippet: used and not declared or imported in it. */
function freeNames(code: string): ReadonlySet<string> {
  const file = ts.createSourceFile('snippet.ts', code, ts.ScriptTarget.ES2022, true);
  const used = new Set<string>();
  const own = new Set<string>();
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node)) {
      const { parent } = node;
      const declares = 'name' in parent && parent.name === node && !ts.isShorthandPropertyAssignment(parent);
      if (!declares) used.add(node.text);
      else if (!ts.isPropertyAccessExpression(parent) && !ts.isPropertyAssignment(parent)) own.add(node.text);
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return new Set([...used].filter((name) => !own.has(name)));
}

const areaOf = (path: string): string => path.split('/')[1]!;

/**
 * Import statements for what a docstring's example uses without saying where it is from: the nearest export of that name,
 * own file first, then own area, then the core, then any other.
 */
export function impliedImports(code: string, file: string, exported: readonly ExportedName[], toRoot: string): string {
  const distance = (candidate: ExportedName): number =>
    [candidate.file === file, areaOf(candidate.file) === areaOf(file), areaOf(candidate.file) === 'core', true].indexOf(
      true,
    );
  const lines = [...freeNames(code)].flatMap((name) => {
    const [nearest] = exported.filter((one) => one.name === name).sort((a, b) => distance(a) - distance(b));
    if (nearest === undefined) return [];
    const from = `${toRoot}${nearest.file.replace(/\.ts$/, '.js')}`;
    return [`import ${nearest.isType ? 'type ' : ''}{ ${name} } from '${from}';`];
  });
  return lines.join(' ');
}
