import type { Reason } from '../core/decision.js';
import type { Case } from './judgement.js';
import type { PriceStep } from './price-step.js';
import type { PricingCode } from './reasons.js';
import { moneyOf } from './workings.js';

type Facts = Reason['facts'];

/** Why a step changed what it did, or nothing; with the comparisons of its condition where it has one. */
export function stepReason<N extends number | bigint>(step: PriceStep<N>, one: Case<N>): Reason<PricingCode> {
  const { id, condition } = step;
  const code = codeOf(step, one);
  const facts = factsOf(step, code, one);
  if (condition < 0) return { code, rule: id, facts };
  const { rules, row } = one.conditions;
  return { code, rule: id, facts: { ...facts, tests: rules.tests(row, one.priced.record, condition) } };
}

function codeOf<N extends number | bigint>(
  { status, source, change }: PriceStep<N>,
  { workings }: Case<N>,
): PricingCode {
  if (status !== 'applied' || change === undefined) return status === 'applied' ? 'noEffect' : status;
  if (change.shortfall !== workings.arithmetic.zero) return 'belowMinimum';
  if (change.limited) return 'limited';
  if (source === 'adjustment') return 'applied';
  return source === 'bundle' ? 'bundlePrice' : 'negotiated';
}

function factsOf<N extends number | bigint>(step: PriceStep<N>, code: PricingCode, one: Case<N>): Facts {
  const { stage, status, change, by } = step;
  if (status === 'excluded') return { stage, by: by ?? '' };
  if (status === 'notTogether') return { stage, missing: missingFrom(step, one) };
  if (status !== 'applied' || change === undefined) return { stage };
  if (code === 'belowMinimum') return { stage, shortfall: moneyOf(change.shortfall, one.workings) };
  return { stage, change: change.money };
}

function missingFrom<N extends number | bigint>({ id }: PriceStep<N>, { policy, priced }: Case<N>): readonly string[] {
  const together = policy.adjustments.find((one) => one.id === id)?.together ?? [];
  const { offerings, parts } = priced.sheet;
  const here = new Set([...offerings, ...parts].map(({ offering }) => offering.id as string));
  return together.filter((offering) => !here.has(offering));
}
