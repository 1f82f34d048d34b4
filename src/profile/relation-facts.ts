import { fromDayNumber } from '../core/day-number.js';
import type { UnknownFact } from '../core/facts.js';
import { type Issue, issue } from '../core/issue.js';
import { codesOf } from '../practice/label.js';
import { type Derivation, dayOf, neededDay, pathOf, repeatsIn, unknownFor } from './derivation.js';
import type { CustomerContact, CustomerRecord, RivalPresence, ServiceEvent } from './record.js';

const unknown = {
  complaints: /* @__PURE__ */ unknownFor('complaints'),
  events: /* @__PURE__ */ unknownFor('events'),
  rivals: /* @__PURE__ */ unknownFor('rivals'),
  rivalContractEnd: /* @__PURE__ */ unknownFor('rivals.contractEnd'),
  contacts: /* @__PURE__ */ unknownFor('contacts'),
  systems: /* @__PURE__ */ unknownFor('systems'),
  touches: /* @__PURE__ */ unknownFor('touches'),
  needs: /* @__PURE__ */ unknownFor('needs'),
} as const;

/** Something that is open from a day on until it is closed. */
type Case = Omit<ServiceEvent, 'process'>;

/** How many of a kind are open, and how many began lately; NaN where a date that cannot be right leaves it open. */
interface CaseCount {
  open: number;
  recent: number;
}

/** Adds a case to a count; a date that cannot be read, or a closure before the beginning, is named. */
function countCase(
  { on, closedOn }: Case,
  list: string,
  at: number,
  recentDays: number,
  { today, faults }: Derivation,
  count: CaseCount | undefined,
): void {
  const day = neededDay(on, faults, list, at, 'on');
  const closed = dayOf(closedOn, faults, list, at, 'closedOn');
  const isContrary = closed !== undefined && closed < day;
  if (isContrary) faults.push(issue('order', pathOf(list, at, 'closedOn'), `${on} or later`, closedOn));
  if (count === undefined) return;
  if (Number.isNaN(day)) {
    // It began by the day on which it was closed.
    const age = today - (closed ?? Number.POSITIVE_INFINITY);
    if (!(age >= 0)) count.open = Number.NaN;
    if (!(age >= recentDays)) count.recent = Number.NaN;
    return;
  }
  const isRecent = today - day < recentDays;
  if (isContrary) {
    count.open = Number.NaN;
    if (isRecent) count.recent = Number.NaN;
    return;
  }
  if (day > today) return;
  if (Number.isNaN(closed)) count.open = Number.NaN;
  else if (closed === undefined || closed > today) count.open += 1;
  if (isRecent) count.recent += 1;
}

const told = (count: number, otherwise: UnknownFact): number | UnknownFact => (Number.isNaN(count) ? otherwise : count);

function deriveComplaints({ complaints }: CustomerRecord, recentDays: number, derivation: Derivation): void {
  const { facts, faults } = derivation;
  const count = { open: 0, recent: 0 };
  const repeats = complaints && repeatsIn(complaints, 'complaints', faults);
  complaints?.forEach((one, at) => {
    if (!repeats?.positions.has(at)) countCase(one, 'complaints', at, recentDays, derivation, count);
  });
  const isKnown = repeats?.differ === false;
  facts.openComplaints = isKnown ? told(count.open, unknown.complaints) : unknown.complaints;
  facts.recentComplaints = isKnown ? told(count.recent, unknown.complaints) : unknown.complaints;
}

/** Folds what happened in the three processes into what is open and what was lately, of each. */
function deriveEvents({ events }: CustomerRecord, recentDays: number, derivation: Derivation): void {
  const { facts, faults } = derivation;
  const provisioning = { open: 0, recent: 0 };
  const assurance = { open: 0, recent: 0 };
  const billing = { open: 0, recent: 0 };
  const counts = { provisioning, assurance, billing };
  const repeats = events && repeatsIn(events, 'events', faults);
  events?.forEach((event, at) => {
    if (repeats?.positions.has(at)) return;
    const count = Object.hasOwn(counts, event.process) ? counts[event.process] : undefined;
    if (count === undefined) {
      const expected = `one of ${codesOf('serviceEventType').join(', ')}`;
      faults.push(issue('unknownReference', pathOf('events', at, 'process'), expected, event.process));
    }
    countCase(event, 'events', at, recentDays, derivation, count);
  });
  const isKnown = repeats?.differ === false;
  const write = (open: string, recent: string, count: CaseCount): void => {
    facts[open] = isKnown ? told(count.open, unknown.events) : unknown.events;
    facts[recent] = isKnown ? told(count.recent, unknown.events) : unknown.events;
  };
  write('openOrders', 'recentOrders', provisioning);
  write('openFaults', 'recentFaults', assurance);
  write('openBillingErrors', 'recentBillingErrors', billing);
}

const rivalFacts = ['rivals', 'rivalOffers', 'daysSinceRivalSeen', 'threats', 'recentThreats'] as const;

/** Each text once, in order; what is missing is left out. */
function distinct(texts: readonly (string | undefined)[]): readonly string[] {
  return texts.length === 0 ? [] : [...new Set(texts.filter((text) => text !== undefined))].sort();
}

/** Rivals that were seen at the customer by today: who, when last, with what offer and which kind of attack. */
function deriveRivals(rivals: readonly RivalPresence[], recentDays: number, derivation: Derivation): void {
  const { facts, faults, today } = derivation;
  let lastSeen = Number.NEGATIVE_INFINITY;
  let nearestEnd = Number.POSITIVE_INFINITY;
  let isUnsure = false;
  const recently: (string | undefined)[] = [];
  const seen = rivals.filter(({ seenOn, contractEnd, threat }, at) => {
    const day = neededDay(seenOn, faults, 'rivals', at, 'seenOn');
    const end = dayOf(contractEnd, faults, 'rivals', at, 'contractEnd');
    isUnsure ||= Number.isNaN(day);
    if (!(day <= today)) return false;
    // One that cannot be read may be the nearest: NaN stays.
    if (end !== undefined && !(end < today)) nearestEnd = Math.min(nearestEnd, end);
    lastSeen = Math.max(lastSeen, day);
    if (today - day < recentDays) recently.push(threat);
    return true;
  });
  if (isUnsure) {
    forgetRivals(facts);
    return;
  }
  facts.rivals = distinct(seen.map(({ rival }) => rival));
  facts.rivalOffers = distinct(seen.map(({ offer }) => offer));
  facts.threats = distinct(seen.map(({ threat }) => threat));
  facts.recentThreats = distinct(recently);
  facts.daysSinceRivalSeen = seen.length > 0 ? today - lastSeen : unknown.rivals;
  facts.rivalContractEnd = Number.isFinite(nearestEnd) ? fromDayNumber(nearestEnd) : unknown.rivalContractEnd;
}

function forgetRivals(facts: Derivation['facts']): void {
  for (const id of rivalFacts) facts[id] = unknown.rivals;
  facts.rivalContractEnd = unknown.rivalContractEnd;
}

/** The faults of an organisation chart: a superior who is not there, and a circle of superiors. */
function checkChart(contacts: readonly CustomerContact[]): readonly Issue[] {
  const superior = new Map(contacts.map(({ id, reportsTo }) => [id, reportsTo]));
  return contacts.flatMap(({ id, reportsTo }, at) => {
    if (reportsTo === undefined) return [];
    const path = ['contacts', at, 'reportsTo'];
    if (!superior.has(reportsTo)) return [issue('unknownReference', path, 'a contact of this account', reportsTo)];
    const seen = new Set([id]);
    for (let above: string | undefined = reportsTo; above !== undefined; above = superior.get(above)) {
      if (above === id) return [issue('cycle', path, 'a superior who does not report to them', reportsTo)];
      if (seen.has(above)) return [];
      seen.add(above);
    }
    return [];
  });
}

function deriveContacts(contacts: readonly CustomerContact[], { facts, faults }: Derivation): void {
  facts.chainLevels = distinct(contacts.map(({ level }) => level));
  const told = contacts.filter(({ isDecisionMaker }) => isDecisionMaker !== undefined);
  const somebody = told.some(({ isDecisionMaker }) => isDecisionMaker);
  // That nobody decides is known only where everybody was asked.
  facts.hasDecisionMaker = somebody || told.length === contacts.length ? somebody : unknown.contacts;
  if (contacts.some(({ reportsTo }) => reportsTo !== undefined)) faults.push(...checkChart(contacts));
}

function systemIslands(systems: NonNullable<CustomerRecord['systems']>): number {
  const joined = new Set(
    systems.flatMap(({ id, connectedTo = [] }) => {
      const others = connectedTo.filter((other) => other !== id);
      return others.length > 0 ? [id, ...others] : [];
    }),
  );
  return new Set(systems.flatMap(({ id }) => (joined.has(id) ? [] : [id]))).size;
}

function deriveTouches({ touches }: CustomerRecord, recentDays: number, { facts, faults, today }: Derivation): void {
  let recent = 0;
  let last = Number.NEGATIVE_INFINITY;
  touches?.forEach(({ on }, at) => {
    const day = neededDay(on, faults, 'touches', at, 'on');
    if (day > today) return;
    // A day that cannot be read leaves both open: NaN stays.
    last = Math.max(last, day);
    if (!(today - day >= recentDays)) recent += Number.isNaN(day) ? day : 1;
  });
  facts.recentTouches = touches ? told(recent, unknown.touches) : unknown.touches;
  facts.daysSinceTouch = Number.isFinite(last) ? today - last : unknown.touches;
}

/** Facts of the relation: complaints and process events, rivals, people, systems, contacts. */
export function deriveRelationFacts(record: CustomerRecord, recentDays: number, derivation: Derivation): void {
  const { facts } = derivation;
  const { rivals, contacts, systems, needs } = record;
  deriveComplaints(record, recentDays, derivation);
  deriveEvents(record, recentDays, derivation);
  if (rivals !== undefined) deriveRivals(rivals, recentDays, derivation);
  else forgetRivals(facts);
  if (contacts !== undefined) deriveContacts(contacts, derivation);
  else for (const id of ['chainLevels', 'hasDecisionMaker']) facts[id] = unknown.contacts;
  facts.systemIslands = systems === undefined ? unknown.systems : systemIslands(systems);
  deriveTouches(record, recentDays, derivation);
  facts.needs = needs ?? unknown.needs;
}
