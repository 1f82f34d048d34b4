import { InputError } from 'tenure/core';
import { type AbsorbingChain, absorbingChain, type TransitionMatrix, transitionMatrix } from 'tenure/statistics';
import type { VectorAdapter, VectorOutcome } from '../adapter.js';
import { attempt, departures, judged, misprints, orNull } from '../judge.js';

type Fractions = readonly (readonly string[])[];

interface Case {
  readonly id: string;
  readonly transient: readonly string[];
  readonly absorbing: readonly string[];
  readonly Q: Fractions;
  readonly R: Fractions;
  readonly printedBySource: { readonly [figure: string]: unknown } | null;
  readonly exact: { readonly N: Fractions; readonly steps: readonly string[]; readonly B: Fractions };
  readonly variance_R?: readonly number[];
  readonly apply?: {
    readonly start?: string;
    readonly amount?: string;
    readonly expected?: { readonly [state: string]: string };
    readonly amounts?: readonly string[];
    readonly bad_exact?: string;
    readonly wrong_answer_on_page?: number;
  };
}

interface Negative {
  readonly id: string;
  readonly P: TransitionMatrix;
  readonly rowSums: readonly number[];
}

const tolerance = 1e-12;

function decimal(fraction: string): number {
  const [top, bottom = '1'] = fraction.split('/');
  return Number(top) / Number(bottom);
}

function matrixOf({ Q, R, absorbing }: Case): TransitionMatrix {
  const transient = Q.map((row, i) => [...row, ...R[i]!].map(decimal));
  const stay = absorbing.map((_, j) => [...Q.map(() => 0), ...absorbing.map((_, k) => (j === k ? 1 : 0))]);
  return [...transient, ...stay];
}

function applied({ apply, transient, absorbing }: Case, { absorption }: AbsorbingChain): string[] {
  if (apply === undefined) return [];
  const end = (from: number, state: string) => absorption[from]![absorbing.indexOf(state)]!;
  const complaints = Object.entries(apply.expected ?? {}).flatMap(([state, amount]) =>
    departures(decimal(amount), Number(apply.amount) * end(transient.indexOf(apply.start ?? ''), state), 1e-6, state),
  );
  if (apply.amounts !== undefined && apply.bad_exact !== undefined) {
    const bad = apply.amounts.reduce((sum, amount, i) => sum + Number(amount) * end(i, 'bad'), 0);
    complaints.push(...departures(decimal(apply.bad_exact), bad, 1e-6, 'bad'));
    if (apply.wrong_answer_on_page !== undefined && Math.abs(bad - apply.wrong_answer_on_page) < 1)
      complaints.push('bad: the one-step error of the page');
  }
  return complaints;
}

function printedFigures(one: Case, actual: { readonly [figure: string]: unknown }): string[] {
  return Object.entries(one.printedBySource ?? {}).flatMap(([figure, printed]) => {
    const [wanted, got] = [[printed].flat(2) as number[], [actual[figure]].flat(2) as number[]];
    return wanted.flatMap((number, i) => misprints(number, got[i] ?? null, `${figure}[${i}]`));
  });
}

function judge(one: Case): VectorOutcome {
  const chain = orNull(absorbingChain(matrixOf(one), 'refuse'))!;
  const actual = { N: chain.visits, steps: chain.steps, B: chain.absorption };
  const { N, steps, B } = one.exact;
  const exact = { N: N.map((row) => row.map(decimal)), steps: steps.map(decimal), B: B.map((row) => row.map(decimal)) };
  return judged(one.id, [
    ...departures(exact, actual, tolerance),
    ...(one.variance_R === undefined ? [] : departures(one.variance_R, chain.stepsVariance, 1e-9, 'variance')),
    ...printedFigures(one, actual),
    ...applied(one, chain),
  ]);
}

/** Refused, naming exactly the rows that don't sum to 1; accepted when normalising is asked for. */
function judgeNegative({ id, P, rowSums }: Negative): VectorOutcome {
  const wrongRows = rowSums.flatMap((sum, i) => (Math.abs(sum - 1) > 1e-9 ? [i] : []));
  const complaints: string[] = [];
  try {
    absorbingChain(P, 'refuse');
    complaints.push('was not refused');
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    const named = error.issues.filter(({ code }) => code === 'sum').map(({ path }) => path[1]);
    complaints.push(...departures(wrongRows, named, 0, 'rows refused'));
  }
  for (const row of transitionMatrix(P, 'normalize'))
    complaints.push(
      ...departures(
        1,
        row.reduce((a, b) => a + b, 0),
        tolerance,
        'normalised row sum',
      ),
    );
  return judged(id, complaints);
}

export const adapter: VectorAdapter = (file) => {
  const { cases, negative = [] } = file as { readonly cases: readonly Case[]; readonly negative?: readonly Negative[] };
  return [
    ...cases.map((one) => attempt(one.id, () => judge(one))),
    ...negative.map((one) => attempt(one.id, () => judgeNegative(one))),
  ];
};
