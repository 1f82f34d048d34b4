import type { ReasonTexts } from '../core/explain.js';

/** Why a customer is in a segment, and why in no other. */
export type SegmentationCode =
  | 'matched'
  | 'notMatched'
  | 'undecided'
  | 'otherwise'
  | 'unknown'
  | 'inBand'
  | 'inCell'
  | 'refined'
  | 'leftWhole'
  | 'scored'
  | 'points'
  | 'nearest'
  | 'nextNearest'
  | 'byCode';

export const segmentationTexts: ReasonTexts<SegmentationCode> = {
  matched: {
    en: '{dimension}: {rule@dimension}, because {held@dimension}.',
    zh: '{dimension}：{rule@dimension}，因为 {held@dimension}。',
  },
  notMatched: {
    en: '{dimension}: not {rule@dimension}, because {tests@dimension}.',
    zh: '{dimension}：不属于 {rule@dimension}，因为 {tests@dimension}。',
  },
  undecided: {
    en: '{dimension}: {rule@dimension} cannot be decided, because {tests@dimension}.',
    zh: '{dimension}：{rule@dimension} 无法判断，因为 {tests@dimension}。',
  },
  otherwise: {
    en: '{dimension}: {rule@dimension}, because no other segment matches.',
    zh: '{dimension}：{rule@dimension}，因为不符合其他细分。',
  },
  unknown: {
    en: '{dimension}: {rule@dimension}, because {missing} is unknown.',
    zh: '{dimension}：{rule@dimension}，因为 {missing} 未知。',
  },
  inBand: {
    en: '{dimension}: {rule@dimension}, because {tests@dimension}.',
    zh: '{dimension}：{rule@dimension}，因为 {tests@dimension}。',
  },
  inCell: { en: '{dimension}: {rule@dimension}.', zh: '{dimension}：{rule@dimension}。' },
  refined: {
    en: '{dimension}: {segment@dimension}, refined by {by} to {inner@by}.',
    zh: '{dimension}：{segment@dimension}，按 {by} 细分为 {inner@by}。',
  },
  leftWhole: {
    en: '{dimension}: {segment@dimension}, not refined.',
    zh: '{dimension}：{segment@dimension}，不再细分。',
  },
  scored: {
    en: '{dimension}: {rule@dimension}, because {held@dimension}.',
    zh: '{dimension}：{rule@dimension}，因为 {held@dimension}。',
  },
  points: { en: '{dimension}: {total} points in all.', zh: '{dimension}：合计 {total} 分。' },
  nearest: {
    en: '{dimension}: {rule@dimension} is nearest, at a distance of {distance}.',
    zh: '{dimension}：与 {rule@dimension} 最接近，距离 {distance}。',
  },
  nextNearest: {
    en: '{dimension}: {rule@dimension} would be next, at a distance of {distance}.',
    zh: '{dimension}：其次为 {rule@dimension}，距离 {distance}。',
  },
  byCode: { en: '{dimension}: {rule@dimension}, because {seen}.', zh: '{dimension}：{rule@dimension}，因为 {seen}。' },
};
