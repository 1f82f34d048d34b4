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
  matched: { en: '{dimension}: {rule}, because {tests}.', zh: '{dimension}:{rule},因为 {tests}。' },
  notMatched: { en: '{dimension}: not {rule}, because {tests}.', zh: '{dimension}:不属于 {rule},因为 {tests}。' },
  undecided: {
    en: '{dimension}: {rule} cannot be decided, because {tests}.',
    zh: '{dimension}:{rule} 无法判断,因为 {tests}。',
  },
  otherwise: {
    en: '{dimension}: {rule}, because no other segment matches.',
    zh: '{dimension}:{rule},因为不符合其他细分。',
  },
  unknown: { en: '{dimension}: {rule}, because {missing} is unknown.', zh: '{dimension}:{rule},因为 {missing} 未知。' },
  inBand: { en: '{dimension}: {rule}, because {tests}.', zh: '{dimension}:{rule},因为 {tests}。' },
  inCell: { en: '{dimension}: {row} by {column}.', zh: '{dimension}:{row} × {column}。' },
  refined: {
    en: '{dimension}: {segment}, refined by {by} to {inner}.',
    zh: '{dimension}:{segment},按 {by} 细分为 {inner}。',
  },
  leftWhole: { en: '{dimension}: {segment}, not refined.', zh: '{dimension}:{segment},不再细分。' },
  scored: { en: '{dimension}: {rule}, because {tests}.', zh: '{dimension}:{rule},因为 {tests}。' },
  points: { en: '{dimension}: {total} points in all.', zh: '{dimension}:合计 {total} 分。' },
  nearest: {
    en: '{dimension}: {rule} is nearest, at a distance of {distance}.',
    zh: '{dimension}:与 {rule} 最接近,距离 {distance}。',
  },
  nextNearest: {
    en: '{dimension}: {rule} would be next, at a distance of {distance}.',
    zh: '{dimension}:其次为 {rule},距离 {distance}。',
  },
  byCode: { en: '{dimension}: {rule}, because {seen}.', zh: '{dimension}:{rule},因为 {seen}。' },
};
