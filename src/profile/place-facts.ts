import { issue } from '../core/issue.js';
import { type DaySpan, type Derivation, holds, spanOf, unknownFor } from './derivation.js';
import type { CustomerRecord } from './record.js';

/** Spans that hold on a day, with their positions; several at once are a fault. */
function inForce(
  list: readonly { readonly from?: string | undefined; readonly until?: string | undefined }[],
  key: string,
  { today, faults }: Derivation,
): number | 'none' | 'several' {
  if (list.length === 0) return 'none';
  const spans = list.map((entry, at) => spanOf(entry.from, entry.until, [key, at], ['from', 'until'], faults));
  if (spans.length > 1) reportOverlaps(spans, key, faults);
  const holding = spans.flatMap((span, at) => (span !== undefined && holds(span, today) ? [at] : []));
  return holding.length === 0 ? 'none' : holding.length === 1 ? holding[0]! : 'several';
}

function reportOverlaps(spans: readonly (DaySpan | undefined)[], key: string, faults: Derivation['faults']): void {
  spans.forEach((span, at) => {
    const other = spans.findIndex(
      (earlier, position) =>
        position < at &&
        span !== undefined &&
        earlier !== undefined &&
        earlier.first <= span.last &&
        span.first <= earlier.last,
    );
    if (other >= 0)
      faults.push(issue('overlap', [key, at], `no overlap with ${key}.${other}`, 'an overlapping validity'));
  });
}

const places = ['county', 'grid', 'patch', 'owner'] as const;

const unknownPlaces = {
  county: 'organisation.county',
  grid: 'organisation.grid',
  patch: 'organisation.patch',
  owner: 'organisation.owner',
} as const;

/** Where the account stands in our organisation today. Two places at once are no place: the record contradicts itself. */
function deriveOrganisation(record: CustomerRecord, derivation: Derivation): void {
  const { facts } = derivation;
  const list = record.organisation ?? [];
  const found = inForce(list, 'organisation', derivation);
  const because = found === 'several' ? 'two places hold at once' : undefined;
  for (const place of places) {
    const value = typeof found === 'number' ? list[found]![place] : undefined;
    facts[place] = value ?? unknownFor(unknownPlaces[place], because);
  }
}

/** The unit that the account belongs to today; somebody in two units at once belongs to neither for certain. */
function deriveUnit(record: CustomerRecord, derivation: Derivation): void {
  const { facts } = derivation;
  const list = (record.memberships ?? []).filter(({ subscriber }) => subscriber === undefined);
  const found = inForce(list, 'memberships', derivation);
  const because = found === 'several' ? 'a member of two units' : undefined;
  facts.unit = typeof found === 'number' ? list[found]!.unit : unknownFor('memberships', because);
  facts.unitRole = typeof found === 'number' ? list[found]!.role : unknownFor('memberships', because);
}

/** Facts of the account's place in our organisation and in a group unit. */
export function derivePlaceFacts(record: CustomerRecord, derivation: Derivation): void {
  deriveOrganisation(record, derivation);
  deriveUnit(record, derivation);
}
