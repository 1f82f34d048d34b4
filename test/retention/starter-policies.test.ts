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
