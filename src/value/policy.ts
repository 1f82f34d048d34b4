import type { Condition } from '../core/condition.js';
import type { FactDeclaration } from '../core/facts.js';
import type { Label } from '../core/label.js';
import type { PolicyHeader } from '../core/policy.js';
import type { Figure } from './figure.js';

/** The tier of a customer about whom too little is known. */
export const unrated = 'UNRATED';
/** {@link unrated} as a type. */
export type Unrated = typeof unrated;

/**
 * How the table of tiers is read, in the terms of DMN decision tables.
 *
 * - `first`: the first tier in order whose condition is true, whatever is unknown above it
 * - `firstCertain`: the same, but nothing above it may be unknown; else the customer is unrated or provisional
 * - `unique`: exactly one condition may be true and none unknown; two true leave the customer unrated
 */
export type HitPolicy = 'first' | 'firstCertain' | 'unique';

type FigureDeclaration<G> = G extends { readonly id: infer Id extends string }
  ? { readonly id: Id; readonly kind: 'decimal'; readonly scale: number }
  : never;

/** What the conditions of a value policy may test: the declared facts and the figures. */
export type Testable<F extends readonly FactDeclaration[], G extends readonly Figure[]> = readonly (
  | F[number]
  | FigureDeclaration<G[number]>
)[];

/** One tier of the table. */
export interface ValueTier<T extends string, When> {
  readonly id: T;
  readonly label?: Label | undefined;
  readonly when: When;
  /** A holder of this tier keeps it while this holds, though the table says another: the lower bar for leaving. */
  readonly stays?: When | undefined;
  /** Periods in a row that the table must say this tier before it is entered. At once where missing. */
  readonly enterAfter?: number | undefined;
  /** Periods in a row that the table must say another tier before this one is left. At once where missing. */
  readonly leaveAfter?: number | undefined;
}

/** A key-account class: any of its rules makes the customer a member. */
export interface KeyAccountClass<C extends string, When> {
  readonly id: C;
  readonly label?: Label | undefined;
  /** Other names in use: the wordings of the practice's articles, `經濟大客戶` for `key`. */
  readonly aliases?: readonly string[] | undefined;
  readonly rules: readonly {
    readonly when: When;
    /** Where the rule comes from: `national`, `localPolicy`, the name of a circular. */
    readonly source: string;
  }[];
}

/** A mark on top of a tier, such as `turnaround` on a customer below zero with high potential. */
export interface TierFlag<L extends string, T extends string, When> {
  readonly id: L;
  readonly label?: Label | undefined;
  /** The tiers it can stand on. */
  readonly tiers: readonly T[];
  readonly when: When;
}

/** What happens when facts are missing: never a tier by guess. */
export type WhenUnknown<T extends string, When> =
  | { readonly result: 'unrated' }
  | {
      readonly result: 'provisional';
      /** A second table over what is known, read first-match; unrated where nothing is true. */
      readonly tiers: readonly { readonly tier: T; readonly when: When }[];
    };

/** The facts that carry a customer's standing from the last period into this one; see `pending` of the outcome. */
export interface TierStanding {
  /** Text fact: the tier held. */
  readonly tier: string;
  /** Text fact: the other tier that the table has said lately. */
  readonly candidate: string;
  /** Integer fact: for how many periods in a row. */
  readonly periods: string;
}

/** What value tier and which key-account classes a customer has. */
export interface ValuePolicy<
  F extends readonly FactDeclaration[],
  G extends readonly Figure[],
  T extends string,
  C extends string,
  L extends string,
> extends PolicyHeader<'value'> {
  readonly facts: F;
  readonly figures: G &
    readonly Figure<string, F[number]['id'] | G[number]['id'], Condition<Testable<NoInfer<F>, NoInfer<G>>>>[];
  readonly hitPolicy: HitPolicy;
  readonly tiers: readonly ValueTier<T, Condition<Testable<NoInfer<F>, NoInfer<G>>>>[];
  /** Where every tier's condition is false. */
  readonly otherwise: NoInfer<T> | Unrated;
  readonly whenUnknown: WhenUnknown<NoInfer<T>, Condition<Testable<NoInfer<F>, NoInfer<G>>>>;
  readonly standing?: TierStanding | undefined;
  readonly flags?:
    | readonly TierFlag<L, NoInfer<T> | Unrated, Condition<Testable<NoInfer<F>, NoInfer<G>>>>[]
    | undefined;
  readonly classes?: readonly KeyAccountClass<C, Condition<Testable<NoInfer<F>, NoInfer<G>>>>[] | undefined;
  /** Every class once, the strongest first: which of several names the customer. Required with classes. */
  readonly precedence?: readonly NoInfer<C>[] | undefined;
}

/** A value policy of unknown content, as it comes from a file. */
export type AnyValuePolicy = ValuePolicy<readonly FactDeclaration[], readonly Figure[], string, string, string>;

/** Most tiers of one policy: columns count them in bytes, UNRATED included. */
export const mostTiers = 250;
/** Most flags of one policy: their combinations are kept as one number. */
export const mostFlags = 8;
/** Most key-account classes of one policy, for the same reason. */
export const mostClasses = 16;
