import { InputError } from 'tenure/core';
import {
  type AttackOffer,
  type AttackView,
  arcElasticity,
  atRiskDiscountLimit,
  compareCounters,
  type Deal,
  evaluateAttack,
  evaluateBundle,
  evaluateDeal,
  pricingPosture,
  projectEconomics,
  topUpSchedule,
} from 'tenure/pricing';
import { describe, expect, test } from 'vitest';
import { faultsOf } from './faults.js';

const cny = (amount: string) => ({ amount, currency: 'CNY' });
const halfUp = { mode: 'halfUp' } as const;
const house = { influentialIndividual: 'blocked', otherIndividual: 'needsClearance', mustBeBooked: [] } as const;

const handset = (amount: string | null): Deal => ({
  id: 'handset',
  start: '2010-01-31',
  months: 24,
  lines: 1,
  minimumSpend: cny('368'),
  marginPercent: '40',
  yearlyRate: '0',
  elements: [
    { id: 'handset', borneBy: 'operator', when: 'once', per: 'line', amount: amount === null ? null : cny(amount) },
  ],
});
const weigh = (deal: Deal) => evaluateDeal(deal, 'CNY', house, halfUp);

describe('a handset deal', () => {
  test('368 minimum, handset 2,000, margin 40 per cent: paid back on the 14th bill', () => {
    const deal = weigh(handset('2000'));
    expect(deal).toMatchObject({ monthlyMargin: cny('147.20'), paybackMonths: '13.59', paybackBill: 14 });
    // 24 × 147.20 − 2000 without interest
    expect(deal.netPresentValue).toEqual(cny('1532.80'));
    expect(deal.unknown).toEqual([]);
  });

  test('is worth less the later it earns: 101 a month for two months at 12 per cent a year', () => {
    // 101 ÷ 1.01 = 100; 101 ÷ 1.01² = 99.0099; less 100
    const deal = weigh({
      ...handset('100'),
      months: 2,
      minimumSpend: cny('404'),
      marginPercent: '25',
      yearlyRate: '12',
    });
    expect(deal.netPresentValue).toEqual(cny('99.01'));
  });

  test('is unknown where the handset is, and says so', () => {
    const deal = weigh(handset(null));
    expect([deal.outlay, deal.paybackBill, deal.netPresentValue]).toEqual([null, null, null]);
    expect(deal.commitmentMonthly).toEqual(cny('368.00'));
    expect(deal.unknown).toEqual(['handset.amount']);
  });

  test('locks in for its months, clamped to the month’s end', () => {
    expect(weigh({ ...handset('2000'), months: 1 }).lockInEnd).toBe('2010-02-28');
  });

  test('never pays back within a term that is too short', () => {
    expect(weigh({ ...handset('2000'), months: 12 }).paybackBill).toBeNull();
  });
});

describe('a deal with a fault', () => {
  const nothing = cny('0');
  const emptyQuote = {
    total: nothing,
    totals: { recurring: nothing, shortfall: nothing },
    lines: [],
    waterfall: [],
    margin: null,
    verdict: 'acceptable',
  };
  const element = handset('2000').elements[0]!;
  const elementWith = (more: object) => ({ elements: [element, { ...element, ...more }] });

  test.each([
    ['marginPercent format', { marginPercent: 'x' }],
    ['marginPercent format', { marginPercent: '4e1' }],
    ['yearlyRate format', { yearlyRate: '6%' }],
    ['yearlyRate range', { yearlyRate: '-1200' }],
    ['months range', { months: 0 }],
    ['months range', { months: 1.5 }],
    ['start format', { start: '2010-02-30' }],
    ['months range', { months: 1_000_000_000 }],
    ['lines range', { lines: -1 }],
    ['lines range', { lines: Number.NaN }],
    ['staff range', { staff: 2.5 }],
    ['minimumSpend.amount format', { minimumSpend: cny('1e21') }],
    ['minimumSpend.currency currency', { minimumSpend: { amount: '368', currency: 'USD' } }],
    ['minimumSpend type', { minimumSpend: '368' }],
    ['elements type', { elements: null }],
    ['elements.0 type', { elements: [null] }],
    ['elements.1.amount.amount format', elementWith({ id: 'b', amount: cny('2,000') })],
    ['elements.1.amount.amount range', elementWith({ id: 'b', amount: cny('-2000') })],
    ['elements.1.borneBy unknownReference', elementWith({ borneBy: 'rival' })],
    ['elements.1.when unknownReference', elementWith({ when: 'yearly' })],
    ['elements.1.per unknownReference', elementWith({ per: '__proto__' })],
    ['elements.1.id duplicate', elementWith({})],
    ['elements.1.id type', elementWith({ id: undefined })],
    ['id type', { id: null }],
    ['quote.total type', { quote: { ...emptyQuote, total: undefined } }],
    ['quote.verdict unknownReference', { quote: { ...emptyQuote, verdict: 'fine' } }],
    ['quote.lines.0 type', { quote: { ...emptyQuote, lines: [null] } }],
    ['quote.waterfall missing', { marginPercent: null, quote: emptyQuote }],
    ['guarantees.findings type', { guarantees: { compensation: null, terminationRights: [] } }],
    [
      'guarantees.compensation.currency currency',
      { guarantees: { findings: [], compensation: { amount: '1', currency: 'USD' }, terminationRights: [] } },
    ],
    [
      'elements.1.benefit.recipient unknownReference',
      elementWith({ id: 'b', benefit: { benefit: 'handset', recipient: 'x' } }),
    ],
  ])('is refused where it stands, not taken for unknown: %s', (fault, more) => {
    try {
      weigh({ ...handset('2000'), ...more } as Deal);
      expect.unreachable();
    } catch (error) {
      expect(error).toBeInstanceOf(InputError);
      expect((error as InputError).issues.map(({ code, path }) => `${path.join('.')} ${code}`)).toEqual([fault]);
    }
  });

  test('is refused for all its faults at once, those of what it is weighed with among them', () => {
    const run = () =>
      evaluateDeal(
        { ...handset('2000'), months: 0, staff: -1 },
        'CNY',
        { ...house, otherIndividual: 'maybe' as never, mustBeBooked: ['gold' as never] },
        { mode: 'near' as never },
      );
    expect(faultsOf(run)).toEqual([
      'range months',
      'range staff',
      'unknownReference policy.otherIndividual',
      'unknownReference policy.mustBeBooked.0',
      'unknownReference rounding.mode',
    ]);
    expect(faultsOf(() => evaluateDeal(handset('2000'), 'RMB', house, halfUp))).toEqual(['currency currency']);
  });

  test('with everything unknown is all unknown, and every figure that is missing is named', () => {
    const open = weigh({
      ...handset(null),
      lines: null,
      staff: null,
      minimumSpend: null,
      marginPercent: null,
      yearlyRate: null,
      quote: null,
      guarantees: null,
    });
    const { lockInEnd, compliance, verdict, decision, warnings, unknown, ...figures } = open;
    // no prepayment is part of the deal: that is known to be nothing
    const nothing = { prepayment: cny('0.00'), prepaymentMonthly: cny('0.00') };
    expect(figures).toEqual({ ...Object.fromEntries(Object.keys(figures).map((key) => [key, null])), ...nothing });
    expect(unknown).toEqual(['lines', 'minimumSpend', 'marginPercent', 'yearlyRate', 'handset.amount']);
    expect([lockInEnd, compliance, verdict, decision, warnings]).toEqual([
      '2012-01-31',
      [],
      'allowed',
      'acceptable',
      [],
    ]);
  });
});

describe('what a deal leaves open', () => {
  test('is nobody where the lines are as many as the staff or more', () => {
    expect(weigh({ ...handset('2000'), lines: 30, staff: 20 })).toMatchObject({
      uncoveredStaff: 0,
      uncoveredPercent: '0.00',
    });
    expect(weigh({ ...handset('2000'), lines: 0, staff: 0 })).toMatchObject({
      uncoveredStaff: 0,
      uncoveredPercent: null,
    });
  });

  test('is nothing to pay back where nothing is laid out, even at no margin', () => {
    const free = weigh({ ...handset('0'), marginPercent: '0' });
    expect([free.paybackMonths, free.paybackBill, free.warnings]).toEqual(['0.00', 1, []]);
    const losing = weigh({ ...handset('0'), marginPercent: '-1' });
    expect([losing.paybackMonths, losing.warnings]).toEqual([null, ['neverPaysBack']]);
  });

  test('is nothing to pay back where a prepayment covers what the months cost, and never paid back where they cost more', () => {
    const renewal = (monthlyCost: string) =>
      weigh({
        ...handset('0'),
        months: 12,
        marginPercent: '0',
        yearlyRate: '0',
        elements: [
          { id: 'year', borneBy: 'customer', when: 'once', per: 'deal', amount: cny('60000') },
          { id: 'line', borneBy: 'operator', when: 'monthly', per: 'deal', amount: cny(monthlyCost) },
        ],
      });
    // 60,000 − 12 × 2,000 = 36,000; − 12 × 5,000 = 0; − 12 × 6,000 = −12,000
    const told = (monthlyCost: string) => {
      const { netPresentValue, paybackMonths, paybackBill, warnings } = renewal(monthlyCost);
      return [netPresentValue?.amount, paybackMonths, paybackBill, warnings];
    };
    expect(told('2000')).toEqual(['36000.00', '0.00', 1, []]);
    expect(told('5000')).toEqual(['0.00', '0.00', 1, []]);
    expect(told('6000')).toEqual(['-12000.00', null, null, ['neverPaysBack']]);
  });
});

describe('what the customer pays every month beside the spend', () => {
  const rental = (amount: string | null): Deal => ({
    ...handset('2000'),
    elements: [
      ...handset('2000').elements,
      { id: 'rental', borneBy: 'customer', when: 'monthly', per: 'line', amount: amount === null ? null : cny(amount) },
    ],
  });

  test('earns the outlay back sooner: 368 × 40 % + 20 = 167.20 a month', () => {
    // 2,000 ÷ 167.20 = 11.96; 24 × 167.20 − 2,000 = 2,012.80
    expect(weigh(rental('20'))).toMatchObject({
      monthlyMargin: cny('167.20'),
      paybackMonths: '11.96',
      paybackBill: 12,
      netPresentValue: cny('2012.80'),
    });
  });

  test('leaves the margin open where nobody told it', () => {
    const open = weigh(rental(null));
    expect([open.monthlyMargin, open.netPresentValue, open.unknown]).toEqual([null, null, ['rental.amount']]);
  });
});

describe('a prepayment', () => {
  const prepaid = (amount: string | null, per: 'line' | 'deal', lines: number) =>
    weigh({
      ...handset('0'),
      months: 12,
      lines,
      elements: [
        { id: 'prepaid', borneBy: 'customer', when: 'once', per, amount: amount === null ? null : cny(amount) },
      ],
    });

  test('of 600 a head by 40,000 staff is 24,000,000; of an amount that nobody named it is unknown', () => {
    expect(prepaid('600', 'line', 40_000).prepayment).toEqual(cny('24000000.00'));
    const open = prepaid(null, 'line', 40_000);
    expect([open.prepayment, open.unknown]).toEqual([null, ['prepaid.amount']]);
  });

  test('of 60,000 for a year comes to 5,000 a month, and the customer is free when the year is over', () => {
    expect(prepaid('60000', 'deal', 1)).toMatchObject({ prepaymentMonthly: cny('5000.00'), lockInEnd: '2011-01-31' });
  });
});

/** The direct-selling company whose directors a rival won over (安利). */
const directors: AttackOffer = {
  ...handset('2000'),
  id: 'directors',
  attacker: 'rival',
  lines: 20_000,
  staff: 200_000,
  deviceModels: 1,
  deviceAgeingMonths: 12,
  dedicatedSoftware: true,
  renumbering: true,
  exclusive: false,
  negotiatedAt: 'group',
};
const view = {
  averageBill: cny('180'),
  renumberingCost: cny('30'),
  billTooHighFrom: '1.5',
  fewModelsBelow: 3,
  levels: ['site', 'city', 'province', 'group'],
  ourLevel: 'city',
} as const;

describe('an attack', () => {
  const attack = evaluateAttack(directors, view, 'CNY', house, halfUp);

  test('commits 88,320,000 a year against an outlay of 40,000,000', () => {
    expect(attack.deal).toMatchObject({
      commitmentMonthly: cny('7360000.00'),
      commitmentYearly: cny('88320000.00'),
      outlay: cny('40000000.00'),
      paybackMonths: '13.59',
    });
  });

  test('leaves 90 per cent of the staff with us and costs 600,000 in changed numbers', () => {
    expect([attack.deal.uncoveredStaff, attack.deal.uncoveredPercent]).toEqual([180_000, '90.00']);
    expect(attack.renumberingCost).toEqual(cny('600000.00'));
  });

  test('shows all eight weak points, the bill being 2.04 times the usual one', () => {
    expect(attack.weaknesses.filter(({ holds }) => holds).map(({ code }) => code)).toHaveLength(8);
    expect(attack.weaknesses.find(({ code }) => code === 'billTooHigh')?.evidence).toMatchObject({ times: '2.04' });
  });

  test('has to be answered at the level where it was negotiated', () => {
    expect([attack.answerAt, attack.escalate]).toEqual(['group', true]);
  });

  test.each([
    ['billTooHighFrom: expected', { billTooHighFrom: 'twice' }],
    ['averageBill.currency: expected CNY', { averageBill: { amount: '180', currency: 'USD' } }],
    ['renumberingCost.amount: expected', { renumberingCost: cny('x') }],
    ['fewModelsBelow: expected', { fewModelsBelow: Number.NaN }],
    ['levels: expected a list', { levels: 'city' }],
    ['levels.1: expected each level once', { levels: ['city', 'city', 'group'] }],
    ['ourLevel: expected one of', { ourLevel: '__proto__' }],
  ])('is not judged by a figure that is none: %s', (fault, more) => {
    expect(() => evaluateAttack(directors, { ...view, ...more } as AttackView, 'CNY', house, halfUp)).toThrow(fault);
  });

  test('is told by yes, no or unknown, not by words for them', () => {
    const wrong = { renumbering: 'yes', exclusive: 0, dedicatedSoftware: '', deviceModels: 1.5 };
    expect(
      faultsOf(() => evaluateAttack({ ...directors, ...wrong } as unknown as AttackOffer, view, 'CNY', house, halfUp)),
    ).toEqual(['range deviceModels', 'type dedicatedSoftware', 'type renumbering', 'type exclusive']);
    expect(faultsOf(() => evaluateAttack(directors, null as never, 'CNY', house, halfUp))).toEqual(['type ']);
  });

  test('with a prepayment that nobody knows may or may not be earned back in time', () => {
    const prepaid = { id: 'prepaid', borneBy: 'customer', when: 'once', per: 'deal', amount: null } as const;
    const outlayHigh = (more: Partial<AttackOffer>) =>
      evaluateAttack({ ...directors, ...more }, view, 'CNY', house, halfUp).weaknesses.find(
        ({ code }) => code === 'outlayHigh',
      )?.holds;
    expect(outlayHigh({ elements: [...directors.elements, prepaid] })).toBeNull();
    // 13.59 months of 24 is the second half, of 28 the first; in 12 it never is
    expect([outlayHigh({}), outlayHigh({ months: 28 }), outlayHigh({ months: 12 })]).toEqual([true, false, true]);
  });

  test('on customers who pay nothing today has no bill to be too high against', () => {
    const { weaknesses } = evaluateAttack(directors, { ...view, averageBill: cny('0') }, 'CNY', house, halfUp);
    expect(weaknesses.find(({ code }) => code === 'billTooHigh')).toMatchObject({
      holds: null,
      evidence: { times: null },
    });
  });

  test('on an oilfield stays unknown in what nobody has told: subsidy and revenue share', () => {
    const oilfield: AttackOffer = {
      id: 'oilfield',
      attacker: 'rival',
      start: '2010-01-01',
      months: 12,
      lines: 40_000,
      minimumSpend: null,
      elements: [
        {
          id: 'revenueShare',
          borneBy: 'operator',
          when: 'monthly',
          per: 'deal',
          benefit: { benefit: 'revenueShare', recipient: 'unit', isBooked: true },
        },
        { id: 'staffSubsidy', borneBy: 'customer', when: 'once', per: 'line', amount: null },
        { id: 'freeCalls', borneBy: 'operator', when: 'monthly', per: 'line', amount: cny('30') },
      ],
    };
    const { deal, weaknesses } = evaluateAttack(oilfield, view, 'CNY', house, halfUp);
    expect(deal.netPresentValue).toBeNull();
    expect(deal.unknown).toEqual([
      'minimumSpend',
      'marginPercent',
      'yearlyRate',
      'revenueShare.amount',
      'staffSubsidy.amount',
    ]);
    expect(weaknesses.every(({ holds }) => holds === null)).toBe(true);
    const subsidised = {
      ...oilfield,
      elements: [{ ...oilfield.elements[1]!, borneBy: 'operator' as const, amount: cny('600') }],
    };
    expect(weigh(subsidised).outlay).toEqual(cny('24000000.00'));
  });

  test('on a tax bureau is blocked for the leader’s handset, not for the same handset for all staff by rule', () => {
    const bureau = (recipient: 'namedIndividual' | 'allStaffByRule'): Deal => ({
      ...handset('2000'),
      elements: [
        { id: 'broadband', borneBy: 'customer', when: 'once', per: 'deal', amount: null },
        {
          id: 'handset',
          borneBy: 'operator',
          when: 'once',
          per: 'line',
          amount: cny('2000'),
          benefit: { benefit: 'handset', recipient, hasInfluence: true },
        },
      ],
    });
    const leader = weigh(bureau('namedIndividual'));
    expect([leader.verdict, leader.compliance[0]?.because[0]]).toEqual(['blocked', 'toInfluentialIndividual']);
    expect(weigh(bureau('allStaffByRule')).verdict).toBe('allowed');
    expect(leader.unknown).toEqual(['broadband.amount']);
  });
});

describe('counter-offers', () => {
  test('put non-price measures first and name the save rate that a discount has to reach', () => {
    const counters = compareCounters(
      [
        { id: 'discount', priceItem: true, cost: cny('1500'), keptMargin: cny('5000'), saveRate: '0.4' },
        { id: 'bundle', priceItem: false, cost: cny('900'), keptMargin: cny('5000'), saveRate: null },
        { id: 'upgrade', priceItem: false, cost: cny('500'), keptMargin: cny('5000'), saveRate: '0.2' },
      ],
      halfUp,
    );
    expect(counters.map(({ id, expectedValue }) => [id, expectedValue?.amount ?? null])).toEqual([
      ['upgrade', '500.00'],
      ['bundle', null],
      ['discount', '500.00'],
    ]);
    expect(counters[1]).toMatchObject({ breakEvenSaveRate: '0.180000', pays: null, unknown: ['saveRate'] });
  });

  test.each([
    ['counters.1.saveRate: expected a rate from 0 to 1', { saveRate: 'half' }],
    ['counters.1.keptMargin.currency: expected CNY', { keptMargin: { amount: '5000', currency: 'USD' } }],
    ['counters.1.cost.amount: expected an amount of 0 or more', { cost: cny('-1') }],
  ])('are not weighed by a figure that is none: %s', (fault, more) => {
    const sound = { id: 'a', priceItem: true, cost: cny('1'), keptMargin: cny('2'), saveRate: '0.5' };
    expect(() => compareCounters([sound, { ...sound, ...more }], halfUp)).toThrow(fault);
  });

  test('spend no more than the expected loss, and nothing below the threshold', () => {
    const most = (risk: string) => atRiskDiscountLimit(risk, cny('5000'), '0.3', { mode: 'down' }).amount;
    expect([most('0.4'), most('0.1')]).toEqual(['2000.00', '0.00']);
  });
});

describe('a bundle against its parts', () => {
  const parts = [
    { id: 'a', price: cny('60'), cost: cny('30') },
    { id: 'b', price: cny('80'), cost: cny('40') },
    { id: 'c', price: cny('40'), cost: cny('25') },
  ];

  test('60 + 80 + 40 for 150 at a cost of 95 saves 30 and leaves 55', () => {
    expect(evaluateBundle(parts, cny('150'), ['a', 'b'])).toMatchObject({
      saving: cny('30.00'),
      savingPercent: '16.67',
      margin: cny('55.00'),
      marginPercent: '36.67',
      dominated: false,
      revenueChange: cny('10.00'),
    });
  });

  test('is dominated at the sum of its parts, and has no margin while a cost is unknown', () => {
    expect(evaluateBundle(parts, cny('180'), []).dominated).toBe(true);
    const open = evaluateBundle([...parts, { id: 'd', price: cny('10'), cost: null }], cny('150'), []);
    expect([open.margin, open.unknown]).toEqual([null, ['d.cost']]);
  });

  test('is chosen where it leaves the customer more than the parts do', () => {
    const worth = (a: string, b: string) =>
      evaluateBundle(
        [
          { id: 'a', price: cny('60'), willingnessToPay: cny(a) },
          { id: 'b', price: cny('80'), willingnessToPay: cny(b) },
        ],
        cny('120'),
        [],
      ).choice;
    expect([worth('70', '70'), worth('100', '10'), worth('10', '10')]).toEqual(['bundle', 'parts', 'nothing']);
  });
});

describe('the smaller calculations', () => {
  test('100 + 100 over 10 months is half off, 10.00 released each month', () => {
    const { releases, effectiveDiscountPercent } = topUpSchedule({
      deposit: cny('100'),
      bonus: cny('100'),
      months: 10,
      start: '2013-01-31',
    });
    expect(effectiveDiscountPercent).toBe('50.00');
    expect(releases[1]).toEqual({ on: '2013-02-28', amount: cny('10.00'), liability: cny('80.00') });
    expect(releases.at(-1)?.liability).toEqual(cny('0.00'));
    const endless = { deposit: cny('100'), bonus: cny('100'), months: 1_000_000_000, start: '2013-01-31' };
    expect(() => topUpSchedule(endless)).toThrow(InputError);
  });

  test('volume that grows from 100 to 115 when the price falls from 100 to 90 is elastic', () => {
    expect(arcElasticity({ price: '100', volume: '100' }, { price: '90', volume: '115' })).toEqual({
      arc: '-1.326',
      kind: 'elastic',
    });
  });

  test.each([
    ['defensive', '100', 'followed'],
    ['offensive', '88', 'first'],
    ['belowMarket', '88', 'followed'],
    ['premium', '112', 'followed'],
  ] as const)('a price is %s at %s against 100 when it %s', (posture, ours, moved) => {
    expect(pricingPosture(cny(ours), cny('100'), moved, '3')).toBe(posture);
  });

  test('direct revenue stands beside latent benefit and is never summed with it', () => {
    expect(projectEconomics({ units: 1000, fee: cny('50'), months: 12 }, [{ id: 'avoidedCost' }], halfUp)).toEqual({
      direct: cny('600000.00'),
      latent: [{ id: 'avoidedCost', amount: null }],
      unknown: ['avoidedCost'],
    });
  });
});
