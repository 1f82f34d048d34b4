import { shiftMonths } from '../core/calendar.js';
import { fromDayNumber, readDayNumber } from '../core/day-number.js';
import { rootsOf } from '../core/rule-set.js';
import type { Covered, NotCovered } from '../core/working-days.js';
import { type Approval, approvedOn, leadOf, requestBy } from './approval-lead.js';
import type { Candidate } from './candidate.js';
import type { MeasureCase, MeasureContext, Refusal } from './measure-case.js';
import type { MeasurePlan } from './measure-plan.js';

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
    return { code: 'anchorUnknown', facts: { anchor: measure.anchor }, unknown: rootsOf(record, measure.anchor!) };
  }
  const anchored = anchorSlot >= 0;
  if (anchored && anchor < today) {
    return { code: 'horizonOver', facts: { anchor: measure.anchor, date: fromDayNumber(anchor) }, unknown: [] };
  }
  const shifted = shiftMonths(fromDayNumber(anchor), measure.offset.months ?? 0);
  const planned = readDayNumber(shifted.date) + (measure.offset.days ?? 0);
  const horizon = today + policy.horizonDays;
  if (planned > horizon) {
    return { code: 'notYetDue', facts: { due: fromDayNumber(planned), horizon: fromDayNumber(horizon) }, unknown: [] };
  }
  const approved = approval && approvedOn(approval, fromDayNumber(today), days);
  if (approved?.status === 'notCovered') return beyondCalendar(approval!, approved);
  const earliest = approved === undefined ? today : readDayNumber(approved.value);
  const due = Math.max(planned, earliest);
  const ownDeadline = anchored ? Math.max(anchor, planned) : Number.POSITIVE_INFINITY;
  if (due > ownDeadline) {
    const facts = { by: approval?.by, earliest: fromDayNumber(earliest), deadline: fromDayNumber(ownDeadline) };
    return { code: 'approvalTooLate', facts, unknown: [] };
  }
  const closes = attackClosesSlot < 0 ? Number.NaN : row[attackClosesSlot]!;
  if (due > closes) {
    const facts = { closes: fromDayNumber(closes), earliest: fromDayNumber(due) };
    return { code: 'attackClosed', facts, unknown: [] };
  }
  const asked = approval && requestBy(approval, fromDayNumber(due), days);
  if (asked?.status === 'notCovered' && asked.side === 'after') return beyondCalendar(approval!, asked);
  return {
    anchor,
    due,
    deadline: Number.isNaN(closes) ? ownDeadline : Math.min(ownDeadline, closes),
    late: planned < today,
    clamped: shifted.clamped,
    approval: asked === undefined ? null : { ...leadOf(approval!), requestBy: notBefore(today, asked) },
  };
}

/** On a day off the last working day before is over: what is asked for today is there as early as the next. */
function notBefore(today: number, asked: Covered<string>): string {
  const day = asked.status === 'covered' ? readDayNumber(asked.value) : Number.NEGATIVE_INFINITY;
  return fromDayNumber(Math.max(day, today));
}

function beyondCalendar(approval: Approval, { from, until }: NotCovered): Refusal {
  return { code: 'calendarTooShort', facts: { ...leadOf(approval), from, until }, unknown: [] };
}
