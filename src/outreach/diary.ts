import { minuteOfDay, type TimeWindow } from '../core/time-of-day.js';
import type { DraftTouch } from './draft.js';

/** Minutes of a day from `from` up to, and without, `until`. */
export interface Span {
  readonly from: number;
  readonly until: number;
}

const minutesInDay = 1440;

/** A daily window in minutes; one that runs across midnight is two spans. */
export function spansOf({ from, until }: TimeWindow): readonly Span[] {
  const start = minuteOfDay(from);
  const end = until === '24:00' ? minutesInDay : minuteOfDay(until);
  if (start < end) return [{ from: start, until: end }];
  return [
    { from: 0, until: end },
    { from: start, until: minutesInDay },
  ];
}

/** The same spans on a clock that is `shift` minutes ahead. */
export function shiftSpans(spans: readonly Span[], shift: number): readonly Span[] {
  const turn = ((shift % minutesInDay) + minutesInDay) % minutesInDay;
  return spans.flatMap(({ from, until }) => {
    const moved = { from: from + turn, until: until + turn };
    if (moved.until <= minutesInDay) return [moved];
    if (moved.from >= minutesInDay) return [{ from: moved.from - minutesInDay, until: moved.until - minutesInDay }];
    return [
      { from: moved.from, until: minutesInDay },
      { from: 0, until: moved.until - minutesInDay },
    ];
  });
}

/** What is left of spans without others. */
export function subtractSpans(spans: readonly Span[], without: readonly Span[]): readonly Span[] {
  return without.reduce<readonly Span[]>(
    (left, out) =>
      left.flatMap((span) => {
        if (out.until <= span.from || out.from >= span.until) return [span];
        return [
          { from: span.from, until: out.from },
          { from: out.until, until: span.until },
        ].filter(({ from, until }) => from < until);
      }),
    spans,
  );
}

/** The touches of one person on one day. */
export interface DiaryDay {
  minutes: number;
  /** By start. */
  readonly touches: DraftTouch[];
}

/** The first start at which `minutes` fit into the spans between the touches; `undefined` where they don't. */
export function findStart(
  { touches }: DiaryDay,
  spans: readonly Span[],
  minutes: number,
  moving?: DraftTouch,
): number | undefined {
  for (const span of spans) {
    let start = span.from;
    for (const touch of touches) {
      if (touch === moving || touch.start + touch.minutes <= start) continue;
      if (touch.start >= start + minutes) break;
      start = touch.start + touch.minutes;
    }
    if (start + minutes <= span.until) return start;
  }
  return undefined;
}

/** Whether `minutes` from `start` on lie in a span and between the touches. */
export function isFree(
  { touches }: DiaryDay,
  spans: readonly Span[],
  start: number,
  minutes: number,
  moving?: DraftTouch,
): boolean {
  return (
    spans.some(({ from, until }) => from <= start && start + minutes <= until) &&
    touches.every((touch) => touch === moving || touch.start + touch.minutes <= start || touch.start >= start + minutes)
  );
}

/** Enters a touch, or enters it anew after its start or length changed. */
export function enter(day: DiaryDay, touch: DraftTouch): void {
  const at = day.touches.findIndex((other) => other.start > touch.start);
  day.touches.splice(at < 0 ? day.touches.length : at, 0, touch);
  day.minutes += touch.minutes;
}

/** Takes a touch out. */
export function strike(day: DiaryDay, touch: DraftTouch): void {
  day.touches.splice(day.touches.indexOf(touch), 1);
  day.minutes -= touch.minutes;
}
