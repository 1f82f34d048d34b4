import type { ReasonTexts } from '../core/explain.js';

/** What is said of a guard, of a move's and of a claim's. */
export const guardTexts: ReasonTexts<'guardMet' | 'guardUnmet' | 'guardUnknown' | 'waived'> = {
  guardMet: { en: '{rule} holds: {tests}.', zh: '{rule} 已满足：{tests}。' },
  guardUnmet: {
    en: '{rule} is not met: {tests}. Needed: {evidence}. To act: {owner}.',
    zh: '{rule} 未满足：{tests}。需要：{evidence}。责任人：{owner}。',
  },
  guardUnknown: {
    en: '{rule} cannot be told: {tests}. Needed: {evidence}. To act: {owner}.',
    zh: '{rule} 无法判断：{tests}。需要：{evidence}。责任人：{owner}。',
  },
  waived: {
    en: '{rule} is waived by {by} until {until}: {why}.',
    zh: '{by} 豁免 {rule}，有效期至 {until}：{why}。',
  },
};
