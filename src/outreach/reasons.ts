import { explainReasons, type ReasonTexts } from '../core/explain.js';
import { type Labelled, type Language, labelLookup } from '../core/label.js';
import type { Unplaced } from './plan.js';

/** Why an action has no place in the plan. */
export type UnplacedCode =
  | 'noPerson'
  | 'notInRemit'
  | 'channelRefused'
  | 'away'
  | 'capacity'
  | 'contactCap'
  | 'quietHours'
  | 'approvalLead'
  | 'windowPassed'
  | 'beyondHorizon';

const unplacedTexts: ReasonTexts<UnplacedCode> = {
  noPerson: {
    en: 'Nobody on the roster has the role, level and skills for {account}.',
    zh: '名单中无人具备 {account} 所需的角色、级别和技能。',
  },
  notInRemit: { en: 'The role may not use this channel.', zh: '该角色无权使用此渠道。' },
  channelRefused: { en: '{account} has refused this channel.', zh: '{account} 已拒绝此渠道。' },
  away: {
    en: 'Whoever could do it is away; earliest day: {earliest}.',
    zh: '可承担的人员均不在岗；最早日期：{earliest}。',
  },
  capacity: { en: 'The days are full; earliest day: {earliest}.', zh: '日程已满；最早日期：{earliest}。' },
  contactCap: {
    en: '{account} would be contacted too often; earliest day: {earliest}.',
    zh: '{account} 接触次数已达上限；最早日期：{earliest}。',
  },
  quietHours: {
    en: 'Working hours fall into the quiet hours of {account}.',
    zh: '工作时间均落在 {account} 的免打扰时段内。',
  },
  approvalLead: {
    en: 'The approval cannot be had in time; earliest day: {earliest}.',
    zh: '审批来不及完成；最早日期：{earliest}。',
  },
  windowPassed: {
    en: 'The last day for it has passed; earliest day: {earliest}.',
    zh: '最后期限已过；最早日期：{earliest}。',
  },
  beyondHorizon: {
    en: 'It is wanted after the days that the plan covers.',
    zh: '所需日期超出计划覆盖范围。',
  },
};

/**
 * Says in a sentence why an action has no place.
 *
 * @param names accounts by id and label, where the reader should see names
 */
export function explainUnplaced(unplaced: Unplaced, language: Language, names: readonly Labelled[] = []): string {
  const { because, account, earliest } = unplaced;
  const decision = { reasons: [{ code: because, facts: { account, earliest } }] };
  return explainReasons(decision, unplacedTexts, labelLookup([names]), language)[0]!;
}
