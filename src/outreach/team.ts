import { addDays } from '../core/calendar.js';
import { type CalendarDate, dayNumber } from '../core/day-number.js';
import { Decimal, parseDecimal } from '../core/decimal.js';
import { InputError } from '../core/errors.js';
import { type Issue, issue } from '../core/issue.js';
import type { Label } from '../core/label.js';
import { checkFigure, refuseFaults } from '../core/row-check.js';
import type { CodeOf } from '../practice/code-lists.js';

/** Work of one role in a period. */
export interface Workload {
  readonly role: string;
  /** Accounts, cases or whatever is attended to. */
  readonly items: number;
  /** Times that each is attended to in the period; decimal text or whole number. */
  readonly timesEach: string | number;
  /** How much one person does in the period; decimal text or whole number above 0. */
  readonly perPerson: string | number;
}

/** How many people a role needs. */
export interface Headcount {
  readonly role: string;
  readonly tasks: string;
  readonly people: number;
}

/**
 * How many people each role needs for its work, rounded up once per role.
 *
 * @example
 * headcount([{ role: 'accountManager', items: 1200, timesEach: 1, perPerson: 120 }])[0]?.people //=> 10
 */
export function headcount(workloads: readonly Workload[]): readonly Headcount[] {
  const loads = new Map<string, { tasks: Decimal; people: Decimal }>();
  workloads.forEach(({ role, items, timesEach, perPerson }, at) => {
    const path = ['workloads', at];
    const tasks = parseDecimal(items, [...path, 'items']).times(parseDecimal(timesEach, [...path, 'timesEach']));
    const capacity = parseDecimal(perPerson, [...path, 'perPerson']);
    if (!capacity.greaterThan(0))
      throw new InputError([issue('range', [...path, 'perPerson'], 'more than 0', perPerson)]);
    if (tasks.isNegative()) throw new InputError([issue('range', path, 'work of 0 or more', tasks.toFixed())]);
    const known = loads.get(role) ?? { tasks: new Decimal(0), people: new Decimal(0) };
    loads.set(role, { tasks: known.tasks.plus(tasks), people: known.people.plus(tasks.div(capacity)) });
  });
  return [...loads].map(([role, { tasks, people }]) => ({
    role,
    tasks: tasks.toFixed(),
    // A sum of quotients such as thirds may end a hair above a whole number.
    people: people.toDecimalPlaces(30).ceil().toNumber(),
  }));
}

/** What one role does in one phase. */
export interface RoleDuties {
  readonly role: string;
  readonly phase: CodeOf<'phase'>;
  readonly tasks: readonly { readonly id: string; readonly label?: Label | undefined }[];
}

/** Who does what before, in and after a sale: a policy, to be replaced by the house's own. */
export type RoleMatrix = readonly RoleDuties[];

/** The faults of a role matrix: a task twice in a cell, a role and phase twice, a role without a duty. */
export function checkRoleMatrix(matrix: RoleMatrix, roles: readonly string[]): readonly Issue[] {
  const cells = matrix.map(({ role, phase }) => JSON.stringify([role, phase]));
  const withDuty = new Set(matrix.flatMap(({ role, tasks }) => (tasks.length > 0 ? [role] : [])));
  return [
    ...cells.flatMap((cell, at) =>
      cells.indexOf(cell) < at ? [issue('duplicate', ['matrix', at], 'each role and phase once', cell)] : [],
    ),
    ...matrix.flatMap(({ tasks }, at) =>
      tasks.flatMap(({ id }, position) =>
        tasks.findIndex((other) => other.id === id) < position
          ? [issue('duplicate', ['matrix', at, 'tasks', position, 'id'], 'each task once in a cell', id)]
          : [],
      ),
    ),
    ...roles.flatMap((role) =>
      withDuty.has(role) ? [] : [issue('missing', ['matrix'], `a duty of ${role}`, undefined)],
    ),
  ];
}

/** Who does a task, and in which phase; several where it is done in several cells, in the matrix's order. */
export function whoDoes(
  matrix: RoleMatrix,
  task: string,
): readonly { readonly role: string; readonly phase: CodeOf<'phase'> }[] {
  return matrix.flatMap(({ role, phase, tasks }) => (tasks.some(({ id }) => id === task) ? [{ role, phase }] : []));
}

/** How far somebody is from what their role needs. */
export interface CompetenceGap {
  readonly competence: string;
  readonly required: number;
  /** `null` where nobody has tested. */
  readonly has: number | null;
  readonly gap: number | null;
}

/**
 * Gaps between the levels that a role needs and those that a person has: what to train. More than needed is no gap.
 *
 * @throws InputError `range` for a level that is no number of 0 or more
 * @example
 * competenceGaps([{ competence: 'selling', level: 3 }], new Map([['selling', 1]]))[0]?.gap //=> 2
 */
export function competenceGaps(
  required: readonly { readonly competence: string; readonly level: number }[],
  has: ReadonlyMap<string, number>,
): readonly CompetenceGap[] {
  return required.map(({ competence, level }, at) => {
    const own = has.get(competence) ?? null;
    refuseFaults([
      ...checkFigure(level, ['required', at, 'level']),
      ...(own === null ? [] : checkFigure(own, ['has', competence])),
    ]);
    return { competence, required: level, has: own, gap: own === null ? null : Math.max(0, level - own) };
  });
}

/** A task so many days after a date, or before it when negative. */
export interface DayOffset {
  readonly id: string;
  readonly days: number;
}

/**
 * Tasks dated from one day: training and feedback after an acceptance, the start of a campaign before a festival.
 *
 * @throws InputError `format` for a day that is none; `range` for days that are no whole number or lead out of the years 1 to 9999
 * @example
 * datedFrom('2013-02-10', [{ id: 'campaign', days: -30 }]) //=> [{ id: 'campaign', due: '2013-01-11' }]
 */
export function datedFrom(
  day: CalendarDate,
  tasks: readonly DayOffset[],
): readonly { readonly id: string; readonly due: CalendarDate }[] {
  dayNumber(day, ['day']);
  return tasks.map(({ id, days }, at) => ({ id, due: addDays(day, days, ['tasks', at, 'days']) }));
}
