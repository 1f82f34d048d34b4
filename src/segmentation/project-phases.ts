import { addDays } from '../core/calendar.js';
import { dayNumber } from '../core/day-number.js';
import { InputError } from '../core/errors.js';
import { type Issue, issue } from '../core/issue.js';
import type { Label } from '../core/label.js';
import { checkNamedList } from '../core/named-list.js';

/** A phase of a project by weeks, counted from 0, both ends included. */
export interface ProjectPhase {
  readonly id: string;
  readonly label?: Label | undefined;
  readonly fromWeek: number;
  readonly toWeek: number;
  /** Sources of data that are there from this phase on: `billing`, `crm`, `research`. */
  readonly opens?: readonly string[] | undefined;
}

/** A phase with its first and last day. */
export interface DatedPhase {
  readonly id: string;
  readonly start: string;
  readonly end: string;
}

/** A project in calendar dates. */
export interface ProjectTimetable {
  readonly phases: readonly DatedPhase[];
  /** Days that belong to two phases. */
  readonly overlaps: readonly {
    readonly phases: readonly [string, string];
    readonly start: string;
    readonly end: string;
  }[];
  readonly end: string;
  /** Calendar weeks from the first to the last, both included. */
  readonly weeks: number;
}

/**
 * Dates the phases of a project (建立市场细分及相应的机制). Phases may overlap; where they do is said.
 *
 * @param start - first day of week 0
 * @throws InputError `format` for a start that is no date; `empty`, `range` or `order` for phases, `range` also after the year 9999
 * @example
 * timetable('2012-03-05', [{ id: '1.3', fromWeek: 7, toWeek: 9 }, { id: '1.4', fromWeek: 9, toWeek: 10 }]).overlaps
 * //=> [{ phases: ['1.3', '1.4'], start: '2012-05-07', end: '2012-05-13' }]
 */
export function timetable(start: string, phases: readonly ProjectPhase[]): ProjectTimetable {
  checkNamedList(phases, ['phases'], 'every phase once');
  if (phases.length === 0) throw new InputError([issue('empty', ['phases'], 'at least one phase', phases)]);
  const issues = phases.flatMap(({ fromWeek, toWeek }, at): readonly Issue[] => {
    if (!Number.isSafeInteger(fromWeek) || fromWeek < 0)
      return [issue('range', ['phases', at, 'fromWeek'], 'a whole number of at least 0', fromWeek)];
    if (Number.isSafeInteger(toWeek) && toWeek >= fromWeek) return [];
    return [issue('order', ['phases', at, 'toWeek'], `a whole number of at least ${fromWeek}`, toWeek)];
  });
  if (issues.length > 0) throw new InputError(issues);
  dayNumber(start, ['start']);
  phases.forEach(({ toWeek }, at) => {
    addDays(start, 7 * toWeek + 6, ['phases', at, 'toWeek']);
  });
  const days = (from: number, to: number) => ({ start: addDays(start, 7 * from), end: addDays(start, 7 * to + 6) });
  const last = Math.max(...phases.map(({ toWeek }) => toWeek));
  const first = Math.min(...phases.map(({ fromWeek }) => fromWeek));
  return {
    phases: phases.map(({ id, fromWeek, toWeek }) => ({ id, ...days(fromWeek, toWeek) })),
    overlaps: phases.flatMap((a, at) =>
      phases.slice(at + 1).flatMap((b) => {
        const [from, to] = [Math.max(a.fromWeek, b.fromWeek), Math.min(a.toWeek, b.toWeek)];
        return from > to ? [] : [{ phases: [a.id, b.id] as const, ...days(from, to) }];
      }),
    ),
    end: days(first, last).end,
    weeks: last - first + 1,
  };
}

/**
 * Which variables a phase cannot use yet: their source opens later, or in no phase. A first segmentation from internal
 * data has no research attributes.
 */
export function checkPhaseSources(
  phases: readonly ProjectPhase[],
  phase: string,
  variables: readonly { readonly id: string; readonly source: string }[],
): readonly Issue[] {
  checkNamedList(phases, ['phases'], 'every phase once');
  checkNamedList(variables, ['variables'], 'every variable once');
  const now = phases.find(({ id }) => id === phase);
  if (now === undefined) {
    const expected = `one of ${phases.map(({ id }) => id).join(', ')}`;
    throw new InputError([issue('unknownReference', ['phase'], expected, phase)]);
  }
  return variables.flatMap(({ id, source }, at) => {
    const opening = phases.find(({ opens }) => opens?.includes(source));
    if (opening !== undefined && opening.fromWeek <= now.fromWeek) return [];
    const when = opening === undefined ? 'in no phase' : `from phase ${opening.id}`;
    return [
      issue(
        'conflict',
        ['variables', at],
        `a variable that is there in phase ${phase}: ${source} is available ${when}`,
        id,
      ),
    ];
  });
}
