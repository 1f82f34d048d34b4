export {
  type AspectComparison,
  type Benchmark,
  type BenchmarkSource,
  compareWithBenchmark,
  isStale,
  type StrategyAspect,
  type StrategyTrait,
} from './benchmark.js';
export { type BuyingFactor, compareOnBuyingFactors, type FactorGap, type VendorPreference } from './buying-factors.js';
export {
  type ChurnContrast,
  type ChurnCount,
  type ContrastOptions,
  churnContrast,
  type SegmentChurn,
} from './churn-contrast.js';
export { type ChurnPremise, testChurnPremise } from './churn-premise.js';
export { type ConcentrationFinding, type ConcentrationRule, findConcentration } from './concentration-finding.js';
export { type Crosstab, type CrosstabGroup, type CrosstabSide, crosstab } from './crosstab.js';
export { type ExitBarrier, type ExitCost, exitCost } from './exit-cost.js';
export type { GroupFigure, GroupMeasure } from './figures.js';
export {
  checkSegmentationDraft,
  type FitOptions,
  type FitReport,
  type FittedSegmentation,
  fitSegmentation,
  fitSegmentationJson,
  type SegmentationFit,
} from './fit.js';
export type { FittedBandList, FittedClusters, FittedCut, FittedDimension, FittedDimensions } from './fitted.js';
export {
  type AnchorVertical,
  anchorVertical,
  type MarketStanding,
  type Mix,
  mixChange,
  mixOf,
  type NamedAmount,
  readStandings,
  type StandingChange,
} from './market.js';
export { analyseMarket, type MarketAnalysis, type MarketVendor, type VendorStanding } from './market-analysis.js';
export type {
  CodeFacts,
  CodeFinding,
  DimensionCode,
  DimensionShape,
  FactorIdsIn,
  SegmentIdsIn,
  SegmentOf,
  Segments,
} from './outcome.js';
export {
  type Overlap,
  type OverlapRate,
  type OverlapRegion,
  overlapOf,
  overlapOfCounts,
  type PairOverlap,
  type SizedSet,
} from './overlap.js';
export {
  choosePilotAreas,
  type PilotArea,
  type PilotChoice,
  type PilotCriterion,
  type PilotRejection,
} from './pilot-areas.js';
export type {
  Band,
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
export {
  describeSegment,
  type ProfileOptions,
  type ProfileVariable,
  profileSegments,
  type SegmentProfile,
  type VariableProfile,
} from './profile-segments.js';
export {
  checkPhaseSources,
  type DatedPhase,
  type ProjectPhase,
  type ProjectTimetable,
  timetable,
} from './project-phases.js';
export type { AnyCode } from './read-dimension.js';
export type { SegmentationCode } from './reasons.js';
export {
  checkSegmentation,
  compileSegmentation,
  compileSegmentationJson,
  type Segmentation,
  type SegmentColumns,
} from './segment.js';
export { type DimensionSegments, segmentsIn } from './segment-ids.js';
export { type OneSided, type Placement, type SegmentMigration, segmentMigration } from './segment-migration.js';
export { type CauseSeparation, type ChurnCause, type SeparatingCause, separatingCause } from './separating-cause.js';
export {
  checkStrategy,
  compileStrategy,
  compileStrategyJson,
  type Strategy,
  type StrategyAction,
  type StrategyCard,
  type StrategyCode,
  type StrategyInput,
  type StrategyPart,
  type StrategyPolicy,
  strategyCompleteness,
  strategyParts,
} from './strategy.js';
export { checkStrategyReferences, type IdentifiedList, type StrategyReferences } from './strategy-references.js';
export { assessStudy, type QuotaCell, type ResearchStudy, type StudyQuality } from './survey.js';
export {
  type Adoption,
  basePenetration,
  type CellAdoption,
  type Penetration,
  type PenetrationCell,
  type PenetrationGrid,
  penetration,
} from './white-space.js';
