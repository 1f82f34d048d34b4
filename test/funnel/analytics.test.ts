import { InputError } from 'tenure/core';
import {
  ageing,
  bottleneck,
  chainForecast,
  cycleTime,
  effortSplit,
  equationCounts,
  type FunnelEvent,
  funnelConversion,
  historiesOf,
  matchCodes,
  type OpportunityState,
  olderThanAnyClosed,
  rankRates,
  requiredRatios,
  salesEquation,
  salesVelocity,
  sensitivities,
  stageTransitions,
  techniqueCounts,
  timeInStage,
  velocityFactors,
  weightedForecast,
  winRate,
} from 'tenure/funnel';
import { describe, expect, it } from 'vitest';
import { telecomFunnel } from '../../examples/policies/telecom-funnel.js';

const policy = telecomFunnel.policy;
type Step = readonly [day: string, to: string, over?: Partial<FunnelEvent>];

/** One opportunity's events from the stages it went through. */
function path(opportunity: string, steps: readonly Step[]): FunnelEvent[] {
  return steps.map(([on, to, over], index): FunnelEvent => {
    const from = index === 0 ? null : steps[index - 1]![1];
    const type = index === 0 ? 'opened' : from === to ? 'recorded' : 'moved';
    const opening = index === 0 ? { account: `account of ${opportunity}` } : {};
    return { schema: 1, type, opportunity, revision: index + 1, on, move: type, from, to, ...opening, ...over };
  });
}

const stages = ['listed', 'potential', 'intent', 'order', 'onNet'];

/** As many opportunities as ended at each place of the path; `lost` of them are lost there. */
function ended(counts: readonly number[], lost: number): FunnelEvent[] {
  return counts.flatMap((count, rank) =>
    Array.from({ length: count }, (_, i) => {
      const way = stages.slice(0, rank + 1).map((stage, day): Step => [`2012-03-0${day + 1}`, stage]);
      return path(`${rank}-${i}`, i < lost && rank < 4 ? [...way, ['2012-03-09', 'lost', { reason: 'price' }]] : way);
    }).flat(),
  );
}

describe('ever-reached conversion', () => {
  // 200 reach listed, 80 potential, 40 intent, 20 order, 18 on net: so 120, 40, 20, 2 stop on the way.
  const { stages: rows, overall } = funnelConversion(historiesOf(ended([120, 40, 20, 2, 18], 2)), policy);
  const row = (stage: string) => rows.find((one) => one.stage === stage)!;

  it.each([
    ['listed', 200, 0.4],
    ['potential', 80, 0.5],
    ['intent', 40, 0.5],
    ['order', 20, 0.9],
  ])('%s: %d reached it, %d of them the next', (stage, reached, conversion) => {
    expect(row(stage).reached).toBe(reached);
    expect(row(stage).conversion.value).toBeCloseTo(conversion, 12);
  });

  it('is 9 % overall', () => {
    expect(overall.value).toBeCloseTo(0.09, 12);
  });

  it('keeps lost deals in the denominator, and says how many are lost and how many open', () => {
    expect(row('listed')).toMatchObject({ lost: 2, open: 118, converted: 80 });
    expect(row('onNet')).toMatchObject({ next: null, reached: 18, conversion: { undefinedBecause: 'notEstimable' } });
  });

  it('is undefined, not zero, where nobody came', () => {
    expect(funnelConversion([], policy).overall).toEqual({ undefinedBecause: 'emptyGroup' });
  });

  it('counts a customer who left later as won', () => {
    const left = path('a', [
      ['2012-03-01', 'order'],
      ['2012-03-02', 'onNet'],
      ['2012-09-01', 'churned'],
    ]);
    const lost = path('b', [
      ['2012-03-01', 'order'],
      ['2012-03-02', 'lost'],
    ]);
    expect(winRate(historiesOf([...left, ...lost]), policy)).toMatchObject({
      won: 1,
      lost: 1,
      open: 0,
      ofClosed: { value: 0.5 },
    });
  });

  it('knows no stage that the policy does not know', () => {
    expect(() => funnelConversion(historiesOf(path('a', [['2012-03-01', 'nirvana']])), policy)).toThrow(InputError);
  });
});

describe('time in a stage', () => {
  // In intent: a 10 days then order, b 20 days then lost, c 30 days then order, d there since 40 days.
  const histories = historiesOf([
    ...path('a', [
      ['2012-03-01', 'intent'],
      ['2012-03-11', 'order'],
    ]),
    ...path('b', [
      ['2012-03-01', 'intent'],
      ['2012-03-21', 'lost'],
    ]),
    ...path('c', [
      ['2012-03-01', 'intent'],
      ['2012-03-31', 'order'],
    ]),
    ...path('d', [['2012-03-01', 'intent']]),
  ]);
  const time = timeInStage(histories, policy, 'intent', '2012-04-10', { confidence: 0.95, scale: 'log' });

  it('knows nothing of what happened after the day', () => {
    const on = (asOf: string) => () =>
      timeInStage(histories, policy, 'intent', asOf, { confidence: 0.95, scale: 'log' });
    expect(on('2012-03-30')).toThrow('asOf: expected 2012-03-31 or later, the last event, got "2012-03-30"');
    expect(on('2012-02-28')).toThrow('asOf: expected 2012-03-31 or later');
    expect(on('2012-03-31')().days).toEqual([10, 20, 30, 30]);
  });

  it('counts an open deal as "at least so long", never as finished', () => {
    expect(time).toMatchObject({ visits: 4, censored: 1, days: [10, 20, 30, 40] });
    // Kaplan–Meier: 3/4 after 10 days, 2/4 after 20, 1/4 after 30; level at one half from 20 to 30, so the middle, 25.
    expect(time.staying.value!.map(({ survival }) => survival)).toEqual([0.75, 0.5, 0.25, 0.25]);
    expect(time.medianDays.value).toBe(25);
  });

  it('lets losses compete: a quarter is lost, half has advanced, a quarter is still there', () => {
    expect(time.leaving.value!.at(-1)).toMatchObject({ remaining: 0.25, incidence: [0.5, 0, 0.25] });
  });

  it('measures cycles by the ending that is named', () => {
    const won = [
      ...path('w', [
        ['2012-03-01', 'order'],
        ['2012-03-31', 'onNet'],
      ]),
      ...path('l', [
        ['2012-03-01', 'order'],
        ['2012-03-11', 'lost'],
      ]),
    ];
    const cycles = (ending: 'won' | 'lost' | 'closed') => cycleTime(historiesOf(won), policy, ending).meanDays.value;
    expect([cycles('won'), cycles('lost'), cycles('closed')]).toEqual([30, 10, 20]);
  });
});

describe('ageing', () => {
  const state = (over: Partial<OpportunityState<'intent'>>): OpportunityState => ({
    schema: 1,
    opportunity: 'o1',
    account: 'a1',
    product: null,
    follows: null,
    stage: 'intent',
    revision: 4,
    openedOn: '2012-01-01',
    enteredOn: '2012-03-01',
    touchedOn: '2012-05-01',
    lastOn: '2012-05-01',
    reason: null,
    value: null,
    ...over,
  });
  const agreed = {
    resourcesConfirmed: true,
    feasible: true,
    goalAgreed: true,
    costAgreed: true,
    priceAgreed: false,
    returnUnderstood: true,
    solutionAccepted: true,
    orderId: 'O-1',
    signedOn: '2012-05-01',
    promisesMissing: 0,
  };

  it('an intent of 75 days under a norm of 45 is stalled by 30, held up by the price, for the account manager to act', () => {
    const [row] = ageing(telecomFunnel as never, [{ state: state({}), facts: agreed }], { asOf: '2012-05-15' });
    expect(row).toEqual({
      opportunity: 'o1',
      account: 'a1',
      stage: 'intent',
      daysInStage: 75,
      overNormDays: 30,
      overdueDays: 7, // touched 05-01, cadence 7 days: due 05-08
      stalled: true,
      blockers: [{ guard: 'priceAgreed', owner: 'accountManager' }],
    });
  });

  it('a listed customer touched 19 days ago under a cadence of 14 is overdue by 5 days', () => {
    const listed = {
      ...state({}),
      stage: 'listed',
      enteredOn: '2012-04-01',
      touchedOn: '2012-04-01',
      lastOn: '2012-04-01',
    };
    const [row] = ageing(telecomFunnel as never, [{ state: listed, facts: {} }], { asOf: '2012-04-20' });
    expect(row).toMatchObject({ overdueDays: 5, stalled: false });
  });

  it('a listed customer whom nobody touched for 31 days is a target again, since that day', () => {
    const touchedOn = '2012-04-01';
    const listed = { ...state({}), stage: 'listed', enteredOn: touchedOn, touchedOn, lastOn: touchedOn };
    const on = (asOf: string) => ageing(telecomFunnel as never, [{ state: listed, facts: {} }], { asOf })[0];
    expect(on('2012-05-01')).toMatchObject({ stage: 'listed', daysInStage: 30 });
    expect(on('2012-05-03')).toMatchObject({ stage: 'target', daysInStage: 1 });
  });

  it('lists the longest over its norm first and leaves out what is closed', () => {
    const deals = [
      { state: state({ opportunity: 'new', enteredOn: '2012-05-01' }), facts: agreed },
      { state: state({ opportunity: 'old' }), facts: agreed },
      { state: { ...state({ opportunity: 'done' }), stage: 'onNet' }, facts: agreed },
    ];
    expect(ageing(telecomFunnel as never, deals, { asOf: '2012-05-15' }).map(({ opportunity }) => opportunity)).toEqual(
      ['old', 'new'],
    );
  });

  it('flags open deals older than any that was ever closed', () => {
    const histories = historiesOf([
      ...path('closed', [
        ['2012-03-01', 'order'],
        ['2012-03-31', 'lost'],
      ]),
      ...path('as old', [['2012-04-01', 'order']]),
      ...path('older', [['2012-03-31', 'order']]),
    ]);
    expect(olderThanAnyClosed(histories, policy, '2012-05-01')).toEqual({
      longestClosedDays: 30,
      opportunities: ['older'],
    });
    expect(olderThanAnyClosed([], policy, '2012-05-01')).toEqual({ longestClosedDays: null, opportunities: [] });
  });
});

describe('effectiveness', () => {
  it('ranks the visit (10 of 50) before the telephone (12 of 200): 20.0 % and 6.0 %', () => {
    const { groups, verdict } = rankRates(
      [
        { id: 'telemarketing', count: 12, of: 200 },
        { id: 'directVisit', count: 10, of: 50 },
      ],
      0.95,
    );
    expect(groups.map(({ id, rate }) => [id, rate.value])).toEqual([
      ['directVisit', 0.2],
      ['telemarketing', 0.06],
    ]);
    expect(groups[0]?.aboveNext).toBe(true);
    expect(verdict).toBe('different');
  });

  it('calls a ranking of 3 of 10, 2 of 10 and 4 of 10 what it is: chance', () => {
    const { groups, verdict } = rankRates(
      [
        { id: 'a', count: 3, of: 10 },
        { id: 'b', count: 2, of: 10 },
        { id: 'c', count: 4, of: 10 },
      ],
      0.95,
    );
    expect(verdict).toBe('chance');
    expect(groups.map(({ id, aboveNext }) => [id, aboveNext])).toEqual([
      ['c', false],
      ['a', false],
      ['b', null],
    ]);
  });

  it('has no opinion where nobody tried, and refuses an id given twice', () => {
    expect(rankRates([{ id: 'a', count: 0, of: 0 }], 0.95).verdict).toBe('undecidable');
    expect(() =>
      rankRates(
        [
          { id: 'a', count: 0, of: 1 },
          { id: 'a', count: 0, of: 1 },
        ],
        0.95,
      ),
    ).toThrow(InputError);
  });

  it('credits the technique last used before the conversion, and counts a deal once per technique', () => {
    const histories = historiesOf([
      ...path('a', [
        ['2012-03-01', 'listed'],
        ['2012-03-02', 'listed', { technique: 'brochures' }],
        ['2012-03-03', 'listed', { technique: 'directVisit' }],
        ['2012-03-04', 'potential', { technique: 'directVisit' }],
      ]),
      ...path('b', [
        ['2012-03-01', 'listed'],
        ['2012-03-02', 'listed', { technique: 'brochures' }],
        ['2012-03-03', 'listed', { technique: 'brochures' }],
      ]),
    ]);
    expect(techniqueCounts(histories, policy, 'listed')).toEqual([
      { id: 'brochures', count: 0, of: 2 },
      { id: 'directVisit', count: 1, of: 1 },
    ]);
  });

  it('shows a manager who left customers on net alone: 10 of 100 touches under a floor of 30 %', () => {
    const touch = (stage: string, times: number): Step[] =>
      Array.from({ length: times }, (): Step => ['2012-03-02', stage, { by: 'li' }]);
    const histories = historiesOf([
      ...path('new', [['2012-03-01', 'listed'], ...touch('listed', 90)]),
      ...path('served', [['2012-03-01', 'onNet'], ...touch('onNet', 10)]),
    ]);
    expect(effortSplit(histories, policy, 0.3)).toEqual([
      { by: 'li', touches: 100, onNet: 10, share: { value: 0.1 }, belowFloor: true },
    ]);
  });
});

describe('forecasts', () => {
  it('a weighted pipeline adds nothing for a lost deal and everything for a won one', () => {
    const cny = (amount: string) => ({ amount, currency: 'CNY' });
    const deals = [
      { id: 'open', value: cny('1000.00'), probability: '0.25' },
      { id: 'won', value: cny('300.00'), probability: '1' },
      { id: 'lost', value: cny('900.00'), probability: '0' },
    ];
    expect(weightedForecast(deals, 'CNY', { mode: 'halfUp' })).toMatchObject({
      total: cny('2200.00'),
      expected: cny('550.00'),
    });
    // 1000² × 0.25 × 0.75 = 187,500; its root is 433.01.
    expect(weightedForecast(deals, 'CNY', { mode: 'halfUp' }).standardDeviation).toBeCloseTo(433.01, 2);
    expect(() => weightedForecast([{ ...deals[0]!, probability: '70' }], 'CNY', { mode: 'halfUp' })).toThrow(
      InputError,
    );
    expect(() => weightedForecast(deals, 'USD', { mode: 'halfUp' })).toThrow(InputError);
  });

  it('an absorbing chain from counted moves gives the chance of each ending', () => {
    const histories = historiesOf([
      ...path('a', [
        ['2012-03-01', 'intent'],
        ['2012-03-02', 'order'],
        ['2012-03-03', 'onNet'],
      ]),
      ...path('b', [
        ['2012-03-01', 'intent'],
        ['2012-03-02', 'lost'],
      ]),
      ...path('c', [
        ['2012-03-01', 'order'],
        ['2012-03-03', 'onNet'],
      ]),
      ...path('d', [
        ['2012-03-01', 'order'],
        ['2012-03-03', 'lost'],
      ]),
    ]);
    const small = { stages: policy.stages.filter(({ id }) => ['intent', 'order', 'onNet', 'lost'].includes(id)) };
    const transitions = stageTransitions(histories, small);
    // From intent 1 of 2 to order, 1 of 2 lost; from order 2 of 3 on net: 1/2 × 2/3 = 1/3.
    const forecast = chainForecast(transitions).value!;
    expect(forecast.endings).toEqual(['onNet', 'lost']);
    expect(forecast.stages[0]?.chances[0]).toBeCloseTo(1 / 3, 12);
    expect(forecast.stages[0]?.steps).toBeCloseTo(1.5, 12);
  });

  it('refuses a matrix whose rows do not sum to one', () => {
    expect(() =>
      chainForecast({
        stages: ['a', 'b'],
        probabilities: [
          [0.5, 0.4],
          [0, 1],
        ],
      }),
    ).toThrow(InputError);
  });

  it('velocity is money per day under a named definition', () => {
    const value = { amount: '3000.00', currency: 'CNY' };
    const histories = historiesOf([
      ...path('w', [
        ['2012-03-01', 'order', { value }],
        ['2012-03-31', 'onNet'],
      ]),
      ...path('l', [
        ['2012-03-01', 'order', { value: { amount: '1000.00', currency: 'CNY' } }],
        ['2012-03-11', 'lost'],
      ]),
      ...path('o', [['2012-03-01', 'order']]),
    ]);
    const factors = velocityFactors(
      histories,
      policy,
      { opportunities: 'closed', winRateOf: 'closed', cycleOf: 'won', valueOf: 'won' },
      'CNY',
      { mode: 'halfUp' },
    );
    expect(factors.value).toEqual({ opportunities: 2, averageValue: value, winRate: 0.5, cycleDays: 30 });
    // 2 × 3000 × 0.5 ÷ 30 = 100.
    expect(salesVelocity(factors.value!, 1, { mode: 'halfUp' }).value).toEqual({ amount: '100.00', currency: 'CNY' });
    for (const odd of ['soon', '', Number.POSITIVE_INFINITY, Number.NaN, -1])
      expect(() => salesVelocity({ ...factors.value!, cycleDays: odd }, 1, { mode: 'halfUp' })).toThrow(
        'cycleDays: expected at least 0',
      );
    expect(salesVelocity({ ...factors.value!, cycleDays: 0 }, 1, { mode: 'halfUp' })).toEqual({
      undefinedBecause: 'zeroBase',
    });
  });
});

describe('histories', () => {
  it('of events from a table, with null where nothing stands, count nobody and no technique', () => {
    const none = { by: null, role: null, technique: null, reason: null, value: null };
    const event = { schema: 1, opportunity: 'o1', revision: 1, on: '2012-03-01', move: 'm', from: null, ...none };
    const events = [
      { ...event, type: 'opened', account: 'a1', to: 'listed' },
      { ...event, type: 'recorded', revision: 2, from: 'listed', to: 'listed' },
    ] as never;
    expect(techniqueCounts(historiesOf(events), policy, 'listed')).toEqual([]);
    expect(effortSplit(historiesOf(events), policy, 0.3)).toEqual([]);
  });

  it.each<[string, unknown]>([
    ['1: expected an event, got null', null],
    ['1.revision: expected revision 2 next, got 3', { ...path('a', [['2012-03-01', 'intent']])[0], revision: 3 }],
  ])('name the event of the list that does not fit: %s', (expected, event) => {
    const first = path('a', [['2012-03-01', 'intent']]);
    expect(() => historiesOf([...first, event as never])).toThrow(expected);
  });
});

describe('the sales equation', () => {
  const counts = Object.freeze([
    { id: 'targets', count: 1000 },
    { id: 'aware', count: 600 },
    { id: 'interested', count: 300 },
    { id: 'intending', count: 120 },
    { id: 'givingChance', count: 60 },
    { id: 'ordering', count: 24 },
  ]);

  it('1000, 600, 300, 120, 60, 24 multiply out to 2.40 %', () => {
    const { ratios, share } = salesEquation(counts);
    expect(ratios.map(({ ratio }) => ratio.value)).toEqual([0.6, 0.5, 0.4, 0.5, 0.4]);
    expect(share.value).toBe(0.024);
  });

  it('4.8 % by the last ratio alone needs 0.80; 7 % is infeasible, it would need 1.17', () => {
    const last = (share: number) => requiredRatios(counts, share).value!.at(-1)!;
    expect(last(0.048)).toMatchObject({ to: 'ordering', present: 0.4, feasible: true });
    expect(last(0.048).required).toBeCloseTo(0.8, 12);
    expect(last(0.07).required).toBeCloseTo(1.1667, 4);
    expect(last(0.07).feasible).toBe(false);
  });

  it('ten points more of awareness bring 28 orders, of interest 28.8', () => {
    const gains = sensitivities(counts, 0.1).value!;
    const orders = (to: string) => gains.find((one) => one.to === to)!.orders;
    expect(orders('aware')).toBeCloseTo(28, 12);
    expect(orders('interested')).toBeCloseTo(28.8, 12);
    expect(gains[0]!.gain).toBeGreaterThanOrEqual(gains[1]!.gain);
  });

  it('names the ratio that lags furthest behind its benchmark', () => {
    const benchmarks = counts.slice(1).map(({ id }) => ({ to: id, ratio: id === 'intending' ? 0.8 : 0.5 }));
    expect(bottleneck(counts, benchmarks).value).toMatchObject({ to: 'intending', relative: 0.5 });
    expect(bottleneck(counts, [])).toEqual({ undefinedBecause: 'noObservations' });
  });

  it('refuses a count above the one before; a zero leaves later ratios undefined and the share zero', () => {
    expect(() =>
      salesEquation([
        { id: 'targets', count: 500 },
        { id: 'aware', count: 600 },
      ]),
    ).toThrow(InputError);
    const { ratios, share } = salesEquation(counts.map((one, at) => (at >= 2 ? { ...one, count: 0 } : one)));
    expect(ratios.map(({ ratio }) => ratio.value ?? ratio.undefinedBecause)).toEqual([
      0.6,
      0,
      'zeroBase',
      'zeroBase',
      'zeroBase',
    ]);
    expect(share.value).toBe(0);
  });

  it('asks only the ratios that somebody counted what they would have to be, or would bring', () => {
    const gap = counts.map((one) => (one.id === 'interested' ? { ...one, count: null } : one));
    // 60 of 120 at 2.4 %: for 3.6 % it would have to be 0.75; ten points more bring 24 × 0.6 / 0.5 = 28.8.
    const required = requiredRatios(gap, 0.036).value!;
    expect(required.map(({ to }) => to)).toEqual(['aware', 'givingChance', 'ordering']);
    expect(required[1]!.required).toBeCloseTo(0.75, 12);
    const gains = sensitivities(gap, 0.1).value!;
    expect(gains.map(({ to }) => to).sort()).toEqual(['aware', 'givingChance', 'ordering']);
    expect(gains.find(({ to }) => to === 'givingChance')!.orders).toBeCloseTo(28.8, 12);
    const open = counts.map((one) => (one.id === 'ordering' ? { ...one, count: null } : one));
    expect(requiredRatios(open, 0.036)).toEqual({ undefinedBecause: 'noObservations' });
    expect(sensitivities(open, 0.1)).toEqual({ undefinedBecause: 'noObservations' });
  });

  it.each<[string, () => unknown]>([
    ['points: expected from 0 to 1, got NaN', () => sensitivities(counts, Number.NaN)],
    ['points: expected from 0 to 1, got -2', () => sensitivities(counts, -2)],
    ['targetShare: expected from 0 to 1, got 1.2', () => requiredRatios(counts, 1.2)],
    [
      'benchmarks.0.ratio: expected a number above 0 and at most 1, got 0',
      () => bottleneck(counts, [{ to: 'aware', ratio: 0 }]),
    ],
    [
      'benchmarks.1.ratio: expected a number above 0 and at most 1, got NaN',
      () =>
        bottleneck(counts, [
          { to: 'aware', ratio: 0.5 },
          { to: 'ordering', ratio: Number.NaN },
        ]),
    ],
  ])('refuses what would make no figure: %s', (expected, ask) => {
    expect(ask).toThrow(expected);
  });

  it('takes an uncounted step as unknown, not as zero', () => {
    const gap = counts.map((one) => (one.id === 'interested' ? { ...one, count: null } : one));
    expect(salesEquation(gap)).toMatchObject({ unknown: ['interested'], share: { value: 0.024 } });
    expect(salesEquation(gap).ratios[1]?.ratio).toEqual({ undefinedBecause: 'noObservations' });
    const reached = [{ stage: 'listed', reached: 9 }];
    expect(
      equationCounts(reached, [
        { id: 'aware', stage: 'listed' },
        { id: 'interested', stage: null },
      ]),
    ).toEqual([
      { id: 'aware', count: 9 },
      { id: 'interested', count: null },
    ]);
    expect(() => equationCounts(reached, [{ id: 'aware', stage: 'lisetd' }])).toThrow(InputError);
  });
});

it('codes that no list knows are reported with the one they resemble', () => {
  expect(matchCodes(['GTX Pro', 'GTXPro', 'GTXPro', '', null, 'MG-1'], ['GTX Pro', 'GTK 500'])).toEqual({
    matched: 1,
    blank: 2,
    unmatched: [
      { code: 'GTXPro', rows: 2, nearest: 'GTX Pro' },
      { code: 'MG-1', rows: 1, nearest: null },
    ],
    unused: ['GTK 500'],
  });
});

describe('figures that are none', () => {
  const stages = { stages: [{ id: 'lead', kind: 'open' }] } as const;
  const rounding = { mode: 'halfUp' } as const;
  const velocity = { opportunities: 1, winRate: '0.5', cycleDays: 30 };

  it.each<[string, () => unknown]>([
    ['groups.1.count: expected a whole number from 0 to 2, got 3', () => rates({ count: 3, of: 2 })],
    ['groups.1.count: expected a whole number from 0 to 2, got NaN', () => rates({ count: Number.NaN, of: 2 })],
    ['groups.1.of: expected a whole number of 0 or more, got 1.5', () => rates({ count: 1, of: 1.5 })],
    [
      'deals.0.value: expected money { amount, currency }, got null',
      () => weightedForecast([{ id: 'd', value: null as never, probability: '0.5' }], 'CNY', rounding),
    ],
    [
      'deals.0.value.amount: expected a decimal text such as "12.50", got "1e3"',
      () =>
        weightedForecast([{ id: 'd', value: { amount: '1e3', currency: 'CNY' }, probability: '0' }], 'CNY', rounding),
    ],
    [
      'averageValue.amount: expected a decimal text such as "12.50", got "1e3"',
      () => salesVelocity({ ...velocity, averageValue: { amount: '1e3', currency: 'CNY' } }, 1, rounding),
    ],
    [
      'probabilities.0: expected a row that sums to 1, got 0.9',
      () =>
        chainForecast({
          stages: ['a', 'b'],
          probabilities: [
            [0.5, 0.4],
            [0, 1],
          ],
        }),
    ],
    [
      'stages: expected 2 stages, one a row, got a list of 1',
      () =>
        chainForecast({
          stages: ['a'],
          probabilities: [
            [0, 1],
            [0, 1],
          ],
        }),
    ],
    ['codes.1: expected a text, or nothing, got 5', () => matchCodes(['a', 5 as never], ['a'])],
    [
      'stage: expected one of lead, got "x"',
      () => timeInStage([], stages, 'x', '2013-01-01', { confidence: 0.95, scale: 'log' }),
    ],
  ])('%s', (message, run) => {
    expect(run).toThrow(InputError);
    expect(run).toThrow(message);
  });

  function rates(group: { readonly count: number; readonly of: number }) {
    return rankRates(
      [
        { id: 'a', count: 1, of: 2 },
        { id: 'b', ...group },
      ],
      0.95,
    );
  }
});
