import { InputError } from '../core/errors.js';
import { type Issue, issue } from '../core/issue.js';
import { checkDay, checkRow, checkRows, checkUnits, checkWord, refuseFaults, whereKnown } from '../core/row-check.js';

/** Accounts that the network reaches in a grid (网格资源覆盖), now or from a day on. */
export interface CoverageStep {
  readonly status: 'covered' | 'building' | 'planned';
  readonly accounts: number;
  /** First day on which they can be served; needed for `building`, not for `covered`, and not known for some plans. */
  readonly readyOn?: string | undefined;
}

/** How many accounts can be reached by a day. */
export interface Coverage {
  readonly now: number;
  /** Covered, and building or planned with a ready date not after the day. */
  readonly byDate: number;
  /** With everything that was ever planned. */
  readonly withPlanned: number;
}

/**
 * Coverage of a grid by a day: what is still being built counts from its ready date.
 *
 * @throws InputError `range` for accounts that are no whole number from 0, `format` for what is no calendar date, `missing` for
 * something being built without the day from which it serves
 * @example
 * gridCoverage([{ status: 'covered', accounts: 900 }, { status: 'building', accounts: 200, readyOn: '2012-09-01' }], '2012-04-01', '2012-10-01') //=> { now: 900, byDate: 1100, withPlanned: 1100 }
 */
export function gridCoverage(steps: readonly CoverageStep[], asOf: string, by: string): Coverage {
  refuseFaults([...stepFaults(steps), ...checkDay(asOf, ['asOf']), ...checkDay(by, ['by'])]);
  const until = (day: string): number =>
    sum(
      steps.filter(
        ({ status, readyOn }) => status === 'covered' || ((readyOn ?? undefined) !== undefined && readyOn! <= day),
      ),
    );
  return { now: until(asOf), byDate: until(by), withPlanned: sum(steps) };
}

const sum = (steps: readonly CoverageStep[]): number => steps.reduce((total, { accounts }) => total + accounts, 0);

/** Whether a grid holds enough accounts for a target. */
export interface Sufficiency {
  /** Accounts needed at the top, rounded up. */
  readonly needed: number;
  readonly reachable: number;
  /** Positive where too few. */
  readonly shortage: number;
  /** First ready date from which they suffice; `null` where even the plans do not. */
  readonly sufficientFrom: string | null;
}

/**
 * Is the funnel wide enough: how many accounts do so many orders need, and from which day are there enough?
 *
 * @param conversion - orders per account as a fraction of whole numbers, `[3, 100]` for 3 %, so that nothing is rounded
 * @param orders - a whole number from 0
 * @throws InputError `range` for a conversion that is not above 0 and at most 1, and as {@link gridCoverage}
 */
export function funnelSufficiency(
  orders: number,
  conversion: readonly [orders: number, accounts: number],
  steps: readonly CoverageStep[],
  asOf: string,
): Sufficiency {
  const [won, of] = conversion;
  refuseFaults([...stepFaults(steps), ...checkDay(asOf, ['asOf']), ...checkUnits(orders, ['orders'])]);
  if (!(Number.isSafeInteger(won) && Number.isSafeInteger(of) && won > 0 && won <= of))
    throw new InputError([issue('range', ['conversion'], 'whole numbers, orders from 1 to accounts', won)]);
  // A product of two counts may be more than a double holds exactly.
  const needed = Number((BigInt(orders) * BigInt(of) + BigInt(won) - 1n) / BigInt(won));
  const reachable = gridCoverage(steps, asOf, asOf).now;
  const days = [asOf, ...steps.flatMap(({ readyOn }) => ((readyOn ?? '') <= asOf ? [] : [readyOn!]))];
  const enough = days.sort().find((day) => gridCoverage(steps, asOf, day).byDate >= needed);
  return { needed, reachable, shortage: needed - reachable, sufficientFrom: enough ?? null };
}

const checkSteps = /* @__PURE__ */ checkRows(
  'a list of steps',
  /* @__PURE__ */ checkRow<CoverageStep>('a step { status, accounts, readyOn }', {
    status: /* @__PURE__ */ checkWord(['covered', 'building', 'planned'] satisfies CoverageStep['status'][]),
    accounts: checkUnits,
    readyOn: /* @__PURE__ */ whereKnown(checkDay),
  }),
);

function stepFaults(steps: readonly CoverageStep[]): readonly Issue[] {
  const faults = checkSteps(steps, ['steps']);
  if (faults.length > 0) return faults;
  // Who builds knows when it is to be ready; a plan may have no day yet.
  return steps.flatMap(({ status, readyOn }, at) =>
    status === 'building' && (readyOn ?? undefined) === undefined
      ? [issue('missing', ['steps', at, 'readyOn'], 'the first day on which they can be served', readyOn)]
      : [],
  );
}
