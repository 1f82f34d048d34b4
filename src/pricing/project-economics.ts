import type { Money } from '../core/money.js';
import { multiplyMoney } from '../core/money-arithmetic.js';
import type { Rounding } from '../core/rounding.js';
import {
  checkAmount,
  checkId,
  checkRounding,
  checkRow,
  checkRows,
  checkUnits,
  refuseFaults,
  whereKnown,
} from '../core/row-check.js';

/** What a project brings: direct revenue and latent benefit, two lines that are never summed. */
export interface ProjectEconomics {
  readonly direct: Money | null;
  readonly latent: readonly { readonly id: string; readonly amount: Money | null }[];
  readonly unknown: readonly string[];
}

/** A project's units, the fee of each for one month, and the months; `null` is unknown. */
export interface ProjectRevenue {
  readonly units: number | null;
  readonly fee: Money | null;
  readonly months: number;
}

/** A benefit that nobody is billed for; an amount that is missing or `null` is unknown. */
export interface LatentBenefit {
  readonly id: string;
  readonly amount?: Money | null | undefined;
}

/**
 * Direct revenue (units × fee × months) beside latent benefits such as avoided cost.
 *
 * @param project units and months in whole numbers of 0 or more, the fee 0 or more
 * @throws InputError with every fault and its path (`latent.0.amount.currency`)
 * @example
 * projectEconomics({ units: 1000, fee: { amount: '50', currency: 'CNY' }, months: 12 }, [], { mode: 'halfUp' }).direct //=> { amount: '600000.00', currency: 'CNY' }
 */
export function projectEconomics(
  project: ProjectRevenue,
  latent: readonly LatentBenefit[],
  rounding: Rounding,
): ProjectEconomics {
  checkProject(project, latent, rounding);
  const { units = null, fee = null, months } = project;
  const missing = [...(units === null ? ['units'] : []), ...(fee === null ? ['fee'] : [])];
  return {
    direct: units === null || fee === null ? null : multiplyMoney(multiplyMoney(fee, units, 'exact'), months, rounding),
    latent: latent.map(({ id, amount }) => ({ id, amount: amount ?? null })),
    unknown: [...missing, ...latent.filter(({ amount }) => !amount).map(({ id }) => id)],
  };
}

function checkProject(project: ProjectRevenue, latent: readonly LatentBenefit[], rounding: Rounding): void {
  const amount = whereKnown(checkAmount(project?.fee?.currency));
  refuseFaults([
    ...checkRow<ProjectRevenue>('a project', { units: whereKnown(checkUnits), fee: amount, months: checkUnits })(
      project,
      [],
    ),
    ...checkRows('a list of benefits', checkRow<LatentBenefit>('a benefit', { id: checkId, amount }))(latent, [
      'latent',
    ]),
    ...checkRounding(rounding, ['rounding']),
  ]);
}
