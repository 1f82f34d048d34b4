import type { ReasonTexts } from '../core/explain.js';

/** Why a customer has a tier and classes. */
export type ValueCode =
  | 'tierReached'
  | 'tierMissed'
  | 'tierUndecided'
  | 'otherwise'
  | 'unrated'
  | 'provisional'
  | 'ambiguous'
  | 'tierKept'
  | 'tierWaiting'
  | 'stayUndecided'
  | 'figure'
  | 'figureUnknown'
  | 'flagged'
  | 'flagMissed'
  | 'flagUndecided'
  | 'classHeld'
  | 'classMissed'
  | 'classUndecided'
  | 'primaryClass';

export const valueTexts: ReasonTexts<ValueCode> = {
  tierReached: { en: 'Tier {rule}: {tests}.', zh: '价值等级 {rule}：{tests}。' },
  tierMissed: { en: 'Not tier {rule}: {tests}.', zh: '不属于等级 {rule}：{tests}。' },
  tierUndecided: { en: 'Tier {rule} cannot be decided: {tests}.', zh: '等级 {rule} 无法判定：{tests}。' },
  otherwise: { en: "No tier's condition holds, so {tier}.", zh: '各等级条件均不成立，取 {tier}。' },
  unrated: { en: 'Unrated: {missing} must be known first.', zh: '未评级：须先查明 {missing}。' },
  provisional: {
    en: 'Provisionally {rule} until {missing} is known: {tests}.',
    zh: '暂定 {rule}，待查明 {missing}：{tests}。',
  },
  ambiguous: { en: 'Unrated: {tiers} hold at once, and only one may.', zh: '未评级：{tiers} 同时成立，只允许一个。' },
  tierKept: {
    en: 'Stays {rule} although the table says {tableTier}: {tests}.',
    zh: '虽按表应为 {tableTier}，仍保留 {rule}：{tests}。',
  },
  tierWaiting: {
    en: 'Stays {rule}: the table has said {tableTier} for {heldPeriods} of {neededPeriods} periods.',
    zh: '仍为 {rule}：按表为 {tableTier} 已 {heldPeriods} 期，需 {neededPeriods} 期。',
  },
  stayUndecided: {
    en: 'Whether {rule} could be kept cannot be decided: {tests}.',
    zh: '能否保留 {rule} 无法判定：{tests}。',
  },
  figure: { en: '{rule} is {value}.', zh: '{rule} 为 {value}。' },
  figureUnknown: { en: '{rule} is unknown: {missing} is missing.', zh: '{rule} 未知：缺少 {missing}。' },
  flagged: { en: 'Marked {rule}: {tests}.', zh: '标记 {rule}：{tests}。' },
  flagMissed: { en: 'Not marked {rule}: {tests}.', zh: '不标记 {rule}：{tests}。' },
  flagUndecided: {
    en: 'Whether to mark {rule} cannot be decided: {tests}.',
    zh: '是否标记 {rule} 无法判定：{tests}。',
  },
  classHeld: {
    en: 'Key account, {rule} (rule of {source}): {tests}.',
    zh: '大客户类别 {rule}（依据 {source}）：{tests}。',
  },
  classMissed: { en: 'Not class {rule}: {tests}.', zh: '不属于类别 {rule}：{tests}。' },
  classUndecided: { en: 'Class {rule} cannot be decided: {tests}.', zh: '类别 {rule} 无法判定：{tests}。' },
  primaryClass: { en: 'First by precedence: {rule}.', zh: '按优先顺序，主类别为 {rule}。' },
};
