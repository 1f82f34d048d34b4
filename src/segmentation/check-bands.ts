import { packLiteral } from '../core/fact-table.js';
import type { FactDeclaration } from '../core/facts.js';
import { type Issue, issue, type Path } from '../core/issue.js';
import type { BandBound, QuantileCut } from './policy.js';

/** What a list of bounds must be. */
export interface BandRules {
  /** Whether quantiles may stand where cuts will be. */
  readonly draft: boolean;
  /** Whether two neighbours may share a bound, which leaves the later one empty; scores allow it, segments don't. */
  readonly mayBeEmpty: boolean;
}

interface Previous {
  readonly value: number;
  readonly upTo: boolean;
  readonly shown: unknown;
}

export const isQuantile = (cut: unknown): cut is QuantileCut => typeof cut === 'object' && cut !== null;

/** Checks that every band but the last has one bound, and that bounds grow. */
export function checkBands(
  bands: readonly BandBound<QuantileCut>[],
  fact: FactDeclaration,
  path: Path,
  rules: BandRules,
): readonly Issue[] {
  if (fact.kind === 'text' || fact.kind === 'flag' || fact.kind === 'textList')
    return [issue('type', path, 'bands of a fact that has an order', fact.kind)];
  const issues: Issue[] = [];
  // Cuts and quantiles are two scales: each must grow on its own; together they are checked once the quantiles are cuts.
  const before: { cut?: Previous; quantile?: Previous } = {};
  for (const [index, { upTo, below }] of bands.entries()) {
    const last = index === bands.length - 1;
    const written = [upTo, below].filter((value) => value !== undefined).length;
    if (written !== (last ? 0 : 1)) {
      const expected = last ? 'no bound, because the last band is open' : 'one bound, upTo or below';
      issues.push(issue('order', [...path, index], expected, bands[index]));
      continue;
    }
    if (last) continue;
    const key = upTo === undefined ? 'below' : 'upTo';
    const bound = upTo ?? below;
    const at = [...path, index, key];
    const value = isQuantile(bound) ? quantileOf(bound, fact, at, rules) : packLiteral(fact, bound, at);
    if (typeof value !== 'number') {
      issues.push(value);
      continue;
    }
    const scale = isQuantile(bound) ? 'quantile' : 'cut';
    const shown = isQuantile(bound) ? bound.quantile : bound;
    const previous = before[scale];
    if (previous !== undefined && !grows(previous, value, key, rules))
      issues.push(issue('order', at, `more than ${String(previous.shown)}`, shown));
    before[scale] = { value, upTo: key === 'upTo', shown };
  }
  return issues;
}

/** `below 10` then `upTo 10` leaves exactly 10 for the second band; the other order leaves nothing. */
function grows(previous: Previous, value: number, key: 'upTo' | 'below', { mayBeEmpty }: BandRules): boolean {
  if (value !== previous.value) return value > previous.value;
  return mayBeEmpty || (!previous.upTo && key === 'upTo');
}

function quantileOf(
  { quantile }: QuantileCut,
  fact: FactDeclaration,
  path: Path,
  { draft }: BandRules,
): number | Issue {
  if (!draft) return issue('type', path, 'a cut: freeze quantiles with fitSegmentation first', quantile);
  return fact.kind === 'date' ? issue('type', path, 'a quantile of a numeric fact', fact.kind) : quantile;
}
