import fc from 'fast-check';
import {
  type GuardedSale,
  guaranteeBreaches,
  guaranteeExposure,
  guaranteeOwed,
  type PriceGuarantee,
} from 'tenure/pricing';
import { describe, expect, test } from 'vitest';
import { faultsOf } from './faults.js';

const cny = (amount: string) => ({ amount, currency: 'CNY' });
const halfUp = { mode: 'halfUp' } as const;
const agreement: PriceGuarantee = {
  id: 'g',
  holder: 'chamber',
  product: 'phone',
  basis: 'net',
  price: { list: cny('1000'), net: cny('850') },
  from: '2013-01-01',
  until: '2013-12-31',
  compensates: 'fromBreach',
  terminationRight: true,
};
const sale = (id: string, date: string, net: string, more: object = {}): GuardedSale => ({
  id,
  buyer: 'bank',
  product: 'phone',
  date,
  quantity: 50,
  price: { list: cny('1000'), net: cny(net), ...more },
});
const bought = (date: string, quantity: number) => ({ guarantee: 'g', date, quantity });

describe('what is owed after several sales below a guaranteed 850', () => {
  const sales = [sale('a', '2013-05-01', '820'), sale('b', '2013-03-01', '840'), sale('c', '2013-07-01', '830')];
  const purchases = [
    bought('2013-02-01', 10),
    bought('2013-04-01', 20),
    bought('2013-05-01', 40),
    bought('2013-08-01', 80),
  ];
  const owed = (change: Partial<PriceGuarantee> = {}, by = sales) =>
    guaranteeOwed(by, [{ ...agreement, ...change }], purchases, halfUp)[0]!;

  test('counts each unit once, by the lowest price until it was bought: 20 × 10 + (40 + 80) × 30', () => {
    expect(owed()).toEqual({
      guarantee: 'g',
      holder: 'chamber',
      breaches: ['b', 'a', 'c'],
      undecided: [],
      units: 140,
      compensation: cny('3800.00'),
      terminationRight: true,
    });
    expect(owed({}, sales.toReversed())).toEqual(owed());
    // One by one the same sales come to 140 × 10 + 120 × 30 + 80 × 20.
    const findings = guaranteeBreaches(sales, [agreement], purchases, halfUp);
    expect(findings.map(({ compensation }) => compensation?.amount)).toEqual(['3600.00', '1400.00', '1600.00']);
  });

  test('counts every unit by the lowest price of all where the whole agreement is compensated: 150 × 30', () => {
    expect(owed({ compensates: 'wholeAgreement' })).toMatchObject({ units: 150, compensation: cny('4500.00') });
  });

  test('is nothing without a breach, and what one sale comes to with one', () => {
    const none = { breaches: [], units: 0, compensation: cny('0.00'), terminationRight: false };
    expect(owed({}, [sale('fair', '2013-03-01', '850')])).toMatchObject(none);
    expect(owed({ holder: 'bank' })).toMatchObject(none);
    expect(owed({}, sales.slice(0, 1)).compensation).toEqual(
      guaranteeExposure(sales[0]!, [agreement], purchases, halfUp).compensation,
    );
  });

  test('is unknown where a sale is undecided that could have set it off, and known where nothing was bought since', () => {
    const open = (date: string) => [...sales, sale('open', date, '800', { givenBack: null })];
    const effective = { basis: 'effective' } as const;
    expect(owed(effective, open('2013-08-01'))).toMatchObject({ undecided: ['open'], compensation: null });
    expect(owed(effective, open('2013-08-02'))).toMatchObject({ undecided: ['open'], compensation: cny('3800.00') });
    expect(owed({ ...effective, compensates: 'wholeAgreement' }, open('2013-08-02')).compensation).toBeNull();
  });

  test('is told for each agreement, refused for rows that cannot be read', () => {
    const other = { ...agreement, id: 'h', holder: 'school' };
    const both = guaranteeOwed(sales, [other, agreement], purchases, halfUp);
    expect(both.map(({ guarantee, compensation }) => [guarantee, compensation?.amount])).toEqual([
      ['h', '0.00'],
      ['g', '3800.00'],
    ]);
    expect(faultsOf(() => guaranteeOwed([{ ...sales[0]!, date: 'soon' }], [agreement], purchases, halfUp))).toEqual([
      'format sales.0.date',
    ]);
    expect(faultsOf(() => guaranteeOwed(null as never, [agreement], [], halfUp))).toEqual(['type sales']);
  });
});

test('what is owed is what a count unit by unit comes to, on either basis that needs no more than prices', () => {
  const day = fc.integer({ min: 1, max: 28 }).map((one) => `2013-03-${String(one).padStart(2, '0')}`);
  const priced = fc.record({ date: day, list: fc.integer({ min: 1, max: 9 }), net: fc.integer({ min: 0, max: 9 }) });
  const purchase = fc.record({ date: day, quantity: fc.integer({ min: 0, max: 5 }) });
  const basis = fc.constantFrom('net' as const, 'discount' as const);
  const compensates = fc.constantFrom('fromBreach' as const, 'wholeAgreement' as const);
  fc.assert(
    fc.property(fc.array(priced), fc.array(purchase), basis, compensates, (made, bulk, by, from) => {
      const own = { list: cny('7'), net: cny('5') };
      const sales = made.map(({ date, list, net }, at) => ({
        ...sale(String(at), date, String(net)),
        price: { list: cny(String(list)), net: cny(String(net)) },
      }));
      const rows = bulk.map(({ date, quantity }) => bought(date, quantity));
      const terms: PriceGuarantee = {
        ...agreement,
        price: own,
        basis: by,
        compensates: from,
        from: '2013-03-03',
        until: '2013-03-25',
      };
      const isInside = ({ date }: { readonly date: string }) => terms.from <= date && date <= terms.until;
      // In 2520ths of a yuan, which lists of 1 to 9 divide.
      const lower = ({ list, net }: (typeof made)[number]) =>
        by === 'net' ? (5 - net) * 2520 : 5 * 2520 - (7 * net * 2520) / list;
      let expected = 0;
      for (const { date, quantity } of bulk.filter(isInside)) {
        const until = made.filter((one) => isInside(one) && (from === 'wholeAgreement' || one.date <= date));
        expected += quantity * Math.max(0, ...until.map(lower));
      }
      const [owed] = guaranteeOwed(sales, [terms], rows, { mode: 'floor' });
      expect(owed?.compensation).toEqual(cny((Math.floor((expected * 100) / 2520) / 100).toFixed(2)));
    }),
    { numRuns: 2000 },
  );
});
