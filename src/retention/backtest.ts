import { addMonths } from '../core/calendar.js';
import { dayNumber } from '../core/day-number.js';
import type { DecisionContext } from '../core/decision.js';
import { InputError } from '../core/errors.js';
import { issue } from '../core/issue.js';
import { within } from '../core/within.js';
import { brier, type CalibrationBin, calibration } from '../statistics/calibration.js';
import { auc, aucInterval, type Lift, lift } from '../statistics/discrimination.js';
import type { Interval, Measured } from '../statistics/measured.js';
import { hazardOf } from './hazard.js';
import { checkPeriod, type PersonPeriod } from './person-period.js';
import type { Risk } from './risk-outcome.js';
import type { AnyRiskPolicy } from './risk-policy.js';
import { microPerPoint } from './weight.js';

/** How well a scorecard told, on rows it was not fitted on, who left. */
export interface RiskBacktest {
  readonly rows: number;
  readonly events: number;
  /** Chance that who left scored higher than who stayed; of the points. */
  readonly auc: Measured;
  /** At 95 %. */
  readonly aucInterval: Measured<Interval>;
  /** Of the probability; undefined where the policy has no scale. */
  readonly brier: Measured | null;
  /** The riskiest tenth of the rows. */
  readonly topTenth: Measured<Lift>;
  /** Tenths of the rows by probability: what was said and what came. */
  readonly calibration: readonly CalibrationBin[];
}

type Assess<Facts> = {
  readonly outcome: (facts: Facts, context: DecisionContext) => Risk;
  readonly policy: Pick<AnyRiskPolicy, 'scale'>;
};

/**
 * Judges a risk policy on rows kept out of its fit: discrimination, Brier score, lift and calibration by tenths. `left`
 * must cover the months that the policy's probability covers.
 *
 * @throws InputError for a bad row, by its position
 */
export function backtestRisk<Facts extends object>(
  assess: Assess<Facts>,
  rows: Iterable<Omit<PersonPeriod, 'facts'> & { readonly facts: Facts }>,
): RiskBacktest {
  const points: number[] = [];
  const probability: number[] = [];
  const outcome: number[] = [];
  for (const period of rows) {
    const risk = within(
      (path) => [outcome.length, ...path],
      'rows',
      () => {
        checkPeriod(period);
        return assess.outcome(period.facts, { asOf: period.asOf });
      },
    );
    points.push(risk.points);
    if (risk.probability !== null) probability.push(risk.probability);
    outcome.push(Number(period.left));
  }
  const scored = { outcome, score: points };
  const scaled = assess.policy.scale !== undefined;
  return {
    rows: outcome.length,
    events: outcome.reduce((sum, left) => sum + left, 0),
    auc: auc(scored),
    aucInterval: aucInterval(scored, 0.95),
    brier: scaled ? brier({ outcome, probability }) : null,
    topTenth: lift(scored, 0.1),
    calibration: scaled && outcome.length > 0 ? calibration({ outcome, probability }, 10, 'equalCount') : [],
  };
}

/** One month of {@link survivalByMonth}. */
export interface SurvivalMonth {
  /** First day of the month looked at. */
  readonly from: string;
  /** Probability of leaving in it, of those still there. */
  readonly hazard: number;
  /** Probability of being there at its end. */
  readonly survival: number;
}

/**
 * The probability of still being there after each of the next months: every month the dates have moved (tenure, the
 * contract's end) while the other facts stay as they are today.
 *
 * @param assess - a decider whose policy has a scale
 * @param months - 1 to 600
 * @throws InputError where the policy has no scale, or for a bad record
 */
export function survivalByMonth<Facts extends object>(
  assess: Assess<Facts>,
  facts: Facts,
  context: Pick<DecisionContext, 'asOf'>,
  months: number,
): readonly SurvivalMonth[] {
  const { scale } = assess.policy;
  if (scale === undefined)
    throw new InputError([issue('missing', ['scale'], 'a policy with a scale', undefined)], 'policy');
  if (!(Number.isInteger(months) && months >= 1 && months <= 600))
    throw new InputError([issue('range', ['months'], 'a whole number from 1 to 600', months)], 'months');
  dayNumber(context.asOf, ['asOf']);
  let survival = 1;
  return Array.from({ length: months }, (_, k) => {
    const from = addMonths(context.asOf, k, ['months']);
    const { points } = assess.outcome(facts, { asOf: from });
    const hazard = hazardOf(scale, Math.round(points * microPerPoint));
    survival *= 1 - hazard;
    return { from, hazard, survival };
  });
}
