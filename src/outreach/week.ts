import { startOfWeek } from '../core/calendar.js';
import type { CalendarDate } from '../core/day-number.js';
import type { Schedule, Touch } from './plan.js';

/** The page of one person for one week: who, when, why, what to say first, what needs approval. */
export interface PersonWeek {
  readonly person: string;
  /** The Monday. */
  readonly week: CalendarDate;
  readonly minutes: number;
  readonly touches: readonly Touch[];
}

/** A plan by person and week, both in order; only weeks with a touch. */
export function weeksOf(plan: Pick<Schedule, 'touches'>): readonly PersonWeek[] {
  const pages = new Map<string, Touch[]>();
  for (const touch of plan.touches) {
    const key = `${startOfWeek(touch.date)} ${touch.person}`;
    const page = pages.get(key);
    if (page === undefined) pages.set(key, [touch]);
    else page.push(touch);
  }
  return [...pages]
    .map(([key, touches]) => ({
      person: key.slice('0000-00-00 '.length),
      week: key.slice(0, '0000-00-00'.length),
      minutes: touches.reduce((sum, { minutes }) => sum + minutes, 0),
      touches,
    }))
    .sort((a, b) => (a.person < b.person ? -1 : a.person > b.person ? 1 : a.week < b.week ? -1 : 1));
}
