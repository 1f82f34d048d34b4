import { type LogRankTest, logRank, type RankWeight } from 'tenure/statistics';
import type { VectorAdapter, VectorOutcome } from '../adapter.js';
import { attempt, departures, judged, misprints, orNull, unsupported } from '../judge.js';

interface Input {
  readonly time: readonly number[];
  readonly status: readonly number[];
  readonly group: readonly (string | number)[];
}

interface Case {
  readonly id: string;
  readonly input: Input;
  readonly published?: { readonly [figure: string]: number | readonly number[] };
  readonly expected: Readonly<Record<string, unknown>>;
}

interface Weighted {
  readonly id: string;
  readonly input?: Input;
  readonly published_chisq: number;
  readonly r_rho1?: number;
}

// R's figures are given to 12 decimals.
const tolerance = 1e-9;

function test({ time, status, group }: Input, weight: RankWeight): LogRankTest {
  const found = orNull(logRank({ time, event: status }, group, weight));
  if (found === null) throw new Error('the test is undefined');
  return found;
}

function judge({ id, input, published = {}, expected }: Case): VectorOutcome {
  const found = test(input, 'logRank');
  const actual = {
    obs: found.observed,
    exp: found.expected,
    groups: found.groups.map(String),
    var: found.covariance,
    chisq: found.chiSquare,
    df: found.df,
    p: found.pValue,
  };
  const expectedIn = (name: string) => {
    const at = found.groups.findIndex((group) => String(group).toLowerCase().replace(/\W/g, '') === name);
    return found.expected[at] ?? null;
  };
  const printed = Object.entries(published).flatMap(([key, figure]) => {
    const group = /^expected_(.+)$/.exec(key)?.[1];
    if (group !== undefined) return misprints(figure as number, expectedIn(group), key);
    const figures = [actual[key as keyof typeof actual]].flat() as number[];
    return [figure].flat().flatMap((one, i) => misprints(one, figures[i] ?? null, key));
  });
  return judged(id, [...departures(expected, actual, tolerance), ...printed]);
}

const weightNames: { readonly [ending: string]: RankWeight } = {
  wilcoxon: 'gehan',
  gehan: 'gehan',
  'tarone-ware': 'taroneWare',
  peto: 'peto',
  'fleming-harrington': 'flemingHarrington',
};

/** A weighted case names its data by the id of an unweighted case, before the weight. */
function judgeWeighted(one: Weighted, cases: readonly Case[]): VectorOutcome {
  const { id, published_chisq, r_rho1 } = one;
  const ending = Object.keys(weightNames).find((name) => id.endsWith(name));
  const input = one.input ?? cases.find((plain) => id === `${plain.id}-${ending}`)?.input;
  if (ending === undefined || input === undefined)
    return unsupported(id, 'neither the weight nor the data can be told from the id');
  return judged(id, [
    ...departures(published_chisq, test(input, weightNames[ending]!).chiSquare, 1e-6, 'chisq'),
    ...(r_rho1 === undefined
      ? []
      : departures(r_rho1, test(input, 'flemingHarrington').chiSquare, tolerance, 'rho = 1')),
  ]);
}

export const adapter: VectorAdapter = (file) => {
  const { cases, weighted } = file as {
    readonly cases: readonly Case[];
    readonly weighted?: { readonly cases: readonly Weighted[] };
  };
  return [
    ...cases.map((one) => attempt(one.id, () => judge(one))),
    ...(weighted?.cases ?? []).map((one) => attempt(one.id, () => judgeWeighted(one, cases))),
  ];
};
