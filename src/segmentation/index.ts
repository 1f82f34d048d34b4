export type {
  BandBound,
  BandsDimension,
  CategoryDimension,
  Dimension,
  GridDimension,
  Named,
  RulesDimension,
  SegmentationPolicy,
  Segments,
} from './policy.js';
export type { SegmentationCode } from './reasons.js';
export {
  checkSegmentation,
  compileSegmentation,
  compileSegmentationJson,
  type Segmentation,
  type SegmentColumns,
} from './segment.js';
