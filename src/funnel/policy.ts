import * as z from 'zod';
import type { Condition } from '../core/condition.js';
import type { FactDeclaration } from '../core/facts.js';
import type { Label, Labelled } from '../core/label.js';
import type { PolicyHeader } from '../core/policy.js';
import { conditionSchema, factSchema, headerShape, idSchema, labelSchema } from '../core/policy-check.js';
import type { GuardFact } from './guard-fact.js';

/**
 * What a stage means for the business: `open` the sale is still on; `won` the customer is served; `lost` the sale
 * ended without one; `left` a customer who was served has gone.
 */
export type StageKind = 'open' | 'won' | 'lost' | 'left';

/** One stage of an opportunity. Stages are declared from the first to the furthest. */
export interface FunnelStage<S extends string = string> {
  readonly id: S;
  readonly label?: Label | undefined;
  readonly kind: StageKind;
  /** How many days a sale usually stays here; beyond them it counts as stalled. */
  readonly normDays?: number | undefined;
  /** Longest pause between two touches, in days. */
  readonly cadenceDays?: number | undefined;
  /** Days after entry on which a review falls due, such as the second-sale reviews after activation. */
  readonly reviewDays?: readonly number[] | undefined;
}

/** A condition that a move asks for, what proves it and who has to bring the proof. */
export interface FunnelGuard<F extends readonly FactDeclaration[], S extends string, G extends string = string> {
  readonly id: G;
  readonly label?: Label | undefined;
  readonly when: Condition<readonly (F[number] | GuardFact<S>)[]>;
  /** What has to be shown, for the person who is refused. */
  readonly evidence: Label;
  /** Role that has to act when it is missing. */
  readonly owner?: string | undefined;
}

/**
 * What a command does in some stages: without `from` it opens an opportunity, without `to` it records work and stays.
 */
export interface FunnelMove<
  S extends string = string,
  G extends string = string,
  M extends string = string,
  C extends string = string,
> {
  readonly id: M;
  readonly label?: Label | undefined;
  /** The command that asks for this move. Two moves may share one, from different stages. */
  readonly on: C;
  readonly from?: readonly S[] | undefined;
  readonly to?: S | undefined;
  readonly guards?: readonly G[] | undefined;
  /** Who may do it; anyone where missing. */
  readonly roles?: readonly string[] | undefined;
  /** The techniques of which the command has to name one; none is asked for where missing. */
  readonly techniques?: readonly string[] | undefined;
  /** The reasons of which the command has to name one, such as why a sale was lost. */
  readonly reasons?: readonly string[] | undefined;
}

/** A move that time makes: after its last good day the opportunity stands elsewhere, whether anybody wrote it down or not. */
export interface FunnelLapse<S extends string = string> {
  readonly id: string;
  readonly label?: Label | undefined;
  readonly from: readonly S[];
  readonly to: S;
  /** The last good day is this many days after `since`; the lapse holds from the day after. */
  readonly afterDays: number;
  /** `entered` the stage, or last `touched` by a person (entering counts). */
  readonly since: 'entered' | 'touched';
}

/** The definition of a sales funnel: plain data, compiled by `compileFunnel`. */
export interface FunnelPolicy<
  F extends readonly FactDeclaration[] = readonly FactDeclaration[],
  S extends string = string,
  G extends string = string,
  M extends string = string,
  C extends string = string,
> extends PolicyHeader<'funnel'> {
  readonly facts: F;
  readonly stages: readonly FunnelStage<S>[];
  readonly guards: readonly FunnelGuard<NoInfer<F>, NoInfer<S>, G>[];
  readonly moves: readonly FunnelMove<NoInfer<S>, NoInfer<G>, M, C>[];
  readonly lapses?: readonly FunnelLapse<NoInfer<S>>[] | undefined;
  /** Names for the codes of roles, techniques and reasons. */
  readonly terms?: readonly Labelled[] | undefined;
}

const days = () => z.int().min(1);
const codes = () => z.array(idSchema).min(1);

/** The shape of a funnel policy. */
export const funnelSchema: z.ZodType<FunnelPolicy> = /* @__PURE__ */ z.strictObject({
  ...headerShape('funnel'),
  facts: z.array(factSchema),
  stages: z
    .array(
      z.strictObject({
        id: idSchema,
        label: labelSchema.optional(),
        kind: z.enum(['open', 'won', 'lost', 'left']),
        normDays: days().optional(),
        cadenceDays: days().optional(),
        reviewDays: z.array(days()).min(1).optional(),
      }),
    )
    .min(1),
  guards: z.array(
    z.strictObject({
      id: idSchema,
      label: labelSchema.optional(),
      when: conditionSchema,
      evidence: labelSchema,
      owner: idSchema.optional(),
    }),
  ),
  moves: z
    .array(
      z.strictObject({
        id: idSchema,
        label: labelSchema.optional(),
        on: idSchema,
        from: codes().optional(),
        to: idSchema.optional(),
        guards: codes().optional(),
        roles: codes().optional(),
        techniques: codes().optional(),
        reasons: codes().optional(),
      }),
    )
    .min(1),
  lapses: z
    .array(
      z.strictObject({
        id: idSchema,
        label: labelSchema.optional(),
        from: codes(),
        to: idSchema,
        afterDays: days(),
        since: z.enum(['entered', 'touched']),
      }),
    )
    .optional(),
  terms: z.array(z.strictObject({ id: idSchema, label: labelSchema.optional() })).optional(),
});
