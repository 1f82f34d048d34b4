export {
  checkSegmentationDraft,
  type FitOptions,
  type FitReport,
  fitSegmentation,
  fitSegmentationJson,
  type SegmentationFit,
} from './fit.js';
export type { FittedBandList, FittedClusters, FittedCut, FittedDimension, FittedDimensions } from './fitted.js';
export type { CodeFacts, CodeFinding, DimensionCode, DimensionShape, SegmentOf, Segments } from './outcome.js';
export type {
  BandBound,
  BandsDimension,
  CategoryDimension,
  ClusterDimension,
  ClusterSearch,
  CodeDimension,
  Dimension,
  DraftDimension,
  Fallbacks,
  GridDimension,
  Named,
  NearestDimension,
  NestedDimension,
  QuantileCut,
  RulesDimension,
  ScorecardDimension,
  ScoreFactor,
  SegmentationDraft,
  SegmentationPolicy,
} from './policy.js';
export type { AnyCode } from './read-dimension.js';
export type { SegmentationCode } from './reasons.js';
export {
  checkSegmentation,
  compileSegmentation,
  compileSegmentationJson,
  type Segmentation,
  type SegmentColumns,
} from './segment.js';
