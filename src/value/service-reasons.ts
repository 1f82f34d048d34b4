import type { ReasonTexts } from '../core/explain.js';

/** Why a customer is served like this. */
export type ServiceCode =
  | 'treated'
  | 'untreated'
  | 'entitled'
  | 'notEntitled'
  | 'entitlementOpen'
  | 'rungReached'
  | 'rungMissed'
  | 'rungOpen'
  | 'gap'
  | 'overCeiling';

export const serviceTexts: ReasonTexts<ServiceCode> = {
  treated: { en: 'Goal {goal}, by {rule}: {tests}.', zh: '服务目标 {goal}（依据 {rule}）：{tests}。' },
  untreated: { en: 'No treatment is settled for this customer.', zh: '未确定该客户的服务策略。' },
  entitled: {
    en: 'Entitled to {rule}, {annualCost} a year: {tests}.',
    zh: '享有 {rule}，每年 {annualCost}：{tests}。',
  },
  notEntitled: { en: 'Not entitled to {rule}: {tests}.', zh: '不享有 {rule}：{tests}。' },
  entitlementOpen: { en: '{rule} cannot be decided: {tests}.', zh: '{rule} 无法判定：{tests}。' },
  rungReached: {
    en: 'Service mode {rule}, {annualCost} a year: {tests}.',
    zh: '服务模式 {rule}，每年 {annualCost}：{tests}。',
  },
  rungMissed: { en: 'Not service mode {rule}: {tests}.', zh: '未达服务模式 {rule}：{tests}。' },
  rungOpen: { en: 'Service mode {rule} cannot be decided: {tests}.', zh: '服务模式 {rule} 无法判定：{tests}。' },
  gap: { en: '{rule} is due and not in place.', zh: '应有而未到位：{rule}。' },
  overCeiling: {
    en: 'Service costs {cost} a year, {over} above the ceiling of {ceiling}.',
    zh: '服务成本每年 {cost}，超出上限 {ceiling} 共 {over}。',
  },
};
