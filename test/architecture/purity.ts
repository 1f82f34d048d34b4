import ts from 'typescript';
import { descendants, parse, type Sources, type Violation, violation } from './source.js';

/**
 * The only names that `src/` may take from its surroundings: what computes from its arguments alone. Any other one
 * (process, fetch, console, crypto, performance, timers, eval, Function, globalThis …) is a clock, a die, an environment, I/O or code made of text.
 */
const allowed: ReadonlySet<string> = new Set([
  ...['undefined', 'NaN', 'Infinity', 'arguments', 'structuredClone', 'encodeURIComponent', 'decodeURIComponent'],
  ...['Object', 'Array', 'Map', 'Set', 'WeakMap', 'WeakSet', 'Symbol', 'Reflect', 'JSON', 'RegExp', 'Promise'],
  ...['String', 'Number', 'Boolean', 'BigInt', 'Error', 'TypeError', 'RangeError', 'SyntaxError'],
  ...['ArrayBuffer', 'DataView', 'Float64Array', 'Float32Array', 'BigInt64Array', 'BigUint64Array'],
  ...['Int8Array', 'Int16Array', 'Int32Array', 'Uint8Array', 'Uint8ClampedArray', 'Uint16Array', 'Uint32Array'],
  ...['TextEncoder', 'TextDecoder'],
]);

/** Names that are pure in some uses only. */
const conditional: Readonly<Record<string, (use: ts.Identifier) => string | undefined>> = {
  Math: (use) => {
    const name = memberOf(use);
    if (name === undefined) return 'hands Math around, whose random() is a die';
    return name === 'random' ? 'draws a random number' : undefined;
  },
  Date: (use) => {
    if (memberOf(use) === 'UTC') return undefined;
    if (ts.isNewExpression(use.parent)) return faultOfDate(use.parent.arguments ?? []);
    const comparison = ts.isBinaryExpression(use.parent) && use.parent.operatorToken.kind;
    return comparison === ts.SyntaxKind.InstanceOfKeyword
      ? undefined
      : 'uses Date otherwise than by new Date(value) or Date.UTC';
  },
  Intl: (use) => {
    const creation = use.parent.parent;
    if (memberOf(use) === undefined || !ts.isNewExpression(creation))
      return 'uses Intl otherwise than by new Intl.X(locale, …)';
    const [locale] = creation.arguments ?? [];
    return locale === undefined || locale.getText() === 'undefined' ? "takes the host's language" : undefined;
  },
};

function faultOfDate(given: readonly ts.Expression[]): string | undefined {
  if (given.length === 0) return 'reads the clock';
  return given.length === 1 ? undefined : "makes a date in the host's time zone";
}

/** Methods that answer by the host's time zone or language. */
const hostDependent: ReadonlySet<string> = new Set([
  ...['getFullYear', 'getYear', 'getMonth', 'getDate', 'getDay', 'getHours', 'getMinutes', 'getSeconds'],
  ...['setFullYear', 'setYear', 'setMonth', 'setDate', 'setHours', 'setMinutes', 'setSeconds', 'getTimezoneOffset'],
  ...['toLocaleString', 'toLocaleDateString', 'toLocaleTimeString', 'localeCompare'],
  ...['toLocaleLowerCase', 'toLocaleUpperCase', 'toDateString', 'toTimeString'],
]);

/** The `max` of `Math.max` and `Math['max']`; nothing where the object itself is used. */
function memberOf(object: ts.Node): string | undefined {
  const { parent } = object;
  if (ts.isPropertyAccessExpression(parent) && parent.expression === object) return parent.name.text;
  const index = ts.isElementAccessExpression(parent) && parent.expression === object && parent.argumentExpression;
  return index && ts.isStringLiteralLike(index) ? index.text : undefined;
}

/** Types and declarations without a definition are erased; the class that another extends is a value. */
function isErased(node: ts.Node): boolean {
  const modifiers = ts.canHaveModifiers(node) ? ts.getModifiers(node) : undefined;
  if (modifiers?.some(({ kind }) => kind === ts.SyntaxKind.DeclareKeyword)) return true;
  if (ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node)) return true;
  const extended = ts.isExpressionWithTypeArguments(node) && !ts.isInterfaceDeclaration(node.parent.parent);
  return ts.isTypeNode(node) && !extended;
}

/** Whether an identifier stands for a value, and not for a member, a label or the name of an import. */
function isReference(node: ts.Node): node is ts.Identifier {
  if (!ts.isIdentifier(node)) return false;
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent)) return parent.expression === node;
  if (ts.isBindingElement(parent)) return parent.propertyName !== node;
  const isName = ts.isImportSpecifier(parent) || ts.isExportSpecifier(parent) || ts.isMetaProperty(parent);
  return !(isName || ts.isLabeledStatement(parent) || ts.isBreakOrContinueStatement(parent));
}

/** A name with no declaration, or with one that defines nothing, comes from outside. */
function isAmbient(node: ts.Identifier, checker: ts.TypeChecker): boolean {
  const symbol = ts.isShorthandPropertyAssignment(node.parent)
    ? checker.getShorthandAssignmentValueSymbol(node.parent)
    : checker.getSymbolAtLocation(node);
  return (symbol?.declarations ?? []).every((made) => ts.getCombinedModifierFlags(made) & ts.ModifierFlags.Ambient);
}

function faultOfName(use: ts.Identifier): string | undefined {
  const restricted = Object.hasOwn(conditional, use.text) ? conditional[use.text] : undefined;
  if (restricted !== undefined) return restricted(use);
  return allowed.has(use.text) ? undefined : `takes ${use.text} from its surroundings`;
}

function faultOfMember(node: ts.PropertyAccessExpression | ts.ElementAccessExpression): string | undefined {
  const name = memberOf(node.expression);
  if (name === undefined) return undefined;
  if (hostDependent.has(name)) return `calls ${name}, which answers by the host's time zone or language`;
  const { parent } = node;
  const isCalled = (ts.isCallExpression(parent) || ts.isNewExpression(parent)) && parent.expression === node;
  return name === 'constructor' && isCalled
    ? 'calls a constructor by way of an instance, which reaches Function'
    : undefined;
}

function faultOf(node: ts.Node, checker: ts.TypeChecker): string | undefined {
  if (isReference(node) && isAmbient(node, checker)) return faultOfName(node);
  if (ts.isPropertyAccessExpression(node) || ts.isElementAccessExpression(node)) return faultOfMember(node);
  if (ts.isMetaProperty(node) && node.keywordToken === ts.SyntaxKind.ImportKeyword) return 'reads import.meta';
  if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) return 'imports at run time';
  const augments = ts.isModuleDeclaration(node) && (ts.isStringLiteral(node.name) || node.name.text === 'global');
  if (augments) return 'declares names of other modules';
  return undefined;
}

/** A program of these files alone: a name with no declaration in its own file or imports comes from outside. */
function programOf(sources: Sources): ts.Program {
  const options: ts.CompilerOptions = {
    noLib: true,
    noResolve: true,
    types: [],
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.ESNext,
  };
  const host: ts.CompilerHost = {
    getSourceFile: (path) => (sources.has(path) ? parse(path, sources.get(path)!) : undefined),
    getDefaultLibFileName: () => 'lib.d.ts',
    writeFile: () => undefined,
    getCurrentDirectory: () => '',
    getCanonicalFileName: (path) => path,
    useCaseSensitiveFileNames: () => true,
    getNewLine: () => '\n',
    fileExists: (path) => sources.has(path),
    readFile: (path) => sources.get(path),
  };
  return ts.createProgram([...sources.keys()], options, host);
}

/** Clocks, randomness, environment, I/O, host time zones and code made of text. */
export function purityViolations(sources: Sources): readonly Violation[] {
  const program = programOf(sources);
  const checker = program.getTypeChecker();
  const found: Violation[] = [];
  for (const path of sources.keys()) {
    for (const node of descendants(program.getSourceFile(path)!, (parent) => !isErased(parent))) {
      const fault = faultOf(node, checker);
      if (fault !== undefined) found.push(violation(node, fault));
    }
  }
  return found;
}
