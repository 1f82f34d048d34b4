import {
  adjustedRand,
  calinskiHarabasz,
  daviesBouldin,
  fowlkesMallows,
  type Information,
  lowerTriangle,
  mapMeasured,
  partitionInformation,
  silhouette,
} from 'tenure/statistics';
import type { VectorAdapter, VectorOutcome } from '../adapter.js';
import { attempt, departures, type FunctionCase, judged, orNull, unsupported } from '../judge.js';

const information: { readonly [fn: string]: keyof Information } = {
  adjustedMutualInfo: 'adjusted',
  normalizedMutualInfo: 'normalized',
  expectedMutualInfo: 'expected',
  mutualInfo: 'mutual',
  homogeneity: 'homogeneity',
  completeness: 'completeness',
  vMeasure: 'vMeasure',
};

function answer({ fn, input }: FunctionCase): unknown {
  const labels = input.labels ?? input.y;
  if (fn === 'adjustedRand') return orNull(adjustedRand(input.a, input.b));
  if (fn === 'fowlkesMallows') return orNull(fowlkesMallows(input.a, input.b));
  if (fn === 'homogeneityCompletenessV') {
    const found = orNull(partitionInformation(input.a, input.b));
    return found && [found.homogeneity, found.completeness, found.vMeasure];
  }
  const part = information[fn];
  if (part !== undefined) return orNull(mapMeasured(partitionInformation(input.a, input.b), (found) => found[part]));
  if (/^silhouette/.test(fn) && input.X !== undefined)
    return orNull(mapMeasured(silhouette(input.X, labels), ({ mean }) => mean));
  if (/^daviesBouldin/.test(fn)) return orNull(daviesBouldin(input.X, labels));
  if (/^calinskiHarabas[zs]/.test(fn)) return orNull(calinskiHarabasz(input.X, labels));
  return undefined;
}

interface PrecomputedSilhouette {
  readonly id: string;
  readonly input: { readonly lowerTriangle: readonly number[]; readonly labels: readonly number[] };
  readonly expected: {
    readonly published?: readonly number[];
    readonly publishedMean?: number;
    readonly precise?: readonly number[];
    readonly preciseMean?: number;
  };
  readonly tolerance: { readonly published: number; readonly precise: number };
}

function judgeSilhouette({ id, input, expected, tolerance }: PrecomputedSilhouette): VectorOutcome {
  const found = orNull(silhouette(lowerTriangle(input.lowerTriangle), input.labels));
  const { published, publishedMean, precise, preciseMean } = expected;
  const against = (wanted: unknown, actual: unknown, within: number, name: string) =>
    wanted === undefined ? [] : departures(wanted, actual, within, name);
  return judged(id, [
    ...against(published, found?.members, tolerance.published, 'published'),
    ...against(publishedMean, found?.mean, tolerance.published, 'publishedMean'),
    ...against(precise, found?.members, tolerance.precise, 'precise'),
    ...against(preciseMean, found?.mean, tolerance.precise, 'preciseMean'),
  ]);
}

/** A case may name a data case of the file instead of carrying its own points. */
function withData(one: FunctionCase, data: ReadonlyMap<string, object>): FunctionCase {
  const named = Object.values(one.input ?? {}).find((value) => typeof value === 'string' && data.has(value)) as
    | string
    | undefined;
  return named === undefined
    ? one
    : { ...one, input: { ...data.get(named), ...one.input, X: (data.get(named) as { X: unknown }).X } };
}

export const adapter: VectorAdapter = (file) => {
  const { cases } = file as { readonly cases: readonly FunctionCase[] };
  const data = new Map(cases.filter(({ fn }) => fn === 'data').map(({ id, input }) => [id, input as object]));
  return cases.map((one) =>
    attempt(one.id, () => {
      if (one.fn === 'data') return unsupported(one.id, 'data for other cases: it expects nothing');
      if (one.fn === 'silhouette.precomputed') return judgeSilhouette(one as unknown as PrecomputedSilhouette);
      const actual = answer(withData(one, data));
      if (actual === undefined) return unsupported(one.id, `no method is called ${one.fn}`);
      return judged(one.id, departures(one.expected, actual, one.tolerance));
    }),
  );
};
