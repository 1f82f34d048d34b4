import { dayNumber } from '../core/day-number.js';
import { InputError } from '../core/errors.js';
import { checkIterable } from '../core/iterable.js';
import { type ClaimEvent, claimFault } from './claim-event.js';
import { applyClaim, type ClaimLedger, emptyLedger, lapseDayOf, type Ownership } from './ledger.js';

/**
 * The ledger after one more event. An ownership whose last day is past has ended even if no lapse was written down.
 *
 * @throws InputError `order`, `duplicate` or `conflict`, as for two owners at once; nothing is half-applied
 * @example
 * evolveClaim(emptyLedger('a1'), { schema: 1, type: 'teamClaimed', account: 'a1', revision: 1, on: '2012-03-01', team: 't1' }).team?.id //=> 't1'
 */
export function evolveClaim(ledger: ClaimLedger, event: ClaimEvent): ClaimLedger {
  const fault = claimFault(ledger, event, []);
  if (fault !== undefined) throw new InputError([fault], 'event');
  return applyClaim(ledger, event);
}

/**
 * Builds the ledger of one account from its claim events, which must be in order.
 *
 * @throws InputError as {@link evolveClaim}, with the position of the event; `type` for what is no list
 */
export function foldClaims(
  account: string,
  events: Iterable<ClaimEvent>,
  options: {
    readonly snapshot?: ClaimLedger | undefined;
    readonly upgrade?: ((event: unknown) => ClaimEvent) | undefined;
  } = {},
): ClaimLedger {
  const { upgrade } = options;
  const snapshot = options.snapshot ?? undefined;
  checkIterable(events, [], 'a list of events', 'events');
  let ledger = snapshot ?? emptyLedger(account);
  let position = 0;
  for (const given of events) {
    const event = upgrade === undefined ? given : upgrade(given);
    const isHeld =
      snapshot !== undefined &&
      event?.account === snapshot.account &&
      event.revision >= 1 &&
      event.revision <= snapshot.revision;
    if (!isHeld) {
      const fault = claimFault(ledger, event, [position]);
      if (fault !== undefined) throw new InputError([fault], 'events');
      ledger = applyClaim(ledger, event);
    }
    position += 1;
  }
  return ledger;
}

/** An ownership as a span of days: `until` is the first day on which it no longer holds, `null` while it may go on. */
export interface OwnershipSpan {
  readonly person: string;
  readonly from: string;
  readonly until: string | null;
}

/**
 * Who owned the account when. Spans never overlap; one that a transfer ends and one that it begins meet on its day.
 *
 * @param asOf - the day up to which time itself has run: an ownership whose last day is past is closed by it
 * @throws InputError as {@link evolveClaim}; `format` for an `asOf` that is no date, `type` for what is no list
 */
export function ownershipSpans(account: string, events: Iterable<ClaimEvent>, asOf: string): readonly OwnershipSpan[] {
  dayNumber(asOf, ['asOf']);
  checkIterable(events, [], 'a list of events', 'events');
  const spans: OwnershipSpan[] = [];
  let ledger = emptyLedger(account);
  let from: string | null = null;
  const close = (owner: Ownership, until: string): void => {
    spans.push({ person: owner.person, from: from!, until });
    from = null;
  };
  for (const event of events) {
    const before = ledger.owner;
    ledger = evolveClaim(ledger, event);
    const after = ledger.owner;
    if (
      before !== null &&
      (after === null || after.registeredOn !== before.registeredOn || after.person !== before.person)
    ) {
      const lapse = lapseDayOf(before);
      close(before, lapse !== null && lapse < event.on ? lapse : event.on);
    }
    if (after !== null && from === null) from = after.registeredOn;
  }
  const { owner } = ledger;
  if (owner === null || from === null) return spans;
  const lapse = lapseDayOf(owner);
  return [...spans, { person: owner.person, from, until: lapse !== null && lapse <= asOf ? lapse : null }];
}
