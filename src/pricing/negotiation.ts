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

/** The level at which our side answers, given the one at which it stands today (由集团统谈). */
export function answerLevel({ levels, attackedAt }: Negotiation, ours: string, path: string): AnswerLevel {
  const rank = (level: string, at: string): number => {
    const known = levels.indexOf(level);
    return known < 0 ? refuse('unknownReference', [at], `one of ${levels.join(', ')}`, level) : known;
  };
  const own = rank(ours, path);
  if (attackedAt === null) return { answerAt: null, escalate: null };
  const theirs = rank(attackedAt, 'negotiatedAt');
  return { answerAt: levels[Math.max(own, theirs)] as string, escalate: own < theirs };
}
