import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';

/** Source text by path, `src/pricing/quote.ts`: read from disk, or planted by a test. */
export type Sources = ReadonlyMap<string, string>;

/** Something that a file may not do, with the line to open. */
export interface Violation {
  readonly at: string;
  readonly what: string;
}

/** The TypeScript files below some folders of the repository. */
export function readSources(root: string, folders: readonly string[]): Sources {
  const paths = folders.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((path) => path.endsWith('.ts'))
      .map((path) => `${folder}/${path.replaceAll('\\', '/')}`),
  );
  return new Map(paths.sort().map((path) => [path, readFileSync(join(root, path), 'utf8')]));
}

/** Parses one file with its parent links. */
export function parse(path: string, text: string): ts.SourceFile {
  return ts.createSourceFile(path, text, ts.ScriptTarget.ES2022, true);
}

/** `src/core/money.ts:12: reads the clock`. */
export function violation(node: ts.Node, what: string): Violation {
  const file = node.getSourceFile();
  const { line } = file.getLineAndCharacterOfPosition(node.getStart());
  return { at: `${file.fileName}:${line + 1}`, what };
}

/** Every node of the code below one, itself included; comments are no code. `enter` may leave out what stands below a node. */
export function* descendants(node: ts.Node, enter: (node: ts.Node) => boolean = () => true): Generator<ts.Node> {
  yield node;
  if (!enter(node)) return;
  const children: ts.Node[] = [];
  ts.forEachChild(node, (child) => void children.push(child));
  for (const child of children) yield* descendants(child, enter);
}
