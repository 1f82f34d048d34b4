import fc from 'fast-check';
import { addDays, addMonths, fromDayNumber } from 'tenure/core';
import { checkReminders, compileReminders } from 'tenure/retention';
import { describe, expect, it } from 'vitest';
import { careCalendar } from '../../examples/policies/care-calendar.js';

const remind = compileReminders(careCalendar);
const dueOf = (reminder: string, facts: Parameters<typeof remind>[0], asOf: string) =>
  remind(facts, { asOf }).outcome.due.find((one) => one.reminder === reminder);
const skipOf = (reminder: string, facts: Parameters<typeof remind>[0], asOf: string) =>
  remind(facts, { asOf }).outcome.skipped.find((one) => one.reminder === reminder)?.because;

describe('reminders', () => {
  it.each([
    ['2013-02-28', true, '2013-04-30'],
    ['2013-01-31', false, '2013-03-31'],
    ['2013-01-01', false, '2013-03-01'],
  ])(
    'of a membership fall on %s (clamped: %s), two calendar months before %s (RET-08, RET-32)',
    (due, clamped, membershipEnd) => {
      expect(dueOf('membership', { membershipEnd }, '2012-12-31')).toMatchObject({ due, clamped });
    },
  );

  it('of payment come five days before the holiday, not for who pays automatically (RET-09)', () => {
    expect(dueOf('holidayPayment', { autoPay: false }, '2013-01-20')).toMatchObject({
      due: '2013-02-04',
      anchor: '2013-02-09',
    });
    expect(skipOf('holidayPayment', { autoPay: true }, '2013-01-20')).toBe('notConcerned');
    expect(skipOf('holidayPayment', {}, '2013-01-20')).toBe('concernUnknown');
    // The next holiday on the list after that one
    expect(dueOf('holidayPayment', { autoPay: false }, '2013-03-10')).toMatchObject({ due: '2013-03-30' });
    expect(skipOf('holidayPayment', { autoPay: false }, '2013-03-31')).toBe('over');
  });

  it.each([
    ['2013-02-28', '2012-02-29', '2013-02-01'],
    ['2012-02-29', '2008-02-29', '2012-02-01'],
    ['2013-01-02', '1970-01-02', '2012-12-20'],
  ])('of a birthday fall on %s for one born on %s, sent by the city company (RET-10)', (due, birthday, asOf) => {
    expect(dueOf('birthday', { birthday }, asOf)).toMatchObject({ due, owner: 'city', channel: 'eCode' });
  });

  const yearly = (offset: { readonly months?: number; readonly days?: number }) =>
    compileReminders({
      kind: 'reminders',
      id: 'contracts',
      version: '1',
      horizonDays: 30,
      facts: [{ id: 'signed', kind: 'date' }],
      reminders: [
        {
          id: 'review',
          anchor: { kind: 'anniversary', fact: 'signed', leapDay: 'march1' },
          offset,
          whenPast: 'overdue',
          owner: 'manager',
          channel: 'phone',
        },
      ],
    });

  it.each<[string, string, { readonly months?: number; readonly days?: number }, string, string]>([
    // 30 days after 20 December lie in January of the next year
    ['2013-01-19', '2012-12-20', { days: 30 }, '2000-12-20', '2013-01-10'],
    ['2014-01-19', '2013-12-20', { days: 30 }, '2000-12-20', '2014-01-01'],
    // 14 months after 20 December 2011
    ['2013-02-20', '2011-12-20', { months: 14 }, '2000-12-20', '2013-02-10'],
    // 13 and 30 months ahead
    ['2013-02-20', '2014-03-20', { months: -13 }, '2000-03-20', '2013-02-10'],
    ['2013-09-20', '2016-03-20', { months: -30 }, '2000-03-20', '2013-09-10'],
    ['2013-03-01', '2013-03-01', {}, '2012-02-29', '2013-02-28'],
  ])('of an anniversary fall on %s, for that of %s', (due, anchor, offset, signed, asOf) => {
    expect(yearly(offset)({ signed }, { asOf }).outcome.due).toMatchObject([{ due, anchor, overdueDays: 0 }]);
  });

  it.each([{ months: 1 }, { days: 30 }, { days: -30 }])(
    'of a contract without end (9999-12-31) never fall due: %o',
    (offset) => {
      const after = compileReminders({
        kind: 'reminders',
        id: 'contracts',
        version: '1',
        horizonDays: 60,
        facts: [{ id: 'end', kind: 'date' }],
        reminders: [
          { id: 'followUp', anchor: { kind: 'date', fact: 'end' }, offset, whenPast: 'over', owner: 'o', channel: 'c' },
        ],
      });
      expect(after.outcome({ end: '9999-12-31' }, { asOf: '2013-01-01' })).toEqual({
        due: [],
        skipped: [{ reminder: 'followUp', because: 'notYetDue' }],
      });
    },
  );

  it('of an anniversary wait for a date that is years ahead', () => {
    const { outcome, reasons } = yearly({ days: -5 })({ signed: '2030-05-06' }, { asOf: '2013-01-01' });
    expect(outcome).toEqual({ due: [], skipped: [{ reminder: 'review', because: 'notYetDue' }] });
    expect(reasons[0]?.facts).toEqual({ due: '2030-05-01' });
  });

  it('of an anniversary come once a year and are never late, whatever the offset', () => {
    const day = fc.integer({ min: -1000, max: 30_000 }).map(fromDayNumber);
    const offset = fc.record({ months: fc.integer({ min: -40, max: 40 }), days: fc.integer({ min: -800, max: 800 }) });
    fc.assert(
      fc.property(day, day, offset, (signed, asOf, by) => {
        const { due, skipped } = yearly(by)({ signed }, { asOf }).outcome;
        expect(due.length + skipped.length).toBe(1);
        for (const one of due) {
          expect(one.overdueDays === 0 || one.anchor === signed).toBe(true);
          // The one before it, if any, was due before today.
          const before = addMonths(one.anchor, -12);
          if (before > signed) expect(addDays(addMonths(before, by.months), by.days) <= asOf).toBe(true);
        }
      }),
    );
  });

  it('of a visit say how many days it is overdue (RET-26)', () => {
    // 2012-11-01 and 30 days is 2012-12-01; on 12-10 that is 9 days ago
    const key = { accountClass: 'key', lastVisit: '2012-11-01' } as const;
    expect(dueOf('keyVisit', key, '2012-12-10')).toMatchObject({ due: '2012-12-01', overdueDays: 9 });
    expect(dueOf('keyVisit', key, '2012-12-01')).toMatchObject({ overdueDays: 0 });
    expect(skipOf('keyVisit', { ...key, accountClass: 'potential' }, '2012-12-10')).toBe('notConcerned');
    expect(skipOf('keyVisit', { accountClass: 'key' }, '2012-12-10')).toBe('dateUnknown');
  });

  it('of the yearly round table fall due by the year’s end (RET-27)', () => {
    const key = { accountClass: 'key', lastRoundTable: '2011-11-20' } as const;
    expect(dueOf('roundTable', key, '2012-12-01')).toMatchObject({ due: '2012-12-31', overdueDays: 0 });
    expect(dueOf('roundTable', key, '2013-01-01')).toMatchObject({ due: '2012-12-31', overdueDays: 1 });
  });

  it('of contacts come by class: potential accounts have a cadence of their own (RET-28)', () => {
    const potential = { accountClass: 'potential', lastContact: '2012-11-15' } as const;
    expect(dueOf('potentialContact', potential, '2012-12-10')).toMatchObject({ due: '2012-12-15', overdueDays: 0 });
    expect(skipOf('potentialContact', { ...potential, accountClass: 'key' }, '2012-12-10')).toBe('notConcerned');
  });

  it('of the round table rest until the next year’s end once it was held', () => {
    const held = { accountClass: 'key', lastRoundTable: '2012-05-01' } as const;
    expect(skipOf('roundTable', held, '2012-12-31')).toBe('notYetDue');
    expect(dueOf('roundTable', held, '2013-12-01')).toMatchObject({ due: '2013-12-31', overdueDays: 0 });
  });

  it('that are not yet due say when they will be, and explain themselves', () => {
    const decision = remind({ membershipEnd: '2013-12-31' }, { asOf: '2013-01-01' });
    const reason = decision.reasons.findIndex(({ rule }) => rule === 'membership');
    expect(decision.reasons[reason]).toMatchObject({ code: 'notYetDue', facts: { due: '2013-10-31' } });
    expect(remind.explain(decision, 'zh')[reason]).toBe('会员续期提醒 未到时间：应于 2013-10-31。');
  });

  it.each([
    ['zh', '会员续期提醒：2013-02-28，由 客户经理 经 电话 执行。'],
    ['en', 'membership renewal on 2013-02-28, by the account manager through the phone.'],
  ] as const)('call owners and channels as the policy does, in %s', (language, sentence) => {
    const decision = remind({ membershipEnd: '2013-04-30' }, { asOf: '2013-01-01' });
    expect(remind.explain(decision, language)[0]).toBe(sentence);
  });

  it('name only owners and channels that the policy has, where it lists them', () => {
    const [first] = careCalendar.reminders;
    const typo = { ...careCalendar, reminders: [{ ...first, owner: 'citi', channel: 'fax' }] };
    expect(checkReminders(typo).map(({ message }) => message)).toEqual([
      'reminders.0.owner: expected one of accountManager, city, director, got "citi"',
      'reminders.0.channel: expected one of phone, sms, eCode, visit, got "fax"',
    ]);
    expect(checkReminders({ ...typo, owners: undefined, channels: undefined })).toEqual([]);
    expect(checkReminders({ ...careCalendar, owners: [] }).map(({ path }) => path.join('.'))).toContain('owners');
  });

  it('agree in the fast lane', () => {
    const facts = { membershipEnd: '2013-02-28', autoPay: false, birthday: '1980-02-29' };
    expect(remind.outcome(facts, { asOf: '2013-01-01' })).toEqual(remind(facts, { asOf: '2013-01-01' }).outcome);
  });

  it('refuse an anchor that is no date and days out of order', () => {
    const [first] = careCalendar.reminders;
    const faults = checkReminders({
      ...careCalendar,
      reminders: [
        { ...first, anchor: { kind: 'date', fact: 'autoPay' } },
        { ...first, id: 'b', anchor: { kind: 'days', days: ['2013-02-09', '2013-01-01'] } },
      ],
    });
    expect(faults.map(({ path }) => path.join('.'))).toEqual(['reminders.0.anchor.fact', 'reminders.1.anchor.days']);
  });
});
