/** A contact as far as it tells who took the first step; a customer's `touches` are such. */
export interface DirectedContact {
  readonly by?: string | undefined;
  /** Whether the customer came to us; unknown where missing. */
  readonly isInbound?: boolean | undefined;
}

/** How much of somebody's contacts they began themselves. */
export interface ProactiveShare {
  readonly person: string;
  readonly proactive: number;
  readonly reactive: number;
  /** Contacts of which nobody noted who began; not counted. */
  readonly untold: number;
  /** Of the contacts whose direction is known; `null` where none is. */
  readonly percent: number | null;
}

/**
 * How proactive each person's service is (由被动向主动): contacts that they began, of all whose direction is known.
 *
 * @param contacts in any order; those of nobody in particular are left out
 * @returns a row per person, by id
 * @example
 * proactiveShares([{ by: 'wu', isInbound: false }, { by: 'wu', isInbound: true }])[0]?.percent //=> 50
 */
export function proactiveShares(contacts: Iterable<DirectedContact>): readonly ProactiveShare[] {
  const counts = new Map<string, { proactive: number; reactive: number; untold: number }>();
  for (const { by, isInbound } of contacts) {
    // What is missing may be written as null too.
    if (typeof by !== 'string') continue;
    const own = counts.get(by) ?? { proactive: 0, reactive: 0, untold: 0 };
    counts.set(by, own);
    own[typeof isInbound !== 'boolean' ? 'untold' : isInbound ? 'reactive' : 'proactive'] += 1;
  }
  return [...counts]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([person, own]) => {
      const told = own.proactive + own.reactive;
      return { person, ...own, percent: told === 0 ? null : (own.proactive * 100) / told };
    });
}
