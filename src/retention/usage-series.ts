import { type Issue, issue } from '../core/issue.js';
import { isMonth, monthNumber } from '../core/month.js';

/** Usage by month number; unknown months are absent. Every fault is pushed. */
export function readSeries(series: unknown, name: string, faults: Issue[]): ReadonlyMap<number, number> {
  const byMonth = new Map<number, number>();
  const seen = new Set<string>();
  if (!Array.isArray(series)) {
    faults.push(issue('type', [name], 'a list of { month, used }', series));
    return byMonth;
  }
  series.forEach((entry: unknown, index) => {
    const { month, used } = (entry ?? {}) as { readonly month?: unknown; readonly used?: unknown };
    if (!isMonth(month)) faults.push(issue('format', [name, index, 'month'], 'a month YYYY-MM', month));
    else if (seen.has(month)) faults.push(issue('duplicate', [name, index, 'month'], 'each month once', month));
    else if (used !== null && used !== undefined) {
      if (isUse(used)) byMonth.set(monthNumber(month), used);
      else faults.push(issue('range', [name, index, 'used'], `0, or a number from ${least} to ${most}`, used));
    }
    if (typeof month === 'string') seen.add(month);
  });
  return byMonth;
}

// Within these, sums and percentages of one month against others stay finite.
const least = 1e-9;
const most = 1e15;

const isUse = (used: unknown): used is number =>
  typeof used === 'number' && (used === 0 || (used >= least && used <= most));

/** To the millionth of a per cent, so that doubles do not move a boundary: 69 is 69 % of 100, not 68.99999999999999 %. */
export function percentOf(part: number, whole: number): number {
  return Math.round((part / whole) * 100_000_000) / 1_000_000;
}
