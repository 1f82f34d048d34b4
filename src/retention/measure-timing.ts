import { rootsOf } from '../core/comparison.js';
import { fromDayNumber as dateOf, lastDayNumber, readDayNumber } from '../core/day-number.js';
import type { Covered, NotCovered } from '../core/working-days.js';
import { type Approval, approvedOn, leadOf, requestBy } from './approval-lead.js';
import type { Candidate } from './candidate.js';
import { type MeasureCase, type MeasureContext, type Refusal, refuse } from './measure-case.js';
import type { MeasurePlan } from './measure-plan.js';
import { shiftedDay } from './shifted-day.js';

/** When a measure is to be done, in day numbers. */
export interface Timing {
  readonly anchor: number;
  readonly due: number;
  /** `Infinity` for open. */
  readonly deadline: number;
  readonly late: boolean;
  readonly clamped: boolean;
  readonly approval: Candidate['approval'];
}

/** Finds the day of a measure: planned from its anchor, not before its approval, not after its deadline. */
export function timeOf(
  { policy, attackClosesSlot }: MeasureContext,
  { measure, anchorSlot }: MeasurePlan,
  approval: Approval | undefined,
  { row, today, record, days }: MeasureCase,
): Refusal | Timing {
  const anchor = anchorSlot < 0 ? today : row[anchorSlot]!;
  if (Number.isNaN(anchor)) {
    const fact = measure.anchor!;
    return refuse(
      'anchorUnknown',
      () => ({ anchor: fact }),
      () => rootsOf(record, fact),
    );
  }
  const anchored = anchorSlot >= 0;
  if (anchored && anchor < today)
    return refuse('horizonOver', () => ({ anchor: measure.anchor, date: dateOf(anchor) }));
  const { day: planned, clamped } = shiftedDay(anchor, measure.offset, [measure.anchor ?? 'asOf']);
  const horizon = Math.min(today + policy.horizonDays, lastDayNumber);
  if (planned > horizon) return refuse('notYetDue', () => ({ due: dateOf(planned), horizon: dateOf(horizon) }));
  const approved = approval && approvedOn(approval, dateOf(today), days);
  if (approved?.status === 'notCovered') return beyondCalendar(approval!, approved);
  const earliest = approved === undefined ? today : readDayNumber(approved.value);
  const due = Math.max(planned, earliest);
  const ownDeadline = anchored ? Math.max(anchor, planned) : Number.POSITIVE_INFINITY;
  if (due > ownDeadline) {
    const by = approval?.by;
    return refuse('approvalTooLate', () => ({ by, earliest: dateOf(earliest), deadline: dateOf(ownDeadline) }));
  }
  const closes = attackClosesSlot < 0 ? Number.NaN : row[attackClosesSlot]!;
  if (due > closes) return refuse('attackClosed', () => ({ closes: dateOf(closes), earliest: dateOf(due) }));
  const asked = approval && requestBy(approval, dateOf(due), days);
  if (asked?.status === 'notCovered' && asked.side === 'after') return beyondCalendar(approval!, asked);
  return {
    anchor,
    due,
    deadline: Number.isNaN(closes) ? ownDeadline : Math.min(ownDeadline, closes),
    late: planned < today,
    clamped,
    approval: asked === undefined ? null : { ...leadOf(approval!), requestBy: notBefore(today, asked) },
  };
}

/** On a day off the last working day before is over: what is asked for today is there as early as the next. */
function notBefore(today: number, asked: Covered<string>): string {
  const day = asked.status === 'covered' ? readDayNumber(asked.value) : Number.NEGATIVE_INFINITY;
  return dateOf(Math.max(day, today));
}

function beyondCalendar(approval: Approval, { from, until }: NotCovered): Refusal {
  return refuse('calendarTooShort', () => ({ ...leadOf(approval), from, until }));
}
