import type { Condition } from '../core/condition.js';
import type { FactDeclaration } from '../core/facts.js';
import type { Label } from '../core/label.js';
import type { PolicyHeader } from '../core/policy.js';
import type { ClusterCriterion } from '../statistics/cluster-count.js';
import type { QuantileMethod } from '../statistics/quantile.js';
import type { ScaleMethod } from '../statistics/scale.js';

/** The facts that a policy declares. */
export type Facts = readonly FactDeclaration[];

/** A dimension or a segment: its id and what people call it. */
export interface Named<Id extends string> {
  readonly id: Id;
  readonly label?: Label | undefined;
}

/** The segments for what matches nothing, and for what cannot be decided. */
export interface Fallbacks<S extends string> {
  readonly otherwise: S;
  readonly whenUnknown: S;
}

/** First segment whose condition is true (按需求、按规则细分). */
export interface RulesDimension<F extends Facts, D extends string, S extends string> extends Named<D>, Fallbacks<S> {
  readonly type: 'rules';
  readonly segments: readonly (Named<S> & { readonly when: Condition<F> })[];
}

/** A cut that a fit has yet to freeze: the value below which this share of the base lies, by a Hyndman–Fan type from 1 to 9. */
export interface QuantileCut {
  readonly quantile: number;
  readonly method: QuantileMethod;
}

/** One bound of a band: inclusive `upTo` or exclusive `below`; the last band has none and is open. */
export interface BandBound<Cut = never> {
  readonly upTo?: number | string | Cut | undefined;
  readonly below?: number | string | Cut | undefined;
}

/** A band: a segment and its bound. */
export interface Band<S extends string, Cut = never> extends Named<S>, BandBound<Cut> {}

/** Cuts of an ordered fact (按使用量细分). One bound a band, so that gaps and overlaps cannot be written. */
export interface BandsDimension<F extends Facts, D extends string, S extends string, Cut = never> extends Named<D> {
  readonly type: 'bands';
  readonly fact: F[number]['id'];
  readonly bands: readonly Band<S, Cut>[];
  readonly whenUnknown: S;
}

/** Lists of values of a text fact (按客户类别细分). */
export interface CategoryDimension<F extends Facts, D extends string, S extends string> extends Named<D>, Fallbacks<S> {
  readonly type: 'category';
  readonly fact: F[number]['id'];
  readonly segments: readonly (Named<S> & { readonly values: readonly string[] })[];
}

/** Two earlier dimensions crossed (按需求和使用量细分); a cell is called `row:column`. */
export interface GridDimension<D extends string> extends Named<D> {
  readonly type: 'grid';
  readonly rows: NoInfer<D>;
  readonly columns: NoInfer<D>;
}

/**
 * An earlier dimension of which some segments are refined by another earlier one, and the rest left as they are
 * (先按使用量、再按需求细分): `high/data`, `low`.
 */
export interface NestedDimension<D extends string, S extends string> extends Named<D> {
  readonly type: 'nested';
  readonly of: NoInfer<D>;
  readonly refine: readonly {
    /** A joined name where a grid or a nested dimension is refined. */
    readonly segment: NoInfer<S> | `${string}:${string}` | `${string}/${string}`;
    readonly by: NoInfer<D>;
  }[];
}

/** Points for a fact's band, or for the first condition that is true; a factor whose answer is open has no points. */
export type ScoreFactor<F extends Facts, K extends string, Cut = never> = Named<K> & {
  /** How often the points count in `total`; a whole number. */
  readonly weight: number;
} & (
    | {
        readonly type: 'bands';
        readonly fact: F[number]['id'];
        readonly bands: readonly (BandBound<Cut> & { readonly points: number })[];
      }
    | {
        readonly type: 'cases';
        readonly cases: readonly { readonly when: Condition<F>; readonly points: number }[];
        readonly otherwise: number;
      }
  );

/**
 * Points by factor, and the first segment whose condition over the factors' points and their weighted `total` is true
 * (RFM 评分). Points hang on the value alone, so equal values always get equal points.
 */
export interface ScorecardDimension<F extends Facts, D extends string, S extends string, K extends string, Cut = never>
  extends Named<D>,
    Fallbacks<S> {
  readonly type: 'scorecard';
  readonly factors: readonly ScoreFactor<F, K, Cut>[];
  readonly segments: readonly (Named<S> & {
    readonly when: Condition<readonly { readonly id: NoInfer<K> | 'total'; readonly kind: 'integer' }[]>;
  })[];
}

/**
 * The segment with the nearest centroid: least sum of squared differences, each divided by its axis' scale first. Equally
 * near ones by declared order. Centroids stand in the units of the facts, money in whole units of its currency.
 */
export interface NearestDimension<F extends Facts, D extends string, S extends string> extends Named<D> {
  readonly type: 'nearest';
  readonly axes: readonly { readonly fact: F[number]['id']; readonly scale: number }[];
  readonly segments: readonly (Named<S> & { readonly centroid: readonly number[] })[];
  readonly whenUnknown: S;
}

/** How a fit finds centroids: k-means++ with several starts, and how many clusters. */
export interface ClusterSearch {
  readonly seed: number;
  readonly starts: number;
  /** How the axes are made comparable. */
  readonly scale: ScaleMethod;
  /** Numbers of clusters to try and the figure that chooses; without it as many as there are `segments`. */
  readonly choose?: { readonly among: readonly number[]; readonly by: ClusterCriterion } | undefined;
}

/**
 * A nearest-centroid dimension that a fit has yet to freeze. The clusters take the ids of `segments` in ascending order
 * of their centroids (by the first axis, then the next), or are called `cluster1`, `cluster2` … where the fit chooses how many.
 */
export interface ClusterDimension<F extends Facts, D extends string, S extends string> extends Named<D> {
  readonly type: 'clusters';
  readonly axes: readonly F[number]['id'][];
  readonly segments?: readonly Named<S>[] | undefined;
  readonly search: ClusterSearch;
  readonly whenUnknown: S;
}

/** A dimension of the caller's own: its ids and facts are data, how it decides is code passed beside the policy. */
export interface CodeDimension<F extends Facts, D extends string, S extends string> extends Named<D> {
  readonly type: 'code';
  readonly uses: readonly F[number]['id'][];
  readonly segments: readonly Named<S>[];
  readonly whenUnknown: S;
}

/** One way of telling customers apart. */
export type Dimension<F extends Facts, D extends string, S extends string, K extends string = string> =
  | RulesDimension<F, D, S>
  | BandsDimension<F, D, S>
  | CategoryDimension<F, D, S>
  | GridDimension<D>
  | NestedDimension<D, S>
  | ScorecardDimension<F, D, S, K>
  | NearestDimension<F, D, S>
  | CodeDimension<F, D, S>;

/** A dimension that may hold quantiles and clusters which {@link fitSegmentation} freezes. */
export type DraftDimension<F extends Facts, D extends string, S extends string, K extends string = string> =
  | Exclude<Dimension<F, D, S, K>, { readonly type: 'bands' | 'scorecard' }>
  | BandsDimension<F, D, S, QuantileCut>
  | ScorecardDimension<F, D, S, K, QuantileCut>
  | ClusterDimension<F, D, S>;

/** Which kinds of customer there are: named dimensions, decided in the order written. */
export interface SegmentationPolicy<
  F extends Facts = Facts,
  D extends string = string,
  S extends string = string,
  K extends string = string,
> extends PolicyHeader<'segmentation'> {
  readonly facts: F;
  readonly dimensions: readonly Dimension<NoInfer<F>, D, S, K>[];
}

/** A segmentation policy before its fit. */
export interface SegmentationDraft<
  F extends Facts = Facts,
  D extends string = string,
  S extends string = string,
  K extends string = string,
> extends PolicyHeader<'segmentation'> {
  readonly facts: F;
  readonly dimensions: readonly DraftDimension<NoInfer<F>, D, S, K>[];
}
