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
      if (typeof used === 'number' && Number.isFinite(used) && used >= 0) byMonth.set(monthNumber(month), used);
      else faults.push(issue('range', [name, index, 'used'], 'a finite number, 0 or more', used));
    }
    if (typeof month === 'string') seen.add(month);
  });
  return byMonth;
}
