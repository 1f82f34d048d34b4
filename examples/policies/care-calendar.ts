import type { FactDeclaration } from 'tenure/core';
import type { ReminderPolicy } from 'tenure/retention';

/** The facts that the care calendar looks at. */
export const careFacts = [
  { id: 'accountClass', kind: 'text', values: ['key', 'potential', 'other'], label: { en: 'class', zh: '客户类别' } },
  { id: 'membershipEnd', kind: 'date', label: { en: 'membership end', zh: '会员到期日' } },
  { id: 'autoPay', kind: 'flag', label: { en: 'automatic payment', zh: '自动缴费' } },
  { id: 'birthday', kind: 'date', label: { en: 'birthday', zh: '生日' } },
  { id: 'lastVisit', kind: 'date', label: { en: 'last visit', zh: '上次走访' } },
  { id: 'lastContact', kind: 'date', label: { en: 'last contact', zh: '上次跟踪' } },
  { id: 'lastRoundTable', kind: 'date', label: { en: 'last round table', zh: '上次高层座谈' } },
] as const satisfies readonly FactDeclaration[];

/** Care by date: memberships, holidays, birthdays, visits, the yearly round table. Days and cadences are examples. */
export const careCalendar: ReminderPolicy<typeof careFacts> = {
  kind: 'reminders',
  id: 'care-calendar',
  version: '1',
  label: { en: 'Care calendar', zh: '客户关怀日历' },
  source: 'Example figures; the occasions are those of the practice.',
  facts: careFacts,
  horizonDays: 62,
  owners: [
    { id: 'accountManager', label: { en: 'the account manager', zh: '客户经理' } },
    { id: 'city', label: { en: 'the city company', zh: '市公司' } },
    { id: 'director', label: { en: 'the director', zh: '主管领导' } },
  ],
  channels: [
    { id: 'phone', label: { en: 'the phone', zh: '电话' } },
    { id: 'sms', label: { en: 'text message', zh: '短信' } },
    { id: 'eCode', label: { en: 'an e-code', zh: 'E 码' } },
    { id: 'visit', label: { en: 'a visit', zh: '上门走访' } },
  ],
  reminders: [
    {
      id: 'membership',
      label: { en: 'membership renewal', zh: '会员续期提醒' },
      anchor: { kind: 'date', fact: 'membershipEnd' },
      offset: { months: -2 },
      whenPast: 'overdue',
      owner: 'accountManager',
      channel: 'phone',
    },
    {
      id: 'holidayPayment',
      label: { en: 'payment before the holiday', zh: '节前缴费提醒' },
      // Spring Festival's eve and Qingming 2013; the calendar is data, renewed every year.
      anchor: { kind: 'days', days: ['2013-02-09', '2013-04-04'] },
      offset: { days: -5 },
      when: { autoPay: false },
      whenPast: 'over',
      owner: 'city',
      channel: 'sms',
    },
    {
      id: 'birthday',
      label: { en: 'birthday gift', zh: '生日礼遇' },
      anchor: { kind: 'anniversary', fact: 'birthday', leapDay: 'february28' },
      whenPast: 'over',
      owner: 'city',
      channel: 'eCode',
    },
    {
      id: 'keyVisit',
      label: { en: 'visit to a key account', zh: '大客户走访' },
      anchor: { kind: 'date', fact: 'lastVisit' },
      offset: { days: 30 },
      when: { accountClass: 'key' },
      whenPast: 'overdue',
      owner: 'accountManager',
      channel: 'visit',
    },
    {
      id: 'potentialContact',
      label: { en: 'contact with a potential key account', zh: '潜在大客户跟踪' },
      anchor: { kind: 'date', fact: 'lastContact' },
      offset: { days: 30 },
      when: { accountClass: 'potential' },
      whenPast: 'overdue',
      owner: 'accountManager',
      channel: 'phone',
    },
    {
      id: 'roundTable',
      label: { en: 'executive round table', zh: '企业高层座谈会' },
      anchor: { kind: 'onceAYear', fact: 'lastRoundTable' },
      when: { accountClass: 'key' },
      whenPast: 'overdue',
      owner: 'director',
      channel: 'visit',
    },
  ],
};
