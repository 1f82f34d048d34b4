import { auc, averagePrecision, brier, calibration, isotonic, logLoss, type Measured } from 'tenure/statistics';
import type { VectorAdapter, VectorOutcome } from '../adapter.js';
import { attempt, departures, judged, orNull, unsupported } from '../judge.js';

interface Case {
  readonly id: string;
  readonly published?: unknown;
  readonly input: {
    readonly y: readonly number[];
    readonly p?: readonly number[];
    readonly score?: readonly number[];
    readonly w?: readonly number[];
    readonly n_bins?: number;
    readonly strategy?: string;
  };
  readonly expected: Readonly<Record<string, unknown>>;
}

const tolerance = 1e-9;

/** Each figure by the name that the files give it; asked for only where the case expects it. */
const figures: { readonly [name: string]: (input: Case['input']) => unknown } = {
  prob_true: (input) => bins(input).map(({ observed }) => observed),
  prob_pred: (input) => bins(input).map(({ predicted }) => predicted),
  auc: ({ y, score, p }) => figure(auc({ outcome: y, score: score ?? p! })),
  ap: ({ y, score, p }) => figure(averagePrecision({ outcome: y, score: score ?? p! })),
  brier: ({ y, p }) => figure(brier({ outcome: y, probability: p! })),
  log_loss: ({ y, p }) => figure(logLoss({ outcome: y, probability: p! })),
  logloss: ({ y, p }) => figure(logLoss({ outcome: y, probability: p! })),
  yf: ({ y, w }) => isotonic(y, w),
};

const figure = (result: Measured) => orNull(result);

function bins({ y, p, n_bins, strategy }: Case['input']) {
  return calibration({ outcome: y, probability: p! }, n_bins!, strategy === 'quantile' ? 'equalCount' : 'equalWidth');
}

function judge({ id, input, published, expected }: Case): VectorOutcome {
  const unknown = Object.keys(expected).find((name) => figures[name] === undefined);
  if (unknown !== undefined) return unsupported(id, `expected.${unknown} has no counterpart`);
  const actual = Object.fromEntries(Object.keys(expected).map((name) => [name, figures[name]!(input)]));
  const printed = typeof published === 'number' ? { [Object.keys(expected)[0]!]: published } : (published ?? {});
  return judged(id, [
    ...departures(expected, actual, tolerance),
    ...departures(printed, actual, tolerance, 'published'),
  ]);
}

export const adapter: VectorAdapter = (file) =>
  (file as { readonly cases: readonly Case[] }).cases.map((one) => attempt(one.id, () => judge(one)));
