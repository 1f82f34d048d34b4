import type { Test } from './comparison.js';
import type { PolicyReference } from './policy.js';

/** Plain JSON. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/**
 * One reason of a decision: a code from the room's closed union, the policy element it speaks of, and what was seen
 * and needed. Units stand in the keys (`waitedDays`). What was not chosen is a reason too.
 */
export interface Reason<Code extends string = string> {
  readonly code: Code;
  /** Id of the policy's rule, tier, guard, price … */
  readonly rule?: string;
  readonly facts: { readonly [key: string]: unknown; readonly tests?: readonly Test[] };
}

/** An answer with its reasons: plain JSON, unchanged by a JSON round trip, reproducible from the policy it names. */
export interface Decision<Outcome, Code extends string = string> {
  readonly outcome: Outcome;
  readonly reasons: readonly Reason<Code>[];
  /** Root facts whose absence could have changed the answer; an over-approximation. */
  readonly unknown: readonly string[];
  readonly subject?: string;
  readonly policy: PolicyReference;
  /** Version of this shape. */
  readonly schema: 1;
  readonly asOf: string;
}

/** What a decision is made under. `asOf` is never defaulted. */
export interface DecisionContext {
  /** Calendar date, `YYYY-MM-DD`. */
  readonly asOf: string;
  /** The customer, opportunity or case decided on; needed where overrides are given. */
  readonly subject?: string | undefined;
  readonly overrides?: readonly Override[] | undefined;
}

/** A person's decision for one subject that stands above the policy's for a time. */
export interface Override<Outcome = unknown> {
  readonly subject: string;
  /** What the person decided. Of an outcome with several keys, those left out stay as the policy decides. */
  readonly outcome: Outcome;
  readonly by: string;
  readonly why: string;
  /** First day it holds; from ever where missing. */
  readonly from?: string | undefined;
  /** Last day it holds. */
  readonly until: string;
}
