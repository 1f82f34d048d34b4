import { InputError } from '../core/errors.js';
import { type Issue, issue } from '../core/issue.js';
import { checkNamedList } from '../core/named-list.js';
import { checkRecord } from '../statistics/checks.js';
import { type Measured, measured, unmeasured } from '../statistics/measured.js';
import { marginOfError, surveySize } from '../statistics/sample-size.js';

/** A quota cell of a survey: how many were wanted and how many answered. */
export interface QuotaCell {
  readonly id: string;
  readonly quota: number;
  readonly completed: number;
}

/** A market research study (市场调研). */
export interface ResearchStudy {
  readonly id: string;
  /** How many customers there are to ask; absent where it is unknown or without bound. */
  readonly population?: number | null | undefined;
  /** How many were asked. */
  readonly invited: number;
  readonly cells: readonly QuotaCell[];
  /** 0.95 for 95 %. */
  readonly confidence: number;
  /** Half the width of the interval wanted, as a share. */
  readonly margin: number;
  /** The share expected; 0.5 asks for most. */
  readonly expected: number;
}

/** How good a study is. */
export interface StudyQuality {
  readonly study: string;
  readonly completed: number;
  readonly responseRate: Measured;
  /** Answers needed for the margin wanted, with the finite-population correction. */
  readonly needed: number;
  readonly missing: number;
  /** Half the width that the answers give. */
  readonly margin: Measured;
  readonly cells: readonly (QuotaCell & { readonly gap: number; readonly coverage: Measured })[];
}

/**
 * Judges a study: response rate, answers needed, margin reached, and the gap in every quota cell.
 *
 * @throws InputError for counts that are not whole, more answers than invitations, or more invitations than customers
 * @example
 * assessStudy({
 *   id: 'needs', population: 26702, invited: 900, confidence: 0.95, margin: 0.05, expected: 0.5,
 *   cells: [{ id: 'health', quota: 50, completed: 31 }],
 * }).cells[0].gap //=> 19
 */
export function assessStudy(study: ResearchStudy): StudyQuality {
  checkRecord(study, 'study', '{ id, invited, cells, confidence, margin, expected }');
  const { invited, cells, confidence, expected } = study;
  const population = study.population ?? undefined;
  checkNamedList(cells, ['cells'], 'every cell once');
  const issues = [
    ...countIssues(['invited'], invited),
    ...cells.flatMap(({ quota, completed: answers }, at) => [
      ...countIssues(['cells', at, 'quota'], quota),
      ...countIssues(['cells', at, 'completed'], answers),
    ]),
  ];
  if (issues.length > 0) throw new InputError(issues);
  const completed = cells.reduce((sum, cell) => sum + cell.completed, 0);
  if (completed > invited) issues.push(issue('range', ['cells'], `at most ${invited} answers`, completed));
  if (population !== undefined && invited > population)
    issues.push(issue('range', ['invited'], `at most ${population}, the population`, invited));
  if (issues.length > 0) throw new InputError(issues);
  const needed = surveySize({ population, confidence, margin: study.margin, expected });
  return {
    study: study.id,
    completed,
    responseRate: invited === 0 ? unmeasured('noObservations') : measured(completed / invited),
    needed,
    missing: Math.max(0, needed - completed),
    margin: marginOfError({ population, answers: completed, confidence, expected }),
    cells: cells.map((cell) => ({
      ...cell,
      gap: Math.max(0, cell.quota - cell.completed),
      coverage: cell.quota === 0 ? unmeasured('zeroBase') : measured(cell.completed / cell.quota),
    })),
  };
}

function countIssues(path: readonly (string | number)[], count: number): readonly Issue[] {
  return Number.isSafeInteger(count) && count >= 0 ? [] : [issue('range', path, 'a whole number of at least 0', count)];
}
