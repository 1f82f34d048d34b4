import type { ReasonTexts } from '../core/explain.js';

/** Everything that a risk decision can say. */
export type RiskCode =
  | 'scored'
  | 'drivers'
  | 'contributes'
  | 'unknownSignal'
  | 'probability'
  | 'warned'
  | 'lifted'
  | 'warningOpen';

export const riskTexts: ReasonTexts<RiskCode> = {
  scored: {
    en: '{points} points give {band}; {confidencePercent} % of what the score can see is known.',
    zh: '得分 {points}，为{band}；可见信号中已知 {confidencePercent}%。',
  },
  drivers: { en: 'Most weight: {drivers}.', zh: '主要因素：{drivers}。' },
  contributes: { en: '{rule} {bin}: {points} points.', zh: '{rule} {bin}：{points} 分。' },
  unknownSignal: {
    en: '{rule} is unknown: {points} points, less confidence.',
    zh: '{rule} 未知：{points} 分，置信度降低。',
  },
  probability: {
    en: '{percent} % {target} within {months} months ({calibration}).',
    zh: '{months} 个月内{target}概率 {percent}%（{calibration}）。',
  },
  warned: { en: 'Warning {rule} ({level}): {tests}.', zh: '预警 {rule}（{level}）：{tests}。' },
  lifted: {
    en: 'The warning {rule} lifts the band from {from} to {to}.',
    zh: '预警 {rule} 将等级由{from}提升为{to}。',
  },
  warningOpen: { en: 'Warning {rule} cannot be decided: {tests}.', zh: '预警 {rule} 无法判断：{tests}。' },
};
