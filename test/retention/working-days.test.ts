import { decideAll, type WorkingCalendar } from 'tenure/core';
import { type Approval, checkRetention, compileRetention, expiryBook } from 'tenure/retention';
import { describe, expect, it } from 'vitest';
import { keepPlans } from '../../examples/policies/keep-plans.js';

/** Around the Spring Festival of 2013: off from Saturday 9 to Friday 15 February, 16 and 17 made up for. */
const calendar: WorkingCalendar = {
  from: '2013-01-01',
  until: '2013-02-28',
  weekend: [6, 7],
  holidays: ['2013-01-01', ...Array.from({ length: 7 }, (_, k) => `2013-02-${String(9 + k).padStart(2, '0')}`)],
  makeUpDays: ['2013-02-16', '2013-02-17'],
};
const yuan = (amount: string) => ({ amount, currency: 'CNY' });

const matched = keepPlans.measures.find(({ id }) => id === 'matchedBundle')!;
const policyWith = (approval: Approval, change: object = {}) => ({
  ...keepPlans,
  measures: [{ ...matched, approval, ...change }],
});
/** Five days after `asOf`, approved by the city. */
const customer = { hasLeft: false, rivalPlanSeen: true, monthlyMargin: yuan('100.00'), monthlyBill: yuan('200.00') };

describe('an approval that takes working days', () => {
  const plan = (leadWorkingDays: number, asOf: string, record: object = customer) =>
    compileRetention(policyWith({ by: 'city', leadWorkingDays }))(record as typeof customer, { asOf, calendar });
  const candidate = (leadWorkingDays: number, asOf: string) => plan(leadWorkingDays, asOf).outcome.candidates[0];

  it.each([
    // Thursday 02-07: Friday 8 is the first, Saturday 16 the second; planned was 02-12
    ['2013-02-16', '2013-02-07', 2, '2013-02-07'],
    // Planned on Saturday 02-23: there on Friday 22, asked for on Wednesday 20
    ['2013-02-23', '2013-02-20', 2, '2013-02-18'],
    // Asked for on Sunday 02-03, the five days from Monday to Friday 8 are just enough: no asking before today
    ['2013-02-08', '2013-02-03', 5, '2013-02-03'],
    // Planned on a day off and nothing to wait for
    ['2013-02-12', '2013-02-12', 0, '2013-02-07'],
  ])('moves the day to %s, asked for by %s: %d days from %s', (due, requestBy, leadWorkingDays, asOf) => {
    expect(candidate(leadWorkingDays, asOf)).toMatchObject({
      due,
      approval: { by: 'city', leadWorkingDays, requestBy },
    });
  });

  it('is longer than as many calendar days over the festival', () => {
    const inDays = compileRetention(policyWith({ by: 'city', leadDays: 7 })).outcome(customer, { asOf: '2013-02-07' });
    // Seven working days from Thursday 7: 8, 16, 17 and 18 to 21
    expect([inDays.candidates[0]?.due, candidate(7, '2013-02-07')?.due]).toEqual(['2013-02-14', '2013-02-21']);
  });

  it('says that the calendar does not reach far enough, and does not guess beyond it', () => {
    // From Wednesday 27 only Thursday 28 is left; from Monday 25 the planned day is 2 March
    for (const asOf of ['2013-02-27', '2013-02-25', '2013-03-01']) {
      const decision = plan(2, asOf);
      expect(decision.outcome.rejected).toEqual([{ measure: 'matchedBundle', because: 'calendarTooShort' }]);
      expect(decision.reasons.at(-1)?.facts).toEqual({
        by: 'city',
        leadWorkingDays: 2,
        from: '2013-01-01',
        until: '2013-02-28',
      });
    }
    const retain = compileRetention(policyWith({ by: 'city', leadWorkingDays: 2 }));
    const decision = retain(customer, { asOf: '2013-02-27', calendar });
    expect(retain.explain(decision, 'en').at(-1)).toBe(
      'Not matched bundle: the working calendar, 2013-01-01 to 2013-02-28, does not reach the approval by city key-account manager.',
    );
    expect(retain.explain(decision, 'zh').at(-1)).toContain('未覆盖市公司大客户经理的审批时间');
  });

  it('needs a calendar, a sound one, before any record is decided', () => {
    const retain = compileRetention(policyWith({ by: 'city', leadWorkingDays: 2 }));
    expect(() => decideAll(retain, [{ hasLeft: true }], { asOf: '2013-02-07' })).toThrow(
      'calendar: expected a working calendar, because approvals count working days, got nothing',
    );
    const holidays = ['2013-02-30'];
    expect(() => decideAll(retain, [customer], { asOf: '2013-02-07', calendar: { ...calendar, holidays } })).toThrow(
      'calendar.holidays.0: expected a calendar date',
    );
  });

  it('is counted one way, in days or in working days', () => {
    const faults = (approval: object) =>
      checkRetention(policyWith(approval as Approval)).map(({ path, code }) => `${code} ${path.join('.')}`);
    expect(faults({ by: 'city', leadDays: 1, leadWorkingDays: 1 })).toEqual(['conflict measures.0.approval.leadDays']);
    expect(faults({ by: 'city' })).toEqual(['conflict measures.0.approval.leadDays']);
    expect(faults({ by: 'city', leadWorkingDays: 1 })).toEqual([]);
  });
});

describe('the latest call of the expiry book in working days', () => {
  const contract = (id: string, endsOn: string, costToKeep: string | null) => ({
    id,
    customer: id,
    endsOn,
    value: yuan('1000'),
    costToKeep: costToKeep === null ? null : yuan(costToKeep),
    owner: 'li',
  });
  const terms = {
    asOf: '2013-02-01',
    windowDays: 60,
    remindMonths: 2,
    decisionDays: 7,
    approvals: [
      { upTo: yuan('500'), by: 'county', leadDays: 2 },
      { by: 'city', leadWorkingDays: 3 },
    ],
    calendar,
    currency: 'CNY',
  };

  it('steps over the festival, and calls on a working day', () => {
    // 02-25 less the customer's 7 days is Monday 18: 17, 16 and 8 are the three working days before. 16 for two days.
    const book = expiryBook(
      [
        contract('cheap', '2013-02-25', '500'),
        contract('dear', '2013-02-25', '500.01'),
        contract('open', '2013-02-25', null),
      ],
      terms,
    );
    expect(book.rows.map(({ id, latestCall, approval, late }) => [id, latestCall, approval, late])).toEqual([
      ['dear', '2013-02-08', { by: 'city', leadWorkingDays: 3 }, false],
      // The one that leaves the least time, because the cost is unknown
      ['open', '2013-02-08', { by: 'city', leadWorkingDays: 3 }, false],
      ['cheap', '2013-02-16', { by: 'county', leadDays: 2 }, false],
    ]);
    // Sunday 24 is off: the approval is there on Friday 22, asked for on Tuesday 19
    const [onSunday] = expiryBook([contract('a', '2013-03-03', '600')], terms).rows;
    expect(onSunday?.latestCall).toBe('2013-02-19');
  });

  it('is unknown beyond the calendar, counted apart and shown first', () => {
    const { rows, totals } = expiryBook(
      [
        contract('near', '2013-02-25', '600'),
        contract('far', '2013-03-20', '600'),
        contract('cheap', '2013-03-20', '5'),
      ],
      terms,
    );
    expect(rows.map(({ id, latestCall, late }) => [id, latestCall, late])).toEqual([
      ['far', null, null],
      ['near', '2013-02-08', false],
      ['cheap', '2013-03-11', false],
    ]);
    expect(totals).toMatchObject({ contracts: 3, late: 0, outsideCalendar: 1 });
  });

  it('needs a calendar', () => {
    const { calendar: _, ...without } = terms;
    expect(() => expiryBook([], without)).toThrow('calendar: expected a working calendar');
    const approvals = [{ by: 'city', leadDays: 1, leadWorkingDays: 1 }] as unknown as typeof terms.approvals;
    expect(() => expiryBook([], { ...terms, approvals })).toThrow(
      'approvals.0.leadDays: expected either leadDays or leadWorkingDays',
    );
  });
});
