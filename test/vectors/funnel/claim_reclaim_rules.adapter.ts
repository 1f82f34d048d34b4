import { addDays } from 'tenure/core';
import { type ClaimCommand, type ClaimLedger, compileClaimsJson, emptyLedger, foldClaims } from 'tenure/funnel';
import type { VectorAdapter, VectorOutcome } from '../adapter.js';
import { attempt, departures, judged, unsupported } from '../judge.js';

interface Worked {
  readonly id: string;
  readonly anchor: string;
  readonly anchorDate?: string;
  readonly graceDays?: number;
  readonly graceMonths?: number;
  readonly lastProtectedDate?: string;
  readonly enteredPool?: string;
}

interface PickRule {
  readonly rule: string;
  readonly check: string;
}

interface File {
  readonly worked: readonly Worked[];
  readonly cordysPickRules?: { readonly rules: readonly PickRule[] };
}

/** Short-lived registrations, so that only the anchor of the case can keep an ownership alive. */
const policy = (over: object) => ({
  kind: 'claims',
  id: 'vector',
  version: '1',
  facts: [
    { id: 'capacityLeft', kind: 'integer' },
    { id: 'quotaLeftToday', kind: 'integer' },
    { id: 'daysSinceUpdate', kind: 'integer' },
  ],
  validity: { length: 1, unit: 'days' },
  expiringDays: 0,
  coolDownDays: 5,
  teamClaim: 'notNeeded',
  teamClaimAfterLapse: 'survives',
  actions: [{ id: 'followUp', outcomes: ['done'] }],
  guards: [
    { id: 'capacity', on: ['register'], when: { capacityLeft: { $gte: 1 } }, evidence: {} },
    { id: 'dailyPickLimit', on: ['register'], when: { quotaLeftToday: { $gte: 1 } }, evidence: {} },
    { id: 'newDataCooldown', on: ['register'], when: { daysSinceUpdate: { $gte: 3 } }, evidence: {} },
  ],
  ...over,
});

const free = { capacityLeft: 1, quotaLeftToday: 1, daysSinceUpdate: 3 };
const register = (person: string): ClaimCommand => ({ type: 'register', person });

function after(
  claim: ReturnType<typeof compileClaimsJson>,
  steps: readonly (readonly [string, ClaimCommand])[],
): ClaimLedger {
  return steps.reduce((ledger, [asOf, command]) => {
    const { outcome } = claim({ ledger, command, facts: free }, { asOf });
    if (!outcome.accepted) throw new Error(`${command.type} on ${asOf} was refused: ${outcome.unmet.join(', ')}`);
    return foldClaims('a', outcome.events, { snapshot: ledger });
  }, emptyLedger('a'));
}

function judgeWorked(one: Worked): VectorOutcome {
  const { anchor, anchorDate, graceDays, graceMonths, lastProtectedDate, enteredPool } = one;
  const grace =
    graceDays === undefined ? { length: graceMonths ?? 0, unit: 'months' } : { length: graceDays, unit: 'days' };
  if (anchorDate === undefined || lastProtectedDate === undefined)
    return unsupported(one.id, 'gives a rule and no dates to compare');
  const claim =
    anchor === 'contractEnd'
      ? compileClaimsJson(policy({ protection: grace }))
      : compileClaimsJson(policy({ validity: grace }));
  const ledger =
    anchor === 'contractEnd'
      ? after(claim, [
          [anchorDate, register('li')],
          [anchorDate, { type: 'protect', person: 'li', contractEnd: anchorDate }],
        ])
      : after(claim, [[anchorDate, register('li')]]);
  const pool = enteredPool ?? addDays(lastProtectedDate, 1);
  const status = (asOf: string) => claim.statusOf(ledger, { asOf });
  return judged(one.id, [
    ...departures({ status: 'valid', daysLeft: 0 }, status(lastProtectedDate), 0, lastProtectedDate),
    ...departures({ status: 'lapsed', since: pool }, status(pool), 0, pool),
  ]);
}

/** Each rule denies what it is about, by name, and nothing else stands in the way. */
function judgePick({ rule }: PickRule): VectorOutcome {
  const claim = compileClaimsJson(policy({}));
  const asked = (ledger: ClaimLedger, person: string, asOf: string, facts: object) =>
    claim({ ledger, command: register(person), facts: { ...free, ...facts } }, { asOf }).outcome;
  const day = '2026-07-01';
  const owned = after(claim, [[day, register('li')]]);
  const left = after(claim, [
    [day, register('li')],
    [day, { type: 'release', person: 'li' }],
  ]);
  switch (rule) {
    case 'capacity':
      return judged(
        rule,
        departures(
          { accepted: false, unmet: ['capacity'] },
          asked(emptyLedger('a'), 'li', day, { capacityLeft: 0 }),
          0,
        ),
      );
    case 'dailyPickLimit':
      return judged(
        rule,
        departures(
          { accepted: false, unmet: ['dailyPickLimit'] },
          asked(emptyLedger('a'), 'li', day, { quotaLeftToday: 0 }),
          0,
        ),
      );
    case 'newDataCooldown':
      return judged(
        rule,
        departures(
          { accepted: false, unmet: ['newDataCooldown'] },
          asked(emptyLedger('a'), 'li', day, { daysSinceUpdate: 2 }),
          0,
        ),
      );
    case 'previousOwnerCooldown':
      return judged(rule, [
        ...departures(
          { accepted: false, unmet: ['coolDown'], retryOn: addDays(day, 5) },
          asked(left, 'li', addDays(day, 4), {}),
          0,
        ),
        ...departures({ accepted: true }, asked(left, 'li', addDays(day, 5), {}), 0),
        ...departures({ accepted: true }, asked(left, 'wang', day, {}), 0),
      ]);
    case 'occupied':
      return judged(
        rule,
        departures({ accepted: false, refusal: 'held', unmet: ['free'] }, asked(owned, 'wang', day, {}), 0),
      );
    default:
      return unsupported(rule, 'a rule that this adapter does not know');
  }
}

export const adapter: VectorAdapter = (file) => {
  const { worked, cordysPickRules } = file as File;
  return [
    ...worked.map((one) => attempt(one.id, () => judgeWorked(one))),
    ...(cordysPickRules?.rules ?? []).map((one) => attempt(one.rule, () => judgePick(one))),
  ];
};
