import type { ReasonTexts } from '../core/explain.js';
import type { ReminderSkip } from './due-reminder.js';

/** Everything that a reminder decision can say. */
export type ReminderCode = 'due' | 'overdue' | ReminderSkip;

export const reminderTexts: ReasonTexts<ReminderCode> = {
  due: { en: '{rule} on {due}, by {owner} through {channel}.', zh: '{rule}：{due}，由 {owner} 经 {channel} 执行。' },
  overdue: {
    en: '{rule} was due on {due}: {overdueDays} days late.',
    zh: '{rule} 应于 {due} 完成，已逾期 {overdueDays} 天。',
  },
  notConcerned: { en: 'No {rule}: {tests}.', zh: '无需 {rule}：{tests}。' },
  concernUnknown: { en: 'No {rule}, undecided: {tests}.', zh: '{rule} 无法判断：{tests}。' },
  dateUnknown: { en: 'No {rule}: {fact} is unknown.', zh: '无法安排 {rule}：{fact} 未知。' },
  over: { en: 'No {rule}: its day, {due}, is over.', zh: '不再安排 {rule}：{due} 已过。' },
  notYetDue: { en: 'No {rule} yet: due on {due}.', zh: '{rule} 未到时间：应于 {due}。' },
};
