import {
  chiSquareTest,
  compareShares,
  effectPower,
  fisherExact,
  share,
  shareTest,
  type TestSides,
  trialPower,
  trialSize,
} from 'tenure/statistics';
import type { VectorAdapter, VectorOutcome } from '../adapter.js';
import { attempt, departures, judged, misprints, orNull, unsupported } from '../judge.js';

type Figures = Readonly<Record<string, number>>;

interface GroupsCase {
  readonly id: string;
  readonly input: { readonly x: readonly number[]; readonly n: readonly number[] };
  readonly published?: Figures;
  readonly expected: Readonly<Record<string, unknown>>;
}

interface SizeCase {
  readonly id: string;
  readonly published?: number;
  readonly input: Readonly<Record<string, number | string>>;
  readonly expected: { readonly n?: number; readonly power?: number };
}

interface FisherCase {
  readonly id: string;
  readonly source: string;
  readonly input: {
    readonly table: readonly [readonly [number, number], readonly [number, number]];
    readonly alternative?: string;
  };
  readonly published?: number;
  readonly expected: { readonly p: number };
}

interface PythonCase {
  readonly id?: string;
  readonly input: {
    readonly x: number | readonly number[];
    readonly n: number | readonly number[];
    readonly p0?: number;
  };
  readonly expected: Figures;
}

// R's figures are given to 13 significant digits; effects and statistics here are of the order of 1.
const tolerance = 1e-10;
const confidence = 0.95;

const groupsOf = (x: readonly number[], n: readonly number[]) => x.map((count, i) => ({ count, of: n[i]! }));

function twoGroups(x: readonly number[], n: readonly number[]) {
  const [first, second] = groupsOf(x, n);
  const found = compareShares(first!, second!, confidence);
  const [wald, newcombe] = [orNull(found.wald), orNull(found.newcombe)];
  const z = orNull(found.z);
  return {
    p1: orNull(found.first),
    p2: orNull(found.second),
    diff: orNull(found.difference),
    z_pooled: z,
    z,
    p_value: orNull(found.pValue),
    p: orNull(found.pValue),
    ci_diff_wald_unpooled: wald && [wald.lower, wald.upper],
    newcombe: newcombe && [newcombe.lower, newcombe.upper],
  };
}

function judgeGroups({ id, input, published = {}, expected }: GroupsCase): VectorOutcome {
  const { x, n } = input;
  const test = orNull(chiSquareTest(groupsOf(x, n).map(({ count, of }) => [count, of - count])));
  const chi = { chisq: test?.chiSquare ?? null, df: test?.df ?? null, p: test?.pValue ?? null };
  const actual: Readonly<Record<string, unknown>> = x.length === 2 ? { ...chi, ...twoGroups(x, n) } : chi;
  return judged(id, [
    ...departures(expected, actual, tolerance),
    ...Object.entries(published).flatMap(([key, figure]) =>
      misprints(figure, (actual[key] as number | undefined) ?? null, key),
    ),
  ]);
}

function judgeSize({ id, input, published, expected }: SizeCase): VectorOutcome {
  const {
    p1,
    p2,
    power,
    alpha,
    n,
    n1 = n,
    n2 = n1,
    h,
    alternative,
  } = input as Figures & { readonly alternative?: string };
  const sides: TestSides = alternative === undefined || /two/.test(alternative) ? 'twoSided' : 'oneSided';
  const sizes = [n1, n2] as [number, number];
  let actual: { readonly n?: number; readonly power?: number };
  if (h !== undefined && n1 !== undefined) actual = { power: effectPower(h, sizes, alpha!, sides) };
  else if (p1 === undefined || p2 === undefined)
    return unsupported(id, 'neither two shares nor an effect size with group sizes');
  else if (n1 !== undefined) actual = { power: trialPower({ sizes, shares: [p1, p2] }, alpha!, sides) };
  else actual = { n: trialSize([p1, p2], { significance: alpha!, power: power!, sides }).exact };
  const figure = actual.n ?? actual.power!;
  return judged(id, [
    // R's power.prop.test finds n by uniroot with a tolerance of eps^0.25 = 1.2e-4; the closed form is exact.
    ...departures(expected, actual, expected.n === undefined ? tolerance : 1.3e-4),
    ...(published === undefined ? [] : misprints(published, figure, 'published')),
  ]);
}

function judgeFisher({ id, source, input, published, expected }: FisherCase): VectorOutcome {
  const named = `${input.alternative ?? ''} ${source}`;
  const alternative = /greater/.test(named) ? 'greater' : /less/.test(named) ? 'less' : 'twoSided';
  const p = fisherExact(input.table, alternative);
  return judged(id, [
    ...departures(expected, { p }, tolerance),
    ...(published === undefined ? [] : misprints(published, p, 'published')),
  ]);
}

function judgePython({ input, expected }: PythonCase, id: string): VectorOutcome {
  const { x, n, p0 } = input;
  if (typeof x !== 'number' && typeof n !== 'number')
    return judged(id, departures(expected, twoGroups(x, n), tolerance));
  const one = { count: x as number, of: n as number };
  const { z, pValue } = shareTest(one, p0!);
  return judged(id, departures(expected, { z: orNull(z), p: orNull(pValue), share: orNull(share(one)) }, tolerance));
}

interface File {
  readonly tests?: readonly GroupsCase[];
  readonly sample_size?: readonly SizeCase[];
  readonly fisher?: readonly FisherCase[];
  readonly proportions_py?: readonly PythonCase[];
  readonly newcombe_ci?: { readonly input: GroupsCase['input']; readonly expected: readonly number[] };
}

export const adapter: VectorAdapter = (file) => {
  const { tests = [], sample_size = [], fisher = [], proportions_py = [], newcombe_ci } = file as File;
  return [
    ...tests.map((one) => attempt(one.id, () => judgeGroups(one))),
    ...sample_size.map((one) => attempt(one.id, () => judgeSize(one))),
    ...fisher.map((one) => attempt(one.id, () => judgeFisher(one))),
    ...proportions_py.map((one, i) =>
      attempt(one.id ?? `proportions_py-${i}`, () => judgePython(one, one.id ?? `proportions_py-${i}`)),
    ),
    ...(newcombe_ci === undefined
      ? []
      : [
          attempt('newcombe_ci', () =>
            judged(
              'newcombe_ci',
              departures(newcombe_ci.expected, twoGroups(newcombe_ci.input.x, newcombe_ci.input.n).newcombe, tolerance),
            ),
          ),
        ]),
  ];
};
