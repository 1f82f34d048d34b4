import { planTrial, trialArms } from 'tenure/outreach';
import { allocate, checkRetention, compileRetention, type RetentionPolicy } from 'tenure/retention';
import { describe, expect, it } from 'vitest';
import { keepPlanFacts, keepPlans } from '../../examples/policies/keep-plans.js';

const yuan = (amount: string) => ({ amount, currency: 'CNY' });
const accounts = Array.from({ length: 10 }, (_, k) => ({ id: `k${k}`, stratum: 'county' }));
const trial = planTrial(
  {
    id: 'spring',
    seed: 7,
    holdOutPercent: 20,
    readOutDays: 90,
    expectedShare: 0.1,
    direction: 'fall',
    aim: { power: 0.8, significance: 0.05, sides: 'twoSided' },
  },
  accounts,
  '2013-01-01',
);
const armOf = trialArms(trial);
const control = trial.members.filter(({ arm }) => arm === 'control').map(({ account }) => account);

const facts = [...keepPlanFacts, { id: 'trialArm', kind: 'text', values: ['treated', 'control', 'outside'] }] as const;
const trialPolicy: RetentionPolicy<typeof facts> = {
  ...(keepPlans as unknown as RetentionPolicy<typeof facts>),
  facts,
  heldOut: { trialArm: 'control' },
};
const retain = compileRetention(trialPolicy);
const customer = {
  hasLeft: false,
  contractEnd: '2013-02-15',
  monthlyMargin: yuan('100.00'),
  saveProbability: '0.3',
} as const;
const decide = (account: string) => retain({ ...customer, trialArm: armOf(account) }, { asOf: '2013-01-01' });

describe('customers held out of a trial', () => {
  it('get no candidates, and the reason says so; the treated and those outside do', () => {
    expect(control).toHaveLength(2);
    for (const { account, arm } of trial.members) {
      const { outcome, reasons } = decide(account);
      expect(outcome.candidates.map(({ measure }) => measure)).toEqual(arm === 'control' ? [] : ['renewalCall']);
      expect(reasons.some(({ code }) => code === 'heldOut')).toBe(arm === 'control');
    }
    expect(decide('joined later').outcome.candidates).toHaveLength(1);
    expect(retain.explain(decide(control[0]!), 'en')).toEqual([
      'The customer is kept apart to measure the effect (trialArm = control): nothing is planned.',
    ]);
    expect(retain.explain(decide(control[0]!), 'zh')).toEqual(['该客户为对照组（trialArm = control），不安排挽留。']);
  });

  it('may be anybody whose group is unknown: nothing is planned, and what is missing is named', () => {
    const decision = retain({ ...customer, trialArm: null }, { asOf: '2013-01-01' });
    expect(decision).toMatchObject({
      outcome: { candidates: [], rejected: [] },
      reasons: [{ code: 'heldOutUnknown' }],
      unknown: ['trialArm'],
    });
    expect(retain.outcome({ ...customer }, { asOf: '2013-01-01' })).toEqual(decision.outcome);
  });

  it('are never chosen, whatever they are worth, and cost the others nothing', () => {
    const candidates = accounts.map(({ id }) => ({
      id: 'call',
      subject: id,
      cost: yuan('10.00'),
      gain: yuan(control.includes(id) ? '9000.00' : '30.00'),
    }));
    const { chosen, rejected, spent } = allocate(candidates, {
      currency: 'CNY',
      budget: yuan('80.00'),
      holdOut: control,
    });
    expect(chosen.map(({ subject }) => subject)).toEqual(
      accounts.map(({ id }) => id).filter((id) => !control.includes(id)),
    );
    expect(rejected).toEqual(control.toSorted().map((subject) => ({ id: 'call', subject, because: 'heldOut' })));
    expect(spent).toEqual(yuan('80.00'));
  });

  it('a hold-out over a fact that nobody declared is a fault of the policy', () => {
    expect(checkRetention({ ...keepPlans, heldOut: { trialArm: 'control' } }).map(({ path }) => path[0])).toEqual([
      'heldOut',
    ]);
  });
});
