import type { WorkingDays } from '../core/working-calendar.js';
import { addWorkingDays, type Covered } from '../core/working-days.js';
import type { ApprovalTerms } from './approval-case.js';
import { type ApprovalState, approvalOn } from './approval-state.js';

/** By when one level has to have answered. */
export interface ApprovalDue<Id extends string = string> {
  readonly level: Id;
  readonly leadWorkingDays: number | null;
  /** `null` where a lead time up to here is unknown. */
  readonly dueOn: Covered<string> | null;
  /** Whether that day is past; `null` where it is unknown or beyond the calendar. */
  readonly late: boolean | null;
}

/**
 * Who signs by when: each level that has still to answer gets its working days from the day on which the one before answers at
 * the latest. Empty where nobody has to answer.
 *
 * @param days a working calendar; a day beyond it is said, not guessed
 * @example
 * const days = workingDays({ from: '2013-03-01', until: '2013-03-31', weekend: [6, 7], holidays: [], makeUpDays: [] });
 * const state = { ...noApproval, status: 'requested', chain: ['head'], level: 'head', since: '2013-03-01', openUntil: '2013-03-31' } as const;
 * approvalTimetable({ levels: [{ id: 'head', leadWorkingDays: 2 }] }, state, days, '2013-03-06')
 * //=> [{ level: 'head', leadWorkingDays: 2, dueOn: { status: 'covered', value: '2013-03-05' }, late: true }]
 */
export function approvalTimetable<Id extends string>(
  { levels }: Pick<ApprovalTerms<Id>, 'levels'>,
  state: ApprovalState<Id>,
  days: WorkingDays,
  asOf: string,
): readonly ApprovalDue<Id>[] {
  const { level: next, chain, since } = approvalOn(state, asOf);
  if (next === null || since === null) return [];
  let lead: number | null = 0;
  return chain.slice(chain.indexOf(next)).map((level) => {
    const own = levels.find(({ id }) => id === level)?.leadWorkingDays ?? null;
    lead = lead === null || own === null ? null : lead + own;
    const dueOn = lead === null ? null : addWorkingDays(days, since, lead);
    return { level, leadWorkingDays: own, dueOn, late: dueOn?.status === 'covered' ? asOf > dueOn.value : null };
  });
}
