import { type GuaranteeBasis, guaranteeBreaches, guaranteeExposure, type PriceGuarantee } from 'tenure/pricing';
import { describe, expect, test } from 'vitest';

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
