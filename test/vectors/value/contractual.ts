import {
  type BetaDiscreteWeibull,
  type CurveKind,
  churnShare,
  curveAt,
  fitCurve,
  fitRetention,
  lifetimeMultiple,
  residualElasticity,
  residualLifetime,
  retentionLogLikelihood,
  retentionRate,
  survivalShare,
  survivalShares,
} from 'tenure/value';
import type { VectorAdapter, VectorOutcome } from '../adapter.js';
import { attempt, departures, judged, orNull, unsupported } from '../judge.js';

/** A tolerance as these files write it: one number, or one by name, absolute or `{ rel }`. */
type Tolerance = number | { readonly [name: string]: unknown } | undefined;

interface ContractualCase {
  readonly id: string;
  readonly fn: string;
  // biome-ignore lint/suspicious/noExplicitAny: vector inputs have a shape for each function
  readonly input: any;
  // biome-ignore lint/suspicious/noExplicitAny: and so have their expected values
  readonly expected: any;
  readonly tolerance?: Tolerance;
}

interface ContractualFile {
  readonly cases: readonly ContractualCase[];
}

/** The absolute tolerance for a number, out of whatever the file says. */
function absolute(tolerance: unknown, expected: number, fallback = 1e-9): number {
  if (typeof tolerance === 'number') return tolerance;
  const { rel, abs } = (tolerance ?? {}) as { readonly rel?: number; readonly abs?: number };
  return Math.max(abs ?? 0, (rel ?? 0) * Math.abs(expected)) || fallback;
}

function compare(expected: unknown, actual: unknown, tolerance: Tolerance, path = ''): string[] {
  if (typeof expected === 'number') return departures(expected, actual, absolute(tolerance, expected), path);
  if (Array.isArray(expected) && Array.isArray(actual) && expected.length === actual.length) {
    return expected.flatMap((cell, i) => compare(cell, actual[i], tolerance, `${path}[${i}]`));
  }
  return departures(expected, actual, 0, path);
}

const named = (tolerance: Tolerance, name: string): Tolerance =>
  typeof tolerance === 'object' ? (tolerance[name] as Tolerance) : tolerance;

/** One figure that was published rounded and computed precisely. */
function compareBoth({ expected, tolerance }: ContractualCase, actual: number | null): string[] {
  if (typeof expected === 'number') return compare(expected, actual, tolerance);
  return ['published', 'precise'].flatMap((name) =>
    expected[name] === undefined ? [] : compare(expected[name], actual, named(tolerance, name), name),
  );
}

const overAges = (t: number | readonly number[], answer: (age: number) => number): number | readonly number[] =>
  typeof t === 'number' ? answer(t) : t.map(answer);

function fitting({ input, expected, tolerance }: ContractualCase): string[] {
  const result = fitRetention(input.survivors).value;
  if (result?.converged !== true) return [`no fit: ${JSON.stringify(result)}`];
  const params = named(tolerance, 'params');
  // Published to so many digits; the mean churn to two.
  const ways = [
    ['alpha', params],
    ['beta', params],
    ['logLikelihood', named(tolerance, 'logLikelihood')],
    ['meanChurn', 0.005],
  ] as const;
  return [expected, expected.precise ?? {}].flatMap((figures) =>
    ways.flatMap(([name, within]) =>
      figures[name] === undefined ? [] : compare(figures[name], result[name], within, name),
    ),
  );
}

/** The observed share in a year, where the file holds the series that a curve was drawn through. */
function observed(file: ContractualFile, survival: readonly number[], year: number): number | undefined {
  for (const { fn, input } of file.cases) {
    if (fn !== 'data') continue;
    const shares: readonly number[] = orNull(survivalShares(input.survivors)) ?? [];
    if (survival.every((share, t) => Math.abs(share - (shares[t] ?? -1)) < 1e-9)) return shares[year];
  }
  return undefined;
}

function curve({ input, expected, tolerance }: ContractualCase, file: ContractualFile): string[] {
  const fitted = fitCurve(input.survival, input.kind as CurveKind);
  if (fitted.value === undefined) return [`no curve: ${fitted.undefinedBecause}`];
  const actual = observed(file, input.survival, 12);
  return [
    ...compare(expected.coefficients, fitted.value.coefficients, named(tolerance, 'coef'), 'coefficients'),
    ...compare(expected.r2, fitted.value.r2, named(tolerance, 'r2'), 'r2'),
    ...(actual === undefined || expected.year12RelativeError === null
      ? []
      : compare(
          expected.year12RelativeError,
          curveAt(fitted.value, 12) / actual - 1,
          named(tolerance, 'err'),
          'year12RelativeError',
        )),
  ];
}

function modelOf(input: BetaDiscreteWeibull & { readonly c?: number; readonly shape?: number }): BetaDiscreteWeibull {
  return { alpha: input.alpha, beta: input.beta, shape: input.c ?? input.shape };
}

function judge(one: ContractualCase, file: ContractualFile): VectorOutcome {
  const { id, fn, input, expected, tolerance } = one;
  const model = (): BetaDiscreteWeibull => modelOf(input);
  const asks = (pattern: RegExp): boolean => pattern.test(fn);
  if (fn === 'data') {
    const shares = orNull(survivalShares(input.survivors)) ?? [];
    // Printed to one digit.
    const percent = shares.map((share) => Number((share * 100).toFixed(1)));
    return judged(id, compare(expected.survivalPercent, percent, 0));
  }
  if (asks(/^sbg\.fit/)) return judged(id, fitting(one));
  if (asks(/^sbg\.logLikelihood/)) {
    return judged(id, compare(expected, retentionLogLikelihood(input.survivors, model()), tolerance));
  }
  if (asks(/^(sbg|bdw)\.survival/)) {
    return judged(
      id,
      compare(
        expected,
        overAges(input.t, (t) => survivalShare(model(), t)),
        tolerance,
      ),
    );
  }
  if (asks(/^(sbg|bdw)\.retention/)) {
    return judged(
      id,
      compare(
        expected,
        overAges(input.t, (t) => retentionRate(model(), t)),
        tolerance,
      ),
    );
  }
  if (asks(/^(sbg|bdw)\.(churn|pmf)/)) {
    return judged(
      id,
      compare(
        expected,
        overAges(input.t, (t) => churnShare(model(), t)),
        tolerance,
      ),
    );
  }
  if (asks(/^sbg\.derl/)) {
    return judged(id, compareBoth(one, orNull(residualLifetime(model(), input.renewals, input.discountRate))));
  }
  if (asks(/^sbg\..*elasticity/i)) {
    return judged(id, compareBoth(one, orNull(residualElasticity(model(), input.renewals, input.discountRate))));
  }
  if (asks(/^retention\.curveFit/)) return judged(id, curve(one, file));
  if (asks(/^clv\.marginMultiple/)) {
    const multiple = (retention: number, discountRate: number) =>
      orNull(lifetimeMultiple({ retention, discountRate, payment: 'endIfRetained' }));
    const { retention, discount } = input as Record<'retention' | 'discount', number | readonly number[]>;
    const table =
      typeof retention === 'number' || typeof discount === 'number'
        ? multiple(Number(retention), Number(discount))
        : retention.map((r) => discount.map((d) => multiple(r, d)));
    return judged(id, compare(expected, table, tolerance));
  }
  if (asks(/^(clv\.discrete|btyd|bgnbd|paretonbd)/i)) {
    return unsupported(id, 'customers without a contract (BG/NBD, Pareto/NBD); the room values contractual ones');
  }
  return unsupported(id, `no method is called ${fn}`);
}

/** The files of contractual lifetime value name a function for each case. */
export const contractual: VectorAdapter = (file) => {
  const parsed = file as ContractualFile;
  return parsed.cases.map((one) => attempt(one.id, () => judge(one, parsed)));
};
