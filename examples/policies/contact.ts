import type { ContactPolicy } from 'tenure/outreach';

/*
 * A starter policy for contacting business customers: how long touches take, how often a customer may be reached, when
 * not, who has to be asked first and when somebody more senior should know. Every figure is an example, to be replaced
 * by your own: the practice names the rules and leaves the numbers open.
 */
export const contactPolicy: ContactPolicy = {
  kind: 'contact',
  id: 'business-contact',
  version: '1',
  label: { en: 'Contacting business customers', zh: '商业客户接触规则' },
  horizonWorkingDays: 60,
  // A reminder due on a holiday goes out before it.
  offDays: 'earlier',
  // What is agreed for the next two weeks stays where it is.
  keepWorkingDays: 10,
  extraTopicMinutes: 5,
  channels: [
    { id: 'visit', label: { en: 'On-site visit', zh: '上门走访' }, minutes: 60, carries: ['phone', 'sms', 'email'] },
    {
      id: 'phone',
      label: { en: 'Phone call', zh: '电话' },
      minutes: 15,
      carries: ['sms', 'email'],
      // In the customer's zone.
      quietHours: { from: '20:00', until: '09:00' },
    },
    { id: 'email', label: { en: 'E-mail', zh: '电子邮件' }, minutes: 5 },
    {
      id: 'sms',
      label: { en: 'Text message', zh: '短信' },
      minutes: 1,
      quietHours: { from: '20:00', until: '09:00' },
    },
  ],
  caps: [
    { id: 'one-a-day', touches: 1, period: 'day' },
    { id: 'three-a-month', touches: 3, period: 'month' },
    { id: 'visits-apart', channels: ['visit'], touches: 1, period: 'rolling', days: 14 },
  ],
  remits: [{ role: 'phoneAccountManager', channels: ['phone', 'sms', 'email'] }],
  approvals: [
    {
      id: 'headDiscount',
      label: { en: 'Discount, head', zh: '主管审批折扣' },
      role: 'salesSupervisor',
      leadWorkingDays: 1,
    },
    {
      id: 'cityDiscount',
      label: { en: 'Discount, city company', zh: '市公司审批折扣' },
      role: 'cityCompany',
      leadWorkingDays: 3,
    },
  ],
  escalation: [
    { lateWorkingDays: 3, level: 2 },
    { lateWorkingDays: 10, level: 3 },
  ],
};
