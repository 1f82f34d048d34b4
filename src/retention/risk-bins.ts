import { packLiteral } from '../core/fact-table.js';
import type { FactDeclaration } from '../core/facts.js';
import { type Issue, issue, type Path } from '../core/issue.js';
import type { Label } from '../core/label.js';
import type { Bin, Measure, RiskTerm } from './risk-policy.js';

/** A cut or bound in packed units; whole days or months where the fact is measured as a distance. */
export function readCut(fact: FactDeclaration, measure: Measure, limit: unknown, path: Path): number | Issue {
  if (measure === 'value') return packLiteral(fact, limit, path);
  return Number.isSafeInteger(limit) ? (limit as number) : issue('type', path, 'a whole number', limit);
}

/** The bins of a term in the order of their weights; the unknown bin comes last. */
export function binIds(term: RiskTerm): readonly { readonly id: string; readonly label?: Label | undefined }[] {
  switch (term.kind) {
    case 'bins':
      return [
        ...term.bins.map((bin, index) => ({ id: bin.id ?? cutName(term.bins, index), label: bin.label })),
        missingBin,
      ];
    case 'categories':
      return [
        ...term.categories.map(({ id, label, values }) => ({ id: id ?? values.join('|'), label })),
        { id: 'otherwise', label: { en: 'other', zh: '其他' } },
        missingBin,
      ];
    case 'condition':
      return [{ id: 'no', label: { en: 'no', zh: '否' } }, { id: 'yes', label: { en: 'yes', zh: '是' } }, missingBin];
    default:
      return [];
  }
}

const missingBin = { id: 'missing', label: { en: 'unknown', zh: '未知' } } as const;

function cutName(bins: readonly Bin[], index: number): string {
  const { upTo, below } = bins[index]!;
  if (upTo !== undefined) return `≤ ${upTo}`;
  if (below !== undefined) return `< ${below}`;
  const before = bins[index - 1];
  if (before === undefined) return 'any';
  return before.upTo === undefined ? `≥ ${before.below}` : `> ${before.upTo}`;
}
