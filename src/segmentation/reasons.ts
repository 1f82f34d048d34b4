import type { ReasonTexts } from '../core/explain.js';

/** Why a customer is in a segment, and why in no other. */
export type SegmentationCode =
  | 'matched'
  | 'notMatched'
  | 'undecided'
  | 'otherwise'
  | 'unknown'
  | 'inBand'
  | 'ofCategory'
  | 'inCell';

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
  ofCategory: {
    en: '{dimension}: {rule}, because {fact} is {seen}.',
    zh: '{dimension}:{rule},因为 {fact} 为 {seen}。',
  },
  inCell: { en: '{dimension}: {row} by {column}.', zh: '{dimension}:{row} × {column}。' },
};
