/** Something that waits for its turn in the green channel. */
export interface QueuedCase {
  readonly id: string;
  readonly customerClass: string;
  /** Since when: a date or instant, all in one form. */
  readonly since: string;
}

/**
 * The order in which cases are served: by the class's priority, then first come, then by id. A class that the list doesn't have comes last.
 *
 * @param classes the most entitled first; the position is the priority, 1 for the first
 */
export function servingOrder<C extends QueuedCase>(
  cases: readonly C[],
  classes: readonly string[],
): readonly (C & { readonly priority: number })[] {
  const priority = new Map(classes.map((id, at) => [id, at + 1]));
  const text = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
  return cases
    .map((one) => ({ ...one, priority: priority.get(one.customerClass) ?? classes.length + 1 }))
    .sort((a, b) => a.priority - b.priority || text(a.since, b.since) || text(a.id, b.id));
}
