import { issue, type Path } from '../core/issue.js';
import { type Check, checkId, checkRows } from '../core/row-check.js';
import { refuse } from './refuse.js';

/** Levels at which a case is negotiated, and where the other side stands. */
export interface Negotiation {
  /** From the lowest up: site, city, province, group. */
  readonly levels: readonly string[];
  /** Where the rival negotiated; null is unknown. */
  readonly attackedAt: string | null;
}

/** Where we have to answer. */
export interface AnswerLevel {
  /** Never below the level of the attack; `null` where that is unknown. */
  readonly answerAt: string | null;
  /** Whether the case has to go up first. */
  readonly escalate: boolean | null;
}

/**
 * The level at which our side answers, given the one at which it stands today (由集团统谈).
 *
 * @param ours our level, and where it was given
 * @param attackedAtPath where the level of the attack was given
 */
export function answerLevel(
  { levels, attackedAt }: Negotiation,
  ours: { readonly level: string; readonly path: Path },
  attackedAtPath: Path,
): AnswerLevel {
  const rank = (level: string, path: Path): number => {
    const known = levels.indexOf(level);
    return known < 0 ? refuse('unknownReference', path, `one of ${levels.join(', ')}`, level) : known;
  };
  const own = rank(ours.level, ours.path);
  if (attackedAt === null || attackedAt === undefined) return { answerAt: null, escalate: null };
  const theirs = rank(attackedAt, attackedAtPath);
  return { answerAt: levels[Math.max(own, theirs)] as string, escalate: own < theirs };
}

/** Levels from the lowest up, each once. */
export const checkLevels: Check = (value, path) => {
  const faults = checkRows('a list of levels from the lowest up', checkId)(value, path);
  if (faults.length > 0) return faults;
  const levels = value as readonly string[];
  return levels.flatMap((level, at) =>
    levels.indexOf(level) < at ? [issue('duplicate', [...path, at], 'each level once', level)] : [],
  );
};
