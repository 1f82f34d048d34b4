import { decideAll } from 'tenure/core';
import { approvalNeeded } from 'tenure/practice';
import { allocate, checkRetention, compileRetention, type QuotedOffer } from 'tenure/retention';
import { describe, expect, it } from 'vitest';
import { keepPlans } from '../../examples/policies/keep-plans.js';

const yuan = (amount: string) => ({ amount, currency: 'CNY' });
const asOf = '2013-01-01';

/** The matched bundle comes priced; a call of 15.00 brings it to the customer. */
const policy = {
  ...keepPlans,
  measures: keepPlans.measures.map((measure) => {
    const { approval: _, ...rest } = measure;
    return measure.id === 'matchedBundle' ? { ...rest, quoted: true, cost: [{ amount: '15.00' }] } : measure;
  }),
};
const retain = compileRetention(policy);
const customer = {
  hasLeft: false,
  contractEnd: null,
  rivalPlanSeen: true,
  monthlyMargin: yuan('100.00'),
  lifetimeValue: yuan('2000.00'),
};
const offer: QuotedOffer = { id: 'q1', measure: 'matchedBundle', cost: yuan('240.00'), approval: null };
const decide = (...offers: readonly Partial<QuotedOffer>[]) =>
  retain({ ...customer, offers: offers.map((change) => ({ ...offer, ...change })) }, { asOf });
const refusalOf = (change: Partial<QuotedOffer>) =>
  decide(change).outcome.rejected.find((one) => one.offer === 'q1')?.because;

describe('quoted offers are candidates', () => {
  it('with the day, owner, lever and channel of their measure and money of their own', () => {
    // 15 for the call and 240 given away; 1,200 at stake, or what the offer says: 900 × 0.4 = 360
    expect(decide({}, { id: 'q2', atStake: yuan('900.00'), uplift: '0.4' }).outcome.candidates).toMatchObject([
      {
        measure: 'matchedBundle',
        offer: 'q2',
        causes: ['tariffWar'],
        lever: 'pricePerception',
        owner: 'county',
        due: '2013-01-06',
        cost: yuan('255.00'),
        value: { kind: 'incremental', gain: yuan('360.00'), net: yuan('105.00') },
        approval: null,
      },
      // 255 / 1,200
      { offer: 'q1', cost: yuan('255.00'), value: { kind: 'breakEven', uplift: '0.212500' } },
    ]);
  });

  it('with the approval that their discount needs', () => {
    const levels = [
      { id: 'county', upTo: 5, leadWorkingDays: 0 },
      { id: 'city', upTo: 15, leadWorkingDays: 4 },
    ] as const;
    const need = approvalNeeded(levels, '12.5');
    if (need.decidedBy === null) throw new Error('someone decides');
    const calendar = { from: asOf, until: '2013-01-31', weekend: [6, 7], holidays: [asOf], makeUpDays: [] } as const;
    const offers = [{ ...offer, approval: { by: need.decidedBy, leadWorkingDays: need.leadWorkingDays } }];
    // Asked for on New Year's Day: Wednesday 2, 3, 4 and Monday 7 January; planned was Sunday 6
    expect(retain.outcome({ ...customer, offers }, { asOf, calendar }).candidates[0]).toMatchObject({
      due: '2013-01-07',
      approval: { by: 'city', leadWorkingDays: 4, requestBy: '2013-01-01' },
    });
    expect(() => retain({ ...customer, offers }, { asOf })).toThrow('calendar: expected a working calendar');
    expect(decide({ approval: { by: 'city', leadDays: 9 } }).outcome.candidates[0]?.due).toBe('2013-01-10');
  });

  it('judged as measures are, each refusal with its reason', () => {
    // 30 % of 2,000 is 600: with the call of 15, 585 is within and 585.01 above
    expect(refusalOf({ cost: yuan('585.00') })).toBeUndefined();
    expect(refusalOf({ cost: yuan('585.01') })).toBe('aboveCap');
    expect(refusalOf({ uplift: '-0.000001' })).toBe('sleepingDog');
    // 1,200 × 0.2 = 240 against 255
    expect(refusalOf({ uplift: '0.2' })).toBe('costsMoreThanItKeeps');
    expect(refusalOf({ atStake: yuan('254.99') })).toBe('cannotPay');
    const attacked = { ...customer, attackCloses: '2013-01-10' };
    const offers = [{ ...offer, approval: { by: 'city', leadDays: 10 } }];
    expect(retain.outcome({ ...attacked, offers }, { asOf }).rejected).toContainEqual({
      measure: 'matchedBundle',
      offer: 'q1',
      because: 'attackClosed',
    });
  });

  it('none lost where nothing calls for the measure, and none wanting where it does', () => {
    const calm = { ...customer, rivalPlanSeen: false, offers: [offer, { ...offer, id: 'q2' }] };
    const because = 'causeAbsent';
    expect(retain.outcome(calm, { asOf }).rejected.filter(({ measure }) => measure === 'matchedBundle')).toEqual([
      { measure: 'matchedBundle', offer: 'q1', because },
      { measure: 'matchedBundle', offer: 'q2', because },
    ]);
    for (const offers of [undefined, null, []]) {
      expect(retain.outcome({ ...customer, offers }, { asOf }).rejected).toContainEqual({
        measure: 'matchedBundle',
        because: 'notQuoted',
      });
    }
  });

  it('an unknown cost stays unknown and is named', () => {
    const { outcome, unknown } = decide({ cost: null });
    expect(outcome.candidates[0]).toMatchObject({
      cost: null,
      value: { kind: 'unknown', unknown: ['offers.q1.cost'] },
    });
    expect(unknown).toContain('offers.q1.cost');
  });

  it('in an order that does not depend on theirs, the fast lane and JSON agreeing', () => {
    const offers = ['q3', '__proto__', 'q1', 'constructor'].map((id) => ({ ...offer, id }));
    const decision = retain({ ...customer, offers }, { asOf });
    expect(decision.outcome.candidates.map((one) => one.offer)).toEqual(['__proto__', 'constructor', 'q1', 'q3']);
    expect(retain.outcome({ ...customer, offers: offers.toReversed() }, { asOf })).toEqual(decision.outcome);
    expect(JSON.parse(JSON.stringify(decision))).toEqual(decision);
  });

  it('explained under their own names', () => {
    const decision = decide({}, { id: 'q2', uplift: '0.2' });
    const sentences = retain.explain(decision, 'en');
    expect(sentences).toContain('Not q2: it costs 255.00 CNY and keeps 240.00 CNY.');
    expect(sentences.at(-1)).toMatch(/^q1 by 2013-01-06, by county account manager through a visit, cost 255\.00 CNY/);
  });

  it('of which allocate takes one a customer', () => {
    const { candidates } = decide({ uplift: '0.5' }, { id: 'q2', uplift: '0.6', cost: yuan('300.00') }).outcome;
    const chosen = allocate(
      candidates.flatMap(({ offer: id, cost, value }) =>
        value.kind === 'incremental' ? [{ id: id!, subject: 'k', cost, gain: value.gain }] : [],
      ),
      { currency: 'CNY', budget: yuan('1000') },
    ).chosen;
    // 600 - 255 = 345 against 720 - 315 = 405
    expect(chosen).toEqual([{ id: 'q2', subject: 'k', net: yuan('405.00'), cost: yuan('315.00') }]);
  });
});

describe('faulty offers', () => {
  it('are named with their paths, all of them, and reject their customer alone', () => {
    const bad = [
      { ...offer, id: '', measure: 'renewalCall' },
      { ...offer, cost: yuan('-1') },
      { ...offer, cost: { amount: '1', currency: 'USD' }, uplift: '1.1' },
      { id: 'q4', measure: 'matchedBundle', cost: yuan('1.001') },
      null,
    ] as unknown as readonly QuotedOffer[];
    const { decided, rejects } = decideAll(retain, [{ ...customer, offers: bad }, customer], { asOf });
    expect(decided).toHaveLength(1);
    expect(rejects[0]?.issues.map(({ code, path }) => `${code} ${path.join('.')}`)).toEqual([
      'type offers.0.id',
      'unknownReference offers.0.measure',
      'range offers.1.cost',
      'duplicate offers.2.id',
      'currency offers.2.cost.currency',
      'range offers.2.uplift',
      'type offers.3.approval',
      'format offers.3.cost.amount',
      'type offers.4.id',
      'unknownReference offers.4.measure',
      'type offers.4.approval',
    ]);
    expect(() => retain({ ...customer, offers: {} as unknown as [] }, { asOf })).toThrow('offers: expected a list');
  });

  it('a quoted measure has no approval of its own, and no fact takes the offers’ place', () => {
    const faulty = {
      ...policy,
      facts: [...policy.facts, { id: 'offers', kind: 'integer' }],
      measures: policy.measures.map((one) =>
        one.id === 'matchedBundle' ? { ...one, approval: { by: 'city', leadDays: 1 } } : one,
      ),
    };
    expect(checkRetention(faulty).map(({ path }) => path.join('.'))).toEqual([
      `facts.${policy.facts.length}.id`,
      'measures.4.approval',
    ]);
  });
});
