import { addDays } from '../core/calendar.js';
import { type CalendarDate, dayNumber } from '../core/day-number.js';
import { Decimal } from '../core/decimal.js';
import { InputError } from '../core/errors.js';
import { type Issue, issue } from '../core/issue.js';
import { digestOf } from '../core/policy.js';
import type { Measured } from '../statistics/measured.js';
import { unmeasured } from '../statistics/measured.js';
import { seededRandom } from '../statistics/random.js';
import { detectableEffect, type TrialAim } from '../statistics/sample-size.js';

/** What a trial is to find out, and how. */
export interface TrialDesign {
  readonly id: string;
  /** A whole number from 0 to 2^53 − 1; the same seed draws the same groups. */
  readonly seed: number;
  /** Of a hundred accounts of a stratum, how many are held out: more than 0, less than 100. */
  readonly holdOutPercent: number;
  /** Days from the start to the reading of the result. */
  readonly readOutDays: number;
  /** The share that would act without the treatment; needed for the detectable effect. */
  readonly expectedShare: number;
  /** Whether the treatment should raise or lower the share. */
  readonly direction: 'rise' | 'fall';
  readonly aim: TrialAim;
}

/** An account of the cohort and the stratum within which it is drawn: its county. */
export interface TrialAccount {
  readonly id: string;
  readonly stratum: string;
}

/** In which group an account is. */
export interface TrialMember {
  readonly account: string;
  readonly stratum: string;
  readonly arm: 'treated' | 'control';
}

/** A trial with its groups, frozen: who joins later belongs to neither group. */
export interface TrialPlan {
  readonly id: string;
  readonly seed: number;
  readonly startsOn: CalendarDate;
  readonly readOutOn: CalendarDate;
  readonly members: readonly TrialMember[];
  readonly strata: readonly {
    readonly stratum: string;
    readonly treated: number;
    readonly control: number;
  }[];
  /** The smallest change of the share that this trial would find; 0.02 is two points. */
  readonly detectable: Measured;
  /** Changes with any change of the groups. */
  readonly digest: string;
}

function checkDesign(design: TrialDesign, accounts: readonly TrialAccount[]): readonly Issue[] {
  const issues: Issue[] = [];
  const { holdOutPercent, readOutDays } = design;
  if (!(typeof holdOutPercent === 'number' && holdOutPercent > 0 && holdOutPercent < 100)) {
    issues.push(issue('range', ['design', 'holdOutPercent'], 'more than 0 and less than 100', holdOutPercent));
  }
  if (!(Number.isSafeInteger(readOutDays) && readOutDays >= 1)) {
    issues.push(issue('range', ['design', 'readOutDays'], '1 day or more', readOutDays));
  }
  if (typeof design.id !== 'string') issues.push(issue('type', ['design', 'id'], 'a text', design.id));
  if (!(Number.isSafeInteger(design.seed) && design.seed >= 0)) {
    issues.push(issue('range', ['design', 'seed'], 'a whole number from 0 to 2^53 - 1', design.seed));
  }
  const seen = new Set<string>();
  accounts.forEach((account, at) => {
    const { id, stratum } = (account ?? {}) as Partial<TrialAccount>;
    for (const [key, text] of Object.entries({ id, stratum })) {
      if (typeof text !== 'string') issues.push(issue('type', ['accounts', at, key], 'a text', text));
    }
    if (typeof id !== 'string') return;
    if (seen.has(id)) issues.push(issue('duplicate', ['accounts', at, 'id'], 'each account once', id));
    seen.add(id);
  });
  return issues;
}

/**
 * Draws the groups of a trial: in each stratum the accounts with the smallest random numbers are held out, as many as the design says,
 * rounded to the nearest (half up), at least one of two or more. An account's number depends on the seed, the trial and its id alone.
 *
 * @param accounts the cohort, in any order
 * @param startsOn the day on which the cohort is frozen
 * @throws InputError with every fault of design or cohort
 */
export function planTrial(design: TrialDesign, accounts: readonly TrialAccount[], startsOn: CalendarDate): TrialPlan {
  dayNumber(startsOn, ['startsOn']);
  const issues = checkDesign(design, accounts);
  if (issues.length > 0) throw new InputError(issues, 'trial');
  const byStratum = new Map<string, { readonly id: string; readonly draw: number }[]>();
  for (const { id, stratum } of accounts) {
    const drawn = { id, draw: seededRandom(design.seed, design.id, id).next() };
    const group = byStratum.get(stratum);
    if (group === undefined) byStratum.set(stratum, [drawn]);
    else group.push(drawn);
  }
  const strata = [...byStratum].sort(([a], [b]) => (a < b ? -1 : 1));
  const members = strata.flatMap(([stratum, group]) => {
    const control = holdOutSize(group.length, design.holdOutPercent);
    const ordered = group.sort((a, b) => a.draw - b.draw || (a.id < b.id ? -1 : 1));
    return ordered.map(
      ({ id }, at): TrialMember => ({ account: id, stratum, arm: at < control ? 'control' : 'treated' }),
    );
  });
  members.sort((a, b) => (a.account < b.account ? -1 : 1));
  const count = (arm: TrialMember['arm'], stratum?: string) =>
    members.filter((one) => one.arm === arm && (stratum === undefined || one.stratum === stratum)).length;
  const [treated, control] = [count('treated'), count('control')];
  return {
    id: design.id,
    seed: design.seed,
    startsOn,
    readOutOn: addDays(startsOn, design.readOutDays, ['design', 'readOutDays']),
    members,
    strata: strata.map(([stratum]) => ({
      stratum,
      treated: count('treated', stratum),
      control: count('control', stratum),
    })),
    detectable:
      treated === 0 || control === 0
        ? unmeasured('emptyGroup')
        : detectableEffect([treated, control], design.expectedShare, design.direction, design.aim),
    digest: digestOf({ design, startsOn, members }),
  };
}

function holdOutSize(size: number, percent: number): number {
  if (size < 2) return 0;
  // 2.3 % of 1,500 is 34.5, and in doubles a hair less.
  const wanted = new Decimal(percent).times(size).div(100).toDecimalPlaces(0, Decimal.ROUND_HALF_UP).toNumber();
  return Math.min(size - 1, Math.max(1, wanted));
}

/**
 * The group of each account, to hand on as a fact: a retention policy whose `heldOut` tests it leaves the control group alone;
 * `allocate` takes that group as `holdOut`. Accounts outside the cohort are `outside`.
 *
 * @returns a function from account to arm
 */
export function trialArms(plan: Pick<TrialPlan, 'members'>): (account: string) => TrialMember['arm'] | 'outside' {
  const arms = new Map(plan.members.map(({ account, arm }) => [account, arm]));
  return (account) => arms.get(account) ?? 'outside';
}
