import { parse } from 'csv-parse/sync';
import ICAL from 'ical.js';
import { calendarOf, planColumns, planRows, writeCsv, writeICalendar } from 'tenure/interop';
import { schedule, weeksOf } from 'tenure/outreach';
import { describe, expect, it } from 'vitest';
import { account, action, input } from '../outreach/book.js';

const actions = [
  action('x', { due: '2013-02-07', opening: '=Good morning, Mr Li', approval: 'cityDiscount' }),
  action('y', { due: '2013-02-07', topic: 'payment' }),
  action('z', { account: 'a2', due: '2013-02-10' }),
];
const names = { account: (id: string) => (id === 'a1' ? 'People’s Hospital' : id) };
const plan = schedule(input({ actions }));
const clock = { asOf: plan.asOf, clockChange: { gap: 'later', overlap: 'earlier' } } as const;
const read = (text: string) =>
  new ICAL.Component(ICAL.parse(text)).getAllSubcomponents('vevent').map((event) => ({
    uid: event.getFirstPropertyValue('uid'),
    title: event.getFirstPropertyValue('summary'),
    status: event.getFirstPropertyValue('status'),
    start: event.getFirstPropertyValue('dtstart')?.toString(),
  }));

describe('a plan', () => {
  it('is read back from the calendar as one entry per touch, tentative while an approval is open', () => {
    expect(read(writeICalendar(calendarOf(plan, 'plan.example.com', names), clock))).toEqual([
      // Nine in Shanghai is one in UTC.
      {
        uid: 'touch-x@plan.example.com',
        title: 'People’s Hospital: renewal, payment',
        status: 'TENTATIVE',
        start: '2013-02-07T01:00:00Z',
      },
      { uid: 'touch-z@plan.example.com', title: 'a2: renewal', status: 'CONFIRMED', start: '2013-02-08T01:00:00Z' },
    ]);
  });

  it('cancels tomorrow what it no longer has, but not what took place', () => {
    const history = [{ account: 'a2', on: '2013-02-04', channel: 'phone', actions: ['z'] }];
    const next = schedule(input({ actions: [], previous: plan, history }));
    expect(calendarOf(next, 'plan.example.com')).toEqual([
      { uid: 'touch-x@plan.example.com', title: 'touch-x', date: '2013-02-07', status: 'cancelled' },
    ]);
  });

  it('is read back from CSV as one line per topic', () => {
    const lines = parse(writeCsv(planRows(plan, names), planColumns, { formulas: 'apostrophe' }), { columns: true });
    expect(lines).toHaveLength(3);
    expect(lines[0]).toMatchObject({
      date: '2013-02-07',
      time: '09:00',
      person: 'wu',
      account: 'People’s Hospital',
      opening: "'=Good morning, Mr Li",
      requestOn: '2013-02-04',
      touch: 'touch-x',
      action: 'x',
    });
    expect(lines[1]).toMatchObject({ action: 'y', opening: '', approval: '' });
  });

  it('is one page per person and week', () => {
    const later = schedule(
      input({
        actions: [...actions, action('w', { account: 'a3', due: '2013-02-18' })],
        accounts: [account('a1'), account('a2'), account('a3')],
      }),
    );
    expect(weeksOf(later).map(({ person, week, minutes, touches }) => [person, week, minutes, touches.length])).toEqual(
      [
        ['wu', '2013-02-04', 35, 2],
        ['wu', '2013-02-18', 15, 1],
      ],
    );
  });
});
