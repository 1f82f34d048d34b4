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
