import { InputError } from '../core/errors.js';
import { type Issue, issue } from '../core/issue.js';
import { segmentsIn } from './segment-ids.js';
import type { StrategyCard, StrategyPolicy } from './strategy.js';

/** A list of things with an id, as every policy holds them. */
export type IdentifiedList = readonly { readonly id: string }[];

/**
 * The policies that strategy cards speak of, as lists of things with an id; what is left out is not looked at. Whatever holds such a list
 * will do: the measures of a retention policy, the offerings of a price list, the roles of the practice.
 */
export interface StrategyReferences {
  /** Whose segments the cards stand for; a policy that compiles. */
  readonly segmentation?: { readonly dimensions: readonly object[] } | undefined;
  /** What `productMix` names. */
  readonly products?: IdentifiedList | undefined;
  /** What `pricePosture` names. */
  readonly pricePostures?: IdentifiedList | undefined;
  /** What `loyaltyPlan` names. */
  readonly loyaltyPlans?: IdentifiedList | undefined;
  /** What `channel` names. */
  readonly channels?: IdentifiedList | undefined;
  /** What actions are made of. */
  readonly actions?: IdentifiedList | undefined;
  /** Who carries actions out. */
  readonly owners?: IdentifiedList | undefined;
  /** What targets are measured by. */
  readonly indicators?: IdentifiedList | undefined;
}

/**
 * Where strategy cards point at nothing: a dimension or segment that the segmentation does not have, a product, channel, action, owner or
 * indicator that no other policy has, and segments without a card. A segment that stands for something unknown may have a card and
 * need not.
 *
 * @returns the dangling references with their paths, empty where there are none
 * @example
 * checkStrategyReferences(
 *   { dimension: 'need', cards: [{ segment: 'data', actions: [{ action: 'renewalCall', owner: 'nobody' }] }] },
 *   { actions: [{ id: 'renewalCall' }], owners: [{ id: 'accountManager' }] },
 * )[0].message //=> 'cards.0.actions.0.owner: expected one of accountManager, got "nobody"'
 */
export function checkStrategyReferences(
  { dimension, cards }: Pick<StrategyPolicy, 'dimension' | 'cards'>,
  references: StrategyReferences,
): readonly Issue[] {
  const { segmentation } = references;
  return [
    ...(segmentation === undefined ? [] : segmentIssues(dimension, cards, segmentation)),
    ...cards.flatMap((card, at) => cardIssues(card, ['cards', at], references)),
  ];
}

function segmentIssues(
  dimension: string,
  cards: StrategyPolicy['cards'],
  segmentation: { readonly dimensions: readonly object[] },
): readonly Issue[] {
  try {
    const { known, unknown } = segmentsIn(segmentation, dimension);
    const carded = new Set(cards.map(({ segment }) => segment));
    const bare = known.filter((segment) => !carded.has(segment));
    return [
      ...cards.flatMap(({ segment }, at) => dangling([...known, ...unknown], segment, ['cards', at, 'segment'])),
      ...bare.map((segment) => issue('missing', ['cards'], `a card for ${segment}`, undefined)),
    ];
  } catch (error) {
    if (error instanceof InputError) return error.issues;
    throw error;
  }
}

function cardIssues(
  { productMix, pricePosture, loyaltyPlan, channel, actions = [] }: StrategyCard,
  path: readonly (string | number)[],
  { products, pricePostures, loyaltyPlans, channels, actions: known, owners, indicators }: StrategyReferences,
): readonly Issue[] {
  const among = (list: IdentifiedList | undefined, id: string, at: readonly (string | number)[]): readonly Issue[] =>
    list === undefined
      ? []
      : dangling(
          list.map((entry) => entry.id),
          id,
          [...path, ...at],
        );
  const part = (list: IdentifiedList | undefined, ids: readonly string[] | undefined, name: string) =>
    (ids ?? []).flatMap((id, at) => among(list, id, [name, at]));
  return [
    ...part(products, productMix, 'productMix'),
    ...part(pricePostures, pricePosture, 'pricePosture'),
    ...part(loyaltyPlans, loyaltyPlan, 'loyaltyPlan'),
    ...part(channels, channel, 'channel'),
    ...actions.flatMap(({ action, owner, target }, at) => [
      ...among(known, action, ['actions', at, 'action']),
      ...among(owners, owner, ['actions', at, 'owner']),
      ...(target === undefined ? [] : among(indicators, target.indicator, ['actions', at, 'target', 'indicator'])),
    ]),
  ];
}

function dangling(known: readonly string[], id: string, path: readonly (string | number)[]): readonly Issue[] {
  return known.includes(id) ? [] : [issue('unknownReference', path, `one of ${known.join(', ')}`, id)];
}
