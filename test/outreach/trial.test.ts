import fc from 'fast-check';
import { InputError } from 'tenure/core';
import { evaluate, planTrial, readTrial, type TrialDesign, targetingQuality, trialArms } from 'tenure/outreach';
import { describe, expect, it } from 'vitest';

const design: TrialDesign = {
  id: 'keep-2013',
  seed: 7,
  holdOutPercent: 20,
  readOutDays: 90,
  expectedShare: 0.06,
  direction: 'rise',
  aim: { significance: 0.05, power: 0.8, sides: 'twoSided' },
};
const cohort = Array.from({ length: 205 }, (_, at) => ({ id: `a${at}`, stratum: at < 5 ? 'Yijun' : 'Yaozhou' }));

describe('a planned trial', () => {
  const plan = planTrial(design, cohort, '2013-01-01');

  it('holds out a fifth of every county and reads the result on its day', () => {
    expect(plan.strata).toEqual([
      { stratum: 'Yaozhou', treated: 160, control: 40 },
      { stratum: 'Yijun', treated: 4, control: 1 },
    ]);
    // 90 days from the 1st of January: 31 + 28 + 31 = the 1st of April.
    expect(plan.readOutOn).toBe('2013-04-01');
  });

  it.each([
    [35, 1500, 2.3], // 34.5
    [39, 2750, 1.4], // 38.5
    [29, 625, 4.56], // 28.5
    [34, 1478, 2.3], // 33.994
  ])(
    'holds out %i of %i at %d per cent: halves go up, whatever doubles make of them',
    (control, size, holdOutPercent) => {
      const cohort = Array.from({ length: size }, (_, at) => ({ id: `a${at}`, stratum: 's' }));
      expect(planTrial({ ...design, holdOutPercent }, cohort, '2013-01-01').strata[0]).toMatchObject({ control });
    },
  );

  it('says what it could find at all', () => {
    const large = Array.from({ length: 5108 }, (_, at) => ({ id: `b${at}`, stratum: 'all' }));
    // 2,554 in each group find two points above six per cent with a power of 80 per cent (R, power.prop.test).
    const even = planTrial({ ...design, holdOutPercent: 50 }, large, '2013-01-01');
    expect(even.detectable.value).toBeCloseTo(0.02, 4);
    expect(planTrial(design, [{ id: 'a', stratum: 's' }], '2013-01-01').detectable).toEqual({
      undefinedBecause: 'emptyGroup',
    });
  });

  it('draws each account by the seed and its id alone', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray(cohort, { minLength: 205 }), (shuffled) => {
        expect(planTrial(design, shuffled, '2013-01-01')).toEqual(plan);
      }),
      { numRuns: 10 },
    );
    expect(planTrial({ ...design, seed: 8 }, cohort, '2013-01-01').digest).not.toBe(plan.digest);
  });

  it('tells who is left alone, and who joined too late for either group', () => {
    const armOf = trialArms(plan);
    expect(plan.members.filter(({ account }) => armOf(account) === 'control')).toHaveLength(41);
    expect(armOf('newcomer')).toBe('outside');
    expect(armOf('constructor')).toBe('outside');
  });

  it('refuses a design that holds out nobody or everybody, and an account twice', () => {
    expect(() => planTrial({ ...design, holdOutPercent: 0 }, [...cohort, cohort[0]!], '2013-01-01')).toThrow(
      'design.holdOutPercent: expected more than 0 and less than 100, got 0 (and 1 more)',
    );
    expect(() => planTrial(design, cohort, '2013-02-30')).toThrow(InputError);
  });

  it('is read not before its day, by the group drawn, unknown outcomes apart', () => {
    const outcomes = plan.members.map(({ account, arm }, at) => ({
      account,
      hasActed: at === 0 ? null : arm === 'treated',
    }));
    expect(() => readTrial(plan, outcomes, '2013-03-31')).toThrow('asOf: expected 2013-04-01 or later');
    const [first] = plan.members;
    const missing = { treated: first?.arm === 'treated' ? 1 : 0, control: first?.arm === 'control' ? 1 : 0 };
    const read = readTrial(plan, [...outcomes, { account: 'newcomer', hasActed: true }], '2013-04-01');
    expect(read).toMatchObject({
      treated: { after: { count: 164 - missing.treated, of: 164 - missing.treated } },
      control: { after: { count: 0, of: 41 - missing.control } },
      unknown: missing,
      outside: 1,
    });
    expect(read.strata.map(({ id }) => id)).toEqual(['Yaozhou', 'Yijun']);
    expect(() => readTrial(plan, [outcomes[0]!, outcomes[0]!], '2013-04-01')).toThrow('outcomes.1.account');
  });
});

const options = { confidence: 0.95, rounding: 'halfUp', correction: 'holm' } as const;
const of = (count: number, base = 1000) => ({ count, of: base });

describe('evaluating a programme', () => {
  it('60 of 1,000 against 40 of 1,000 at a cost of 4,000 are 20 orders more, 2 points, 200 each', () => {
    const found = evaluate(
      { treated: { after: of(60) }, control: { after: of(40) }, cost: { amount: '4000', currency: 'CNY' } },
      options,
    );
    expect(found).toMatchObject({
      adjustment: 'control',
      points: { value: 2 },
      incremental: { value: 20 },
      costPerIncremental: { amount: '200.00', currency: 'CNY' },
    });
    expect(found.interval.value?.lower).toBeGreaterThan(0);
  });

  it('treated 92 to 94 against control 92 to 92.5 is an effect of 1.5 points', () => {
    const found = evaluate(
      { treated: { before: of(920), after: of(940) }, control: { before: of(920), after: of(925) } },
      options,
    );
    expect(found).toMatchObject({
      adjustment: 'differenceInDifferences',
      points: { value: 1.5 },
      incremental: { value: 15 },
      costPerIncremental: { undefinedBecause: 'noCost' },
    });
  });

  it('without a control the change is told, unadjusted, and nothing is made of it', () => {
    const found = evaluate(
      { treated: { before: of(920), after: of(940) }, cost: { amount: '4000', currency: 'CNY' } },
      options,
    );
    expect(found).toMatchObject({
      adjustment: 'unadjusted',
      points: { value: 2 },
      incremental: { undefinedBecause: 'notEstimable' },
      costPerIncremental: { undefinedBecause: 'noControl' },
    });
  });

  it('groups of different size are compared by share', () => {
    // 30 of 300 are 10 per cent; of 900 treated 90 would have ordered anyway.
    const found = evaluate({ treated: { after: of(120, 900) }, control: { after: of(30, 300) } }, options);
    expect(found.incremental.value).toBe(30);
  });

  it('what did not help has no price', () => {
    const cost = { amount: '4000', currency: 'CNY' };
    expect(
      evaluate({ treated: { after: of(40) }, control: { after: of(40) }, cost }, options).costPerIncremental,
    ).toEqual({
      undefinedBecause: 'noIncrease',
    });
    expect(evaluate({ treated: { after: of(0, 0) }, control: { after: of(40) }, cost }, options).points).toEqual({
      undefinedBecause: 'emptyGroup',
    });
  });

  it('looks at segments with the caution that many looks need', () => {
    const found = evaluate(
      {
        treated: { after: of(60) },
        control: { after: of(40) },
        segments: [
          { id: 'smb', treated: { after: of(60) }, control: { after: of(40) } },
          { id: 'key', treated: { after: of(5, 100) }, control: { after: of(4, 100) } },
          { id: 'new', treated: { after: of(3, 10) } },
        ],
      },
      options,
    );
    const [smb, key, fresh] = found.segments;
    // Holm: the smallest of two p-values counts twice.
    expect(smb?.adjustedPValue.value).toBeCloseTo(2 * (smb?.pValue.value ?? 0), 12);
    expect(key?.adjustedPValue.value).toBe(key?.pValue.value);
    expect(fresh).toMatchObject({ adjustment: 'unadjusted', adjustedPValue: { undefinedBecause: 'notEstimable' } });
  });

  it('100 targeted, 20 of them among the 25 who respond: precision 20, recall 80 per cent', () => {
    expect(targetingQuality({ targeted: 100, responded: 20, respondersInBase: 25 })).toEqual({
      precisionPercent: 20,
      recallPercent: 80,
    });
    expect(targetingQuality({ targeted: 0, responded: 0, respondersInBase: 0 }).recallPercent).toBeNull();
    expect(() => targetingQuality({ targeted: 10, responded: 11, respondersInBase: 20 })).toThrow('targeted');
  });
});
