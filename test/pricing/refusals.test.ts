import {
  arcElasticity,
  atRiskDiscountLimit,
  bestCover,
  compareCounters,
  compileTariffs,
  evaluateBundle,
  evaluateMixedBundle,
  expectTariffs,
  optimalBundlePrices,
  pricingPosture,
  projectEconomics,
  referencePrice,
  selfSelection,
} from 'tenure/pricing';
import { describe, expect, test } from 'vitest';
import { faultsOf } from './faults.js';

const cny = (amount: string) => ({ amount, currency: 'CNY' });
const usd = (amount: string) => ({ amount, currency: 'USD' });
const halfUp = { mode: 'halfUp' } as const;

/** A call with one argument put wrong. */
type Wrong = readonly [faults: readonly string[], change: Readonly<Record<string, unknown>>];

/** Calls a function with sound arguments of which one is changed. */
const calling =
  (run: (given: never) => unknown, sound: Readonly<Record<string, unknown>>) =>
  (...[faults, change]: Wrong) =>
    expect(faultsOf(() => run({ ...sound, ...change } as never))).toEqual(faults);

describe('what cannot be worked out is refused where it stands', () => {
  const part = { id: 'a', price: cny('60'), cost: cny('30'), willingnessToPay: cny('70') };
  test.each<Wrong>([
    [[], { parts: [part, { id: '__proto__', price: cny('0'), cost: null }] }],
    [['type parts'], { parts: null }],
    [['type parts.1'], { parts: [part, 'b'] }],
    [['type parts.0.id', 'range parts.0.price.amount'], { parts: [{ ...part, id: 7, price: cny('-1') }] }],
    [['format parts.0.cost.amount'], { parts: [{ ...part, cost: cny('free') }] }],
    [['currency parts.0.willingnessToPay.currency'], { parts: [{ ...part, willingnessToPay: usd('1') }] }],
    [['type price'], { price: '120' }],
    [['type current.0'], { current: [null] }],
  ])(
    'by a bundle against its parts: %j',
    calling(({ parts, price, current }) => evaluateBundle(parts, price, current), {
      parts: [part],
      price: cny('120'),
      current: ['a'],
    }),
  );

  const offer = { id: 'x', covers: ['a'], price: cny('10') };
  test.each<Wrong>([
    [['type needs'], { needs: 'ab' }],
    [['type needs.0'], { needs: [null] }],
    [['duplicate needs'], { needs: ['a', 'a'] }],
    [['empty offers'], { offers: [] }],
    [['type offers.1'], { offers: [offer, null] }],
    [['type offers.1.covers'], { offers: [offer, { ...offer, covers: 'a' }] }],
    [['type offers.0.covers.1'], { offers: [{ ...offer, covers: ['a', 5] }] }],
    [['duplicate offers.1.id'], { offers: [offer, { ...offer, price: cny('9') }] }],
    [['currency offers.1.price.currency'], { offers: [offer, { ...offer, id: 'y', price: usd('9') }] }],
    [['range offers.0.price.amount'], { offers: [{ ...offer, price: cny('-1') }] }],
    [['format offers.0.price.amount'], { offers: [{ ...offer, price: { amount: 5, currency: 'CNY' } }] }],
    [['range offers.0.price.amount'], { offers: [{ ...offer, price: cny('0.005') }] }],
    [['range offers.0.price.amount'], { offers: [{ ...offer, price: cny('90071992547409.92') }] }],
    [
      ['type offers.0.id', 'currency offers.1.price.currency'],
      {
        offers: [
          { ...offer, id: '' },
          { ...offer, price: usd('1') },
        ],
      },
    ],
  ])(
    'by the best cover: %j',
    calling(({ needs, offers }) => bestCover(needs, offers), { needs: ['a'], offers: [offer] }),
  );

  const counter = {
    id: 'd',
    priceItem: true,
    cost: cny('1500'),
    keptMargin: cny('5000'),
    saveRate: '0.4',
    offeredAt: 'city',
  };
  const negotiation = { levels: ['city', 'group'], attackedAt: 'group' };
  test.each<Wrong>([
    [[], { counters: [] }],
    [[], { terms: { negotiation: { ...negotiation, attackedAt: undefined } } }],
    [['type counters'], { counters: {} }],
    [['type counters.0'], { counters: [[]] }],
    [['type counters.0.priceItem'], { counters: [{ ...counter, priceItem: 'no' }] }],
    [['range counters.0.saveRate'], { counters: [{ ...counter, saveRate: '1.01' }] }],
    [['currency counters.1.cost.currency'], { counters: [counter, { ...counter, cost: usd('1'), keptMargin: null }] }],
    [['unknownReference order'], { terms: { order: 'byPrice' } }],
    [['type negotiation.levels'], { terms: { negotiation: { levels: 'city' } } }],
    [['duplicate negotiation.levels.1'], { terms: { negotiation: { levels: ['city', 'city'], attackedAt: null } } }],
    [['unknownReference negotiation.attackedAt'], { terms: { negotiation: { ...negotiation, attackedAt: 'moon' } } }],
    [
      ['unknownReference counters.0.offeredAt'],
      { counters: [{ ...counter, offeredAt: 'moon' }], terms: { negotiation } },
    ],
    [['missing counters.0.offeredAt'], { counters: [{ ...counter, offeredAt: undefined }], terms: { negotiation } }],
    [['unknownReference rounding.mode'], { rounding: { mode: 'up or down' } }],
    [['type rounding'], { rounding: null }],
  ])(
    'by counter-offers: %j',
    calling(({ counters, rounding, terms }) => compareCounters(counters, rounding, terms), {
      counters: [counter],
      rounding: halfUp,
    }),
  );

  const seen = { rival: 'a', price: cny('980'), seenOn: '2013-01-10', comparable: true };
  test.each<Wrong>([
    [['type rivals'], { rivals: null }],
    [
      ['format rivals.0.seenOn', 'type rivals.0.comparable'],
      { rivals: [{ ...seen, seenOn: '10/1/2013', comparable: 1 }] },
    ],
    [['currency rivals.0.price.currency'], { rivals: [{ ...seen, price: usd('980') }] }],
    [['format asOf'], { asOf: '2013-02-29' }],
    [['range maxAgeDays'], { maxAgeDays: Number.NaN }],
    [['type floor', 'type cap'], { bounds: {} }],
    [['order cap.amount'], { bounds: { floor: cny('870'), cap: cny('869.99') } }],
  ])(
    'by the reference price: %j',
    calling(({ rivals, bounds, asOf, maxAgeDays }) => referencePrice(rivals, bounds, asOf, maxAgeDays, halfUp), {
      rivals: [seen],
      bounds: { floor: cny('870'), cap: cny('1200') },
      asOf: '2013-01-20',
      maxAgeDays: 90,
    }),
  );

  test.each<Wrong>([
    [['range ours.amount'], { ours: cny('-88') }],
    [['currency ours.currency'], { ours: usd('88') }],
    [['range market.amount'], { market: cny('0.00') }],
    [['unknownReference moved'], { moved: 'last' }],
    [['format tolerancePercent'], { tolerance: '3%' }],
    [['range tolerancePercent'], { tolerance: '-3' }],
  ])(
    'by the posture of a price: %j',
    calling(({ ours, market, moved, tolerance }) => pricingPosture(ours, market, moved, tolerance), {
      ours: cny('88'),
      market: cny('100'),
      moved: 'first',
      tolerance: '3',
    }),
  );

  const observed = { price: '100', volume: '100' };
  test.each<Wrong>([
    [['type before'], { before: null }],
    [['range after.volume'], { after: { price: '90', volume: '0' } }],
    [['format before.price', 'format after.price'], { before: { ...observed, price: 'x' }, after: { volume: '1' } }],
  ])(
    'by an elasticity: %j',
    calling(({ before, after }) => arcElasticity(before, after), { before: observed, after: observed }),
  );

  const project = { units: 1000, fee: cny('50'), months: 12 };
  test.each<Wrong>([
    [['range units'], { project: { ...project, units: 1.5 } }],
    [['range months'], { project: { ...project, months: Number.POSITIVE_INFINITY } }],
    [['format fee.amount'], { project: { ...project, fee: cny('50 yuan') } }],
    [['currency latent.0.amount.currency'], { latent: [{ id: 'avoided', amount: usd('1') }] }],
    [['type latent.0.id'], { latent: [{}] }],
    [['type '], { project: null }],
  ])(
    'by a project: %j',
    calling(({ project: one, latent }) => projectEconomics(one, latent, halfUp), { project, latent: [] }),
  );

  test.each<Wrong>([
    [['range churnRisk', 'range threshold'], { risk: 'high', threshold: '30' }],
    [['type margin'], { margin: null }],
  ])(
    'by the most to spend at risk: %j',
    calling(({ risk, margin, threshold }) => atRiskDiscountLimit(risk, margin, threshold, halfUp), {
      risk: '0.4',
      margin: cny('5000'),
      threshold: '0.3',
    }),
  );
});

describe('a sample of consumers', () => {
  const sample = {
    reservationPrices: [
      ['8000', '2500'],
      ['7000', '3000'],
    ],
    marginalCost: ['0', '0'],
  };
  test.each<Wrong>([
    [[], { sample: { reservationPrices: [], marginalCost: ['0', '0'] } }],
    [['type sample'], { sample: null }],
    [['range sample.reservationPrices.1'], { sample: { ...sample, reservationPrices: [['1', '2'], ['1']] } }],
    [['type sample.reservationPrices.0'], { sample: { ...sample, reservationPrices: ['12'] } }],
    [['range sample.marginalCost.0'], { sample: { ...sample, marginalCost: ['-1', '0'] } }],
    [['format prices.0', 'format bundlePrice'], { prices: ['', '3000'], bundlePrice: '9.500,00' }],
    [['range prices'], { prices: ['7000'] }],
  ])(
    'is not asked by what is no price: %j',
    calling(({ sample: of, prices, bundlePrice }) => evaluateMixedBundle(of, prices, bundlePrice), {
      sample,
      prices: ['7000', '3000'],
      bundlePrice: '9500',
    }),
  );

  test('of nobody has no best price, and prices whose sums no number holds exactly are refused', () => {
    expect(faultsOf(() => optimalBundlePrices({ reservationPrices: [], marginalCost: ['0', '0'] }))).toEqual([
      'empty sample.reservationPrices',
    ]);
    const huge = { reservationPrices: [['90071992547409.91', '1']], marginalCost: ['0', '0'] } as const;
    expect(() => optimalBundlePrices(huge)).toThrow('units of a price in a bundle sample');
    // the largest there may be, twice, sold to one consumer
    const largest = { reservationPrices: [['900719925474.09', '900719925474.09']], marginalCost: ['0', '0'] } as const;
    const { pure, mixed } = optimalBundlePrices(largest);
    expect([pure.price, pure.profit, mixed.profit]).toEqual(new Array(3).fill('1801439850948.18'));
  });
});

describe('at the edge', () => {
  test('a project of which nobody told the units has no direct revenue, and one beyond safe integers an exact one', () => {
    const direct = (units: number | undefined) =>
      projectEconomics({ units: units as number, fee: cny('90071992547409.93'), months: 12 }, [], halfUp);
    expect(direct(undefined)).toMatchObject({ direct: null, unknown: ['units'] });
    // 1,000 × 12 × 90,071,992,547,409.93
    expect(direct(1000).direct?.amount).toBe('1080863910568919160.00');
  });

  test('nothing is spent on keeping a customer who costs more than he brings', () => {
    expect(atRiskDiscountLimit('0.9', cny('-5000'), '0.3', halfUp)).toEqual(cny('0.00'));
    expect(atRiskDiscountLimit('0.3', cny('5000'), '0.3', halfUp)).toEqual(cny('1500.00'));
  });

  test('a counter-offer that costs what it could keep at most does not pay, whatever the save rate', () => {
    const counter = { id: 'gift', priceItem: false, cost: cny('5000'), keptMargin: cny('5000'), saveRate: null };
    expect(compareCounters([counter], halfUp)[0]).toMatchObject({ pays: false, breakEvenSaveRate: '1.000000' });
  });

  test('a saving too small to show has no sign', () => {
    const whole = { id: 'a', price: cny('10000000'), cost: cny('10000000.02') };
    // a cent of ten million is a ten-millionth of a per cent
    expect(evaluateBundle([whole], cny('10000000.01'), [])).toMatchObject({
      saving: cny('-0.01'),
      savingPercent: '0.00',
      marginPercent: '0.00',
    });
    expect(arcElasticity({ price: '100', volume: '1000000' }, { price: '200', volume: '999999' }).arc).toBe('0.000');
  });

  test('a bundle of nothing saves nothing, and a free one has no margin in per cent', () => {
    expect(evaluateBundle([], cny('0'), [])).toMatchObject({
      savingPercent: '0.00',
      marginPercent: null,
      dominated: true,
    });
  });

  test('an elasticity is told from 1 by the last of forty digits', () => {
    const kind = (volume: string) => arcElasticity({ price: '1', volume: '1' }, { price: '3', volume }).kind;
    // the price goes from 1 to 3, the midpoint change is a half: a third of the volume is just as much
    const third = `0.${'3'.repeat(38)}`;
    expect([kind(`${third}3`), kind(`${third}4`)]).toEqual(['elastic', 'inelastic']);
    expect(arcElasticity({ price: '1', volume: '3' }, { price: '3', volume: '1' })).toEqual({
      arc: '-1.000',
      kind: 'unitary',
    });
  });

  test('customers and weights are counted as far as numbers count exactly', () => {
    const menu = compileTariffs([{ id: 'A', provider: 'us', monthly: '10', charges: [] }], {
      currency: 'CNY',
      mode: 'halfUp',
      quantityScale: 0,
    });
    const most = Number.MAX_SAFE_INTEGER;
    const choosing = (...counts: readonly number[]) =>
      selfSelection(
        menu,
        counts.map((customers) => ({ customers, history: [{}] })),
        'A',
      ).revenue?.amount;
    // ten each
    expect(choosing(most)).toBe('90071992547409910.00');
    expect(() => choosing(most, 1)).toThrow('customers of all groups');
    const weighing = (...weights: readonly number[]) =>
      expectTariffs(
        menu,
        weights.map((weight) => ({ usage: {}, weight })),
        1,
        'halfUp',
      ).costs[0]?.cheapestIn;
    expect(weighing(most - 1, 1)).toBe(most);
    expect(() => weighing(most, 1)).toThrow('weights of a distribution');
  });

  test('offers cover under ids that objects have, for nothing, and up to the last safe cent', () => {
    const cover = (price: string) =>
      bestCover(['constructor'], [{ id: '__proto__', covers: ['constructor'], price: cny(price) }]);
    expect(cover('0')).toEqual({ offers: ['__proto__'], price: cny('0.00') });
    expect(cover('90071992547409.91')?.price.amount).toBe('90071992547409.91');
    expect(bestCover([], [{ id: 'x', covers: [], price: cny('5') }])).toEqual({ offers: [], price: cny('0.00') });
  });
});
