import { monthsBetween } from '../core/calendar.js';
import { dayNumber, isDate } from '../core/day-number.js';
import { InputError } from '../core/errors.js';
import { type Issue, issue } from '../core/issue.js';
import type { CodeOf } from '../practice/code-lists.js';
import { checkList } from '../statistics/checks.js';

/** Why customers leave. */
export type ChurnReason = CodeOf<'churnReason'>;

/** From when to when after leaving a win-back may be tried, by reason; a reason that is not listed never. */
export type WinBackWindows = readonly {
  readonly reason: ChurnReason;
  /** Whole months after leaving, both ends included. */
  readonly fromMonths: number;
  readonly toMonths: number;
}[];

/** Whether a lost customer may be approached, and why. */
export interface WinBack {
  readonly eligible: boolean;
  readonly because: 'inWindow' | 'reasonNotWonBack' | 'tooEarly' | 'tooLate' | 'dateUnknown';
  readonly monthsAgo: number | null;
}

/**
 * Decides whether a customer who has left may be won back (赢回): by the reason they left for and how long ago.
 *
 * @param lost - the day left and the reason; `null` where unknown
 * @param windows - each reason once, in whole months of which the first is not after the last
 * @param asOf - calendar date
 * @throws InputError for dates and windows that are none
 * @example
 * winBack({ reason: 'tariff', leftOn: '2012-10-01' }, [{ reason: 'tariff', fromMonths: 1, toMonths: 12 }], '2013-01-01').eligible //=> true
 */
export function winBack(
  lost: { readonly reason: ChurnReason | null | undefined; readonly leftOn: string | null | undefined },
  windows: WinBackWindows,
  asOf: string,
): WinBack {
  checkWindows(windows);
  dayNumber(asOf, ['asOf']);
  const reason = lost?.reason ?? 'unknown';
  const leftOn = lost?.leftOn ?? null;
  const window = windows.find((one) => one.reason === reason);
  if (leftOn !== null && !isDate(leftOn))
    throw new InputError([issue('format', ['leftOn'], 'a calendar date YYYY-MM-DD, or null', leftOn)], 'facts');
  const monthsAgo = leftOn === null ? null : monthsBetween(leftOn, asOf);
  if (window === undefined) return { eligible: false, because: 'reasonNotWonBack', monthsAgo };
  if (monthsAgo === null) return { eligible: false, because: 'dateUnknown', monthsAgo };
  if (monthsAgo < window.fromMonths) return { eligible: false, because: 'tooEarly', monthsAgo };
  if (monthsAgo > window.toMonths) return { eligible: false, because: 'tooLate', monthsAgo };
  return { eligible: true, because: 'inWindow', monthsAgo };
}

function checkWindows(windows: WinBackWindows): void {
  const faults: Issue[] = [];
  checkList(windows, 'windows');
  windows.forEach((window, index) => {
    if (typeof window !== 'object' || window === null) {
      faults.push(issue('type', ['windows', index], 'a window', window));
      return;
    }
    const { reason, fromMonths, toMonths } = window;
    if (windows.findIndex((one) => one?.reason === reason) < index)
      faults.push(issue('duplicate', ['windows', index, 'reason'], 'each reason once', reason));
    if (!(Number.isSafeInteger(fromMonths) && fromMonths >= 0))
      faults.push(issue('range', ['windows', index, 'fromMonths'], 'a whole number of at least 0', fromMonths));
    if (!(Number.isSafeInteger(toMonths) && toMonths >= fromMonths))
      faults.push(issue('range', ['windows', index, 'toMonths'], `a whole number of at least ${fromMonths}`, toMonths));
  });
  if (faults.length > 0) throw new InputError(faults, 'windows');
}
