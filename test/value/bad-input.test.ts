import {
  type CohortMember,
  type CohortReading,
  checkPlanCost,
  checkPlans,
  checkValue,
  churnEffect,
  churnKind,
  cohortRetention,
  compileValueJson,
  creditReferrals,
  customerEquity,
  fitRetention,
  forecastPromotion,
  freezeCohort,
  lifetimeMultiple,
  lifetimeValue,
  type MembershipLink,
  membershipsOn,
  pooledRetention,
  presentValue,
  rankCompetingPlans,
  readBucket,
  retentionRate,
  returnOnCustomer,
  revenueMovements,
  revenueRetention,
  rollUpUnits,
  type Valued,
} from 'tenure/value';
import { describe, expect, it } from 'vitest';

const cny = (amount: string) => ({ amount, currency: 'CNY' });
const asOf = '2013-01-01';

/** A policy of one figure; margins, lines and the last period's tier as facts. */
const withFigure = (figure: object, change: object = {}) => ({
  kind: 'value',
  id: 'tiers',
  version: '1',
  facts: [
    { id: 'margin', kind: 'money', currency: 'CNY' },
    { id: 'lines', kind: 'integer' },
    { id: 'lastTier', kind: 'text' },
    { id: 'candidate', kind: 'text' },
    { id: 'periods', kind: 'integer' },
  ],
  figures: [{ id: 'worth', kind: 'money', currency: 'CNY', terms: [{ fact: 'margin' }], ...figure }],
  hitPolicy: 'first',
  tiers: [
    { id: 'high', when: { worth: { $gt: '5' } } },
    { id: 'low', when: { worth: { $lte: '5' } } },
  ],
  otherwise: 'UNRATED',
  whenUnknown: { result: 'unrated' },
  ...change,
});

describe('a figure stays within exact integers', () => {
  const most = cny('90071992547409.91');

  it('and refuses a customer whose parts leave them, though their sum does not', () => {
    // 3 times 2^53 - 1 cents is no double; less twice as much, it came out a cent short.
    const parts = [
      { fact: 'margin', times: '3' },
      { fact: 'margin', times: '-2' },
    ];
    const classify = compileValueJson(withFigure({ terms: parts }));
    expect(() => classify.outcome({ margin: most }, { asOf })).toThrow('worth: expected a figure below 2^53 units');
    const column = Float64Array.of(Number.MAX_SAFE_INTEGER);
    expect(() => classify.columns({ length: 1, columns: { margin: column } })).toThrow(
      'worth: expected a figure below',
    );
    expect(classify.figures({ margin: cny('30023997515803.30') })).toEqual({ worth: cny('30023997515803.30') });
  });

  it.each<[string, object]>([
    // 10^7 at nine places is 10^16, above 2^53; the figure was unknown for everybody, for no fact's sake.
    [
      'figures.0.terms.0.amount: expected an amount that with its factor is below 2^53 units, got "10000000"',
      { kind: 'score', currency: undefined, scale: 9, terms: [{ amount: '10000000' }] },
    ],
    [
      'figures.0.terms.0.scored.from: expected a decimal with at most 2 decimal places, got "0.001"',
      scored('0.001', '5'),
    ],
    ['figures.0.terms.0.scored.to: expected more than from 5, got "5"', scored('5', '5')],
  ])('and the policy is told: %s', (message, figure) => {
    const { currency, ...rest } = withFigure(figure).figures[0] as { readonly currency?: string };
    const figures = [currency === undefined ? rest : { ...rest, currency }];
    const tiers = [{ id: 'high', when: { lines: 1 } }];
    expect(checkValue(withFigure({}, { figures, tiers })).map((fault) => fault.message)).toEqual([message]);
  });

  function scored(from: string, to: string): object {
    const terms = [{ fact: 'margin', scored: { from, to } }];
    return { kind: 'score', currency: undefined, scale: 2, rounding: 'halfUp', terms };
  }
});

it('a policy has at most 250 tiers, which columns count in bytes', () => {
  const tiers = (count: number) => Array.from({ length: count }, (_, k) => ({ id: `t${k}`, when: { lines: k } }));
  const { columns } = compileValueJson(withFigure({}, { tiers: tiers(250) }));
  const found = columns({ length: 2, columns: { lines: Float64Array.of(249, 250) } });
  expect([...found.codes].map((code) => found.tiers[code])).toEqual(['t249', 'UNRATED']);
  expect(checkValue(withFigure({}, { tiers: tiers(251) })).map(({ path }) => path)).toEqual([['tiers']]);
});

describe('what missing facts leave open is named', () => {
  it('a flag that could stand on the tier', () => {
    const flags = [
      { id: 'turnaround', tiers: ['high'], when: { lines: { $gte: 3 } } },
      { id: 'elsewhere', tiers: ['low'], when: { lines: { $gte: 3 } } },
    ];
    const classify = compileValueJson(withFigure({}, { flags }));
    const codesOf = (lines: number | null) => {
      const { outcome, reasons, unknown } = classify({ margin: cny('10'), lines }, { asOf });
      return [
        outcome.flags,
        reasons.flatMap(({ code, rule }) => (code.startsWith('flag') ? [[code, rule]] : [])),
        unknown,
      ];
    };
    expect(codesOf(3)).toEqual([['turnaround'], [['flagged', 'turnaround']], []]);
    expect(codesOf(2)).toEqual([[], [['flagMissed', 'turnaround']], []]);
    expect(codesOf(null)).toEqual([[], [['flagUndecided', 'turnaround']], ['lines']]);
  });

  it('the lower bar of the tier held', () => {
    const standing = { tier: 'lastTier', candidate: 'candidate', periods: 'periods' };
    const [high, low] = withFigure({}).tiers;
    const tiers = [{ ...high, stays: { lines: { $gte: 3 } } }, low];
    const classify = compileValueJson(withFigure({}, { standing, tiers }));
    const decide = (lines: number | null) => classify({ margin: cny('1'), lastTier: 'high', lines }, { asOf });
    expect(decide(3).outcome.tier).toBe('high');
    const open = decide(null);
    expect([open.outcome.tier, open.unknown]).toEqual(['low', ['lines']]);
    expect(open.reasons[0]).toMatchObject({ code: 'stayUndecided', rule: 'high' });
    expect(classify.explain(open, 'en')[0]).toBe(
      'Whether high could be kept cannot be decided: lines unknown (needs ≥ 3).',
    );
    expect(decide(2).unknown).toEqual([]);
    const closed = { id: 'lastTier', kind: 'text', values: ['high'] };
    const facts = withFigure({}).facts.map((fact) => (fact.id === 'lastTier' ? closed : fact));
    expect(checkValue(withFigure({}, { standing, tiers, facts })).map(({ message }) => message)).toEqual([
      'standing.tier: expected a fact that can be low, got "lastTier"',
    ]);
  });
});

describe('a cohort', () => {
  const snapshot = { id: 'c', at: asOf, base: { from: '2012-12-01', to: '2012-12-31' }, currency: 'CNY' };
  const rules = { normalise: 'none', whenMissing: 'gone', attribute: 'frozen' } as const;
  const january = { from: '2013-01-01', to: '2013-01-31' };
  const member = { id: 'a', owner: 'li', county: 'east', revenue: null, traffic: null };

  it('takes what a member leaves out for unknown', () => {
    const { revenue: _revenue, traffic: _traffic, ...bare } = member;
    const frozen = freezeCohort({ ...snapshot, members: [bare as CohortMember] });
    expect(frozen).toEqual(freezeCohort({ ...snapshot, members: [member] }));
    const { revenue, traffic } = cohortRetention(frozen, [{ id: 'a', onNet: true }], january, rules).total;
    expect([revenue.unknown, traffic.unknown]).toEqual([1, 1]);
  });

  it.each<[string, unknown]>([
    ['members.0.id: expected a text', null],
    ['members.0.traffic: expected a finite amount', { ...member, traffic: '5' }],
    ['members.0.traffic: expected a finite amount', { ...member, traffic: Number.NaN }],
  ])('%s', (message, given) => {
    expect(() => freezeCohort({ ...snapshot, members: [given as CohortMember] })).toThrow(message);
  });

  it('a rule that is not said is asked for: nothing is assumed', () => {
    const frozen = freezeCohort({ ...snapshot, members: [member] });
    expect(() => cohortRetention(frozen, [], january, { ...rules, whenMissing: undefined as never })).toThrow(
      'rules.whenMissing: expected gone or unknown, got nothing',
    );
  });

  it('traffic against hardly any has no rate that a number holds', () => {
    const frozen = freezeCohort({ ...snapshot, members: [{ ...member, traffic: Number.MIN_VALUE }] });
    const { traffic } = cohortRetention(frozen, [{ id: 'a', onNet: true, traffic: 1e9 }], january, rules).total;
    expect(traffic.rate).toEqual({ undefinedBecause: 'notEstimable' });
  });

  it('a reading that is none is refused by its place', () => {
    const frozen = freezeCohort({ ...snapshot, members: [member] });
    const readings = [null] as unknown as CohortReading[];
    expect(() => cohortRetention(frozen, readings, january, rules)).toThrow(
      'readings.0.id: expected a text, got nothing',
    );
  });
});

describe('figures that are none are refused, never NaN', () => {
  const services = { servicesBefore: ['mobile'], servicesNow: ['mobile'], trafficDrop: 0.5 };
  const period = { period: 'January', market: 100, start: 10, lost: 1, joined: 1 };
  const money = { spend: cny('10'), threshold: cny('100'), monthlyGrowth: '0.01', heldMonths: 1, horizonMonths: 3 };
  const halfUp = { mode: 'halfUp' } as const;
  const share = { share: '0.1', rounding: halfUp } as const;
  const moved = { start: cny('1'), churn: cny('0'), contraction: cny('0'), expansion: cny('0') };
  const [none, nobody] = [new Map<string, ReturnType<typeof cny>>(), new Set<string>()];
  const plan = { id: 'p', value: cny('10'), cost: cny('1') };
  const competing = { ...plan, keepsCustomer: true, permitted: true };
  const limits = { ...share, budget: cny('5') };
  const fixed = { retention: 0.8, discountRate: 0.1, payment: 'start' } as const;
  it.each<[string, () => unknown]>([
    [
      'trafficBefore: expected a finite number',
      () => churnKind({ ...services, trafficBefore: Number.NaN, trafficNow: 1 }),
    ],
    ['trafficNow: expected a finite number', () => churnKind({ ...services, trafficBefore: 1, trafficNow: -1 })],
    ['periods.0.joined: expected a finite number', () => readBucket([{ ...period, joined: Number.NaN }], 0.9)],
    ['periods.0.market: expected a finite number', () => readBucket([{ ...period, market: Number.NaN }], 0.9)],
    ['cohorts.0.retained.0: expected a finite', () => pooledRetention([{ start: cny('1'), retained: [Number.NaN] }])],
    ['cohorts.0.start.amount: expected a decimal text', () => pooledRetention([{ start: cny('x'), retained: [1] }])],
    ['churn.amount: expected a decimal text', () => revenueRetention({ ...moved, churn: cny('x') })],
    ['expansion: expected money', () => revenueRetention({ ...moved, expansion: undefined as never })],
    ['before.a.amount: expected a decimal', () => revenueMovements(new Map([['a', cny('x')]]), none, nobody, 'CNY')],
    ['after.a.currency: expected USD', () => revenueMovements(none, new Map([['a', cny('1')]]), nobody, 'USD')],
    ['cash.amount: expected a decimal', () => returnOnCustomer({ start: cny('1'), end: cny('1'), cash: cny('x') })],
    ['customers.0.value: expected money', () => customerEquity([{ id: 'a', value: null as never }], 'CNY')],
    ['customers.0.value.currency: expected USD', () => customerEquity([{ id: 'a', value: cny('1') }], 'USD')],
    ['cap: expected money', () => creditReferrals([], [], { ...share, cap: null as never })],
    [
      'share: expected a decimal text from 0 to 1',
      () => creditReferrals([], [], { ...share, share: '', cap: cny('5') }),
    ],
    ['value.amount: expected a decimal', () => checkPlanCost({ value: cny('x'), cost: cny('1') }, '0.1', halfUp)],
    ['share: expected a decimal', () => checkPlanCost({ value: cny('1'), cost: cny('1') }, '1e-1', halfUp)],
    ['plans.1.cost.amount: expected a decimal', () => checkPlans([plan, { ...plan, cost: cny('x') }], limits)],
    ['plans.1.value: expected money', () => rankCompetingPlans([competing, { ...competing, value: null as never }])],
    ['threshold.amount: expected a decimal', () => forecastPromotion({ ...money, asOf, threshold: cny('x') })],
    ['margin.amount: expected a decimal text', () => lifetimeValue(cny('1e3'), { value: 3 }, halfUp)],
    ['multiple.value: expected a number below 1e21', () => lifetimeValue(cny('1'), { value: 1e21 }, halfUp)],
    // As a text the rate would make 1 + i a text too: 10.1 for 1.1.
    ['discountRate: expected a finite rate', () => lifetimeMultiple({ ...fixed, discountRate: '0.1' as never })],
    ['retention: expected a number from 0 to 1', () => lifetimeMultiple({ ...fixed, retention: '0.8' as never })],
    ['reduction: expected { points } or { share }', () => churnEffect(fixed, null as never)],
    ['reduction: expected either points or a share', () => churnEffect(fixed, { points: 0.05, share: 0.05 } as never)],
    ['survivors.0: expected a count', () => fitRetention(['100', '50', '20'] as never)],
    ['alpha: expected a finite number above 0', () => retentionRate({ alpha: '1' as never, beta: 1 }, 1)],
    [
      'currency: expected CNY',
      () => pooledRetention(['CNY', 'USD'].map((currency) => ({ start: { amount: '1', currency }, retained: [1] }))),
    ],
    ['amounts.1: expected a finite number', () => presentValue([1, Number.NaN], 0.1)],
    [
      'payment: expected one of start, endIfRetained, end',
      () => lifetimeMultiple({ retention: 0.8, discountRate: 0.1, payment: 'begin' as 'start' }),
    ],
    ['cap: expected an amount of at least 0', () => creditReferrals([], [], { ...share, cap: cny('-5') })],
    [
      'units.0.corporate.amount: expected a decimal',
      () => rollUpUnits([{ unit: 'u', corporate: cny('x') }], [], none, 'CNY'),
    ],
    [
      'values.m.currency: expected USD',
      () =>
        rollUpUnits(
          [{ unit: 'u', corporate: { amount: '1', currency: 'USD' } }],
          [{ unit: 'u', member: 'm', role: 'staff', from: asOf }],
          new Map([['m', cny('1')]]),
          'USD',
        ),
    ],
    [
      'links.0: expected a link { unit, member, role, from, to }, got null',
      () => membershipsOn([null as unknown as MembershipLink], asOf, 'refuse'),
    ],
    ['customers.0.id: expected a text', () => customerEquity([null as unknown as Valued], 'CNY')],
    ['asOf: expected a calendar date', () => forecastPromotion({ ...money, asOf: '2013-02-30' })],
  ])('%s', (message, run) => {
    expect(run).toThrow(message);
  });

  it('a membership without a last day is open, however that is written', () => {
    const link = { unit: 'u', member: 'm', role: 'staff', from: '2012-01-01' } as const;
    for (const to of [undefined, null, '2013-01-01'])
      expect(membershipsOn([{ ...link, to }], asOf, 'refuse')).toHaveLength(1);
    expect(membershipsOn([{ ...link, to: '2012-12-31' }], asOf, 'refuse')).toEqual([]);
  });

  it('traffic that is left out is unknown', () => {
    const { kind, trafficLost } = churnKind({ ...services, trafficBefore: undefined, trafficNow: 1 });
    expect([kind, trafficLost]).toEqual(['undecided', { undefinedBecause: 'noObservations' }]);
  });

  it('customers who were seen but once are too few observations, not nobody', () => {
    expect(fitRetention([1000])).toEqual({ undefinedBecause: 'tooFewObservations' });
    expect(fitRetention([[1000], [0]])).toEqual({ undefinedBecause: 'tooFewObservations' });
    expect(fitRetention([0])).toEqual({ undefinedBecause: 'zeroBase' });
    expect(fitRetention([])).toEqual({ undefinedBecause: 'zeroBase' });
  });
});
