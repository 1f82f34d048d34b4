import ts from 'typescript';

/** Code that documentation shows, at the line of the page where it starts. */
export interface Snippet {
  /** `README.md`, `src/core/money.ts` */
  readonly page: string;
  /** Line of its first line, from 1. */
  readonly line: number;
  readonly code: string;
  /** Builds on the snippet before it on the same page: marked by ` ```ts continued `. */
  readonly continued: boolean;
}

const fence = /^( *)```(\S*)(.*)$/;

/** The fenced blocks of a language in lines of Markdown, the first of which is the page's line `first`. */
export function fencedBlocks(page: string, lines: readonly string[], language: string, first = 1): readonly Snippet[] {
  const found: Snippet[] = [];
  let open:
    | { readonly line: number; readonly indent: string; readonly wanted: boolean; readonly continued: boolean }
    | undefined;
  lines.forEach((text, index) => {
    const mark = fence.exec(text);
    if (mark === null) return;
    if (open === undefined) {
      const continued = mark[3]!.trim() === 'continued';
      open = { line: index + 1, indent: mark[1]!, wanted: mark[2] === language, continued };
      return;
    }
    if (open.wanted) {
      const code = lines.slice(open.line, index).map((line) => line.replace(open!.indent, ''));
      found.push({ page, line: first + open.line, code: code.join('\n'), continued: open.continued });
    }
    open = undefined;
  });
  return found;
}

/** The text of an `@example` without the comment's stars, one string per line of the file. */
function exampleLines(tag: ts.JSDocTag, file: ts.SourceFile): readonly string[] {
  const lines = file.text
    .slice(tag.getStart(file), tag.end)
    .replace(/\*\/\s*$/, '')
    .split('\n');
  return lines.map((line, index) => (index === 0 ? line.replace(/^@example/, '') : line.replace(/^\s*\* ?/, '')));
}

function snippetsOfExample(page: string, tag: ts.JSDocTag, file: ts.SourceFile): readonly Snippet[] {
  const lines = exampleLines(tag, file);
  const first = file.getLineAndCharacterOfPosition(tag.getStart(file)).line + 1;
  const blocks = fencedBlocks(page, lines, 'ts', first);
  if (blocks.length > 0) return blocks.map((block, index) => ({ ...block, continued: index > 0 }));
  return [{ page, line: first, code: lines.join('\n').trimEnd(), continued: false }];
}

/** The `@example`s of a source file: what stands in its fences, or all of it where there are none. */
export function docstringExamples(page: string, text: string): readonly Snippet[] {
  const file = ts.createSourceFile(page, text, ts.ScriptTarget.ES2022, true);
  const tags = new Set<ts.JSDocTag>();
  const visit = (node: ts.Node): void => {
    for (const tag of ts.getJSDocTags(node)) if (tag.tagName.text === 'example') tags.add(tag);
    ts.forEachChild(node, visit);
  };
  visit(file);
  return [...tags].sort((a, b) => a.pos - b.pos).flatMap((tag) => snippetsOfExample(page, tag, file));
}
