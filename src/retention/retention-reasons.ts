import type { ReasonTexts } from '../core/explain.js';
import type { RejectionCode } from './candidate.js';

/** Everything that a retention decision can say. */
export type RetentionCode =
  | RejectionCode
  | 'hasLeft'
  | 'leftUnknown'
  | 'heldOut'
  | 'heldOutUnknown'
  | 'causeHolds'
  | 'causeOpen'
  | 'weakestLever'
  | 'measureFirst'
  | 'candidate';

export const retentionTexts: ReasonTexts<RetentionCode> = {
  hasLeft: { en: 'The customer has left ({tests}): nothing to keep.', zh: '客户已离网（{tests}），不再安排挽留。' },
  leftUnknown: {
    en: 'Whether the customer has left is unknown ({tests}), so nothing is planned.',
    zh: '是否离网未知（{tests}），暂不安排。',
  },
  heldOut: {
    en: 'The customer is kept apart to measure the effect ({tests}): nothing is planned.',
    zh: '该客户为对照组（{tests}），不安排挽留。',
  },
  heldOutUnknown: {
    en: 'Whether the customer is kept apart to measure the effect is unknown ({tests}), so nothing is planned.',
    zh: '是否为对照组未知（{tests}），暂不安排。',
  },
  causeHolds: { en: 'Cause {rule}: {tests}.', zh: '原因 {rule}：{tests}。' },
  causeOpen: { en: 'Cause {rule} cannot be decided: {tests}.', zh: '原因 {rule} 无法判断：{tests}。' },
  weakestLever: { en: 'The weakest lever is {lever}, at {score}.', zh: '最薄弱的杠杆是{lever}，得分 {score}。' },
  measureFirst: { en: '{lever} is unknown: measure it first.', zh: '{lever}未知：先调研。' },
  candidate: {
    en: '{rule} by {due}, by {owner} through {channel}, cost {cost}, worth {worth}.',
    zh: '{rule}：{due} 前由{owner}经{channel}执行，成本 {cost}，价值 {worth}。',
  },
  causeAbsent: {
    en: 'Not {rule}: none of its causes ({causes}) holds.',
    zh: '不采用 {rule}：其原因（{causes}）均不成立。',
  },
  causeUnknown: {
    en: 'Not {rule}: whether {causes} holds is unknown.',
    zh: '不采用 {rule}：{causes} 是否成立未知。',
  },
  causePresent: {
    en: 'Not {rule}, which is for customers without a cause; this one has: {causes}.',
    zh: '不采用 {rule}：仅用于无原因成立的客户，而该客户有：{causes}。',
  },
  notEligible: { en: 'Not {rule}: {tests}.', zh: '不采用 {rule}：{tests}。' },
  eligibilityUnknown: { en: 'Not {rule}, undecided: {tests}.', zh: '不采用 {rule}，无法判断：{tests}。' },
  anchorUnknown: { en: 'Not {rule}: the date {anchor} is unknown.', zh: '不采用 {rule}：日期 {anchor} 未知。' },
  horizonOver: {
    en: 'Not {rule}: {anchor} was on {date}, which is over.',
    zh: '不采用 {rule}：{anchor} 为 {date}，已过期。',
  },
  notYetDue: {
    en: 'Not {rule} yet: due on {due}, after {horizon}.',
    zh: '{rule} 未到时间：应于 {due}，晚于 {horizon}。',
  },
  noConsent: { en: 'Not {rule}: no consent for {channels}.', zh: '不采用 {rule}：{channels} 未获同意。' },
  consentUnknown: {
    en: 'Not {rule}: consent for {channels} is unknown.',
    zh: '不采用 {rule}：{channels} 是否同意未知。',
  },
  approvalTooLate: {
    en: 'Not {rule}: approval by {by} takes until {earliest}, after {deadline}.',
    zh: '不采用 {rule}：{by}审批需至 {earliest}，晚于 {deadline}。',
  },
  calendarTooShort: {
    en: 'Not {rule}: the working calendar, {from} to {until}, does not reach the approval by {by}.',
    zh: '不采用 {rule}：工作日历（{from} 至 {until}）未覆盖{by}的审批时间。',
  },
  notQuoted: { en: 'Not {rule}: no offer of it is quoted.', zh: '不采用 {rule}：尚无报价。' },
  attackClosed: {
    en: 'Not {rule}: the attack closes on {closes}, before {earliest}.',
    zh: '不采用 {rule}：对手策反于 {closes} 完成，早于 {earliest}。',
  },
  aboveCap: {
    en: 'Not {rule}: it costs {cost}, {over} over the cap of {cap}.',
    zh: '不采用 {rule}：成本 {cost} 超出上限 {cap} 共 {over}。',
  },
  capUnknown: {
    en: 'Not {rule}: the lifetime value that caps it is unknown.',
    zh: '不采用 {rule}：封顶所依据的客户终身价值未知。',
  },
  complianceBlocked: {
    en: 'Not {rule}: the compliance guard blocks it ({because}).',
    zh: '不采用 {rule}：被合规审查拦截（{because}）。',
  },
  sleepingDog: {
    en: 'Not {rule}: it makes leaving likelier (uplift {uplift}).',
    zh: '不采用 {rule}：会适得其反（增益 {uplift}）。',
  },
  costsMoreThanItKeeps: {
    en: 'Not {rule}: it costs {cost} and keeps {gain}.',
    zh: '不采用 {rule}：成本 {cost} 高于保住的 {gain}。',
  },
  cannotPay: {
    en: 'Not {rule}: {cost} is more than the {atStake} at stake, so no uplift can pay for it.',
    zh: '不采用 {rule}：成本 {cost} 高于全部价值 {atStake}，任何增益都不划算。',
  },
};

/** What stands in a candidate's worth where its uplift is unknown. */
export const worthLabels = [
  { id: 'breakEvenUplift', label: { en: 'it if the uplift is at least', zh: '盈亏平衡增益' } },
] as const;
