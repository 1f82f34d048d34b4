import type { Reason } from '../core/decision.js';
import type { Case } from './judgement.js';
import type { PriceStep, StepChange } from './price-step.js';
import type { PricingCode } from './reasons.js';
import { moneyOf } from './workings.js';

type Facts = Reason['facts'];

/** Why a step changed what it did, or nothing; with the comparisons of its condition where it has one. */
export function stepReason<N extends number | bigint>(
  step: PriceStep<N>,
  change: StepChange<N> | undefined,
  one: Case<N>,
): Reason<PricingCode> {
  const { id, condition } = step;
  const code = codeOf(step, one);
  const facts = factsOf(step, code, change, one);
  if (condition < 0) return { code, rule: id, facts };
  const { rules, row } = one.conditions;
  return { code, rule: id, facts: { ...facts, tests: rules.tests(row, one.priced.record, condition) } };
}

const appliedCode = { adjustment: 'applied', bundle: 'bundlePrice', request: 'negotiated' } as const;

function codeOf<N extends number | bigint>(
  { status, source, applied }: PriceStep<N>,
  { workings }: Case<N>,
): PricingCode {
  if (status !== 'applied' || applied === undefined) return status === 'applied' ? 'noEffect' : status;
  if (applied.shortfall !== workings.arithmetic.zero) return 'belowMinimum';
  return applied.limited ? 'limited' : appliedCode[source];
}

function factsOf<N extends number | bigint>(
  step: PriceStep<N>,
  code: PricingCode,
  change: StepChange<N> | undefined,
  one: Case<N>,
): Facts {
  const { stage, status, applied, by } = step;
  if (status === 'excluded') return { stage, by: by ?? '' };
  if (status === 'notTogether') return { stage, missing: missingFrom(step, one) };
  if (status !== 'applied' || applied === undefined || change === undefined) return { stage };
  if (code === 'belowMinimum') return { stage, shortfall: moneyOf(applied.shortfall, one.workings) };
  return { stage, change: change.money };
}

function missingFrom<N extends number | bigint>({ id }: PriceStep<N>, { policy, priced }: Case<N>): readonly string[] {
  const together = policy.adjustments.find((one) => one.id === id)?.together ?? [];
  const here = new Set(
    priced.sheet.items.flatMap(({ product, line }) => [product.offering.id, priced.sheet.offerings[line]?.offering.id]),
  );
  return together.filter((offering) => !here.has(offering));
}
