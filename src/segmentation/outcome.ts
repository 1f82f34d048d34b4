import type { FactDeclaration, FactsOf, UnknownFact } from '../core/facts.js';

/** What typing an outcome needs of a dimension. */
export interface DimensionShape {
  readonly id: string;
  readonly type: string;
}

type Find<L extends readonly DimensionShape[], Id> = Extract<L[number], { readonly id: Id }>;
type IdsOf<List> = List extends readonly { readonly id: infer Id extends string }[] ? Id : never;
type Fallback<X> = X extends { readonly otherwise: infer Id extends string } ? Id : never;
type Refined<X> = X extends { readonly refine: readonly { readonly segment: infer Id extends string }[] } ? Id : never;

type Refinement<L extends readonly DimensionShape[], R> = R extends {
  readonly segment: infer Id extends string;
  readonly by: infer By;
}
  ? `${Id}/${SegmentOf<L, Find<L, By>>}`
  : never;

/** The segments of one dimension, as a union of ids. */
export type SegmentOf<L extends readonly DimensionShape[], X> = X extends {
  readonly type: 'grid';
  readonly rows: infer R;
  readonly columns: infer C;
}
  ? `${SegmentOf<L, Find<L, R>>}:${SegmentOf<L, Find<L, C>>}`
  : X extends {
        readonly type: 'nested';
        readonly of: infer O;
        readonly refine: readonly (infer R)[];
      }
    ? Exclude<SegmentOf<L, Find<L, O>>, Refined<X>> | Refinement<L, R>
    : X extends { readonly whenUnknown: infer U extends string }
      ? X extends { readonly bands: infer B }
        ? IdsOf<B> | U
        : X extends { readonly segments: infer G }
          ? IdsOf<G> | Fallback<X> | U
          : `cluster${number}` | U
      : string;

/** The segment in each dimension of a policy: `{ need: 'data', usage: 'high', cell: 'data:high' }`. */
export type Segments<L extends readonly DimensionShape[]> = string extends L[number]['id']
  ? { readonly [dimension: string]: string }
  : { readonly [X in L[number] as X['id']]: SegmentOf<L, X> };

/** Every id that stands for a segment in a list of dimensions. */
export type SegmentIdsIn<L extends readonly DimensionShape[]> = L[number] extends infer X
  ? X extends unknown
    ?
        | (X extends { readonly bands: infer B } ? IdsOf<B> : never)
        | (X extends { readonly segments: infer G } ? IdsOf<G> : never)
        | (X extends { readonly whenUnknown: infer U extends string } ? U : never)
        | Fallback<X>
    : never
  : never;

/** Every id of a scorecard's factor in a list of dimensions. */
export type FactorIdsIn<L extends readonly DimensionShape[]> = L[number] extends infer X
  ? X extends { readonly factors: infer G }
    ? IdsOf<G>
    : never
  : never;

/** What a caller's own code says of a customer: the segment, with facts for the reason; `null` where it cannot tell. */
export type CodeFinding<S extends string> =
  | S
  | { readonly segment: S; readonly facts: { readonly [key: string]: unknown } }
  | null;

/** The facts that a dimension's code uses, checked; unknown ones are `null`. */
export type CodeFacts<F extends readonly FactDeclaration[], Uses> = {
  readonly [Id in keyof FactsOf<F> & Uses]: Exclude<FactsOf<F>[Id], UnknownFact | undefined>;
};

/** The code of one dimension of type `code`. It must be pure: the same facts give the same segment. */
export type DimensionCode<
  F extends readonly FactDeclaration[],
  L extends readonly DimensionShape[],
> = L[number] extends infer X
  ? X extends {
      readonly type: 'code';
      readonly id: infer Id;
      readonly uses: readonly (infer Uses)[];
      readonly segments: infer G;
    }
    ? {
        readonly id: Id;
        /** Names the segment of the facts that the dimension uses. */
        readonly assign: (facts: CodeFacts<F, Uses>) => CodeFinding<IdsOf<G>>;
      }
    : never
  : never;
