import * as fc from 'fast-check';
import { checkRetention, compileRetention, compileRetentionJson } from 'tenure/retention';
import { describe, expect, it } from 'vitest';
import { keepPlans } from '../../examples/policies/keep-plans.js';

const yuan = (amount: string) => ({ amount, currency: 'CNY' });
const retain = compileRetention(keepPlans);
const asOf = '2013-01-01';
const customer = {
  hasLeft: false,
  mayCall: true,
  contractEnd: '2013-02-15',
  rivalPlanSeen: true,
  monthlyMargin: yuan('100.00'),
  monthlyBill: yuan('200.00'),
  saveProbability: '0.3',
} as const;

type Customer = Parameters<typeof retain>[0];
const decide = (change: Customer = {}, on = asOf) => retain({ ...customer, ...change }, { asOf: on });
const candidateOf = (measure: string, change: Customer = {}, on = asOf) =>
  decide(change, on).outcome.candidates.find((one) => one.measure === measure);
const refusalOf = (measure: string, change: Customer = {}, on = asOf) =>
  decide(change, on).outcome.rejected.find((one) => one.measure === measure)?.because;

describe('what could keep a customer', () => {
  it('a bundle that ends in 45 days and a price threat give at least two dated candidates with owners (RET-02)', () => {
    const { candidates, causes } = decide().outcome;
    expect(causes).toEqual(['expiry', 'tariffWar']);
    expect(candidates.map(({ measure, due, owner, channel }) => [measure, due, owner, channel])).toEqual([
      ['renewalCall', '2013-01-01', 'grid', 'phone'],
      ['matchedBundle', '2013-01-06', 'county', 'visit'],
    ]);
    expect(decide()).toEqual(decide());
  });

  it.each([
    ['2013-02-28', true, '2013-04-30'],
    ['2013-01-31', false, '2013-03-31'],
    ['2013-01-01', false, '2013-03-01'],
  ])('reminds two calendar months ahead: on %s (clamped: %s) of an end on %s (RET-08)', (due, clamped, contractEnd) => {
    expect(candidateOf('renewalCall', { contractEnd })).toMatchObject({
      due,
      clamped,
      late: false,
      anchor: { fact: 'contractEnd', date: contractEnd },
      deadline: contractEnd,
    });
  });

  it.each([
    ['after it', { months: 1 }],
    ['after it', { days: 1 }],
    ['before it', { months: -2 }],
  ])(
    'a contract without end (9999-12-31) leaves the customer the other measures; what comes %s is not due',
    (_, offset) => {
      const [call, ...others] = keepPlans.measures;
      const open = compileRetention({
        ...keepPlans,
        measures: [{ ...call!, causes: ['tariffWar'], offset }, ...others],
      });
      const decision = open({ ...customer, contractEnd: '9999-12-31' }, { asOf });
      expect(decision.outcome.rejected[0]).toEqual({ measure: 'renewalCall', because: 'notYetDue' });
      expect(decision.outcome.candidates.map(({ measure }) => measure)).toEqual(['matchedBundle']);
      expect(open.outcome({ ...customer, contractEnd: '9999-12-31' }, { asOf })).toEqual(decision.outcome);
    },
  );

  it('is late, not lost, where the planned day has passed', () => {
    expect(candidateOf('renewalCall')).toMatchObject({ due: '2013-01-01', late: true, deadline: '2013-02-15' });
  });

  it('works out the local-call discount against what it saves (RET-04)', () => {
    const stopped = {
      silentStop: 'stoppedAndSubstituted',
      localCalls: yuan('30.00'),
      monthlyBill: yuan('80.00'),
    } as const;
    // 30 × 20 % × 6 = 36; 80 × 40 % × 6 × 0.3 = 57.60; 57.60 - 36 = 21.60
    expect(candidateOf('callDiscount', stopped)).toMatchObject({
      cost: yuan('36.00'),
      value: { kind: 'incremental', atStake: yuan('192.00'), gain: yuan('57.60'), net: yuan('21.60') },
      approval: { by: 'county', leadDays: 3, requestBy: '2013-01-05' },
    });
  });

  it('shows the break-even where the uplift is unknown', () => {
    // 240 of cost over 1,200 at stake
    expect(candidateOf('matchedBundle')?.value).toEqual({
      kind: 'breakEven',
      atStake: yuan('1200.00'),
      uplift: '0.200000',
    });
    // 15 over 1,200, for want of the uplift's fact
    const unknownUplift = decide({ saveProbability: null });
    expect(unknownUplift.outcome.candidates[0]?.value).toMatchObject({ kind: 'breakEven', uplift: '0.012500' });
    expect(unknownUplift.unknown).toContain('saveProbability');
  });

  it('keeps an unknown cost unknown and names what is missing', () => {
    const { outcome, unknown } = decide({ silentStop: 'stoppedAndSubstituted', localCalls: null });
    const discount = outcome.candidates.find(({ measure }) => measure === 'callDiscount');
    expect(discount).toMatchObject({ cost: null, value: { kind: 'unknown', unknown: ['localCalls'] } });
    expect(unknown).toContain('localCalls');
  });

  it('takes the approval’s lead time off, and moves the day where it is too short', () => {
    // Due on 2013-01-06, five days to approve: ask today.
    expect(candidateOf('matchedBundle')?.approval).toEqual({ by: 'city', leadDays: 5, requestBy: '2013-01-01' });
    // The handset needs ten days and hangs on nothing: due 2013-01-11, asked for on the day.
    expect(candidateOf('handsetOffer', { asksForDevice: true })).toMatchObject({
      due: '2013-01-11',
      approval: { requestBy: '2013-01-01' },
    });
  });

  it('raises the owner to the level of the attack', () => {
    expect(candidateOf('matchedBundle', { attackLevel: 'province' })).toMatchObject({
      owner: 'province',
      escalated: true,
    });
    expect(candidateOf('matchedBundle', { attackLevel: 'grid' })).toMatchObject({ owner: 'county', escalated: false });
  });

  it('answers each of the four wars with its own measures (CMP-01 … 04, RET-39)', () => {
    const measures = (change: Customer) =>
      decide({ contractEnd: null, rivalPlanSeen: false, ...change }).outcome.candidates.map(({ measure }) => measure);
    expect(measures({ asksForDevice: true })).toEqual(['handsetOffer']);
    expect(measures({ rivalPlanSeen: true })).toEqual(['matchedBundle']);
    expect(measures({ needsBundle: true })).toEqual(['fusedBundle']);
    expect(measures({ superiorsCircular: true })).toEqual(['executiveVisit']);
    expect(measures({ riskBand: 'red' })).toEqual(['identifyThreat']);
  });

  it('shows the evidence of a threat, and how one will know that its measure worked', () => {
    const decision = decide({ rivalPlanSeen: true });
    expect(decision.reasons.find(({ rule }) => rule === 'tariffWar')).toMatchObject({
      code: 'causeHolds',
      facts: { threat: 'tariff', tests: [{ fact: 'rivalPlanSeen', seen: true, holds: true }] },
    });
    expect(candidateOf('renewalCall')).toMatchObject({
      causes: ['expiry'],
      lever: 'switchingBarrier',
      offset: { months: -2, days: 0 },
      success: { en: 'Renewed before the contract ends', zh: '到期前完成续约' },
    });
    expect(candidateOf('matchedBundle')?.offset).toEqual({ months: 0, days: 5 });
  });

  it('puts service before price at equal worth', () => {
    const equal = compileRetention({
      ...keepPlans,
      measures: [true, false].map((price) => ({
        ...keepPlans.measures[0]!,
        id: price ? 'discount' : 'service',
        price,
        uplift: { share: '0.5' },
      })),
    });
    expect(equal.outcome(customer, { asOf }).candidates.map(({ measure }) => measure)).toEqual(['service', 'discount']);
  });
});

describe('the levers of loyalty (RET-01)', () => {
  it.each([
    ['satisfaction', [], { barrier: 80, satisfaction: 40, priceImage: 70 }],
    ['pricePerception', ['satisfaction'], { barrier: 80, priceImage: 70 }],
    [null, ['satisfaction', 'switchingBarrier', 'pricePerception'], {}],
  ] as const)('the weakest is %s, to be measured first: %o', (weakestLever, measureFirst, scores) => {
    expect(decide(scores).outcome).toMatchObject({ weakestLever, measureFirst });
  });

  it('are compared by their scores, whatever kinds of fact hold them: 4.5 is less than 40', () => {
    const mixed = compileRetentionJson({
      ...keepPlans,
      facts: keepPlans.facts.map((fact) =>
        fact.id === 'satisfaction' ? { id: 'satisfaction', kind: 'decimal', scale: 1 } : fact,
      ),
    });
    expect(mixed.outcome({ ...customer, satisfaction: '4.5', barrier: 40 }, { asOf }).weakestLever).toBe(
      'satisfaction',
    );
  });
});

describe('who gets none', () => {
  it('a customer who has left', () => {
    const decision = decide({ hasLeft: true });
    expect(decision.outcome.candidates).toEqual([]);
    expect(retain.explain(decision, 'en')).toEqual(['The customer has left (has left = yes): nothing to keep.']);
    expect(retain.explain(decision, 'zh')).toEqual(['客户已离网（已离网 = 是），不再安排挽留。']);
  });

  it('nor one of whom it is unknown', () => {
    const { outcome, unknown } = decide({ hasLeft: null });
    expect(outcome.candidates).toEqual([]);
    expect(unknown).toEqual(['hasLeft']);
  });
});

describe('every measure that is not a candidate says why', () => {
  const sentencesOf = (measure: string, change: Customer, language: 'en' | 'zh') => {
    const { reasons } = decide(change);
    return retain.explain({ reasons: reasons.filter(({ rule }) => rule === measure) }, language);
  };

  it('what is for customers without a cause names the causes that hold', () => {
    expect(sentencesOf('identifyThreat', {}, 'en')).toEqual([
      'Not find out what threatens, which is for customers without a cause; this one has: contract runs out, tariff war.',
    ]);
  });

  it('a break-even is told in words, in both languages', () => {
    // 240 of cost over 1,200 at stake
    expect(sentencesOf('matchedBundle', {}, 'en')[0]).toMatch(
      /, cost 240\.00 CNY, worth it if the uplift is at least 0\.200000\.$/,
    );
    expect(sentencesOf('matchedBundle', {}, 'zh')[0]).toMatch(/，成本 240\.00 CNY，价值 盈亏平衡增益 0\.200000。$/);
  });

  it('only the causes that are open are said to be', () => {
    const two = compileRetention({
      ...keepPlans,
      measures: [{ ...keepPlans.measures[0]!, causes: ['tariffWar', 'deviceWar'] }],
    });
    const { reasons } = two({ ...customer, rivalPlanSeen: false }, { asOf });
    expect(reasons.find(({ code }) => code === 'causeUnknown')?.facts.causes).toEqual(['deviceWar']);
  });

  it.each([
    ['causeAbsent', 'handsetOffer', { asksForDevice: false }],
    ['causeUnknown', 'handsetOffer', {}],
    ['causePresent', 'identifyThreat', {}],
    ['horizonOver', 'renewalCall', { contractEnd: '2012-12-31' }],
    ['notYetDue', 'renewalCall', { contractEnd: '2013-05-03' }],
    ['attackClosed', 'matchedBundle', { attackCloses: '2013-01-05' }],
    ['aboveCap', 'matchedBundle', { lifetimeValue: yuan('799.99') }],
    ['sleepingDog', 'renewalCall', { saveProbability: '-0.0001' }],
    ['costsMoreThanItKeeps', 'renewalCall', { saveProbability: '0.0124' }],
    ['cannotPay', 'matchedBundle', { monthlyMargin: yuan('19.99') }],
    ['notEligible', 'identifyThreat', { contractEnd: null, rivalPlanSeen: false, riskBand: 'green' }],
    ['eligibilityUnknown', 'identifyThreat', { contractEnd: null, rivalPlanSeen: false }],
  ] as const)('%s: %s with %o', (because, measure, change) => {
    expect(refusalOf(measure, change)).toBe(because);
  });

  it.each([
    ['noConsent', false],
    ['consentUnknown', null],
  ] as const)('%s where a call is the only way', (because, mayCall) => {
    const byPhone = compileRetention({
      ...keepPlans,
      measures: [{ ...keepPlans.measures[0]!, channels: ['phone'] }],
    });
    expect(byPhone.outcome({ ...customer, mayCall }, { asOf }).rejected).toEqual([{ measure: 'renewalCall', because }]);
  });

  it('the next channel serves where the first lacks consent', () => {
    expect(candidateOf('renewalCall', { mayCall: false })?.channel).toBe('visit');
  });

  it('anchorUnknown and approvalTooLate', () => {
    const anchored = compileRetention({
      ...keepPlans,
      measures: [{ ...keepPlans.measures[0]!, causes: ['tariffWar'], approval: { by: 'city', leadDays: 46 } }],
    });
    const because = (change: Customer) => anchored.outcome({ ...customer, ...change }, { asOf }).rejected[0]?.because;
    expect(because({ contractEnd: null })).toBe('anchorUnknown');
    // 46 days from 2013-01-01 is 2013-02-16, one day after the end
    expect(because({})).toBe('approvalTooLate');
    expect(because({ contractEnd: '2013-02-16' })).toBeUndefined();
  });

  it('capUnknown where the policy rejects what it cannot cap, complianceBlocked where a gift may not be given', () => {
    const [renewal] = keepPlans.measures;
    const retainWith = (change: object, gift?: object) =>
      compileRetention({
        ...keepPlans,
        ...change,
        measures: [
          gift === undefined ? renewal! : { ...renewal!, gift: gift as { benefit: 'gift'; recipient: 'unit' } },
        ],
      });
    const strict = retainWith({ spendingCap: { fact: 'lifetimeValue', percent: '30', whenUnknown: 'reject' } });
    expect(strict(customer, { asOf })).toMatchObject({
      outcome: { rejected: [{ measure: 'renewalCall', because: 'capUnknown' }] },
      unknown: expect.arrayContaining(['lifetimeValue']),
    });
    const house = { influentialIndividual: 'blocked', otherIndividual: 'needsClearance', mustBeBooked: [] };
    const toOne = (hasInfluence: boolean) =>
      retainWith({ compliance: house }, { benefit: 'gift', recipient: 'namedIndividual', hasInfluence }).outcome(
        customer,
        { asOf },
      );
    expect(toOne(true).rejected).toEqual([{ measure: 'renewalCall', because: 'complianceBlocked' }]);
    expect(toOne(false).candidates).toMatchObject([{ measure: 'renewalCall', needsClearance: true }]);
  });

  it('a cap counts as exceeded by what is over it (VAL-28)', () => {
    const { reasons } = decide({ lifetimeValue: yuan('700.00') });
    // 30 % of 700 is 210; the bundle costs 240
    expect(reasons.find(({ code }) => code === 'aboveCap')?.facts).toEqual({
      cost: yuan('240.00'),
      cap: yuan('210.00'),
      over: yuan('30.00'),
    });
  });

  it('refuses an uplift beyond certainty', () => {
    const wild = compileRetention({
      ...keepPlans,
      facts: keepPlans.facts.map((fact) =>
        fact.id === 'saveProbability' ? ({ id: 'saveProbability', kind: 'number' } as const) : fact,
      ) as unknown as typeof keepPlans.facts,
    });
    const input = { ...customer, saveProbability: 1.5 } as unknown as Customer;
    expect(() => wild.outcome(input, { asOf })).toThrow(
      'saveProbability: expected an uplift between -1 and 1, got 1.5',
    );
    const none = { ...customer, saveProbability: Number.NaN } as unknown as Customer;
    expect(() => wild.outcome(none, { asOf })).toThrow('saveProbability: expected a finite number, got NaN');
  });
});

describe('always', () => {
  const date = fc.constantFrom('2012-12-31', '2013-01-01', '2013-02-15', '2013-03-31', '2013-04-30', '2020-02-29');
  const flag = fc.option(fc.boolean());
  const facts = fc.record(
    {
      hasLeft: fc.option(fc.boolean(), { freq: 2 }),
      contractEnd: fc.option(date),
      attackCloses: fc.option(date),
      rivalPlanSeen: flag,
      asksForDevice: flag,
      complaintOpen: flag,
      mayCall: flag,
      saveProbability: fc.option(fc.integer({ min: -100, max: 100 }).map((percent) => (percent / 100).toFixed(2))),
      monthlyMargin: fc.option(fc.integer({ min: -100, max: 900 }).map((amount) => yuan(`${amount}.00`))),
      lifetimeValue: fc.option(fc.integer({ min: -100, max: 9000 }).map((amount) => yuan(`${amount}.00`))),
    },
    { requiredKeys: [] },
  );

  it('every measure is a candidate or rejected; dates stand in order; the fast lane agrees; JSON keeps it', () => {
    fc.assert(
      fc.property(facts, (record) => {
        const decision = retain(record, { asOf });
        const { candidates, rejected } = decision.outcome;
        expect([0, keepPlans.measures.length]).toContain(candidates.length + rejected.length);
        for (const { due, deadline, approval } of candidates) {
          expect(due >= asOf).toBe(true);
          if (deadline !== null) expect(due <= deadline).toBe(true);
          if (approval !== null) expect(approval.requestBy >= asOf).toBe(true);
        }
        expect(retain.outcome(record, { asOf })).toEqual(decision.outcome);
        expect(JSON.parse(JSON.stringify(decision))).toEqual(decision);
      }),
    );
  });
});

describe('a faulty retention policy', () => {
  it('names every fault with its path', () => {
    const [first] = keepPlans.measures;
    const issues = checkRetention({
      ...keepPlans,
      attack: { level: 'silentStop' },
      spendingCap: { fact: 'contractEnd', percent: '-30', whenUnknown: 'reject' },
      channels: [{ id: 'visit', consent: 'contractEnd' }, { id: 'phone' }],
      measures: [
        {
          ...first,
          causes: ['expiry', 'gone'],
          owner: 'nobody',
          anchor: 'mayCall',
          cost: [{ amount: '1.234' }, { fact: 'satisfaction' }, {}],
          uplift: { share: '2' },
        },
      ],
    });
    expect(issues.map(({ path }) => path.join('.'))).toEqual([
      'channels.0.consent',
      'attack.level',
      'spendingCap.fact',
      'spendingCap.percent',
      'measures.0.causes.1',
      'measures.0.owner',
      'measures.0.anchor',
      'measures.0.cost.0.amount',
      'measures.0.cost.1.fact',
      'measures.0.cost.2',
      'measures.0.uplift.share',
    ]);
  });
});
