import type { ReasonTexts } from '../core/explain.js';
import { guardTexts } from './guard-texts.js';

/** Why an advance turned out as it did. */
export type FunnelCode =
  | 'opened'
  | 'moved'
  | 'recorded'
  | 'lapsed'
  | 'guardMet'
  | 'guardUnmet'
  | 'guardUnknown'
  | 'waived'
  | 'unknownCommand'
  | 'notAllowed'
  | 'conflict'
  | 'retry';

export const funnelTexts: ReasonTexts<FunnelCode> = {
  opened: { en: '{rule} opens the opportunity in {to}.', zh: '{rule}：商机建立，进入「{to}」。' },
  moved: { en: '{rule}: from {from} to {to}.', zh: '{rule}：由「{from}」进入「{to}」。' },
  recorded: { en: '{rule} is recorded; the stage stays {to}.', zh: '{rule} 已记录，阶段仍为「{to}」。' },
  lapsed: {
    en: '{rule}: on {on} the opportunity went from {from} to {to}, {afterDays} days having passed.',
    zh: '{rule}：已满 {afterDays} 天，自 {on} 起由「{from}」转为「{to}」。',
  },
  ...guardTexts,
  unknownCommand: { en: 'There is no command {command}.', zh: '没有命令 {command}。' },
  notAllowed: {
    en: '{command} is not possible from {stage}; possible are {allowed}.',
    zh: '「{stage}」阶段不能执行 {command}；可执行：{allowed}。',
  },
  conflict: {
    en: 'The opportunity has changed since: revision {revision}, expected {expectedRevision}.',
    zh: '商机已被更改：当前版本 {revision}，预期版本 {expectedRevision}。',
  },
  retry: { en: 'By waiting alone it becomes possible on {on}.', zh: '其他不变，{on} 起即可执行。' },
};
