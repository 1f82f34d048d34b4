import { isValidOn } from './catalogue.js';
import type { CompiledCatalogue } from './product.js';

/** What took the place of an offering that is no longer sold, worded for a refusal; empty where nothing did. */
export function replacementFor<N extends number | bigint>(
  id: string,
  asOf: string,
  { offerings }: CompiledCatalogue<N>,
): string {
  const newer = [...offerings.values()]
    .flat()
    .find(
      ({ offering: { relationships = [], validFor } }) =>
        isValidOn(validFor, asOf) && relationships.some(({ type, offering }) => type === 'replaces' && offering === id),
    );
  return newer === undefined ? '' : `, such as ${newer.offering.id}, which replaces it`;
}
