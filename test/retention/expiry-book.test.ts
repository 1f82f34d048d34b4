import { type ExpiringContract, expiryBook } from 'tenure/retention';
import { describe, expect, it } from 'vitest';

const yuan = (amount: string) => ({ amount, currency: 'CNY' });
const contract = (id: string, endsOn: string | null, more: Partial<ExpiringContract> = {}): ExpiringContract => ({
  id,
  customer: `customer of ${id}`,
  endsOn,
  value: yuan('1000.00'),
  costToKeep: yuan('100.00'),
  owner: 'li',
  ...more,
});

const terms = {
  asOf: '2013-01-01',
  windowDays: 60,
  remindMonths: 2,
  decisionDays: 7,
  approvals: [
    { upTo: yuan('500'), by: 'county', leadDays: 2 },
    { by: 'city', leadDays: 10 },
  ],
  currency: 'CNY',
};

describe('the expiry book', () => {
  it('of 60 days from 2013-01-01 includes 03-02 and excludes 03-03 (RET-44)', () => {
    const ends = ['2012-12-31', '2013-01-01', '2013-03-02', '2013-03-03', null];
    const book = expiryBook(
      ends.map((endsOn, index) => contract(`${index}`, endsOn)),
      terms,
    );
    expect(book.rows.map(({ endsOn }) => endsOn)).toEqual(['2013-01-01', '2013-03-02']);
    expect(book.outside).toEqual({ ended: 1, later: 1, unknownEnd: 1 });
  });

  it.each([
    ['2013-02-28', true, '2013-04-30'],
    ['2013-01-31', false, '2013-03-31'],
    ['2012-10-31', false, '2012-12-31'],
    ['2013-01-01', false, '2013-03-01'],
  ])(
    'reminds on %s (clamped: %s) of an end on %s: two calendar months, not 60 days (RET-08)',
    (remindOn, clamped, endsOn) => {
      const { rows } = expiryBook([contract('a', endsOn)], { ...terms, asOf: '2012-10-01', windowDays: 365 });
      expect(rows[0]).toMatchObject({ remindOn, clamped });
    },
  );

  it('takes the approval’s lead time and the customer’s days off the end', () => {
    const { rows } = expiryBook(
      [contract('cheap', '2013-02-01'), contract('dear', '2013-02-01', { costToKeep: yuan('500.01') })],
      terms,
    );
    // 2013-02-01 less 7 and 10 days; less 7 and 2 days
    expect(rows.map(({ id, latestCall, approval }) => [id, latestCall, approval.by])).toEqual([
      ['dear', '2013-01-15', 'city'],
      ['cheap', '2013-01-23', 'county'],
    ]);
  });

  it('says what is late already', () => {
    const { rows, totals } = expiryBook([contract('a', '2013-01-09'), contract('b', '2013-01-10')], terms);
    expect(rows.map(({ latestCall, late }) => [latestCall, late])).toEqual([
      ['2012-12-31', true],
      ['2013-01-01', false],
    ]);
    expect(totals.late).toBe(1);
  });

  it('totals equal the rows, unknown costs counted apart and under the longest approval', () => {
    const { rows, totals } = expiryBook(
      [
        contract('a', '2013-01-20'),
        contract('b', '2013-01-21', { costToKeep: null, owner: null }),
        contract('c', '2013-01-22', { value: null, customer: 'customer of a' }),
      ],
      terms,
    );
    expect(totals).toEqual({
      contracts: 3,
      customers: 2,
      value: yuan('2000.00'),
      unknownValues: 1,
      costToKeep: yuan('200.00'),
      unknownCosts: 1,
      late: 0,
      outsideCalendar: 0,
      withoutOwner: 1,
    });
    expect(rows.find(({ id }) => id === 'b')?.approval.by).toBe('city');
  });

  it('refuses a date that is none, a duplicate, another currency and steps without an open end', () => {
    expect(() => expiryBook([contract('a', '2013-02-30')], terms)).toThrow('0.endsOn: expected a calendar date');
    expect(() => expiryBook([contract('a', null), contract('a', null)], terms)).toThrow(
      '1.id: expected each contract once',
    );
    const dollars = { amount: '1', currency: 'USD' };
    expect(() => expiryBook([contract('a', null, { value: dollars })], terms)).toThrow(
      '0.value.currency: expected CNY',
    );
    const closed = [{ upTo: yuan('5'), by: 'county', leadDays: 2 }];
    expect(() => expiryBook([], { ...terms, approvals: closed })).toThrow(
      'approvals.0.upTo: expected no bound on the last step',
    );
  });
});
