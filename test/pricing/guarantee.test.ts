import { decideAll, type Issue } from 'tenure/core';
import {
  type GuaranteeBasis,
  type GuardedSale,
  guaranteeBreaches,
  guaranteeExposure,
  type HolderPurchase,
  type PriceGuarantee,
  protectedPrice,
} from 'tenure/pricing';
import { describe, expect, test } from 'vitest';
import { faultsOf } from './faults.js';

const cny = (amount: string) => ({ amount, currency: 'CNY' });
const halfUp = { mode: 'halfUp' } as const;

/** The supplier guarantees its chamber 8.5 zhe of a list price of 1,000 and pays it a commission of 10 % of net sales. */
const agreement: PriceGuarantee = {
  id: 'chamber-2013',
  holder: 'chamber',
  product: 'phone',
  basis: 'net',
  price: { list: cny('1000'), net: cny('850'), givenBack: cny('85') },
  from: '2013-01-01',
  until: '2013-12-31',
  compensates: 'fromBreach',
  terminationRight: true,
};
const sale = {
  id: 'bank-deal',
  buyer: 'bank',
  product: 'phone',
  date: '2013-03-01',
  quantity: 50,
  price: { list: cny('1000'), net: cny('800') },
};
const purchases = [
  { guarantee: 'chamber-2013', date: '2013-02-01', quantity: 70 },
  { guarantee: 'chamber-2013', date: '2013-03-01', quantity: 120 },
  { guarantee: 'chamber-2013', date: '2013-06-01', quantity: 80 },
];
const exposure = (change: Partial<PriceGuarantee>, at: Partial<typeof sale> = {}) =>
  guaranteeExposure({ ...sale, ...at }, [{ ...agreement, ...change }], purchases, halfUp);

describe('a minimum-price guarantee', () => {
  test('850 against 800 on 200 units: 10,000 to pay and the right to terminate', () => {
    const { compensation, terminationRights, findings } = exposure({});
    expect(compensation?.amount).toBe('10000.00');
    expect(terminationRights).toEqual(['chamber-2013']);
    expect(findings[0]).toMatchObject({ breached: true, units: 200, difference: { amount: '50.00' } });
  });

  test.each([
    ['10000.00', true, 'net'], // 850 − 800
    ['10000.00', true, 'discount'], // 15 % against 20 % of 1,000
    ['0.00', false, 'effective'], // 850 − 85 commission = 765, already below 800
  ] as const)(
    'with a 10 per cent commission owes %s (breach: %s) on the %s basis',
    (amount, breached, basis: GuaranteeBasis) => {
      const result = exposure({ basis });
      expect([result.compensation?.amount, result.findings[0]?.breached]).toEqual([amount, breached]);
    },
  );

  test('compensates the whole agreement where it says so: 270 units', () => {
    expect(exposure({ compensates: 'wholeAgreement' }).compensation?.amount).toBe('13500.00');
  });

  test('is not breached at the same price, before the agreement, or by a sale too small to compare', () => {
    const because = (change: Partial<PriceGuarantee>, at: Partial<typeof sale>) => {
      const [finding] = exposure(change, at).findings;
      return [finding?.breached, finding?.because];
    };
    expect(because({}, { price: { list: cny('1000'), net: cny('850') } })).toEqual([false, undefined]);
    expect(because({}, { date: '2012-12-31' })).toEqual([false, 'outsideTerm']);
    expect(because({ comparableFrom: 51 }, {})).toEqual([false, 'notComparable']);
    expect(because({}, { buyer: 'chamber' })).toEqual([false, 'ownSale']);
  });

  test('compares discounts over different list prices', () => {
    // 8.0 zhe of a list of 900; at the holder's list of 1,000 that is 800
    const result = exposure({ basis: 'discount' }, { price: { list: cny('900'), net: cny('720') } });
    expect(result.findings[0]?.difference?.amount).toBe('50.00');
  });

  test('leaves an exposure unknown where what flows back is', () => {
    const result = exposure({ basis: 'effective', price: { ...agreement.price, givenBack: null } });
    expect(result.compensation).toBeNull();
    expect(result.findings[0]).toMatchObject({ breached: null, because: 'givenBackUnknown' });
  });

  test('is searched for breaches by sales that were made', () => {
    const fair = { ...sale, id: 'fair', price: { list: cny('1000'), net: cny('900') } };
    expect(guaranteeBreaches([fair, sale], [agreement], purchases, halfUp).map((finding) => finding.sale)).toEqual([
      'bank-deal',
    ]);
  });
});

const said = ({ code, path }: Issue) => `${code} ${path.join('.')}`;

describe('a register of guarantees that cannot be read', () => {
  const sound = { guarantee: 'chamber-2013', date: '2013-04-01', quantity: 200 };
  const ask = (rows: { sale?: unknown; agreements?: unknown; purchases?: unknown }) => () =>
    guaranteeExposure(
      (rows.sale === undefined ? sale : rows.sale) as GuardedSale,
      (rows.agreements === undefined ? [agreement] : rows.agreements) as PriceGuarantee[],
      (rows.purchases === undefined ? [sound] : rows.purchases) as HolderPurchase[],
      halfUp,
    );

  test.each([
    ['format purchases.1.date', { date: '2013-4-1' }],
    ['format purchases.1.date', { date: '2013-02-30' }],
    ['format purchases.1.date', { date: null }],
    ['range purchases.1.quantity', { quantity: -5 }],
    ['range purchases.1.quantity', { quantity: 1.5 }],
    ['range purchases.1.quantity', { quantity: '200' }],
    ['range purchases.1.quantity', { quantity: null }],
    ['range purchases.1.quantity', { quantity: Number.NaN }],
    ['range purchases.1.quantity', { quantity: 1e300 }],
    ['type purchases.1.guarantee', { guarantee: 7 }],
  ])('is refused for a purchase, not counted without it: %s', (fault, more) => {
    expect(faultsOf(ask({ purchases: [sound, { ...sound, ...more }] }))).toEqual([fault]);
  });

  test.each([
    ['type sale', { sale: null }],
    ['type sale.buyer', { sale: { ...sale, buyer: undefined } }],
    ['format sale.date', { sale: { ...sale, date: '1 March' } }],
    ['range sale.quantity', { sale: { ...sale, quantity: -1 } }],
    ['type sale.price', { sale: { ...sale, price: '800' } }],
    ['range sale.price.net.amount', { sale: { ...sale, price: { ...sale.price, net: cny('-800') } } }],
    [
      'currency agreements.0.price.net.currency',
      { agreements: [{ ...agreement, price: { ...agreement.price, net: { amount: '1', currency: 'USD' } } }] },
    ],
    [
      'format agreements.0.price.givenBack.amount',
      { agreements: [{ ...agreement, price: { ...agreement.price, givenBack: cny('10%') } }] },
    ],
    ['unknownReference agreements.0.basis', { agreements: [{ ...agreement, basis: 'gross' }] }],
    ['unknownReference agreements.0.compensates', { agreements: [{ ...agreement, compensates: '__proto__' }] }],
    ['type agreements.0.terminationRight', { agreements: [{ ...agreement, terminationRight: 'yes' }] }],
    ['range agreements.0.comparableFrom', { agreements: [{ ...agreement, comparableFrom: Number.NaN }] }],
    ['order agreements.0.until', { agreements: [{ ...agreement, until: '2012-12-31' }] }],
    ['duplicate agreements.1.id', { agreements: [agreement, agreement] }],
    ['type agreements.1', { agreements: [agreement, ['chamber']] }],
    ['type agreements', { agreements: {} }],
    ['type purchases', { purchases: null }],
  ])('is refused where it stands: %s', (fault, rows) => {
    expect(faultsOf(ask(rows))).toEqual([fault]);
  });

  test('names every row that is faulty, of every kind, at once', () => {
    const purchases = [{ ...sound, date: 'x' }, sound, null, { ...sound, quantity: -1, guarantee: '' }];
    expect(faultsOf(ask({ sale: { ...sale, date: 5 }, agreements: [{ ...agreement, from: '' }], purchases }))).toEqual([
      'format sale.date',
      'format agreements.0.from',
      'format purchases.0.date',
      'type purchases.2',
      'type purchases.3.guarantee',
      'range purchases.3.quantity',
    ]);
  });

  test('has no discount to compare off a list price of nothing', () => {
    const free = { list: cny('0'), net: cny('0') };
    const byDiscount = { ...agreement, basis: 'discount' };
    expect(faultsOf(ask({ agreements: [byDiscount], sale: { ...sale, price: free } }))).toEqual([
      'range sale.price.list.amount',
    ]);
    expect(faultsOf(ask({ agreements: [{ ...byDiscount, price: free }] }))).toEqual([
      'range agreements.0.price.list.amount',
    ]);
    // a gift of another product is nobody's discount
    expect(faultsOf(ask({ agreements: [byDiscount], sale: { ...sale, product: 'charger', price: free } }))).toEqual([]);
  });

  test('keeps the sales that can be read where they are asked one by one', () => {
    const { decided, rejects } = decideAll(
      (one: GuardedSale) => guaranteeExposure(one, [agreement], [sound], halfUp).compensation?.amount,
      [sale, { ...sale, date: '' }, { ...sale, price: { ...sale.price, net: cny('840') } }],
      { asOf: '2013-03-01' },
    );
    // 50 and 10 a unit on 200 units
    expect(decided).toEqual(['10000.00', '2000.00']);
    expect(rejects.map(({ index, issues }) => [index, issues.map(said)])).toEqual([[1, ['format sale.date']]]);
    expect(faultsOf(() => guaranteeBreaches([sale, { ...sale, date: '' }], [agreement], [sound], halfUp))).toEqual([
      'format sales.1.date',
    ]);
    expect(faultsOf(() => guaranteeBreaches({} as never, [agreement], [sound], halfUp))).toEqual(['type sales']);
    expect(faultsOf(() => guaranteeExposure(sale, [agreement], [], null as never))).toEqual(['type rounding']);
  });
});

describe('what is owed under a guarantee', () => {
  test('is exact until it is rounded once: a third off for three units is one, rounded down or not', () => {
    const third: PriceGuarantee = { ...agreement, basis: 'discount', price: { list: cny('1'), net: cny('1') } };
    const atTwoThirds = { ...sale, price: { list: cny('3'), net: cny('2') } };
    const owed = (mode: 'floor' | 'ceiling') =>
      guaranteeExposure(atTwoThirds, [third], [{ ...purchases[1]!, quantity: 3 }], { mode }).compensation?.amount;
    expect([owed('floor'), owed('ceiling')]).toEqual(['1.00', '1.00']);
  });

  test('is counted under ids that objects have, and beyond safe integers of money', () => {
    const id = '__proto__';
    const million = { list: cny('9007199254740993'), net: cny('9007199254740993') };
    const result = guaranteeExposure(
      { ...sale, price: { ...million, net: cny('0') } },
      [{ ...agreement, id, price: million }],
      [{ guarantee: id, date: '2013-12-31', quantity: 1000 }],
      halfUp,
    );
    expect([result.compensation?.amount, result.terminationRights]).toEqual(['9007199254740993000.00', [id]]);
  });

  test('is bounded by what units sum to exactly', () => {
    const half = { ...purchases[1]!, quantity: Number.MAX_SAFE_INTEGER };
    expect(() => guaranteeExposure(sale, [agreement], [half, half], halfUp)).toThrow(
      'units under one guarantee: at most',
    );
  });
});

describe('a protected price', () => {
  const usd = (amount: string) => ({ amount, currency: 'USD' });
  test.each([
    ['currency before.protected.currency', { benchmark: usd('45'), protected: cny('40') }, usd('30'), 'ratio'],
    ['range before.benchmark.amount', { benchmark: usd('0'), protected: usd('40') }, usd('30'), 'ratio'],
    ['range benchmark.amount', { benchmark: usd('45'), protected: usd('40') }, usd('-30'), 'ratio'],
    ['unknownReference relation', { benchmark: usd('45'), protected: usd('40') }, usd('30'), 'same'],
    ['type before', null, usd('30'), 'equal'],
  ])('is not worked out from what is none: %s', (fault, before, benchmark, relation) => {
    expect(faultsOf(() => protectedPrice(before as never, benchmark, relation as never, halfUp))).toEqual([fault]);
  });

  test('keeps the ratio exactly until it is rounded once: just below 1 is 0.99 rounded down', () => {
    const before = { benchmark: usd('1'), protected: usd('1') };
    expect(protectedPrice(before, usd('0.9999999999999999999'), 'ratio', { mode: 'floor' }).amount).toBe('0.99');
  });
});
