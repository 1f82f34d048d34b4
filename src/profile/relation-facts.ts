import { fromDayNumber } from '../core/day-number.js';
import { type Issue, issue } from '../core/issue.js';
import { type Derivation, dayOf, unknownFor } from './derivation.js';
import type { CustomerContact, CustomerRecord } from './record.js';

interface Case {
  readonly on: string;
  readonly closedOn?: string | undefined;
}

interface CaseCount {
  readonly open: number;
  readonly recent: number;
}

function countCases(cases: readonly Case[], key: string, recentDays: number, { today, faults }: Derivation): CaseCount {
  let open = 0;
  let recent = 0;
  cases.forEach(({ on, closedOn }, at) => {
    const day = dayOf(on, [key, at, 'on'], faults);
    const closed = dayOf(closedOn, [key, at, 'closedOn'], faults);
    if (day === undefined || Number.isNaN(day) || Number.isNaN(closed) || day > today) return;
    if (closed !== undefined && closed < day) {
      faults.push(issue('order', [key, at, 'closedOn'], `${on} or later`, closedOn));
    }
    if (closed === undefined || closed > today) open += 1;
    if (today - day < recentDays) recent += 1;
  });
  return { open, recent };
}

function deriveCases(record: CustomerRecord, recentDays: number, derivation: Derivation): void {
  const { facts } = derivation;
  const complaints = record.complaints && countCases(record.complaints, 'complaints', recentDays, derivation);
  facts.openComplaints = complaints?.open ?? unknownFor('complaints');
  facts.recentComplaints = complaints?.recent ?? unknownFor('complaints');
  const { events } = record;
  const counted = (process: string): CaseCount | undefined =>
    events &&
    countCases(
      events.filter((event) => event.process === process),
      'events',
      recentDays,
      derivation,
    );
  facts.openOrders = counted('provisioning')?.open ?? unknownFor('events');
  facts.recentFaults = counted('assurance')?.recent ?? unknownFor('events');
  facts.recentBillingErrors = counted('billing')?.recent ?? unknownFor('events');
}

function deriveRivals(record: CustomerRecord, { facts, faults, today }: Derivation): void {
  const { rivals } = record;
  const unknown = unknownFor('rivals');
  facts.rivals = rivals === undefined ? unknown : [...new Set(rivals.map(({ rival }) => rival))].sort();
  facts.threats = rivals === undefined ? unknown : [...new Set(rivals.flatMap(({ threat }) => threat ?? []))].sort();
  const ends = (rivals ?? []).map(({ contractEnd }, at) => dayOf(contractEnd, ['rivals', at, 'contractEnd'], faults));
  const nearest = Math.min(...ends.filter((end): end is number => end !== undefined && end >= today));
  facts.rivalContractEnd = Number.isFinite(nearest) ? fromDayNumber(nearest) : unknownFor('rivals.contractEnd');
}

/** The faults of an organisation chart: a superior who is not there, and a circle of superiors. */
export function checkChart(contacts: readonly CustomerContact[]): readonly Issue[] {
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

function deriveContacts({ contacts }: CustomerRecord, { facts, faults }: Derivation): void {
  facts.chainLevels = contacts
    ? [...new Set(contacts.flatMap(({ level }) => level ?? []))].sort()
    : unknownFor('contacts');
  const told = contacts?.filter(({ isDecisionMaker }) => isDecisionMaker !== undefined) ?? [];
  const isKnown = told.some(({ isDecisionMaker }) => isDecisionMaker) || (contacts && told.length === contacts.length);
  facts.hasDecisionMaker = isKnown ? told.some(({ isDecisionMaker }) => isDecisionMaker) : unknownFor('contacts');
  if (contacts?.some(({ reportsTo }) => reportsTo !== undefined)) faults.push(...checkChart(contacts));
}

function deriveSystems({ systems }: CustomerRecord, { facts }: Derivation): void {
  const joined = new Set(
    (systems ?? []).flatMap(({ id, connectedTo = [] }) => (connectedTo.length > 0 ? [id, ...connectedTo] : [])),
  );
  facts.systemIslands = systems ? systems.filter(({ id }) => !joined.has(id)).length : unknownFor('systems');
}

function deriveTouches(record: CustomerRecord, recentDays: number, { facts, faults, today }: Derivation): void {
  const { touches } = record;
  let recent = 0;
  let last = Number.NEGATIVE_INFINITY;
  touches?.forEach(({ on }, at) => {
    const day = dayOf(on, ['touches', at, 'on'], faults);
    if (day === undefined || Number.isNaN(day) || day > today) return;
    last = Math.max(last, day);
    if (today - day < recentDays) recent += 1;
  });
  facts.recentTouches = touches ? recent : unknownFor('touches');
  facts.daysSinceTouch = Number.isFinite(last) ? today - last : unknownFor('touches');
}

/** Facts of the relation: complaints and process events, rivals, people, systems, contacts. */
export function deriveRelationFacts(record: CustomerRecord, recentDays: number, derivation: Derivation): void {
  deriveCases(record, recentDays, derivation);
  deriveRivals(record, derivation);
  deriveContacts(record, derivation);
  deriveSystems(record, derivation);
  deriveTouches(record, recentDays, derivation);
  derivation.facts.needs = record.needs ?? unknownFor('needs');
}
