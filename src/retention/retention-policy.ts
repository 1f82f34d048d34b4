import type { Condition } from '../core/condition.js';
import type { FactDeclaration } from '../core/facts.js';
import type { Label } from '../core/label.js';
import type { PolicyHeader } from '../core/policy.js';
import type { RoundingMode } from '../core/rounding.js';
import type { CodeOf } from '../practice/code-lists.js';
import type { CompliancePolicy, GivenBenefit } from '../practice/compliance.js';
import type { AmountPart } from './amount.js';
import type { Approval } from './approval-lead.js';

/** What holds a customer: satisfaction with what is delivered, the cost of leaving, the price as it is felt. */
export type Lever = CodeOf<'loyaltyLever'>;

/** Satisfaction first: the practice calls it the fundamental way, and price the weakest. */
export const levers = ['satisfaction', 'switchingBarrier', 'pricePerception'] as const satisfies readonly Lever[];

/** The four wars of the practice (终端战、资费战、产品战、关系战), the other reasons to leave, and a contract that ends. */
export type Threat = Exclude<CodeOf<'churnReason'>, 'unknown'> | 'expiry';

/** All threats, for the policy's shape. */
export const threats = [
  'device',
  'tariff',
  'product',
  'relationship',
  'service',
  'pricePerception',
  'closure',
  'relocation',
  'expiry',
] as const satisfies readonly Threat[];

type Id<F extends readonly FactDeclaration[]> = F[number]['id'];

/** Why a customer may leave; it holds where its condition is true, and the condition's tests are its evidence. */
export interface Cause<F extends readonly FactDeclaration[]> {
  readonly id: string;
  readonly label?: Label | undefined;
  readonly threat: Threat;
  readonly when: Condition<NoInfer<F>>;
}

/** The change in the probability of staying that a measure makes: a decimal share, or a fact that holds one. */
export type Uplift<F extends readonly FactDeclaration[]> =
  | { readonly share: string; readonly fact?: undefined }
  | { readonly fact: Id<F>; readonly share?: undefined };

/** What could be done, for which cause, when, by whom, at what cost and for what gain. */
export interface RetentionMeasure<F extends readonly FactDeclaration[]> {
  readonly id: string;
  readonly label?: Label | undefined;
  /** Any one of these causes calls for it; `'none'`: what to do where no cause holds. */
  readonly causes: readonly string[] | 'none';
  readonly lever: Lever;
  /** Whether it works by giving money away. */
  readonly price: boolean;
  readonly when?: Condition<NoInfer<F>> | undefined;
  /** The date fact that it hangs on; without one it hangs on `asOf`. It is pointless once that date is past. */
  readonly anchor?: Id<NoInfer<F>> | undefined;
  /** From the anchor: calendar months first (clamped to the month's end), then days. Negative is before. */
  readonly offset: { readonly months?: number | undefined; readonly days?: number | undefined };
  /** Id of the lowest owner who may do it. */
  readonly owner: string;
  /** Ids of channels, the preferred first. */
  readonly channels: readonly string[];
  readonly cost: readonly AmountPart<Id<NoInfer<F>>>[];
  /** Whether it comes priced: each of the customer's {@link QuotedOffer}s of this measure is a candidate of its own. */
  readonly quoted?: boolean | undefined;
  /** What leaves with the customer; the gain is this times the uplift. */
  readonly atStake: readonly AmountPart<Id<NoInfer<F>>>[];
  /** Missing: unknown, so that the candidate shows its break-even instead. */
  readonly uplift?: Uplift<NoInfer<F>> | undefined;
  readonly approval?: Approval | undefined;
  /** Where it gives a benefit, who receives it: the policy's compliance decides. */
  readonly gift?: GivenBenefit | undefined;
  /** How one will know that it worked. */
  readonly success: Label;
  /** What it takes of the capacities, in whole units such as minutes or messages. */
  readonly uses?: readonly { readonly resource: string; readonly amount: number }[] | undefined;
}

/** What could keep a customer, as data. */
export interface RetentionPolicy<F extends readonly FactDeclaration[]> extends PolicyHeader<'retention'> {
  readonly facts: F;
  readonly currency: string;
  readonly rounding: RoundingMode;
  /** Who has left: they get no candidates. Nor does anybody of whom it is unknown. */
  readonly left: Condition<NoInfer<F>>;
  /** Who is kept apart to measure the effect: they get no candidates either, nor anybody of whom it is unknown. */
  readonly heldOut?: Condition<NoInfer<F>> | undefined;
  /** Only what falls due within so many days is a candidate. */
  readonly horizonDays: number;
  readonly causes: readonly Cause<F>[];
  /** Where each lever's score (higher is better) stands; research that is missing is to be measured first. */
  readonly levers?: readonly { readonly lever: Lever; readonly fact: Id<NoInfer<F>> }[] | undefined;
  /** Levels of those who act, the lowest first. */
  readonly owners: readonly { readonly id: string; readonly label?: Label | undefined }[];
  /** A rival's attack: the level it is led at (one of the owners' ids) and the day by which it will have closed. */
  readonly attack?:
    | { readonly level?: Id<NoInfer<F>> | undefined; readonly closes?: Id<NoInfer<F>> | undefined }
    | undefined;
  /** Ways to reach the customer; with `consent` only where that flag is true. */
  readonly channels: readonly {
    readonly id: string;
    readonly label?: Label | undefined;
    readonly consent?: Id<NoInfer<F>> | undefined;
  }[];
  /** A candidate may cost at most this percentage of the lifetime value. */
  readonly spendingCap?:
    | { readonly fact: Id<NoInfer<F>>; readonly percent: string; readonly whenUnknown: 'allow' | 'reject' }
    | undefined;
  /** What may be given to whom; needed where a measure gives something. */
  readonly compliance?: CompliancePolicy | undefined;
  readonly measures: readonly RetentionMeasure<F>[];
}

/** A retention policy of unknown content, as it comes from a file. */
export type AnyRetentionPolicy = RetentionPolicy<readonly FactDeclaration[]>;
