import { compileRisk } from 'tenure/retention';
import type { VectorAdapter, VectorOutcome } from '../adapter.js';

interface File {
  readonly pega: {
    readonly cases: readonly {
      readonly P: number;
      readonly context: number;
      readonly V: number;
      readonly levers: number;
      readonly expected: number;
    }[];
  };
  readonly gainsight: {
    readonly formula: string;
    readonly cases: readonly {
      readonly weights: readonly number[];
      readonly scores: readonly number[];
      readonly expected: number;
      readonly band: string;
    }[];
  };
}

/** A health score is a scorecard of lines whose points are the weights, and whose bands are the bounds times their sum. */
function health(
  weights: readonly number[],
  scores: readonly number[],
): { readonly points: number; readonly band: string } {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const ids = weights.map((_, index) => `measure${index}`);
  const assess = compileRisk({
    kind: 'risk',
    id: 'health',
    version: '1',
    target: 'hard',
    facts: ids.map((id) => ({ id, kind: 'number' as const })),
    terms: ids.map((id, index) => ({
      kind: 'linear' as const,
      id,
      fact: id,
      perUnit: { points: weights[index]! },
      origin: 0,
      between: [0, 100] as const,
      missing: { points: 0 },
    })),
    bands: [{ id: 'red', upTo: 50 * total }, { id: 'yellow', upTo: 75 * total }, { id: 'green' }],
  });
  const { points, band } = assess.outcome(Object.fromEntries(ids.map((id, index) => [id, scores[index]!])), {
    asOf: '2020-01-01',
  });
  return { points: points / total, band };
}

export const adapter: VectorAdapter = (file) => {
  const { pega, gainsight } = file as File;
  return [
    ...pega.cases.map(
      (_, index): VectorOutcome => ({
        id: `pega-${index}`,
        status: 'unsupported',
        why: 'candidates are ranked by expected net worth and allocated under limits, not by a product of propensity and weights',
      }),
    ),
    ...gainsight.cases.map(({ weights, scores, expected, band }, index): VectorOutcome => {
      const id = `gainsight-${index}`;
      const found = health(weights, scores);
      return Math.abs(found.points - expected) < 1e-9 && found.band === band
        ? { id, status: 'passed' }
        : { id, status: 'failed', why: `${found.points} ${found.band} for ${expected} ${band}` };
    }),
  ];
};
