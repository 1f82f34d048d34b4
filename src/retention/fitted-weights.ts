import type { RiskTerm } from './risk-policy.js';
import type { Weight } from './weight.js';

/** A weight as the data have it, in points. */
export type FittedWeight = { readonly points: number; readonly standardError: number };

/** A term with its weights replaced, in the order of its coefficients. */
export function withWeights(term: RiskTerm, weights: readonly FittedWeight[]): RiskTerm {
  const put = <W extends Weight>(weight: W, index: number): W => {
    const { points: _points, times: _times, standardError: _error, ...rest } = weight;
    return { ...rest, ...weights[index] } as unknown as W;
  };
  const last = weights.length - 1;
  switch (term.kind) {
    case 'bins':
      return { ...term, bins: term.bins.map(put), missing: put(term.missing, last) };
    case 'categories':
      return {
        ...term,
        categories: term.categories.map(put),
        otherwise: put(term.otherwise, last - 1),
        missing: put(term.missing, last),
      };
    case 'condition':
      return { ...put(term, 0), missing: put(term.missing, last) };
    case 'linear':
      return { ...term, perUnit: put(term.perUnit, 0), missing: put(term.missing, last) };
    default:
      return { ...term, cells: term.cells.map(put) };
  }
}
