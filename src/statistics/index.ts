export {
  adjustedRand,
  fowlkesMallows,
  type Information,
  type PartitionLabels,
  partitionInformation,
} from './agreement.js';
export { incompleteBeta, lnBeta } from './beta.js';
export { type BinaryLink, binaryProbability } from './binary-link.js';
export type { BinaryData } from './binary-pattern.js';
export { type BinaryFit, type CoefficientPrior, fitBinary } from './binary-regression.js';
export {
  brier,
  type CalibrationBin,
  type CalibrationBins,
  calibration,
  calibrationError,
  isotonic,
  logLoss,
  type Predicted,
} from './calibration.js';
export type { Values } from './checks.js';
export { type ClusterChoice, type ClusterCriterion, type ClusterTrial, chooseClusterCount } from './cluster-count.js';
export {
  calinskiHarabasz,
  daviesBouldin,
  lowerTriangle,
  type MemberDistance,
  mostSilhouetteMembers,
  type Silhouette,
  silhouette,
} from './cluster-quality.js';
export { aalenJohansen, type CompetingLifetimes, type IncidencePoint, incidenceQuantile } from './competing-risks.js';
export {
  atkinson,
  generalizedEntropy,
  gini,
  giniNormalized,
  herfindahl,
  hoover,
  type LorenzPoint,
  lorenz,
  type PartialMember,
  theil,
  topShare,
} from './concentration.js';
export {
  type ChiSquareTest,
  type CountTable,
  chiSquareTest,
  cramersV,
  fisherExact,
  type TestAlternative,
  type TrendTest,
  trendTest,
} from './contingency.js';
export { type Correlation, pearson, spearman } from './correlation.js';
export { type Cusum, type CusumPlan, cusum } from './cusum.js';
export { type Denominator, knownValues, mean, standardDeviation, variance } from './descriptive.js';
export { type BeforeAfter, differenceInDifferences, type TreatmentEffect } from './difference-in-differences.js';
export {
  type AucComparison,
  auc,
  aucInterval,
  averagePrecision,
  compareAuc,
  type Lift,
  lift,
  type Scored,
} from './discrimination.js';
export { chiSquareTail, normalCdf, normalQuantile, normalTwoSided, studentTwoSided } from './distributions.js';
export { digamma, gammaP, gammaQ, lnGamma, trigamma } from './gamma.js';
export { type KMeans, type KMeansOptions, kMeans, lloyd, nearestCentroids } from './kmeans.js';
export { type LifePeriod, lifeTable, type PeriodCount } from './life-table.js';
export { type LogRankTest, logRank, type RankWeight } from './log-rank.js';
export {
  type AbsorbingChain,
  absorbingChain,
  type ChainHorizon,
  chainValue,
  forecastShares,
  type RowSums,
  stationaryShares,
  type TransitionMatrix,
  transitionMatrix,
} from './markov.js';
export {
  type Interval,
  type Measured,
  mapMeasured,
  measured,
  type UndefinedBecause,
  undefinedText,
  unmeasured,
} from './measured.js';
export { type EmptyCategory, type Migration, migration, migrationShares, stabilityIndex } from './migration.js';
export { adjustPValues, type PValueCorrection } from './multiplicity.js';
export { type Points, type PointsInput, toPoints, toRows } from './points.js';
export {
  compareShares,
  type Proportion,
  type ProportionMethod,
  type RiskRatio,
  riskRatio,
  type ShareComparison,
  type ShareTest,
  share,
  shareInterval,
  shareTest,
} from './proportion.js';
export { type QuantileMethod, quantile, quantiles } from './quantile.js';
export { type Random, seededRandom, shuffled } from './random.js';
export { cumulativeShares, percentRanks, ranks, type TiedRank, tiles } from './rank.js';
export {
  cohensH,
  detectableEffect,
  effectPower,
  marginOfError,
  type SurveyAim,
  surveySize,
  type TestSides,
  type TrialAim,
  type TrialGroups,
  type TrialSize,
  trialPower,
  trialSize,
} from './sample-size.js';
export { applyScale, fitScale, type Scale, type ScaleMethod, undoScale } from './scale.js';
export { exactSum, total } from './sum.js';
export {
  kaplanMeier,
  type Lifetimes,
  restrictedMean,
  type SurvivalInterval,
  type SurvivalPoint,
  survivalAt,
  survivalQuantile,
} from './survival.js';
