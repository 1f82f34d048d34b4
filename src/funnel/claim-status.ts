import { addDays, differenceInDays } from '../core/calendar.js';
import type { ClaimsPolicy } from './claims-policy.js';
import { type ClaimLedger, lastDayOf, ownerOn } from './ledger.js';

/**
 * How an account stands on a day. `lapsed` and `released` are the pool, also under a team's claim that outlives its owner: anybody may claim
 * under the policy's rules. What a team has claimed since then is `claimedOnly`.
 */
export type ClaimStatus =
  | { readonly status: 'unclaimed' }
  | { readonly status: 'claimedOnly'; readonly team: string; readonly since: string }
  | {
      readonly status: 'valid';
      readonly person: string;
      readonly validUntil: string;
      /** 0 on the last good day. */
      readonly daysLeft: number;
      readonly expiring: boolean;
    }
  | { readonly status: 'lapsed' | 'released'; readonly person: string; readonly since: string };

/** How the account stands on a day, counting lapses that nobody wrote down. */
export function statusOf(
  ledger: ClaimLedger,
  asOf: string,
  { expiringDays, teamClaimAfterLapse }: Pick<ClaimsPolicy, 'expiringDays' | 'teamClaimAfterLapse'>,
): ClaimStatus {
  const { owner, team, former } = ledger;
  const present = ownerOn(ledger, asOf);
  if (present !== null) {
    const validUntil = lastDayOf(present);
    const daysLeft = differenceInDays(asOf, validUntil);
    return { status: 'valid', person: present.person, validUntil, daysLeft, expiring: daysLeft <= expiringDays };
  }
  if (owner !== null) return { status: 'lapsed', person: owner.person, since: addDays(lastDayOf(owner), 1) };
  const last = former.at(-1);
  const ended = last?.endedOn ?? '';
  const isClaimedAnew =
    team !== null && (team.since > ended || (team.since === ended && teamClaimAfterLapse === 'ends'));
  if (last !== undefined && last.because !== 'transferred' && !isClaimedAnew)
    return { status: last.because, person: last.person, since: last.endedOn };
  return team === null ? { status: 'unclaimed' } : { status: 'claimedOnly', team: team.id, since: team.since };
}
