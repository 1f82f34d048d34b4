import * as z from 'zod';
import { createDecider, type Decider } from '../core/decider.js';
import { isDecimalText } from '../core/decimal.js';
import { InputError } from '../core/errors.js';
import type { ReasonTexts } from '../core/explain.js';
import { type Issue, issue } from '../core/issue.js';
import { type Label, labelLookup } from '../core/label.js';
import type { PolicyHeader } from '../core/policy.js';
import { checkPolicy, headerShape, idSchema, labelSchema, parsePolicy } from '../core/policy-check.js';

/** The four parts that make a strategy complete (产品组合、定价、忠诚计划、渠道战略). */
export const strategyParts = ['productMix', 'pricePosture', 'loyaltyPlan', 'channel'] as const;
/** One of the four parts of a strategy. */
export type StrategyPart = (typeof strategyParts)[number];

/**
 * What is to be done for a segment, by whom, and what it should reach: the ids are those of later rooms' policies, which
 * {@link checkStrategyReferences} holds them against.
 */
export interface StrategyAction {
  readonly action: string;
  /** Role that carries it out. */
  readonly owner: string;
  /** What it is measured by, and the figure to reach; a decimal text. */
  readonly target?: { readonly indicator: string; readonly value: string } | undefined;
}

/** What we do about one segment; a part that is missing is not yet decided. */
export interface StrategyCard<S extends string = string> {
  readonly segment: S;
  readonly label?: Label | undefined;
  readonly productMix?: readonly string[] | undefined;
  readonly pricePosture?: readonly string[] | undefined;
  readonly loyaltyPlan?: readonly string[] | undefined;
  readonly channel?: readonly string[] | undefined;
  readonly actions?: readonly StrategyAction[] | undefined;
}

/** One strategy card a segment. */
export interface StrategyPolicy<S extends string = string> extends PolicyHeader<'strategy'> {
  /** Whose segments these are: the id of a segmentation's dimension. */
  readonly dimension: string;
  readonly cards: readonly StrategyCard<S>[];
}

/** The strategy for a customer: the card's parts, or none where the segment has no card. */
export type Strategy = Omit<StrategyCard, 'segment' | 'label'> | null;

/** Why this strategy. */
export type StrategyCode = 'cardOf' | 'incomplete' | 'noCard' | 'segmentUnknown';

const texts: ReasonTexts<StrategyCode> = {
  cardOf: { en: 'The card of {rule} holds.', zh: '适用 {rule} 的策略卡。' },
  incomplete: { en: 'The card of {rule} lacks {missing}.', zh: '{rule} 的策略卡缺少 {missing}。' },
  noCard: { en: '{rule} has no card.', zh: '{rule} 没有策略卡。' },
  segmentUnknown: { en: 'The segment is unknown.', zh: '细分未知。' },
};

const partSchema = /* @__PURE__ */ z.array(idSchema).min(1).optional();
const figureSchema = /* @__PURE__ */ z.custom<string>(isDecimalText, { error: 'a decimal text such as "95.00"' });
const strategySchema = /* @__PURE__ */ z.strictObject({
  productMix: partSchema,
  pricePosture: partSchema,
  loyaltyPlan: partSchema,
  channel: partSchema,
  actions: z
    .array(
      z.strictObject({
        action: idSchema,
        owner: idSchema,
        target: z.strictObject({ indicator: idSchema, value: figureSchema }).optional(),
      }),
    )
    .optional(),
});
const schema = /* @__PURE__ */ z.strictObject({
  ...headerShape('strategy'),
  dimension: idSchema,
  cards: z.array(z.strictObject({ segment: idSchema, label: labelSchema.optional(), ...strategySchema.shape })).min(1),
}) as unknown as z.ZodType<StrategyPolicy>;

function crossCheck({ cards = [] }: Partial<StrategyPolicy>): readonly Issue[] {
  const first = new Map<string, number>();
  return cards.flatMap(({ segment }, at) => {
    const earlier = first.get(segment);
    if (earlier === undefined) first.set(segment, at);
    return earlier === undefined
      ? []
      : [issue('duplicate', ['cards', at, 'segment'], `a segment without a card at position ${earlier}`, segment)];
  });
}

/** The segment of a customer, as a segmentation's outcome gives it. */
export interface StrategyInput {
  readonly segment: string | null | undefined;
}

/**
 * Compiles strategy cards into a decider from a segment to its strategy. An override per account is one-to-one
 * marketing (一对一): it wins over the segment's card until it ends, and then the card holds again.
 *
 * @throws PolicyError with every issue and its path
 * @example
 * const strategy = compileStrategy({
 *   kind: 'strategy', id: 'cards', version: '1', dimension: 'need',
 *   cards: [{ segment: 'data', productMix: ['fibre'], pricePosture: ['valueMessage'], channel: ['web'] }],
 * });
 * strategy({ segment: 'data' }, { asOf: '2013-01-01' }).reasons[1].facts //=> { missing: ['loyaltyPlan'] }
 */
export function compileStrategy<const S extends string>(
  policy: StrategyPolicy<S>,
): Decider<StrategyInput, Strategy, StrategyCode, StrategyPolicy<S>> {
  return compile<StrategyPolicy<S>>(policy);
}

/** {@link compileStrategy} for a policy of unknown content. */
export function compileStrategyJson(json: unknown): Decider<StrategyInput, Strategy, StrategyCode, StrategyPolicy> {
  return compile<StrategyPolicy>(json);
}

/** The issues of a strategy policy as a list; empty where it compiles. */
export function checkStrategy(json: unknown): readonly Issue[] {
  return checkPolicy(schema, crossCheck, json);
}

function compile<P extends StrategyPolicy>(json: unknown): Decider<StrategyInput, Strategy, StrategyCode, P> {
  const policy = parsePolicy(schema, crossCheck, json, 'strategy policy') as P;
  const cards = new Map<string, StrategyCard>(policy.cards.map((card) => [card.segment, card]));
  const segmentIn = ({ segment }: StrategyInput): string | null => {
    if (segment === null || segment === undefined || typeof segment === 'string') return segment ?? null;
    throw new InputError([issue('type', ['segment'], 'the id of a segment', segment)], 'facts');
  };
  const strategyOf = (card: StrategyCard | undefined): Strategy => {
    if (card === undefined) return null;
    const { segment: _, label: __, ...parts } = card;
    return parts;
  };
  return createDecider({
    policy,
    outcome: (input) => strategyOf(cards.get(segmentIn(input) ?? '')),
    decide: (input) => {
      const segment = segmentIn(input);
      if (segment === null) {
        return { outcome: null, reasons: [{ code: 'segmentUnknown', facts: {} }], unknown: [policy.dimension] };
      }
      const card = cards.get(segment);
      const outcome = strategyOf(card);
      if (card === undefined) return { outcome, reasons: [{ code: 'noCard', rule: segment, facts: {} }], unknown: [] };
      const { missing } = strategyCompleteness(card);
      const held = { code: 'cardOf', rule: segment, facts: {} } as const;
      const lacking = { code: 'incomplete', rule: segment, facts: { missing } } as const;
      return { outcome, reasons: missing.length === 0 ? [held] : [held, lacking], unknown: [] };
    },
    checkOutcome: (outcome) => (outcome === null ? [] : checkPolicy(strategySchema, () => [], outcome)),
    texts,
    names: labelLookup([policy.cards.map(({ segment, label }) => ({ id: segment, label }))]),
  });
}

/**
 * Which of the four parts a card has.
 *
 * @example
 * strategyCompleteness({ segment: 'data', productMix: ['fibre'], pricePosture: ['value'], loyaltyPlan: ['points'] })
 * //=> { have: 3, of: 4, missing: ['channel'] }
 */
export function strategyCompleteness(card: StrategyCard): {
  readonly have: number;
  readonly of: number;
  readonly missing: readonly StrategyPart[];
} {
  const missing = strategyParts.filter((part) => card[part] === undefined || card[part].length === 0);
  return { have: strategyParts.length - missing.length, of: strategyParts.length, missing };
}
