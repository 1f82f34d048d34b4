import { checkRetention, checkRisk, checkSilentStop, compileRisk, compileRiskJson } from 'tenure/retention';
import { expect, it } from 'vitest';
import { earlyWarning } from '../../examples/policies/early-warning.js';
import { keepPlans } from '../../examples/policies/keep-plans.js';
import { silentStop } from '../../examples/policies/silent-stop.js';

it('the starter policies have no faults and are plain JSON', () => {
  const roundTrip = (policy: unknown): unknown => JSON.parse(JSON.stringify(policy));
  expect(checkRisk(roundTrip(earlyWarning))).toEqual([]);
  expect(checkRetention(roundTrip(keepPlans))).toEqual([]);
  expect(checkSilentStop(roundTrip(silentStop))).toEqual([]);
  expect(compileRiskJson(roundTrip(earlyWarning)).reference).toEqual(compileRisk(earlyWarning).reference);
});

it.each([
  // 20 + 30 + 20, and 10 for the complaint while the contract runs out
  ['red', 80, { contractEnd: '2013-02-20', usageChangePercent: -40, complaintOpen: true }],
  [
    'orange',
    // 30 + 20 + 15 + 8
    73,
    {
      contractEnd: '2013-06-30',
      usageChangePercent: -40,
      complaintOpen: true,
      daysInArrears: 36,
      contactChanged: true,
    },
  ],
  ['orange', 0, { silentStop: 'stoppedAndSubstituted' }],
  ['yellow', 0, { slaBreaches30d: 2 }],
  ['green', 0, { slaBreaches30d: 1 }],
  ['red', 0, { portingQuery: true }],
] as const)('early warning says %s', (band, points, facts) => {
  expect(compileRiskJson(earlyWarning).outcome(facts, { asOf: '2013-01-01' })).toMatchObject({ band, points });
});

it.each([
  // FUN-36: expectation 8, experience 6, tolerance 1 -> gap -2, warning
  [['belowExpectation'], 6 - 8],
  [[], 7 - 8],
  [[], undefined],
])('warns %j of an experience that far from what was expected', (expected, experienceGap) => {
  const { warnings } = compileRiskJson(earlyWarning).outcome({ experienceGap }, { asOf: '2013-01-01' });
  expect(warnings.map(({ id }) => id)).toEqual(expected);
});

it.each([
  // Within 60 days of 2013-02-20 from 2012-12-22 on
  ['contractExpiry', '2012-12-22', 'contractEnd', { contractEnd: '2013-02-20' }],
  ['usageDrop', '2012-11-01', 'usageChangePercent', { usageChangePercent: -40, usageFellOn: '2012-11-01' }],
  ['silentStop', '2012-11-01', 'silentStop', { silentStop: 'stoppedAndSubstituted', stoppedOn: '2012-11-01' }],
  ['openComplaint', '2012-12-20', 'complaintOpen', { complaintOpen: true, complainedOn: '2012-12-20' }],
  ['rivalContact', '2012-12-24', 'competitorContact', { competitorContact: true, rivalSeenOn: '2012-12-24' }],
  ['contactChange', '2012-10-08', 'contactChanged', { contactChanged: true, contactChangedOn: '2012-10-08' }],
  ['belowExpectation', null, 'experienceGap', { experienceGap: -2 }],
  ['assurance', null, 'slaBreaches30d', { slaBreaches30d: 2 }],
  ['creditReview', '2012-11-27', 'daysInArrears', { daysInArrears: 35, overdueSince: '2012-11-27' }],
  ['leaders', null, 'redLeaders', { redLeaders: 2 }],
  ['porting', null, 'portingQuery', { portingQuery: true, portingAskedOn: null }],
  ['porting', '2012-12-31', 'portingQuery', { portingQuery: true, portingAskedOn: '2012-12-31' }],
] as const)('the warning %s stands since %s, on the evidence of %s', (id, onset, fact, facts) => {
  const assess = compileRiskJson(earlyWarning);
  const { outcome, reasons } = assess(facts, { asOf: '2013-01-01' });
  expect(outcome.warnings.map((one) => [one.id, one.onset])).toEqual([[id, onset]]);
  const evidence = reasons.find(({ code }) => code === 'warned')?.facts.tests;
  expect(evidence).toMatchObject([{ fact, seen: facts[fact as keyof typeof facts], holds: true }]);
});
