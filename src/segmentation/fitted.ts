import type { Measured } from '../statistics/measured.js';
import type { DimensionShape } from './outcome.js';
import type { BandBound, Facts, NearestDimension, QuantileCut, ScoreFactor } from './policy.js';

type IdsOf<X> = X extends { readonly segments: readonly { readonly id: infer Id extends string }[] }
  ? Id
  : `cluster${number}`;

type FittedBands<B> = {
  readonly [I in keyof B]: { readonly [P in keyof B[I]]: P extends keyof BandBound ? number | string : B[I][P] };
};

/** A dimension of a draft after its fit: cuts where quantiles were, `nearest` where `clusters` was. */
export type FittedDimension<F extends Facts, K extends string, X> = X extends {
  readonly type: 'clusters';
  readonly id: infer Id extends string;
  readonly whenUnknown: infer U extends string;
}
  ? {
      readonly id: Id;
      readonly type: 'nearest';
      readonly axes: NearestDimension<F, Id, string>['axes'];
      readonly segments: readonly { readonly id: IdsOf<X>; readonly centroid: readonly number[] }[];
      readonly whenUnknown: U;
    }
  : X extends { readonly type: 'bands' }
    ? { readonly [P in keyof X]: P extends 'bands' ? FittedBands<X[P]> : X[P] }
    : X extends { readonly type: 'scorecard' }
      ? { readonly [P in keyof X]: P extends 'factors' ? readonly ScoreFactor<F, K>[] : X[P] }
      : X;

/** The dimensions of a draft after its fit, in their order. */
export type FittedDimensions<F extends Facts, K extends string, L extends readonly DimensionShape[]> = {
  readonly [I in keyof L]: FittedDimension<F, K, L[I]>;
};

/** A quantile that became a cut. */
export interface FittedCut extends QuantileCut {
  /** Position of the band in its list, from 0. */
  readonly band: number;
  /** As it stands in the policy: rounded to what the fact can be, without moving any value to another band. */
  readonly cut: number | string;
}

/** What a fit did to one list of bands. */
export interface FittedBandList {
  readonly type: 'bands';
  readonly dimension: string;
  /** The factor of a scorecard that the bands belong to. */
  readonly factor?: string;
  /** Records whose fact is known; the cuts come from these. */
  readonly known: number;
  readonly unknown: number;
  readonly cuts: readonly FittedCut[];
}

/** What a fit did to one clustering. */
export interface FittedClusters {
  readonly type: 'clusters';
  readonly dimension: string;
  /** Records of which every axis is known; the centroids come from these. */
  readonly known: number;
  readonly unknown: number;
  readonly sizes: readonly { readonly segment: string; readonly members: number }[];
  /** Sum of squared distances to the own centroid, on scaled axes. */
  readonly inertia: number;
  readonly converged: boolean;
  /** Axes on which all records agree: they tell nothing apart. */
  readonly constant: readonly string[];
  /** Every number of clusters tried, with the figure that chose among them. */
  readonly trials: readonly { readonly clusters: number; readonly quality: Measured }[];
}
