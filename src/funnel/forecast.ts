import { Decimal } from '../core/decimal.js';
import { InputError } from '../core/errors.js';
import { checkMoney } from '../core/exact-amount.js';
import { issue } from '../core/issue.js';
import { type Money, moneyFromDecimal, moneyToDecimal } from '../core/money.js';
import type { Rounding } from '../core/rounding.js';
import { within } from '../core/within.js';
import { absorbingChain } from '../statistics/markov.js';
import { type Measured, mapMeasured, unmeasured } from '../statistics/measured.js';
import { type OpportunityHistory, stageOrder } from './history.js';
import type { FunnelPolicy } from './policy.js';

/** A deal with the chance of winning it, as a decimal text from 0 to 1. A lost deal has the chance 0, a won one 1. */
export interface WeightedDeal {
  readonly id: string;
  readonly value: Money;
  readonly probability: string;
}

/** A weighted pipeline. */
export interface WeightedForecast {
  readonly total: Money;
  /** Σ value × probability, exact and rounded once. */
  readonly expected: Money;
  /** √Σ value² p (1 − p), if deals are independent: for display. */
  readonly standardDeviation: number;
}

/**
 * The weighted pipeline: each value times its chance. The chance stands on the deal, so that changing a stage's
 * probability changes no forecast that was made before; lost deals add nothing.
 *
 * @throws InputError `range` for a chance outside 0 to 1, `currency` for a mixture, the faults of a value that is no money: a deal of
 * unknown value has no place in a sum
 * @example
 * weightedForecast([{ id: 'd1', value: { amount: '20000', currency: 'CNY' }, probability: '0.30' }], 'CNY', { mode: 'halfUp' }).expected //=> { amount: '6000.00', currency: 'CNY' }
 */
export function weightedForecast(
  deals: readonly WeightedDeal[],
  currency: string,
  rounding: Rounding,
): WeightedForecast {
  let [total, expected, variance] = [new Decimal(0), new Decimal(0), 0];
  deals.forEach(({ value, probability }, index) => {
    const faults = checkMoney(value, ['deals', index, 'value']);
    if (faults.length > 0) throw new InputError(faults);
    if (value.currency !== currency)
      throw new InputError([issue('currency', ['deals', index, 'value'], `an amount in ${currency}`, value.currency)]);
    const p = /^\d+(\.\d+)?$/.test(probability) ? new Decimal(probability) : undefined;
    if (p === undefined || p.gt(1))
      throw new InputError([
        issue('range', ['deals', index, 'probability'], 'a decimal text from 0 to 1', probability),
      ]);
    const amount = moneyToDecimal(value);
    total = total.add(amount);
    expected = expected.add(amount.mul(p));
    variance += amount.toNumber() ** 2 * p.toNumber() * (1 - p.toNumber());
  });
  return {
    total: moneyFromDecimal(total, currency, rounding),
    expected: moneyFromDecimal(expected, currency, rounding),
    standardDeviation: Math.sqrt(variance),
  };
}

/** Counted moves between stages, as the chances of a Markov chain. */
export interface StageTransitions {
  readonly stages: readonly string[];
  readonly counts: readonly (readonly number[])[];
  /** Rows sum to 1; a stage that nobody has left yet stays where it is. */
  readonly probabilities: readonly (readonly number[])[];
}

/** Counts where finished stays led. Won, lost and left stages end the count: what follows is another sale. */
export function stageTransitions(
  histories: readonly OpportunityHistory[],
  policy: Pick<FunnelPolicy, 'stages'>,
): StageTransitions {
  const { kindOf } = stageOrder(policy);
  const stages = policy.stages.map(({ id }) => id);
  const index = new Map(stages.map((id, at) => [id, at]));
  const counts = stages.map(() => stages.map(() => 0));
  for (const { visits } of histories) {
    for (const { stage, leftTo } of visits) {
      if (kindOf(stage) !== 'open') break;
      if (leftTo !== null) counts[index.get(stage)!]![index.get(leftTo)!]! += 1;
    }
  }
  const probabilities = counts.map((row, at) => {
    const all = row.reduce((a, b) => a + b, 0);
    return row.map((count, to) => (all === 0 ? Number(to === at) : count / all));
  });
  return { stages, counts, probabilities };
}

/** Where the open deals of each stage will end. */
export interface StageForecast {
  readonly stage: string;
  /** By closing stage, in the order of `endings`. */
  readonly chances: readonly number[];
  /** Moves that are still to be made, on average. */
  readonly steps: number;
}

/** An absorbing-chain forecast. */
export interface ChainForecast {
  readonly endings: readonly string[];
  readonly stages: readonly StageForecast[];
}

/**
 * The chance of each ending from each stage, by an absorbing Markov chain over the stages: for stages whose moves are
 * memoryless enough.
 *
 * @param transitions - square, in the order of `stages`; a row that does not sum to 1 is refused, not normalised
 * @returns undefined because `notReached` where some stage never ends
 * @throws InputError `sum` for such a row, `range` for rows that are not square or not one for each stage
 */
export function chainForecast({
  stages,
  probabilities,
}: Pick<StageTransitions, 'stages' | 'probabilities'>): Measured<ChainForecast> {
  if (stages.length === 0 && probabilities.length === 0) return unmeasured('noObservations');
  if (stages.length !== probabilities.length)
    throw new InputError([issue('range', ['stages'], `${probabilities.length} stages, one a row`, stages)]);
  const chain = within(
    ([, ...path]) => ['probabilities', ...path],
    'input',
    () => absorbingChain(probabilities, 'refuse'),
  );
  return mapMeasured(chain, ({ transient, absorbing, steps, absorption }) => ({
    endings: absorbing.map((at) => stages[at]!),
    stages: transient.map((at, row) => ({ stage: stages[at]!, chances: absorption[row]!, steps: steps[row]! })),
  }));
}
