import { InputError } from '../core/errors.js';
import { issue } from '../core/issue.js';
import { checkDay, refuseFaults } from '../core/row-check.js';
import type { Proportion } from '../statistics/proportion.js';
import type { ProgrammeResult } from './evaluate.js';
import type { TrialPlan } from './trial.js';

/** What became of one account; `null` is not known. */
export interface TrialOutcome {
  readonly account: string;
  readonly hasActed: boolean | null;
}

/** A trial's counts, with what is not in them. */
export interface TrialReadOut extends ProgrammeResult {
  readonly strata: readonly ({ readonly id: string } & ProgrammeResult)[];
  /** Members without a known outcome, by group: a difference between the groups makes the result doubtful. */
  readonly unknown: { readonly treated: number; readonly control: number };
  /** Outcomes of accounts outside the frozen cohort; not counted. */
  readonly outside: number;
}

/**
 * Counts a trial's outcomes by group and stratum, for `evaluate`. Everybody counts in the group they were drawn into, whatever was
 * done to them (intention to treat).
 *
 * @throws InputError `order` before the read-out date, which would be peeking; `duplicate` for an account with two outcomes
 */
export function readTrial(
  plan: Pick<TrialPlan, 'members' | 'readOutOn'>,
  outcomes: readonly TrialOutcome[],
  asOf: string,
): TrialReadOut {
  refuseFaults(checkDay(asOf, ['asOf']), 'context');
  if (asOf < plan.readOutOn)
    throw new InputError([issue('order', ['asOf'], `${plan.readOutOn} or later`, asOf)], 'context');
  const acted = new Map<string, boolean | null>();
  outcomes.forEach((outcome, at) => {
    const { account, hasActed = null } = (outcome ?? {}) as Partial<TrialOutcome>;
    if (typeof account !== 'string')
      throw new InputError([issue('type', ['outcomes', at, 'account'], 'a text', account)]);
    if (acted.has(account))
      throw new InputError([issue('duplicate', ['outcomes', at, 'account'], 'each once', account)]);
    acted.set(account, hasActed);
  });
  const countIn = (members: TrialPlan['members'], arm: 'treated' | 'control'): Proportion => {
    const known = members.filter((one) => one.arm === arm && typeof acted.get(one.account) === 'boolean');
    return { count: known.filter(({ account }) => acted.get(account) === true).length, of: known.length };
  };
  const result = (members: TrialPlan['members']) => ({
    treated: { after: countIn(members, 'treated') },
    control: { after: countIn(members, 'control') },
  });
  const unknownIn = (arm: 'treated' | 'control') =>
    plan.members.filter((one) => one.arm === arm && typeof acted.get(one.account) !== 'boolean').length;
  const cohort = new Set(plan.members.map(({ account }) => account));
  const strata = [...new Set(plan.members.map(({ stratum }) => stratum))].sort();
  return {
    ...result(plan.members),
    strata: strata.map((id) => ({ id, ...result(plan.members.filter(({ stratum }) => stratum === id)) })),
    unknown: { treated: unknownIn('treated'), control: unknownIn('control') },
    outside: [...acted.keys()].filter((account) => !cohort.has(account)).length,
  };
}
