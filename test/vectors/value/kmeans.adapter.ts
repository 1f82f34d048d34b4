import { adjustedRand, type KMeans, kMeans, lloyd, nearestCentroids } from 'tenure/statistics';
import type { VectorAdapter, VectorOutcome } from '../adapter.js';
import { attempt, departures, type FunctionCase, judged, unsupported } from '../judge.js';

type Rows = readonly (readonly number[])[];

const sortedRows = (rows: Rows): Rows =>
  [...rows].sort((a, b) => a.map((cell, j) => cell - b[j]!).find((difference) => difference !== 0) ?? 0);

const groupsOf = (labels: ArrayLike<number>): number[][] => {
  const groups = new Map<number, number[]>();
  Array.from(labels).forEach((label, i) => {
    groups.set(label, [...(groups.get(label) ?? []), i]);
  });
  return [...groups.values()];
};

/** The same clusters under other numbers: renamed so that they appear in the order of `labels`. */
function renamedAs(labels: readonly number[], found: KMeans): KMeans {
  const names = new Map<number, number>();
  found.labels.forEach((label, i) => {
    if (!names.has(label)) names.set(label, labels[i]!);
  });
  const byName = <T>(list: readonly T[]): T[] => {
    const result: T[] = [];
    list.forEach((item, label) => {
      result[names.get(label) ?? label] = item;
    });
    return result;
  };
  return {
    ...found,
    labels: found.labels.map((label) => names.get(label) ?? label),
    centroids: byName(found.centroids),
    sizes: byName(found.sizes),
    inertiaByCluster: byName(found.inertiaByCluster),
  };
}

/** What each field of `expected` is compared with. `ordered` where the case's own centroids number the clusters. */
function complaintsAbout(
  key: string,
  expected: unknown,
  found: KMeans,
  { input, tolerance }: FunctionCase,
  ordered: boolean,
): string[] | undefined {
  const against = (actual: unknown, wanted = expected) => departures(wanted, actual, tolerance, key);
  const labels = Array.from(found.labels);
  if (key === 'labels') return ordered ? against(labels) : against(groupsOf(labels), groupsOf(expected as number[]));
  if (key === 'partition') return against(groupsOf(labels));
  if (key === 'centers')
    return ordered ? against(found.centroids) : against(sortedRows(found.centroids), sortedRows(expected as Rows));
  if (key === 'inertia') return against(found.inertia);
  if (key === 'iterations') return ordered ? against(found.iterations) : undefined;
  if (key === 'sizes')
    return ordered
      ? against(found.sizes)
      : against(
          [...found.sizes].sort((a, b) => a - b),
          [...(expected as number[])].sort((a, b) => a - b),
        );
  if (key === 'perCluster') {
    return against(found.sizes.map((size, cluster) => ({ size, error: found.inertiaByCluster[cluster]! / size })));
  }
  if (key === 'predictSameClusterAs') {
    const predicted = nearestCentroids(input.predict, found.centroids);
    return against(
      Array.from(predicted),
      (expected as number[]).map((at) => labels[at]!),
    );
  }
  if (/adjustedRand|^ari/i.test(key)) return against(adjustedRand(labels, input.y).value);
  return undefined;
}

function judge(one: FunctionCase): VectorOutcome {
  const { id, fn, expected } = one;
  const { X, weights, init, k } = one.input;
  const ordered = init !== undefined;
  if (!fn.startsWith('kmeans') || (!ordered && k === undefined)) return unsupported(id, `no method is called ${fn}`);
  let found = ordered
    ? lloyd(X, init, { ...(weights && { weights }) })
    : kMeans(X, { clusters: k, seed: 1, starts: 20, ...(weights && { weights }) });
  // Which cluster takes the place of one that began empty is a tie that implementations break differently.
  const beganEmpty = ordered && new Set(nearestCentroids(X, init)).size < init.length;
  if (beganEmpty && expected.labels !== undefined) found = renamedAs(expected.labels, found);
  const complaints: string[] = [];
  for (const [key, value] of Object.entries(expected)) {
    const found_ = complaintsAbout(key, value, found, one, ordered);
    if (found_ === undefined) return unsupported(id, `expected.${key} has no counterpart`);
    complaints.push(...found_);
  }
  return judged(id, complaints);
}

/** A case may name a data case of the file instead of carrying its own points. */
function withData(one: FunctionCase, data: ReadonlyMap<string, object>): FunctionCase {
  const named = Object.values(one.input ?? {}).find((value) => typeof value === 'string' && data.has(value)) as
    | string
    | undefined;
  return named === undefined
    ? one
    : { ...one, input: { ...data.get(named), ...one.input, X: (data.get(named) as { X: Rows }).X } };
}

export const adapter: VectorAdapter = (file) => {
  const { cases } = file as { readonly cases: readonly FunctionCase[] };
  const data = new Map(cases.filter(({ fn }) => fn === 'data').map(({ id, input }) => [id, input as object]));
  return cases.map((one) =>
    one.fn === 'data'
      ? unsupported(one.id, 'data for other cases: it expects nothing')
      : attempt(one.id, () => judge(withData(one, data))),
  );
};
