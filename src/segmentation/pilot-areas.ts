import { InputError } from '../core/errors.js';
import { type Issue, issue } from '../core/issue.js';
import { checkNamedList } from '../core/named-list.js';

/** What makes an area fit for a pilot. */
export interface PilotCriterion {
  readonly id: string;
  /** How much a point counts; a whole number of at least 1. */
  readonly weight: number;
  /** Points below which an area is out, whatever else it has. */
  readonly atLeast?: number | null | undefined;
}

/** An area with its points by criterion; `null` where nobody knows. */
export interface PilotArea {
  readonly id: string;
  readonly points: readonly { readonly criterion: string; readonly points: number | null }[];
}

/** Why an area is not among the pilots. */
export type PilotRejection =
  | { readonly because: 'unknown'; readonly criteria: readonly string[] }
  | { readonly because: 'belowMinimum'; readonly criteria: readonly string[] }
  | { readonly because: 'outranked'; readonly rank: number; readonly score: number; readonly lastChosen: number };

/** Pilot areas chosen, and every other one with its reason. */
export interface PilotChoice {
  readonly chosen: readonly { readonly id: string; readonly rank: number; readonly score: number }[];
  readonly rejected: readonly ({ readonly id: string } & PilotRejection)[];
}

/**
 * Chooses pilot areas (确定市场细分试点城市): those with the highest weighted points. An area of which something is
 * unknown is not guessed at: it is rejected, and the reason names what to find out. Equal points by id.
 *
 * @param count - how many to choose; fewer are chosen where fewer are fit
 * @example
 * choosePilotAreas(
 *   [{ id: 'a', points: [{ criterion: 'data', points: 3 }] }, { id: 'b', points: [{ criterion: 'data', points: 5 }] }],
 *   [{ id: 'data', weight: 2 }], 1,
 * ).chosen //=> [{ id: 'b', rank: 1, score: 10 }]
 */
export function choosePilotAreas(
  areas: readonly PilotArea[],
  criteria: readonly PilotCriterion[],
  count: number,
): PilotChoice {
  checkChoice(areas, criteria, count);
  const scored = areas.map((area) => scoreOf(area, criteria));
  const fit = scored
    .flatMap(({ id, score, rejection }) => (rejection === undefined ? [{ id, score }] : []))
    .sort((a, b) => b.score - a.score || (a.id < b.id ? -1 : 1))
    .map((area, at) => ({ ...area, rank: at + 1 }));
  const chosen = fit.slice(0, count);
  const lastChosen = chosen.at(-1)?.score ?? Number.POSITIVE_INFINITY;
  const ranks = new Map(fit.map((area) => [area.id, area.rank]));
  const rejected = scored.flatMap(({ id, score, rejection }): readonly ({ readonly id: string } & PilotRejection)[] => {
    if (rejection !== undefined) return [{ id, ...rejection }];
    const rank = ranks.get(id)!;
    return rank <= count ? [] : [{ id, because: 'outranked', rank, score, lastChosen }];
  });
  return { chosen: chosen.map(({ id, rank, score }) => ({ id, rank, score })), rejected };
}

function scoreOf({ id, points }: PilotArea, criteria: readonly PilotCriterion[]) {
  const given = criteria.map((criterion) => ({
    ...criterion,
    points: points.find((entry) => entry.criterion === criterion.id)?.points ?? null,
  }));
  const unknown = given.filter((entry) => entry.points === null).map((entry) => entry.id);
  const below = given.filter((entry) => (entry.points ?? 0) < (entry.atLeast ?? Number.NEGATIVE_INFINITY));
  const score = given.reduce((sum, entry) => sum + entry.weight * (entry.points ?? 0), 0);
  const rejection: PilotRejection | undefined =
    unknown.length > 0
      ? { because: 'unknown', criteria: unknown }
      : below.length > 0
        ? { because: 'belowMinimum', criteria: below.map((entry) => entry.id) }
        : undefined;
  return { id, score, rejection };
}

function checkChoice(areas: readonly PilotArea[], criteria: readonly PilotCriterion[], count: number): void {
  checkNamedList(areas, ['areas'], 'every area once');
  checkNamedList(criteria, ['criteria'], 'every criterion once');
  const issues: Issue[] = [];
  if (!Number.isSafeInteger(count) || count < 1)
    issues.push(issue('range', ['count'], 'a whole number of at least 1', count));
  for (const [at, { weight, atLeast }] of criteria.entries()) {
    if (atLeast !== undefined && atLeast !== null && !Number.isFinite(atLeast))
      issues.push(issue('type', ['criteria', at, 'atLeast'], 'a finite number', atLeast));
    if (!Number.isSafeInteger(weight) || weight < 1)
      issues.push(issue('range', ['criteria', at, 'weight'], 'a whole number of at least 1', weight));
  }
  const known = new Set(criteria.map(({ id }) => id));
  for (const [at, { points }] of areas.entries()) {
    if (!Array.isArray(points)) {
      issues.push(issue('type', ['areas', at, 'points'], 'a list of points by criterion', points));
      continue;
    }
    const given = new Set<string>();
    for (const [k, entry] of points.entries()) {
      const path = ['areas', at, 'points', k];
      if (!known.has(entry?.criterion)) {
        issues.push(issue('unknownReference', [...path, 'criterion'], 'a criterion', entry?.criterion));
        continue;
      }
      if (given.has(entry.criterion))
        issues.push(issue('duplicate', [...path, 'criterion'], 'every criterion once', entry.criterion));
      given.add(entry.criterion);
      if (entry.points !== null && !Number.isSafeInteger(entry.points))
        issues.push(issue('type', [...path, 'points'], 'a whole number, or null where unknown', entry.points));
    }
  }
  if (issues.length > 0) throw new InputError(issues);
}
