import {
  addDays,
  addMonths,
  afterWindow,
  type InputError,
  instantFromMilliseconds,
  nextAnniversary,
  toInstant,
  toLocal,
} from 'tenure/core';
import { compileClaims, dutiesOf, emptyLedger, evolveClaim, ownershipSpans } from 'tenure/funnel';
import { writeICalendar } from 'tenure/interop';
import { datedFrom, planTrial } from 'tenure/outreach';
import { decideApproval, noApproval } from 'tenure/practice';
import { billingPeriods, topUpSchedule } from 'tenure/pricing';
import { compileReminders, compileRisk, expiryBook, survivalByMonth } from 'tenure/retention';
import { timetable } from 'tenure/segmentation';
import { forecastPromotion } from 'tenure/value';
import { describe, expect, it } from 'vitest';

const last = '9999-12-31';
const yuan = (amount: string) => ({ amount, currency: 'CNY' });

const faultOf = (run: () => unknown) => {
  try {
    run();
  } catch (error) {
    const { name, issues } = error as InputError;
    return { name, code: issues?.[0]?.code, path: issues?.[0]?.path.join('.') };
  }
  return undefined;
};

const yearly = compileReminders({
  kind: 'reminders',
  id: 'win-back',
  version: '1',
  horizonDays: 30,
  facts: [{ id: 'contractEnd', kind: 'date' }],
  reminders: [
    {
      id: 'call',
      anchor: { kind: 'onceAYear', fact: 'contractEnd' },
      offset: { days: 30 },
      whenPast: 'over',
      owner: 'manager',
      channel: 'phone',
    },
  ],
});

const risk = compileRisk({
  kind: 'risk',
  id: 'small',
  version: '1',
  target: 'hard',
  facts: [
    { id: 'contractEnd', kind: 'date' },
    { id: 'late', kind: 'flag' },
  ],
  scale: { pointsToDouble: 20, hazardAtZero: 0.01, link: 'logit', months: 1 },
  terms: [{ kind: 'condition', id: 'late', when: { late: true }, points: 20, missing: { points: 0 } }],
  bands: [{ id: 'calm', below: 20 }, { id: 'alert' }],
  warnings: [{ id: 'ending', level: 'alert', expiry: { fact: 'contractEnd', withinDays: 60 } }],
});

const deadEnd = { kind: 'open', id: 'intent', cadenceDays: 7, reviewDays: [30] } as const;
const state = {
  schema: 1,
  opportunity: 'o',
  account: 'a',
  product: null,
  follows: null,
  stage: 'intent',
  revision: 1,
  openedOn: last,
  enteredOn: last,
  touchedOn: last,
  lastOn: last,
  reason: null,
  value: null,
} as const;

describe('a day that would lie after 9999-12-31 is refused with the place of what leads there', () => {
  it.each<[string, string, () => unknown]>([
    ['', 'days added', () => addDays(last, 1)],
    ['contract.ends', 'days added to a date with a place', () => addDays(last, 1, ['contract', 'ends'])],
    ['', 'months added', () => addMonths('9999-12-01', 1)],
    ['asOf', 'an anniversary', () => nextAnniversary('2012-06-01', '9999-06-02', 'march1')],
    [
      'date',
      'the end of a quiet night',
      () => afterWindow({ date: last, time: '22:00' }, { from: '21:00', until: '08:00' }),
    ],
    ['instant', 'an instant in a zone ahead', () => toLocal('9999-12-31T20:00Z', 'Asia/Shanghai')],
    ['', 'milliseconds', () => instantFromMilliseconds(1e15)],
    [
      'date',
      'a local time in a zone behind',
      () => toInstant({ date: last, time: '20:00' }, 'America/New_York', { gap: 'later', overlap: 'earlier' }),
    ],
    ['phases.0.toWeek', 'a project phase', () => timetable('9999-12-01', [{ id: 'p', fromWeek: 0, toWeek: 9 }])],
    [
      'asOf',
      'a promotion',
      () =>
        forecastPromotion({
          spend: yuan('1.00'),
          monthlyGrowth: '1',
          threshold: yuan('4.00'),
          heldMonths: 1,
          asOf: '9999-11-30',
          horizonMonths: 24,
        }),
    ],
    ['enteredOn', 'a duty', () => dutiesOf(state, { stages: [{ ...deadEnd, cadenceDays: undefined }] }, last)],
    ['touchedOn', 'a follow-up', () => dutiesOf(state, { stages: [{ ...deadEnd, reviewDays: undefined }] }, last)],
    [
      'asOf',
      'a request for approval',
      () =>
        decideApproval(
          { levels: [{ id: 'head' }], skipping: 'inTurn', fourEyes: true, openDays: 10 },
          noApproval,
          { type: 'request', by: 'Li', chain: ['head'] },
          last,
        ),
    ],
    [
      'design.readOutDays',
      'the day a trial is read',
      () =>
        planTrial(
          {
            id: 't',
            seed: 1,
            holdOutPercent: 50,
            expectedShare: 0.2,
            direction: 'fall',
            aim: { significance: 0.05, power: 0.8, sides: 'twoSided' },
            readOutDays: 30,
          },
          [
            { id: 'a', stratum: 's' },
            { id: 'b', stratum: 's' },
          ],
          last,
        ),
    ],
    [
      'tasks.1.days',
      'a dated task',
      () =>
        datedFrom(last, [
          { id: 'a', days: 0 },
          { id: 'b', days: 1 },
        ]),
    ],
    [
      'target',
      'a billing period',
      () => billingPeriods({ start: '9999-11-15', billCycleDay: 15, periodMonths: 1 }, last, 'actual'),
    ],
    [
      'months',
      'the releases of a bonus',
      () => topUpSchedule({ deposit: yuan('1'), bonus: yuan('1'), months: 2, start: last }),
    ],
    ['contractEnd', 'a reminder at a year’s end', () => yearly({ contractEnd: last }, { asOf: '2013-01-01' })],
    ['months', 'months of survival', () => survivalByMonth(risk, {}, { asOf: '9999-11-01' }, 3)],
    [
      'remindMonths',
      'a reminder before the year 1',
      () =>
        expiryBook([{ id: 'c', customer: 'k', endsOn: '2013-01-31', value: null, costToKeep: null, owner: null }], {
          asOf: '2013-01-01',
          windowDays: 60,
          remindMonths: 99_999,
          decisionDays: 1,
          approvals: [{ by: 'head', leadDays: 1 }],
          currency: 'CNY',
        }),
    ],
    [
      'events.0.date',
      'a whole day in a calendar file, which ends on the next',
      () =>
        writeICalendar([{ uid: 'u', title: 't', date: last }], {
          asOf: '2013-01-01',
          clockChange: { gap: 'later', overlap: 'earlier' },
        }),
    ],
    [
      'events.0.minutes',
      'an hour in a calendar file',
      () =>
        writeICalendar([{ uid: 'u', title: 't', date: last, time: '23:30', minutes: 60 }], {
          asOf: '2013-01-01',
          clockChange: { gap: 'later', overlap: 'earlier' },
        }),
    ],
  ])('%s: %s', (path, _, run) => {
    expect(faultOf(run)).toEqual({ name: 'InputError', code: 'range', path });
  });

  it('says which day and how far', () => {
    expect(() => addMonths('9999-12-01', 1, ['start'])).toThrow(
      'start: expected a day in the years 1 to 9999, got "9999-12-01 + 1 months"',
    );
    expect(() => addDays('0001-01-05', -5)).toThrow('expected a day in the years 1 to 9999, got "0001-01-05 - 5 days"');
    expect(() => addDays('2013-01-01', 0.5, ['terms', 'days'])).toThrow(
      'terms.days: expected a whole number of days, got 0.5',
    );
    expect(() => addMonths('2013-02-30', 1, ['start'])).toThrow('start: expected a calendar date YYYY-MM-DD');
  });
});

describe('what never ends before the calendar does', () => {
  it('bills the last month of the calendar up to its last cycle day', () => {
    const periods = billingPeriods({ start: '9999-10-15', billCycleDay: 15, periodMonths: 1 }, '9999-11-20', 'actual');
    expect(periods.map(({ to }) => to)).toEqual(['9999-11-15', '9999-12-15']);
  });

  it('a warning shows the calendar’s last day as the end of its window', () => {
    const { reasons } = risk({ contractEnd: last }, { asOf: '9999-12-01' });
    const needed = ['9999-12-01', last];
    expect(reasons).toContainEqual(
      expect.objectContaining({
        code: 'warned',
        facts: expect.objectContaining({ tests: [expect.objectContaining({ needed })] }),
      }),
    );
  });

  const claim = compileClaims({
    kind: 'claims',
    id: 'registration',
    version: '1',
    facts: [],
    validity: { length: 6, unit: 'months' },
    expiringDays: 7,
    coolDownDays: 9_999_999,
    teamClaim: 'notNeeded',
    teamClaimAfterLapse: 'ends',
    protection: { length: 90, unit: 'days' },
    actions: [{ id: 'visit', outcomes: ['met'] }],
    guards: [],
  });
  const asOf = '2012-03-01';
  const eventsOf = (
    ledger: ReturnType<typeof emptyLedger>,
    command: Parameters<typeof claim>[0]['command'],
    on = asOf,
  ) => claim({ ledger, command, facts: {} }, { asOf: on }).outcome.events;
  const owned = eventsOf(emptyLedger('a'), { type: 'register', person: 'li' }).reduce(evolveClaim, emptyLedger('a'));

  it('a contract without end protects its owner for good, and nobody else is told to wait', () => {
    const events = eventsOf(owned, { type: 'protect', person: 'li', contractEnd: last });
    expect(events.at(-1)).toMatchObject({ type: 'protected', validUntil: last });
    const ledger = events.reduce(evolveClaim, owned);
    expect(claim.statusOf(ledger, { asOf: last })).toMatchObject({ status: 'valid', person: 'li', daysLeft: 0 });
    const [wu] = claim.claimants(ledger, [{ person: 'wu', facts: {} }], { asOf });
    expect(wu).toMatchObject({ possible: false, earliest: null, unmet: ['free'] });
    expect(claim({ ledger, command: { type: 'claimTeam', team: 't' }, facts: {} }, { asOf }).outcome.accepted).toBe(
      true,
    );
    expect(eventsOf(ledger, { type: 'register', person: 'li' })).toEqual([]);
    const all = [...eventsOf(emptyLedger('a'), { type: 'register', person: 'li' }), ...events];
    expect(ownershipSpans('a', all, last)).toEqual([{ person: 'li', from: asOf, until: null }]);
  });

  it('a registration near the end holds to the end, and a cool-down beyond it never ends', () => {
    expect(eventsOf(emptyLedger('a'), { type: 'register', person: 'li' }, '9999-09-01')[0]).toMatchObject({
      validUntil: last,
    });
    const released = eventsOf(owned, { type: 'release', person: 'li' }).reduce(evolveClaim, owned);
    expect(
      claim({ ledger: released, command: { type: 'register', person: 'li' }, facts: {} }, { asOf }).outcome,
    ).toMatchObject({
      refusal: 'denied',
      unmet: ['coolDown'],
      retryOn: null,
    });
  });
});
