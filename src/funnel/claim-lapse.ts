import { addDays } from '../core/calendar.js';
import type { ClaimEvent } from './claim-event.js';
import type { ClaimsPolicy } from './claims-policy.js';
import { type ClaimLedger, lastDayOf, ownerOn } from './ledger.js';

type TeamRule = Pick<ClaimsPolicy, 'teamClaimAfterLapse'>;

/** Lapses that hold by the day though nobody wrote them down. */
export function lapsesDue(ledger: ClaimLedger, asOf: string, policy: TeamRule): readonly ClaimEvent[] {
  const { owner, account, revision } = ledger;
  if (owner === null || ownerOn(ledger, asOf) !== null) return [];
  const on = addDays(lastDayOf(owner), 1);
  const lapsed: ClaimEvent = { schema: 1, type: 'lapsed', account, revision: revision + 1, on, person: owner.person };
  return [lapsed, ...teamEnds(ledger, lapsed, policy)];
}

/** What a personal lapse or release does to the team's claim. */
export function teamEnds(
  { team }: ClaimLedger,
  { account, revision, on }: ClaimEvent,
  { teamClaimAfterLapse }: TeamRule,
): readonly ClaimEvent[] {
  return team === null || teamClaimAfterLapse === 'survives'
    ? []
    : [{ schema: 1, type: 'teamReleased', account, revision: revision + 1, on, team: team.id }];
}
