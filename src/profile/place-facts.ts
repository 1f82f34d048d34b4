import type { UnknownFact } from '../core/facts.js';
import { issue } from '../core/issue.js';
import { type DaySpan, type Derivation, holds, spanOf, unknownFor } from './derivation.js';
import type { CustomerRecord, OrganisationPlace, UnitMembership, Validity } from './record.js';

const places = ['county', 'grid', 'patch', 'owner'] as const;

function unknownPlaces(because?: string): Readonly<Record<(typeof places)[number], UnknownFact>> {
  return {
    county: unknownFor('organisation.county', because),
    grid: unknownFor('organisation.grid', because),
    patch: unknownFor('organisation.patch', because),
    owner: unknownFor('organisation.owner', because),
  };
}

const noPlace = /* @__PURE__ */ unknownPlaces();
const severalPlaces = /* @__PURE__ */ unknownPlaces('two places hold at once');
const noUnit = /* @__PURE__ */ unknownFor('memberships');
const severalUnits = /* @__PURE__ */ unknownFor('memberships', 'a member of two units');
const severalRoles = /* @__PURE__ */ unknownFor('memberships', 'two roles hold at once');

function spansOf(
  list: readonly Validity[],
  key: string,
  faults: Derivation['faults'],
): readonly (DaySpan | undefined)[] {
  return list.map(({ from, until }, at) => spanOf(from, until, faults, key, at));
}

/** Names entries of one holder whose validities overlap: somebody in two units, an account of two owners. */
function reportOverlaps(
  spans: readonly (DaySpan | undefined)[],
  key: string,
  faults: Derivation['faults'],
  holderOf: (at: number) => string | undefined,
): void {
  spans.forEach((span, at) => {
    const other = spans.findIndex(
      (earlier, position) =>
        position < at &&
        span !== undefined &&
        earlier !== undefined &&
        earlier.first <= span.last &&
        span.first <= earlier.last &&
        holderOf(position) === holderOf(at),
    );
    if (other >= 0)
      faults.push(issue('overlap', [key, at], `no overlap with ${key}.${other}`, 'an overlapping validity'));
  });
}

/** What all entries that hold agree on; `several` where they don't, `none` where there is none. */
function agreed<T extends string>(
  holding: readonly (T | undefined)[],
  none: UnknownFact,
  several: UnknownFact,
): T | UnknownFact {
  const [first] = holding;
  if (holding.some((value) => value !== first)) return several;
  return first ?? none;
}

const theAccount = (): undefined => undefined;

/** Where the account stands in our organisation today. Two places at once are no place, unless they agree. */
function deriveOrganisation(list: readonly OrganisationPlace[], { facts, faults, today }: Derivation): void {
  const spans = spansOf(list, 'organisation', faults);
  if (spans.length > 1) reportOverlaps(spans, 'organisation', faults, theAccount);
  const holding = list.filter((_, at) => spans[at] !== undefined && holds(spans[at], today));
  for (const place of places) {
    const values = holding.map((entry) => entry[place]);
    facts[place] = agreed(values, noPlace[place], severalPlaces[place]);
  }
}

/**
 * The unit that the account belongs to today, and who leads the units that its people belong to. Entries that are over are history:
 * on an earlier day they give the answer of that day.
 */
function deriveUnit(list: readonly UnitMembership[], { facts, faults, today }: Derivation): void {
  const spans = spansOf(list, 'memberships', faults);
  if (spans.length > 1) reportOverlaps(spans, 'memberships', faults, (at) => list[at]!.subscriber);
  const holding = list.filter((_, at) => spans[at] !== undefined && holds(spans[at], today));
  const own = holding.filter(({ subscriber }) => subscriber === undefined);
  facts.unit = agreed(
    own.map(({ unit }) => unit),
    noUnit,
    severalUnits,
  );
  facts.unitRole = agreed(
    own.map(({ role }) => role),
    noUnit,
    severalRoles,
  );
  const leaders = holding.flatMap(({ subscriber, role }) => (role === 'leader' ? (subscriber ?? []) : []));
  facts.unitLeaders = [...new Set(leaders)].sort();
}

/** Facts of the account's place in our organisation and in a group unit. */
export function derivePlaceFacts({ organisation, memberships }: CustomerRecord, derivation: Derivation): void {
  const { facts } = derivation;
  if (organisation !== undefined) deriveOrganisation(organisation, derivation);
  else for (const place of places) facts[place] = noPlace[place];
  if (memberships !== undefined) deriveUnit(memberships, derivation);
  else for (const id of ['unit', 'unitRole', 'unitLeaders']) facts[id] = noUnit;
}
