import { Decimal, parseDecimal } from '../core/decimal.js';
import { InputError } from '../core/errors.js';
import { type Issue, issue } from '../core/issue.js';
import { type Instant, instantToMilliseconds } from '../core/local-time.js';
import { checkFigure, refuseFaults } from '../core/row-check.js';
import { entriesOf, takeIn } from './intake.js';
import { textListFaults } from './text-faults.js';

/** A complaint, fault, request or promise between departments, from its opening on. Instants in ISO 8601 with offset. */
export interface ServiceCase {
  readonly id: string;
  /** Severity, kind of request, or promise: what the limits go by. */
  readonly kind: string;
  readonly openedAt: Instant;
  readonly respondedAt?: Instant | undefined;
  readonly closedAt?: Instant | undefined;
  readonly reopenedAt?: Instant | undefined;
  /** Everybody who had it, in order; the first stays responsible until it is closed. */
  readonly owners: readonly string[];
  /** Contacts that the customer needed. */
  readonly contacts?: number | undefined;
}

/** A time limit. */
export interface ServiceLimit {
  readonly kind: string;
  readonly measure: 'response' | 'closure';
  readonly minutes: number;
}

/** A case against one limit. */
export interface ServiceLevelRow {
  readonly id: string;
  readonly measure: ServiceLimit['measure'];
  readonly status: 'inTime' | 'breached' | 'running' | 'overdue';
  /** Minutes from the opening to the response or closure, or to now; a response that nobody noted is the closure. */
  readonly minutes: number;
  /** Minutes beyond the limit. */
  readonly breachMinutes: number;
  /** Who received it first and answers for it; `null` for nobody. */
  readonly firstOwner: string | null;
  readonly owner: string | null;
}

/** How a set of cases kept its limits. */
export interface ServiceLevelReport {
  readonly rows: readonly ServiceLevelRow[];
  /** Settled ones and overdue ones; those that still run within their limit are not judged. */
  readonly judged: number;
  readonly inTime: number;
  readonly percent: number | null;
  /** Open cases that nobody has. */
  readonly orphans: readonly string[];
  readonly faults: readonly Issue[];
}

/**
 * Measures cases against time limits, and names who has answered for each from first contact on (首问负责制).
 *
 * @param now the instant up to which open cases run
 * @throws InputError `format` for a `now` that is no instant, `range` for a limit that is no number of 0 or more
 * @returns a row per case and limit of its kind; a case that ends before it begins or is of a kind without limit is
 * named and left out; equal cases count once, different ones under one id not at all
 */
export function serviceLevels(
  cases: readonly ServiceCase[],
  limits: readonly ServiceLimit[],
  now: Instant,
): ServiceLevelReport {
  const end = instantToMilliseconds(now, ['now']);
  refuseFaults(limits.flatMap(({ minutes }, at) => checkFigure(minutes, ['limits', at, 'minutes'])));
  const given = entriesOf(cases, 'cases');
  const { sound, issues } = takeIn(given.entries, 'cases', caseFaults);
  const faults: Issue[] = [...given.issues, ...issues];
  const isSound = new Set(sound.values());
  const rows = (given.total === 0 ? [] : cases).flatMap((one, at) => {
    if (!isSound.has(one)) return [];
    const own = limits.filter(({ kind }) => kind === one.kind);
    if (own.length === 0)
      faults.push(issue('unknownReference', ['cases', at, 'kind'], 'a kind with a limit', one.kind));
    try {
      return own.flatMap((limit) => rowOf(one, limit, end, ['cases', at], faults) ?? []);
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      faults.push(...error.issues);
      return [];
    }
  });
  const judged = rows.filter(({ status }) => status !== 'running').length;
  const inTime = rows.filter(({ status }) => status === 'inTime').length;
  return {
    rows,
    judged,
    inTime,
    percent: judged === 0 ? null : (inTime * 100) / judged,
    orphans: [...sound.values()].flatMap(({ id, owners, closedAt }) =>
      owners.length === 0 && (closedAt ?? undefined) === undefined ? [id] : [],
    ),
    faults,
  };
}

function caseFaults({ id, owners }: ServiceCase): readonly Issue[] {
  if (typeof id !== 'string') return [issue('type', ['cases', 'id'], 'a text', id)];
  const path = ['cases', id, 'owners'];
  return owners === undefined ? [issue('missing', path, 'a list of texts', owners)] : textListFaults(owners, path);
}

function rowOf(
  one: ServiceCase,
  { measure, minutes: limit }: ServiceLimit,
  now: number,
  path: readonly (string | number)[],
  faults: Issue[],
): ServiceLevelRow | undefined {
  const key = measure === 'response' ? 'respondedAt' : 'closedAt';
  const from = instantToMilliseconds(one.openedAt, [...path, 'openedAt']);
  // Who closes a case has answered by then, even if nobody noted when.
  const noted = one[key] ?? undefined;
  const told = noted === undefined ? 'closedAt' : key;
  const instant = one[told] ?? undefined;
  const at = instant === undefined ? undefined : instantToMilliseconds(instant, [...path, told]);
  const minutes = ((at ?? now) - from) / 60_000;
  if (minutes < 0) {
    faults.push(issue('order', [...path, told], `${one.openedAt} or later`, instant ?? 'now'));
    return undefined;
  }
  const isLate = minutes > limit;
  return {
    id: one.id,
    measure,
    status: at === undefined ? (isLate ? 'overdue' : 'running') : isLate ? 'breached' : 'inTime',
    minutes,
    breachMinutes: Math.max(0, minutes - limit),
    firstOwner: one.owners[0] ?? null,
    owner: one.owners.at(-1) ?? null,
  };
}

/** How many were settled at the first contact. */
export interface FirstContactResolution {
  readonly cases: number;
  readonly solvedAtFirst: number;
  /** Solved at first, but opened again within the days. */
  readonly reopened: number;
  readonly percent: number | null;
}

/**
 * First-contact resolution (一次性解决): closed after one contact, and not opened again within so many days.
 *
 * @param reopenDays an opening on or before this many days after the closure undoes it
 * @throws InputError `range` for days that are no number of 0 or more, `format` for an instant that is none
 */
export function firstContactResolution(cases: readonly ServiceCase[], reopenDays: number): FirstContactResolution {
  refuseFaults(checkFigure(reopenDays, ['reopenDays']));
  const solved = [...cases.entries()].filter(
    ([, { contacts, closedAt }]) => contacts === 1 && typeof closedAt === 'string',
  );
  const reopened = solved.filter(([at, { closedAt, reopenedAt }]) => {
    if ((reopenedAt ?? undefined) === undefined) return false;
    const [closed, opened] = [
      instantToMilliseconds(closedAt!, ['cases', at, 'closedAt']),
      instantToMilliseconds(reopenedAt!, ['cases', at, 'reopenedAt']),
    ];
    return opened - closed <= reopenDays * 86_400_000;
  });
  const kept = solved.length - reopened.length;
  return {
    cases: cases.length,
    solvedAtFirst: solved.length,
    reopened: reopened.length,
    percent: cases.length === 0 ? null : (kept * 100) / cases.length,
  };
}

/**
 * A weighted index of measures: the green-channel assessment of a department from punctuality, quality and the customers' voice.
 *
 * @param parts values and weights as decimal texts; the weights sum to exactly 1
 * @returns decimal text, exact
 * @throws InputError `sum`
 * @example
 * weightedIndex([{ value: '95', weight: '0.5' }, { value: '90', weight: '0.3' }, { value: '80', weight: '0.2' }]) //=> '90.5'
 */
export function weightedIndex(parts: readonly { readonly value: string; readonly weight: string }[]): string {
  const weights = parts.map(({ weight }, at) => parseDecimal(weight, ['parts', at, 'weight']));
  const sum = weights.reduce((total, weight) => total.plus(weight), new Decimal(0));
  if (!sum.equals(1)) throw new InputError([issue('sum', ['parts'], 'weights that sum to 1', sum.toFixed())]);
  const values = parts.map(({ value }, at) => parseDecimal(value, ['parts', at, 'value']));
  return values.reduce((total, value, at) => total.plus(value.times(weights[at]!)), new Decimal(0)).toFixed();
}
