import { addDays } from '../core/calendar.js';
import { dayNumber, fromDayNumber, lastDayNumber } from '../core/day-number.js';
import type { ClaimEvent } from './claim-event.js';

/** Who holds one account: small plain JSON, built from its claim events. */
export interface ClaimLedger {
  readonly schema: 1;
  readonly account: string;
  readonly revision: number;
  /** Day of the last event; `null` before the first. */
  readonly lastOn: string | null;
  readonly team: { readonly id: string; readonly since: string } | null;
  readonly owner: Ownership | null;
  /** Who owned it before, each with the last end: for the cool-down. */
  readonly former: readonly {
    readonly person: string;
    readonly endedOn: string;
    readonly because: 'lapsed' | 'released' | 'transferred';
  }[];
}

/** An exclusive ownership; its last good day is the later of `validUntil` and `protectedUntil`. */
export interface Ownership {
  readonly person: string;
  readonly role: string | null;
  readonly registeredOn: string;
  readonly validUntil: string;
  readonly protectedUntil: string | null;
}

/** An account that nobody has claimed yet. */
export function emptyLedger(account: string): ClaimLedger {
  return { schema: 1, account, revision: 0, lastOn: null, team: null, owner: null, former: [] };
}

/** The last day on which an ownership holds. */
export function lastDayOf({ validUntil, protectedUntil }: Ownership): string {
  return protectedUntil !== null && protectedUntil > validUntil ? protectedUntil : validUntil;
}

/** The first day on which an ownership no longer holds; `null` where its last day is the calendar's own, 9999-12-31. */
export function lapseDayOf(owner: Ownership): string | null {
  const last = dayNumber(lastDayOf(owner));
  return last === lastDayNumber ? null : fromDayNumber(last + 1);
}

/** The owner on a day, unless the ownership's last day is past. */
export function ownerOn({ owner }: ClaimLedger, day: string): Ownership | null {
  return owner !== null && lastDayOf(owner) < day ? null : owner;
}

/** Applies an event that fits. */
export function applyClaim(ledger: ClaimLedger, event: ClaimEvent): ClaimLedger {
  const { type, on } = event;
  const expired = ledger.owner !== null && ownerOn(ledger, on) === null;
  const settled = expired ? withoutOwner(ledger, addDays(lastDayOf(ledger.owner!), 1), 'lapsed') : ledger;
  const next: ClaimLedger = { ...settled, revision: event.revision, lastOn: on };
  switch (type) {
    case 'teamClaimed':
      return { ...next, team: { id: event.team!, since: on } };
    case 'teamReleased':
      return { ...next, team: null };
    case 'registered':
      return { ...next, owner: ownershipFrom(event) };
    case 'transferred':
      return { ...withoutOwner(next, on, 'transferred'), owner: ownershipFrom(event) };
    case 'renewed':
      return { ...next, owner: { ...next.owner!, validUntil: event.validUntil! } };
    case 'protected':
      return { ...next, owner: { ...next.owner!, protectedUntil: event.validUntil! } };
    case 'released':
      return withoutOwner(next, on, 'released');
    default:
      return next;
  }
}

function ownershipFrom({ person, role, on, validUntil }: ClaimEvent): Ownership {
  return { person: person!, role: role ?? null, registeredOn: on, validUntil: validUntil!, protectedUntil: null };
}

function withoutOwner(
  ledger: ClaimLedger,
  endedOn: string,
  because: ClaimLedger['former'][number]['because'],
): ClaimLedger {
  if (ledger.owner === null) return ledger;
  const { person } = ledger.owner;
  return {
    ...ledger,
    owner: null,
    former: [...ledger.former.filter((one) => one.person !== person), { person, endedOn, because }],
  };
}
