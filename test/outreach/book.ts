import type { WorkingCalendar } from 'tenure/core';
import type { ContactPolicy, OutreachAccount, OutreachAction, RosterPerson, ScheduleInput } from 'tenure/outreach';

/** February 2013: the Spring Festival is off from the 9th to the 15th, and the 16th and 17th are worked instead. */
export const february: WorkingCalendar = {
  from: '2013-01-28',
  until: '2013-03-15',
  weekend: [6, 7],
  holidays: ['2013-02-11', '2013-02-12', '2013-02-13', '2013-02-14', '2013-02-15'],
  makeUpDays: ['2013-02-16', '2013-02-17'],
};

export const contactPolicy: ContactPolicy = {
  kind: 'contact',
  id: 'spring',
  version: '1',
  horizonWorkingDays: 20,
  offDays: 'earlier',
  keepWorkingDays: 20,
  extraTopicMinutes: 5,
  channels: [
    { id: 'visit', minutes: 60, carries: ['phone', 'sms'] },
    { id: 'phone', minutes: 15, carries: ['sms'], quietHours: { from: '21:00', until: '08:00' } },
    { id: 'sms', minutes: 1 },
  ],
  caps: [],
  remits: [{ role: 'phoneAccountManager', channels: ['phone', 'sms'] }],
  approvals: [{ id: 'cityDiscount', role: 'salesSupervisor', leadWorkingDays: 3 }],
  escalation: [],
};

export const wu: RosterPerson = {
  id: 'wu',
  roles: ['accountManager'],
  level: 1,
  patches: ['north'],
  minutesPerDay: 120,
  hours: [
    { from: '09:00', until: '12:00' },
    { from: '13:30', until: '18:00' },
  ],
  zone: 'Asia/Shanghai',
};
export const li: RosterPerson = { ...wu, id: 'li', patches: ['south'] };
export const chen: RosterPerson = {
  ...wu,
  id: 'chen',
  roles: ['salesSupervisor'],
  level: 3,
  patches: 'all',
};

export const account = (id: string, more: Partial<OutreachAccount> = {}): OutreachAccount => ({
  id,
  owner: 'wu',
  patch: 'north',
  zone: 'Asia/Shanghai',
  ...more,
});

export const action = (id: string, more: Partial<OutreachAction> = {}): OutreachAction => ({
  id,
  account: 'a1',
  topic: 'renewal',
  role: 'accountManager',
  channel: 'phone',
  due: '2013-02-06',
  priority: 0,
  ...more,
});

export const input = (more: Partial<ScheduleInput> = {}): ScheduleInput => ({
  actions: [action('x')],
  accounts: [account('a1'), account('a2'), account('a3')],
  roster: [wu, li, chen],
  calendar: february,
  contactPolicy,
  asOf: '2013-02-04',
  ...more,
});
