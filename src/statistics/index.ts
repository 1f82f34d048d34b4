export { adjustedRand, fowlkesMallows, type Information, type Labels, partitionInformation } from './agreement.js';
export { incompleteBeta, lnBeta } from './beta.js';
export {
  type BinaryData,
  type BinaryFit,
  type BinaryLink,
  binaryProbability,
  type CoefficientPrior,
  fitBinary,
} from './binaryRegression.js';
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
export { type ClusterChoice, type ClusterCriterion, type ClusterTrial, chooseClusterCount } from './clusterCount.js';
export {
  calinskiHarabasz,
  type Distance,
  daviesBouldin,
  lowerTriangle,
  mostSilhouetteMembers,
  type Silhouette,
  silhouette,
} from './clusterQuality.js';
export { aalenJohansen, type CompetingLifetimes, type IncidencePoint, incidenceQuantile } from './competingRisks.js';
export {
  atkinson,
  generalizedEntropy,
  gini,
  giniNormalized,
  herfindahl,
  hoover,
  type LorenzPoint,
  lorenz,
  theil,
  topShare,
} from './concentration.js';
export {
  type Alternative,
  type ChiSquareTest,
  chiSquareTest,
  cramersV,
  fisherExact,
  type Table,
  type TrendTest,
  trendTest,
} from './contingency.js';
export { type Correlation, pearson, spearman } from './correlation.js';
export { type Cusum, type CusumPlan, cusum } from './cusum.js';
export { type Denominator, knownValues, mean, standardDeviation, variance } from './descriptive.js';
export { type BeforeAfter, differenceInDifferences, type TreatmentEffect } from './differenceInDifferences.js';
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
export { type LifePeriod, lifeTable, type PeriodCount } from './lifeTable.js';
export { type LogRankTest, logRank, type RankWeight } from './logRank.js';
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
export { adjustPValues, type Correction } from './multiplicity.js';
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
  type Sides,
  type SurveyAim,
  surveySize,
  type TrialAim,
  type TrialGroups,
  type TrialSize,
  trialPower,
  trialSize,
} from './sampleSize.js';
export { fitScale, type Scale, type ScaleMethod, scaled, unscaled } from './scale.js';
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
