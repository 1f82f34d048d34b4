import type { Condition } from '../core/condition.js';
import type { FactDeclaration } from '../core/facts.js';
import type { Label } from '../core/label.js';
import type { PolicyHeader } from '../core/policy.js';
import type { Weight } from './weight.js';

/** Which loss the score speaks of: the account gone, one service gone, or usage gone while nothing is cancelled. */
export type ChurnTarget = 'hard' | 'service' | 'soft';

/** How a fact becomes the number that bins cut: as it is, or as a distance of a date from `asOf`. */
export type Measure = 'value' | 'daysUntil' | 'daysSince' | 'monthsUntil' | 'monthsSince';

type Id<F extends readonly FactDeclaration[]> = F[number]['id'];

/** One bin; `upTo` is inclusive, `below` exclusive, the last bin carries neither. */
export interface Bin extends Weight {
  readonly id?: string | undefined;
  readonly label?: Label | undefined;
  readonly upTo?: number | string | undefined;
  readonly below?: number | string | undefined;
}

/** Texts that share a weight. */
export interface CategoryBin extends Weight {
  readonly id?: string | undefined;
  readonly label?: Label | undefined;
  readonly values: readonly string[];
}

/** One bin of each of the interaction's terms, in their order; `yes` and `no` for a condition. */
export interface InteractionCell extends Weight {
  readonly bins: readonly string[];
}

interface Named<Kind extends string> {
  readonly kind: Kind;
  readonly id: string;
  readonly label?: Label | undefined;
}

/** One line of the scorecard. An unknown fact has its own weight, `missing`. */
export type RiskTerm<F extends readonly FactDeclaration[] = readonly FactDeclaration[]> =
  | (Named<'bins'> & {
      readonly fact: Id<F>;
      readonly measure?: Measure | undefined;
      readonly bins: readonly Bin[];
      readonly missing: Weight;
    })
  | (Named<'categories'> & {
      readonly fact: Id<F>;
      readonly categories: readonly CategoryBin[];
      readonly otherwise: Weight;
      readonly missing: Weight;
    })
  | (Named<'condition'> & Weight & { readonly when: Condition<F>; readonly missing: Weight })
  | (Named<'linear'> & {
      readonly fact: Id<F>;
      readonly measure?: Measure | undefined;
      /** Weight of one unit above `origin`. */
      readonly perUnit: Weight;
      readonly origin: number | string;
      /** The fact is held inside these bounds first, so that one wild value cannot decide alone. */
      readonly between: readonly [low: number | string, high: number | string];
      readonly missing: Weight;
    })
  | (Named<'interaction'> & { readonly of: readonly string[]; readonly cells: readonly InteractionCell[] });

/** What turns points into a probability, for display. */
export interface RiskScale {
  /** Points that double the hazard (or the odds, under the logit link); at most 10,000. */
  readonly pointsToDouble: number;
  /** Monthly probability of leaving at zero points, between 0 and 1. */
  readonly hazardAtZero: number;
  /** `complementaryLogLog` multiplies the hazard (proportional hazards in discrete time), `logit` its odds. */
  readonly link: 'complementaryLogLog' | 'logit';
  /** Months that the displayed probability covers. */
  readonly months: number;
  /** What the probabilities were checked against; they are called uncalibrated without it. */
  readonly calibration?: { readonly source: string; readonly rows: number; readonly events: number } | undefined;
}

/** A signal that is shown whatever the score: it holds when `when` does, and the date is near where `expiry` asks. */
export interface Warning<F extends readonly FactDeclaration[], B extends string> {
  readonly id: string;
  readonly label?: Label | undefined;
  /** One of the policy's bands. */
  readonly level: NoInfer<B>;
  /** Whether the customer's band is at least `level` while the warning holds. */
  readonly lifts?: boolean | undefined;
  readonly when?: Condition<NoInfer<F>> | undefined;
  readonly expiry?: { readonly fact: Id<NoInfer<F>>; readonly withinDays: number } | undefined;
  /** The date fact that says since when. */
  readonly onset?: Id<NoInfer<F>> | undefined;
}

/** A band of points from the bottom up; the last one is open. */
export interface RiskBand<B extends string> {
  readonly id: B;
  readonly label?: Label | undefined;
  readonly upTo?: number | undefined;
  readonly below?: number | undefined;
}

/** A scorecard: terms give points, points fall into bands, warnings stand beside them. */
export interface RiskPolicy<F extends readonly FactDeclaration[], B extends string> extends PolicyHeader<'risk'> {
  readonly facts: F;
  readonly target: ChurnTarget;
  readonly scale?: RiskScale | undefined;
  readonly terms: readonly RiskTerm<NoInfer<F>>[];
  readonly bands: readonly RiskBand<B>[];
  readonly warnings?: readonly Warning<F, B>[] | undefined;
}

/** A risk policy of unknown content, as it comes from a file. */
export type AnyRiskPolicy = RiskPolicy<readonly FactDeclaration[], string>;
