/** A contact of the decision chain (决策链) with a satisfaction, unknown where nobody asked. */
export interface ChainContact<Level extends string = string> {
  readonly id: string;
  readonly level: Level;
  readonly satisfaction: number | null;
}

/** One level of the decision chain. */
export interface ChainLevel<Level extends string = string> {
  readonly level: Level;
  readonly contacts: number;
  /** The lowest known satisfaction: a chain is as strong as its weakest contact. */
  readonly satisfaction: number | null;
  /** `missing` nobody known there, `unknown` nobody asked. */
  readonly status: 'satisfied' | 'unsatisfied' | 'unknown' | 'missing';
}

/**
 * The decision chain level by level: leader, middle, staff or whatever the practice names. It holds only where every
 * level is satisfied; a level without a contact is a gap.
 *
 * @param levels - all levels that have to be won, in order
 * @param threshold - least satisfaction that counts as satisfied, in the contacts' own scale
 * @example
 * decisionChain([], ['leader'], 6).gaps //=> ['leader']
 */
export function decisionChain<const Level extends string>(
  contacts: readonly ChainContact<NoInfer<Level>>[],
  levels: readonly Level[],
  threshold: number,
): {
  readonly holds: boolean;
  readonly levels: readonly ChainLevel<Level>[];
  readonly gaps: readonly Level[];
  readonly unsatisfied: readonly Level[];
} {
  const rows = levels.map((level): ChainLevel<Level> => {
    const own = contacts.filter((contact) => contact.level === level);
    const known = own.flatMap(({ satisfaction }) => (satisfaction === null ? [] : [satisfaction]));
    const satisfaction = known.length === 0 ? null : Math.min(...known);
    const asked = satisfaction === null ? 'unknown' : satisfaction >= threshold ? 'satisfied' : 'unsatisfied';
    return { level, contacts: own.length, satisfaction, status: own.length === 0 ? 'missing' : asked };
  });
  const having = (status: ChainLevel['status']): readonly Level[] =>
    rows.filter((row) => row.status === status).map(({ level }) => level);
  return {
    holds: rows.every(({ status }) => status === 'satisfied'),
    levels: rows,
    gaps: having('missing'),
    unsatisfied: having('unsatisfied'),
  };
}

/** One tie of a relationship triangle; unknown where nobody can tell. */
export interface Tie<Party extends string = string> {
  readonly between: readonly [Party, Party];
  readonly good: boolean | null;
}

/**
 * The relationship triangle (三角客情): operator, customer and the customer's own system integrator. Closed only where
 * every tie is known to be good.
 *
 * @returns the ties that are missing, unknown or not good, by name
 */
export function relationshipTriangle<const Party extends string>(
  parties: readonly [Party, Party, Party],
  ties: readonly Tie<NoInfer<Party>>[],
): { readonly closed: boolean; readonly weak: readonly Tie<Party>[] } {
  const [a, b, c] = parties;
  const pairs: readonly (readonly [Party, Party])[] = [
    [a, b],
    [b, c],
    [a, c],
  ];
  const weak = pairs.flatMap(([one, other]): Tie<Party>[] => {
    const tie = ties.find(({ between }) => between.includes(one) && between.includes(other));
    return tie?.good === true ? [] : [{ between: [one, other], good: tie?.good ?? null }];
  });
  return { closed: weak.length === 0, weak };
}

/** How one purchase factor stands against the rival. */
export interface FactorStanding<Factor extends string = string> {
  readonly factor: Factor;
  readonly ours: number | null;
  readonly rival: number | null;
  readonly met: boolean | null;
  readonly better: boolean | null;
}

/**
 * The purchase factors (价值、需求、价格、信赖、体验) against a rival: a sure win needs all of them met and all better.
 *
 * @param threshold - least score that counts as met
 * @param order - which factor has to be settled before which: `[['need', 'value'], ['value', 'price']]` warns of a price
 * that was named before the value was established
 */
export function purchaseFactors<const Factor extends string>(
  scores: readonly { readonly factor: Factor; readonly ours: number | null; readonly rival: number | null }[],
  threshold: number,
  order: readonly (readonly [before: NoInfer<Factor>, after: NoInfer<Factor>])[],
): {
  readonly verdict: 'sureWin' | 'notSure' | 'unknown';
  readonly factors: readonly FactorStanding<Factor>[];
  readonly losing: readonly Factor[];
  readonly outOfOrder: readonly { readonly factor: Factor; readonly before: Factor }[];
} {
  const factors = scores.map(
    ({ factor, ours, rival }): FactorStanding<Factor> => ({
      factor,
      ours,
      rival,
      met: ours === null ? null : ours >= threshold,
      better: ours === null || rival === null ? null : ours > rival,
    }),
  );
  const losing = factors.filter(({ met, better }) => met === false || better === false).map(({ factor }) => factor);
  const open = factors.some(({ met, better }) => met === null || better === null);
  const scored = (factor: Factor): boolean => scores.some((one) => one.factor === factor && one.ours !== null);
  return {
    verdict: losing.length > 0 ? 'notSure' : open ? 'unknown' : 'sureWin',
    factors,
    losing,
    outOfOrder: order
      .filter(([before, after]) => scored(after) && !scored(before))
      .map(([before, factor]) => ({ factor, before })),
  };
}

/** A benefit that was promised or stands in a contract. */
export interface Benefit {
  readonly id: string;
  /** What exactly: amounts and conditions, compared as text. */
  readonly terms: string;
}

/**
 * Compares what was promised with what the contract says: a promised benefit that is missing or changed has to be
 * settled before the order. Its count is the fact that the funnel's guard tests.
 */
export function auditPromises(
  promised: readonly Benefit[],
  contract: readonly Benefit[],
): {
  readonly kept: readonly string[];
  readonly missing: readonly string[];
  readonly changed: readonly { readonly id: string; readonly promised: string; readonly contract: string }[];
} {
  const written = new Map(contract.map(({ id, terms }) => [id, terms]));
  return {
    kept: promised.filter(({ id, terms }) => written.get(id) === terms).map(({ id }) => id),
    missing: promised.filter(({ id }) => !written.has(id)).map(({ id }) => id),
    changed: promised.flatMap(({ id, terms }) => {
      const found = written.get(id);
      return found === undefined || found === terms ? [] : [{ id, promised: terms, contract: found }];
    }),
  };
}

/** How strongly a customer feels a need. */
export interface NeedIntensity {
  readonly driver: 'pain' | 'gain' | 'none';
  /** Mean of the dominant side, in the scores' own scale; `null` where nothing is scored. */
  readonly score: number | null;
  /** The threshold is reached: the customer cannot bear to leave it as it is. */
  readonly unbearable: boolean;
}

/**
 * Pain and gain behind a need (逃避痛苦、追求快乐): the stronger side drives it. On a tie pain does, because people move
 * sooner to escape than to gain.
 *
 * @example
 * needIntensity([8, 7], [3], 7) //=> { driver: 'pain', score: 7.5, unbearable: true }
 */
export function needIntensity(pains: readonly number[], gains: readonly number[], threshold: number): NeedIntensity {
  const mean = (scores: readonly number[]): number | null =>
    scores.length === 0 ? null : scores.reduce((a, b) => a + b, 0) / scores.length;
  const [pain, gain] = [mean(pains), mean(gains)];
  if (pain === null && gain === null) return { driver: 'none', score: null, unbearable: false };
  const driver = gain === null || (pain !== null && pain >= gain) ? 'pain' : 'gain';
  const score = driver === 'pain' ? pain! : gain!;
  return { driver, score, unbearable: score >= threshold };
}
