import type { UnknownFact } from '../core/facts.js';
import { issue } from '../core/issue.js';
import { type DaySpan, type Derivation, holds, mayHold, spanOf, unknownFor } from './derivation.js';
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

/** The entries that hold today, and those of which nobody can tell because of their dates. */
interface Holding<T> {
  readonly sure: readonly T[];
  readonly unsure: readonly T[];
}

function holdingOf<T extends Validity>(
  list: readonly T[],
  spans: readonly (DaySpan | undefined)[],
  today: number,
): Holding<T> {
  return {
    sure: list.filter((_, at) => spans[at] !== undefined && holds(spans[at], today)),
    unsure: list.filter(({ from, until }, at) => spans[at] === undefined && mayHold(from, until, today)),
  };
}

/** What all entries that hold agree on; `several` where they don't, `none` where there is none, or another one may hold. */
function agreed<T, V extends string>(
  { sure, unsure }: Holding<T>,
  read: (entry: T) => V | undefined,
  none: UnknownFact,
  several: UnknownFact,
): V | UnknownFact {
  const [first, ...others] = sure.map(read);
  if (others.some((value) => value !== first)) return several;
  if (unsure.some((entry) => read(entry) !== first)) return none;
  return first ?? none;
}

const theAccount = (): undefined => undefined;

/** Where the account stands in our organisation today. Two places at once are no place, unless they agree. */
function deriveOrganisation(list: readonly OrganisationPlace[], { facts, faults, today }: Derivation): void {
  const spans = spansOf(list, 'organisation', faults);
  if (spans.length > 1) reportOverlaps(spans, 'organisation', faults, theAccount);
  const holding = holdingOf(list, spans, today);
  for (const place of places)
    facts[place] = agreed(holding, (entry) => entry[place], noPlace[place], severalPlaces[place]);
}

/**
 * The unit that the account belongs to today, and who leads the units that its people belong to. Entries that are over are history:
 * on an earlier day they give the answer of that day.
 */
function deriveUnit(list: readonly UnitMembership[], { facts, faults, today }: Derivation): void {
  const spans = spansOf(list, 'memberships', faults);
  if (spans.length > 1) reportOverlaps(spans, 'memberships', faults, (at) => list[at]!.subscriber);
  const { sure, unsure } = holdingOf(list, spans, today);
  const isOwn = ({ subscriber }: UnitMembership): boolean => subscriber === undefined;
  const own = { sure: sure.filter(isOwn), unsure: unsure.filter(isOwn) };
  facts.unit = agreed(own, ({ unit }) => unit, noUnit, severalUnits);
  facts.unitRole = agreed(own, ({ role }) => role, noUnit, severalRoles);
  const leadersIn = (entries: readonly UnitMembership[]): readonly string[] =>
    entries.flatMap(({ subscriber, role }) => (role === 'leader' ? (subscriber ?? []) : []));
  const leaders = new Set(leadersIn(sure));
  facts.unitLeaders = leadersIn(unsure).every((one) => leaders.has(one)) ? [...leaders].sort() : noUnit;
}

/** Facts of the account's place in our organisation and in a group unit. */
export function derivePlaceFacts({ organisation, memberships }: CustomerRecord, derivation: Derivation): void {
  const { facts } = derivation;
  if (organisation !== undefined) deriveOrganisation(organisation, derivation);
  else for (const place of places) facts[place] = noPlace[place];
  if (memberships !== undefined) deriveUnit(memberships, derivation);
  else for (const id of ['unit', 'unitRole', 'unitLeaders']) facts[id] = noUnit;
}
