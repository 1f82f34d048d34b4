import * as z from 'zod';
import { addDays } from '../core/calendar.js';
import { InputError } from '../core/errors.js';
import { type Issue, issue, type Path } from '../core/issue.js';
import { idSchema } from '../core/policy-check.js';
import { checkWorkingCalendar, type WorkingCalendar, type WorkingDays, workingDays } from '../core/working-calendar.js';
import { addWorkingDays, type Covered, workingDayOnOrBefore } from '../core/working-days.js';

/** Who approves and how long that takes: in calendar days, or in working days of the calendar that comes as input. */
export type Approval =
  | { readonly by: string; readonly leadDays: number; readonly leadWorkingDays?: undefined }
  | { readonly by: string; readonly leadWorkingDays: number; readonly leadDays?: undefined };

/** The approval without what else its record holds. */
export const leadOf = ({ by, leadDays, leadWorkingDays }: Approval): Approval =>
  leadDays === undefined ? { by, leadWorkingDays } : { by, leadDays };

/** Longest lead time, in days: far beyond use. */
const longest = 3660;

const count = /* @__PURE__ */ z.int().min(0).max(longest);

/** The shape of an approval; {@link checkApproval} sees to it that one of the two lead times is there. */
export const approvalSchema = /* @__PURE__ */ z.strictObject({
  by: idSchema,
  leadDays: /* @__PURE__ */ count.optional(),
  leadWorkingDays: /* @__PURE__ */ count.optional(),
}) as unknown as z.ZodType<Approval>;

/** An approval counts its lead time one way. */
export function checkApproval({ leadDays, leadWorkingDays }: Approval, at: Path): readonly Issue[] {
  if ((leadDays === undefined) !== (leadWorkingDays === undefined)) return [];
  return [issue('conflict', [...at, 'leadDays'], 'either leadDays or leadWorkingDays', leadDays)];
}

/** The faults of an approval that comes as input, not in a policy. */
export function approvalFaults(value: unknown, at: Path): readonly Issue[] {
  if (typeof value !== 'object' || value === null)
    return [issue('type', at, 'who approves, and how long that takes', value)];
  const approval = value as Approval;
  const { by } = approval;
  const faults = typeof by === 'string' && by !== '' ? [] : [issue('type', [...at, 'by'], 'a text', by)];
  for (const key of ['leadDays', 'leadWorkingDays'] as const) {
    const days: unknown = approval[key];
    if (days !== undefined && !(Number.isInteger(days) && (days as number) >= 0 && (days as number) <= longest))
      faults.push(issue('range', [...at, key], `a whole number from 0 to ${longest}`, days));
  }
  return [...faults, ...checkApproval(approval, at)];
}

/** The first day by which an approval asked for on `date` is there. */
export function approvedOn(approval: Approval, date: string, days: WorkingDays | undefined): Covered<string> {
  if (approval.leadDays !== undefined) return { status: 'covered', value: addDays(date, approval.leadDays, ['asOf']) };
  if (approval.leadWorkingDays === 0) return { status: 'covered', value: date };
  return addWorkingDays(needed(days), date, approval.leadWorkingDays);
}

/** The last day on which to ask for an approval that must be there on `date`; a working day where those are counted. */
export function requestBy(approval: Approval, date: string, days: WorkingDays | undefined): Covered<string> {
  if (approval.leadDays !== undefined) return { status: 'covered', value: addDays(date, -approval.leadDays) };
  if (approval.leadWorkingDays === 0) return { status: 'covered', value: date };
  const given = workingDayOnOrBefore(needed(days), date);
  return given.status === 'covered' ? addWorkingDays(needed(days), given.value, -approval.leadWorkingDays) : given;
}

function needed(days: WorkingDays | undefined): WorkingDays {
  if (days !== undefined) return days;
  throw noCalendar();
}

const noCalendar = (): InputError =>
  new InputError(
    [issue('missing', ['calendar'], 'a working calendar, because approvals count working days', undefined)],
    'context',
  );

/**
 * Makes a calendar ready; a batch repeats one, so the last is remembered.
 *
 * @param approvals - where one of them counts working days, a calendar must be there
 */
export function calendarReader(
  approvals: readonly (Approval | undefined)[],
): (calendar: WorkingCalendar | undefined) => WorkingDays | undefined {
  const required = approvals.some((approval) => (approval?.leadWorkingDays ?? 0) > 0);
  let last: WorkingDays | undefined;
  return (calendar) => {
    if (calendar === undefined) {
      if (required) throw noCalendar();
      return undefined;
    }
    if (last?.calendar === calendar) return last;
    const faults = checkWorkingCalendar(calendar, ['calendar']);
    if (faults.length > 0) throw new InputError(faults, 'context');
    last = workingDays(calendar);
    return last;
  };
}
