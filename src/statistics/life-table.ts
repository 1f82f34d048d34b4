import { checkCount, checkList, checkRecord, checkWord, refuse } from './checks.js';
import { type Measured, measured, unmeasured } from './measured.js';

/** What happened in one period of a cohort: how many had the event, how many were lost from sight. */
export interface PeriodCount {
  readonly events: number;
  readonly censored: number;
}

/** One period of a life table. */
export interface LifePeriod {
  readonly entering: number;
  /** Entering less those of the censored who don't count. */
  readonly exposed: number;
  /** The share of the exposed that had the event in this period. */
  readonly hazard: Measured;
  /** The share of the start that is left after this period. */
  readonly survival: Measured;
}

/**
 * A discrete-time life table: hazard and survival by period.
 * Source: E. L. Cutler & F. Ederer, J. Chronic Diseases 8 (1958) 699–712, for the half; J. D. Singer & J. B. Willett, J. Educ. Stat. 18 (1993) for the end.
 * @param start How many begin.
 * @param periods What happened in each, in order; more than were left: InputError `range`.
 * @param censoring When those lost were last seen: at the period's `end` (all exposed) or, on average, at its middle (`half` exposed: the actuarial method).
 * @returns a hazard undefined because `nobodyLeft` when nobody is exposed, and so every survival after it, unless it is 0 already.
 * @example
 * lifeTable(100, [{ events: 10, censored: 0 }, { events: 9, censored: 0 }], 'end').map((period) => period.survival.value); //=> [0.9, 0.81]
 */
export function lifeTable(start: number, periods: readonly PeriodCount[], censoring: 'end' | 'half'): LifePeriod[] {
  checkCount(start, 'start');
  checkList(periods, 'periods');
  checkWord(censoring, ['end', 'half'], 'censoring');
  let entering = start;
  let survival: Measured = start === 0 ? unmeasured('noObservations') : measured(1);
  return periods.map((happened, i) => {
    checkRecord(happened, ['periods', i], '{ events, censored }');
    const { events, censored } = happened;
    checkCount(events, `periods.${i}.events`);
    checkCount(censored, `periods.${i}.censored`);
    if (events + censored > entering)
      refuse('range', ['periods', i], `at most ${entering}, as many as were left`, events + censored);
    const exposed = entering - (censoring === 'half' ? censored / 2 : 0);
    const hazard: Measured = exposed > 0 ? measured(Math.min(1, events / exposed)) : unmeasured('nobodyLeft');
    if (survival.value !== undefined && survival.value !== 0) {
      survival = hazard.value === undefined ? hazard : measured(survival.value * (1 - hazard.value));
    }
    const period = { entering, exposed, hazard, survival };
    entering -= events + censored;
    return period;
  });
}
