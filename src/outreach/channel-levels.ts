import { InputError } from '../core/errors.js';
import { issue } from '../core/issue.js';
import { type Money, money } from '../core/money.js';
import { addMoney, subtractMoney } from '../core/money-arithmetic.js';
import { checkOff } from '../practice/checklist.js';

/** One link between the operator and the customer. */
export interface ChannelLevel {
  readonly id: string;
  /** What it keeps of each sale, or costs. */
  readonly cost: Money;
}

/**
 * What a channel saves when levels are taken out (扁平化).
 *
 * @param levels from the operator to the customer, at least one
 * @param without ids of the levels to take out
 */
export function flattenChannel(
  levels: readonly ChannelLevel[],
  without: readonly string[],
): { readonly levels: readonly string[]; readonly cost: Money; readonly saved: Money } {
  if (levels.length === 0) throw new InputError([issue('empty', ['levels'], 'at least one level', levels)]);
  const { unlisted } = checkOff(
    levels.map(({ id }) => id),
    without,
  );
  if (unlisted.length > 0)
    throw new InputError([issue('unknownReference', ['without'], 'levels of the channel', unlisted[0])]);
  const kept = levels.filter(({ id }) => !without.includes(id));
  const costOf = (list: readonly ChannelLevel[]) =>
    list.reduce((sum, { cost }) => addMoney(sum, cost), money(0, levels[0]!.cost.currency));
  const cost = costOf(kept);
  return { levels: kept.map(({ id }) => id), cost, saved: subtractMoney(costOf(levels), cost) };
}
