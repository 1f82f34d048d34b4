import { monthsBetween } from '../core/calendar.js';
import { isDate } from '../core/day-number.js';
import { InputError } from '../core/errors.js';
import { issue } from '../core/issue.js';
import type { CodeOf } from '../practice/code-lists.js';

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
 * @example
 * winBack({ reason: 'tariff', leftOn: '2012-10-01' }, [{ reason: 'tariff', fromMonths: 1, toMonths: 12 }], '2013-01-01').eligible //=> true
 */
export function winBack(
  lost: { readonly reason: ChurnReason | null; readonly leftOn: string | null },
  windows: WinBackWindows,
  asOf: string,
): WinBack {
  const reason = lost.reason ?? 'unknown';
  const window = windows.find((one) => one.reason === reason);
  if (lost.leftOn !== null && !isDate(lost.leftOn))
    throw new InputError([issue('format', ['leftOn'], 'a calendar date YYYY-MM-DD, or null', lost.leftOn)], 'facts');
  const monthsAgo = lost.leftOn === null ? null : monthsBetween(lost.leftOn, asOf);
  if (window === undefined) return { eligible: false, because: 'reasonNotWonBack', monthsAgo };
  if (monthsAgo === null) return { eligible: false, because: 'dateUnknown', monthsAgo };
  if (monthsAgo < window.fromMonths) return { eligible: false, because: 'tooEarly', monthsAgo };
  if (monthsAgo > window.toMonths) return { eligible: false, because: 'tooLate', monthsAgo };
  return { eligible: true, because: 'inWindow', monthsAgo };
}
