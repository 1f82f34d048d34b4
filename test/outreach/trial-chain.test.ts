import { evaluate, planTrial, readTrial, trialArms } from 'tenure/outreach';
import { type AllocationCandidate, allocate, compileRetention, type RetentionPolicy } from 'tenure/retention';
import { describe, expect, it } from 'vitest';
import { keepPlanFacts, keepPlans } from '../../examples/policies/keep-plans.js';

const yuan = (amount: string) => ({ amount, currency: 'CNY' });
const cohort = Array.from({ length: 2000 }, (_, at) => ({ id: `a${at}`, stratum: at < 1200 ? 'Yaozhou' : 'Yijun' }));
const aim = { significance: 0.05, power: 0.8, sides: 'twoSided' } as const;
const trial = planTrial(
  { id: 'renewal', seed: 11, holdOutPercent: 50, readOutDays: 90, expectedShare: 0.04, direction: 'rise', aim },
  cohort,
  '2013-01-01',
);
const armOf = trialArms(trial);
const control = trial.members.filter(({ arm }) => arm === 'control').map(({ account }) => account);

const facts = [...keepPlanFacts, { id: 'trialArm', kind: 'text', values: ['treated', 'control', 'outside'] }] as const;
const call = keepPlans.measures.find(({ id }) => id === 'renewalCall')!;
/** Renewal calls at 4 yuan each, and the control group left alone. */
const retain = compileRetention({
  ...keepPlans,
  facts,
  heldOut: { trialArm: 'control' },
  measures: [{ ...call, cost: [{ amount: '4.00' }] }],
} as unknown as RetentionPolicy<typeof facts>);

const customer = {
  hasLeft: false,
  contractEnd: '2013-02-15',
  monthlyMargin: yuan('100.00'),
  saveProbability: '0.02',
} as const;

const candidates = cohort.flatMap(({ id: subject }): readonly AllocationCandidate[] =>
  retain.outcome({ ...customer, trialArm: armOf(subject) }, { asOf: '2013-01-01' }).candidates.map((one) => ({
    id: one.measure,
    subject,
    cost: one.cost,
    gain: one.value.kind === 'incremental' ? one.value.gain : null,
  })),
);
const { chosen, spent } = allocate(candidates, { currency: 'CNY', budget: yuan('4000.00'), holdOut: control });

/** 60 of the treated and 40 of the control group order; of each, two thirds and a half are in Yaozhou. */
const orderers = (arm: 'treated' | 'control', inYaozhou: number, inYijun: number) =>
  [['Yaozhou', inYaozhou] as const, ['Yijun', inYijun] as const].flatMap(([stratum, count]) =>
    trial.members.filter((one) => one.arm === arm && one.stratum === stratum).slice(0, count),
  );
const ordered = new Set([...orderers('treated', 40, 20), ...orderers('control', 20, 20)].map(({ account }) => account));
const outcomes = cohort.map(({ id }) => ({ account: id, hasActed: ordered.has(id) }));

describe('a trial from its plan to its result', () => {
  it('leaves half of every county alone, in what is proposed and in what is chosen', () => {
    expect(trial.strata).toEqual([
      { stratum: 'Yaozhou', treated: 600, control: 600 },
      { stratum: 'Yijun', treated: 400, control: 400 },
    ]);
    const treated = trial.members.filter(({ arm }) => arm === 'treated').map(({ account }) => account);
    expect(candidates.map(({ subject }) => subject).sort()).toEqual(treated);
    expect(chosen.map(({ subject }) => subject).sort()).toEqual(treated);
    // 1,000 calls at 4 yuan.
    expect(spent).toEqual(yuan('4000.00'));
  });

  it('60 orders of 1,000 against 40 of 1,000 for 4,000 yuan are 200 yuan for each of the 20 more', () => {
    const result = readTrial(trial, outcomes, trial.readOutOn);
    const found = evaluate(
      { ...result, segments: result.strata, cost: spent },
      { confidence: 0.95, rounding: 'halfUp', correction: 'holm' },
    );
    expect(found).toMatchObject({
      adjustment: 'control',
      points: { value: 2 },
      incremental: { value: 20 },
      costPerIncremental: yuan('200.00'),
    });
    // 40 of 600 against 20 of 600, and 20 of 400 against 20 of 400.
    expect(found.segments.map(({ id, incremental }) => [id, incremental.value])).toEqual([
      ['Yaozhou', 20],
      ['Yijun', 0],
    ]);
  });

  it('whom the budget does not reach counts with the treated all the same, so that nobody chooses the winners afterwards', () => {
    const half = allocate(candidates, { currency: 'CNY', budget: yuan('2000.00'), holdOut: control });
    expect(half.chosen).toHaveLength(500);
    expect(readTrial(trial, outcomes, trial.readOutOn)).toMatchObject({
      treated: { after: { count: 60, of: 1000 } },
      control: { after: { count: 40, of: 1000 } },
    });
  });
});
