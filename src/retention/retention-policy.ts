import * as z from 'zod';
import type { Condition } from '../core/condition.js';
import { readCondition } from '../core/condition-tree.js';
import { readCurrencyScale } from '../core/currency.js';
import { checkFacts, createFactTable, type FactTable } from '../core/fact-table.js';
import type { FactDeclaration } from '../core/facts.js';
import { type Issue, issue, type Path } from '../core/issue.js';
import type { Label } from '../core/label.js';
import type { PolicyHeader } from '../core/policy.js';
import { conditionSchema, factSchema, headerShape, idSchema, labelSchema } from '../core/policy-check.js';
import { type RoundingMode, roundingModes } from '../core/rounding.js';
import { readScaled } from '../core/scaled.js';
import type { CodeOf } from '../practice/code-lists.js';
import type { CompliancePolicy, GivenBenefit } from '../practice/compliance.js';
import { type AmountPart, amountSchema, checkAmount } from './amount.js';
import { checkGift, complianceSchema, giftSchema } from './gift.js';
import { checkDateFact, checkIds } from './policy-cuts.js';

/** What holds a customer: satisfaction with what is delivered, the cost of leaving, the price as it is felt. */
export type Lever = CodeOf<'loyaltyLever'>;

/** Satisfaction first: the practice calls it the fundamental way, and price the weakest. */
export const levers = ['satisfaction', 'switchingBarrier', 'pricePerception'] as const satisfies readonly Lever[];

/** The four wars of the practice (终端战、资费战、产品战、关系战), the other reasons to leave, and a contract that ends. */
export type Threat = Exclude<CodeOf<'churnReason'>, 'unknown'> | 'expiry';

const threats = [
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
  /** What leaves with the customer; the gain is this times the uplift. */
  readonly atStake: readonly AmountPart<Id<NoInfer<F>>>[];
  /** Missing: unknown, so that the candidate shows its break-even instead. */
  readonly uplift?: Uplift<NoInfer<F>> | undefined;
  readonly approval?: { readonly by: string; readonly leadDays: number } | undefined;
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

const offset = /* @__PURE__ */ z.int().min(-1200).max(1200);
const named = { id: idSchema, label: /* @__PURE__ */ labelSchema.optional() };

const upliftSchema = /* @__PURE__ */ z.strictObject({
  share: /* @__PURE__ */ z.string().optional(),
  fact: /* @__PURE__ */ idSchema.optional(),
}) as unknown as z.ZodType<Uplift<readonly FactDeclaration[]>>;

/** The shape of a retention policy. */
export const retentionSchema: z.ZodType<AnyRetentionPolicy> = /* @__PURE__ */ z.strictObject({
  ...headerShape('retention'),
  facts: z.array(factSchema),
  currency: z.string(),
  rounding: z.enum(roundingModes),
  left: conditionSchema,
  horizonDays: z.int().min(0).max(36_600),
  causes: z.array(
    z.strictObject({
      ...named,
      threat: z.enum(threats),
      when: conditionSchema,
    }),
  ),
  levers: z.array(z.strictObject({ lever: z.enum(levers), fact: idSchema })).optional(),
  owners: z.array(z.strictObject(named)).min(1),
  attack: z.strictObject({ level: idSchema.optional(), closes: idSchema.optional() }).optional(),
  channels: z.array(z.strictObject({ ...named, consent: idSchema.optional() })).min(1),
  spendingCap: z
    .strictObject({ fact: idSchema, percent: z.string(), whenUnknown: z.enum(['allow', 'reject']) })
    .optional(),
  compliance: complianceSchema.optional(),
  measures: z
    .array(
      z.strictObject({
        ...named,
        causes: z.union([z.literal('none'), z.array(idSchema).min(1)]),
        lever: z.enum(levers),
        price: z.boolean(),
        when: conditionSchema.optional(),
        anchor: idSchema.optional(),
        offset: z.strictObject({ months: offset.optional(), days: offset.optional() }),
        owner: idSchema,
        channels: z.array(idSchema).min(1),
        cost: amountSchema,
        atStake: amountSchema,
        uplift: upliftSchema.optional(),
        approval: z.strictObject({ by: idSchema, leadDays: z.int().min(0).max(3660) }).optional(),
        gift: giftSchema.optional(),
        success: labelSchema,
        uses: z.array(z.strictObject({ resource: idSchema, amount: z.int().min(1) })).optional(),
      }),
    )
    .min(1)
    .max(200),
});

/** Checks what the shape cannot: references, kinds of facts, amounts. */
export function crossCheckRetention(policy: Partial<AnyRetentionPolicy>): readonly Issue[] {
  const { facts = [], causes = [], measures = [], owners = [], channels = [], currency } = policy;
  const issues = [...checkFacts(facts, ['facts'])];
  const table = createFactTable(facts);
  if (currency !== undefined && readCurrencyScale(currency) === undefined)
    issues.push(issue('currency', ['currency'], 'an ISO 4217 currency code', currency));
  for (const [key, list] of Object.entries({ causes, owners, channels, measures })) checkIds(list, [key], issues);
  if (policy.left !== undefined) readCondition(policy.left, table, ['left'], issues);
  for (const [index, cause] of causes.entries()) readCondition(cause.when, table, ['causes', index, 'when'], issues);
  policy.levers?.forEach(({ fact }, index) => {
    checkKind(fact, ['integer', 'number', 'decimal'], table, ['levers', index, 'fact'], issues);
  });
  channels.forEach(({ consent }, index) => {
    if (consent !== undefined) checkKind(consent, ['flag'], table, ['channels', index, 'consent'], issues);
  });
  checkAttack(policy, table, issues);
  if (policy.spendingCap !== undefined) {
    checkAmount(
      [{ fact: policy.spendingCap.fact, percent: policy.spendingCap.percent }],
      table,
      currency,
      ['spendingCap'],
      issues,
    );
  }
  measures.forEach((measure, index) => {
    checkMeasure(measure, policy, table, ['measures', index], issues);
  });
  return issues;
}

function checkAttack({ attack, owners = [] }: Partial<AnyRetentionPolicy>, table: FactTable, issues: Issue[]): void {
  if (attack?.closes !== undefined) checkDateFact(attack.closes, table, ['attack', 'closes'], issues);
  if (attack?.level === undefined) return;
  checkKind(attack.level, ['text'], table, ['attack', 'level'], issues);
  const fact = table.fact(attack.level);
  const ids = owners.map(({ id }) => id);
  if (fact?.kind !== 'text') return;
  if (fact.values === undefined || !fact.values.every((value) => ids.includes(value)))
    issues.push(
      issue(
        'unknownReference',
        ['attack', 'level'],
        `a text fact whose values are among ${ids.join(', ')}`,
        fact.values?.join(', '),
      ),
    );
}

function checkMeasure(
  measure: RetentionMeasure<readonly FactDeclaration[]>,
  { causes = [], owners = [], channels = [], currency, compliance }: Partial<AnyRetentionPolicy>,
  table: FactTable,
  at: Path,
  issues: Issue[],
): void {
  const refer = (id: string, list: readonly { readonly id: string }[], path: Path): void => {
    if (list.some((entry) => entry.id === id)) return;
    issues.push(issue('unknownReference', path, `one of ${list.map((entry) => entry.id).join(', ')}`, id));
  };
  if (measure.causes !== 'none')
    for (const [index, id] of measure.causes.entries()) refer(id, causes, [...at, 'causes', index]);
  refer(measure.owner, owners, [...at, 'owner']);
  for (const [index, id] of measure.channels.entries()) refer(id, channels, [...at, 'channels', index]);
  if (measure.when !== undefined) readCondition(measure.when, table, [...at, 'when'], issues);
  if (measure.anchor !== undefined) checkDateFact(measure.anchor, table, [...at, 'anchor'], issues);
  checkGift(measure.gift, compliance, [...at, 'gift'], issues);
  checkAmount(measure.cost, table, currency, [...at, 'cost'], issues);
  checkAmount(measure.atStake, table, currency, [...at, 'atStake'], issues);
  if (measure.uplift !== undefined && (measure.uplift.share === undefined) === (measure.uplift.fact === undefined))
    issues.push(issue('conflict', [...at, 'uplift', 'share'], 'either share or fact', measure.uplift.share));
  if (measure.uplift?.fact !== undefined)
    checkKind(measure.uplift.fact, ['number', 'decimal'], table, [...at, 'uplift', 'fact'], issues);
  if (measure.uplift?.share !== undefined) {
    const share = readScaled(measure.uplift.share, 6);
    if (!(Math.abs(share) <= 1_000_000))
      issues.push(
        issue(
          'range',
          [...at, 'uplift', 'share'],
          'a decimal between -1 and 1 with at most six places',
          measure.uplift.share,
        ),
      );
  }
}

function checkKind(
  id: string,
  kinds: readonly FactDeclaration['kind'][],
  table: FactTable,
  path: Path,
  issues: Issue[],
): void {
  const fact = table.fact(id);
  if (fact === undefined)
    issues.push(issue('unknownFact', path, `one of ${table.facts.map((one) => one.id).join(', ')}`, id));
  else if (!kinds.includes(fact.kind))
    issues.push(issue('type', path, `a fact of kind ${kinds.join(' or ')}`, fact.kind));
}
