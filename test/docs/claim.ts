import ts from 'typescript';
import { expect } from 'vitest';

/** What a `//=>` says of the statement before it. */
interface Claim {
  readonly statement: ts.Statement;
  /** The expected value as code, or what follows `throws`. */
  readonly expected: string;
  readonly throws: boolean;
  readonly line: number;
}

/** The snippet says something that cannot be checked. */
export class UncheckableClaim extends Error {
  override readonly name = 'UncheckableClaim';
}

const isComplete = (value: string): boolean =>
  ts.transpileModule(`(${value}\n)`, { reportDiagnostics: true }).diagnostics?.length === 0;

function* nodes(node: ts.Node): Generator<ts.Node> {
  yield node;
  const children: ts.Node[] = [];
  ts.forEachChild(node, (child) => void children.push(child));
  for (const child of children) yield* nodes(child);
}

/** Positions of `//=>` comments, those inside of texts left out. */
function marks(file: ts.SourceFile): readonly number[] {
  const texts = [...nodes(file)].filter((node) => ts.isStringLiteralLike(node) || ts.isTemplateExpression(node));
  return [...file.text.matchAll(/\/\/=>/g)]
    .map(({ index }) => index)
    .filter((at) => !texts.some((text) => text.getStart() < at && at < text.end));
}

/** The value after the arrow; it may run on over the comment lines below until it is complete. */
function valueAt(file: ts.SourceFile, mark: number, where: string): string {
  const [first = '', ...below] = file.text.slice(mark + '//=>'.length).split('\n');
  let value = first.trim();
  if (value.startsWith('throws ')) return value;
  for (const line of below) {
    if (isComplete(value) && value !== '') break;
    const more = /^\s*\/\/(?!=>)(.*)$/.exec(line);
    if (more === null) break;
    value = `${value}\n${more[1]}`;
  }
  if (value.trim() === '' || !isComplete(value)) throw new UncheckableClaim(`${where}: no value stands after //=>`);
  return value;
}

function claims(file: ts.SourceFile, line: (at: number) => number, page: string): readonly Claim[] {
  const statements = [...nodes(file)].filter(
    (node): node is ts.Statement => ts.isExpressionStatement(node) || ts.isVariableStatement(node),
  );
  return marks(file).map((mark) => {
    const where = `${page}:${line(mark)}`;
    const statement = statements.findLast((node) => node.end <= mark && file.text.slice(node.end, mark).trim() === '');
    if (statement === undefined) throw new UncheckableClaim(`${where}: no statement ends before //=>`);
    const value = valueAt(file, mark, where);
    const throws = value.startsWith('throws ');
    return { statement, expected: throws ? value.slice('throws '.length).trim() : value, throws, line: line(mark) };
  });
}

/** The expression whose value is claimed: a printed one is not printed. */
function claimed(statement: ts.Statement, where: string): ts.Expression | ts.Identifier {
  if (ts.isExpressionStatement(statement)) {
    const call = statement.expression;
    const prints =
      ts.isCallExpression(call) && call.expression.getText() === 'console.log' && call.arguments.length === 1;
    return prints ? call.arguments[0]! : call;
  }
  const names = ts.isVariableStatement(statement) ? statement.declarationList.declarations : [];
  const [name] = names.map((declaration) => declaration.name);
  if (names.length !== 1 || name === undefined || !ts.isIdentifier(name)) {
    throw new UncheckableClaim(`${where}: //=> stands after more than one name`);
  }
  return name;
}

function check(claim: Claim, page: string): string {
  const where = `${page}:${claim.line}`;
  const expression = claimed(claim.statement, where);
  const waits = [...nodes(expression)].some(ts.isAwaitExpression);
  const thunk = `${waits ? 'async ' : ''}() => (${expression.getText()})`;
  const call = claim.throws
    ? `__claim.throws(${JSON.stringify(where)}, ${thunk}, ${JSON.stringify(claim.expected)})`
    : `__claim.shows(${JSON.stringify(where)}, ${thunk}, () => (${claim.expected.replace(/\s*\n\s*/g, ' ')}))`;
  return `${waits ? 'await ' : ''}${call};`;
}

const lineCount = (text: string): number => text.split('\n').length;

/** The statement as it is checked: a bare expression is evaluated by the check, a declared name stays declared. */
function checked(claim: Claim, page: string): string {
  const { statement } = claim;
  const own = statement.getText();
  const call = check(claim, page);
  if (!ts.isExpressionStatement(statement)) return `${own}; ${call}`;
  return call + '\n'.repeat(Math.max(0, lineCount(own) - lineCount(call)));
}

/** The code with every claim made a check, all lines where they were, and how many claims there are. */
export function withChecks(page: string, code: string): { readonly code: string; readonly count: number } {
  const file = ts.createSourceFile(page, code, ts.ScriptTarget.ES2022, true);
  const found = claims(file, (at) => file.getLineAndCharacterOfPosition(at).line + 1, page);
  let done = 0;
  let result = '';
  for (const claim of found) {
    const start = claim.statement.getStart();
    if (start < done) throw new UncheckableClaim(`${page}:${claim.line}: a claim stands inside of another one`);
    result += code.slice(done, start) + checked(claim, page);
    done = claim.statement.end;
  }
  return { code: result + code.slice(done), count: found.length };
}

type Thunk = () => unknown;

function isPromise(value: unknown): value is Promise<unknown> {
  return value instanceof Promise;
}

/** Holds the value that a snippet shows against the one that it gives. */
export function shows(where: string, actual: Thunk, expected: Thunk): void | Promise<void> {
  const hold = (value: unknown): void => expect(value, where).toEqual(expected());
  const value = actual();
  return isPromise(value) ? value.then(hold) : hold(value);
}

function holdThrown(where: string, error: unknown, expected: string): void {
  const said = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  if (said !== expected && !said.startsWith(`${expected}:`)) expect(said, where).toBe(expected);
}

/** Holds the error that a snippet shows (`Name` or `Name: message`) against the one that it throws. */
export function throws(where: string, action: Thunk, expected: string): void | Promise<void> {
  const missing = (): never => expect.unreachable(`${where}: expected ${expected}, and nothing was thrown`);
  try {
    const value = action();
    if (isPromise(value)) return value.then(missing, (error: unknown) => holdThrown(where, error, expected));
  } catch (error) {
    holdThrown(where, error, expected);
    return undefined;
  }
  return missing();
}
