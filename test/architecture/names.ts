import ts from 'typescript';
import { descendants, parse, type Sources, type Violation, violation } from './source.js';

/** Names that say nothing about what a file holds. `base` alone: a base of customers may stand in a longer name. */
const empty = /^(utils?|helpers?|managers?|common|base|misc|shared)$/;

const words = (name: string): readonly string[] =>
  name.split(/[^a-zA-Z]+|(?<=[a-z])(?=[A-Z])/).map((word) => word.toLowerCase());

/** Files and folders whose name is a shrug. */
export function nameViolations(paths: Iterable<string>): readonly Violation[] {
  return [...paths].flatMap((path) => {
    const parts = path.replace(/\.ts$/, '').split('/').slice(1);
    const bad = parts.find(
      (part) => empty.test(part) || words(part).some((word) => word !== 'base' && empty.test(word)),
    );
    return bad === undefined ? [] : [{ at: path, what: `is called ${bad}, which says nothing about what it holds` }];
  });
}

const isDefault = (node: ts.Node): boolean =>
  (ts.isExportAssignment(node) && node.isExportEquals !== true) ||
  (node.kind === ts.SyntaxKind.DefaultKeyword && !ts.isDefaultClause(node.parent)) ||
  (ts.isExportSpecifier(node) && node.name.text === 'default');

/** Default exports, in whichever of their forms. */
export function defaultExportViolations(sources: Sources): readonly Violation[] {
  return [...sources].flatMap(([path, text]) =>
    [...descendants(parse(path, text))].filter(isDefault).map((node) => violation(node, 'exports a default')),
  );
}
