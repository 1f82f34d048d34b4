import { Decimal as Shared } from 'decimal.js';
import * as dineroCurrencies from 'dinero.js/currencies';
import fc from 'fast-check';
import {
  addMoney,
  checkMoney,
  compareMoney,
  convertMoney,
  currencyCodes,
  currencyScale,
  divideRounded,
  factorToZhe,
  InputError,
  isCurrency,
  isMoney,
  isNegativeMoney,
  isZeroMoney,
  LimitError,
  type Money,
  maxMoney,
  minMoney,
  minorUnits,
  minorUnitsBig,
  money,
  moneyFromDecimal,
  moneyFromMinorUnits,
  moneyToDecimal,
  multiplyMoney,
  negateMoney,
  parseDecimal,
  rateInForce,
  roundingModes,
  roundMoney,
  subtractMoney,
  sumMoney,
  zheToFactor,
} from 'tenure/core';
import { describe, expect, it } from 'vitest';

const cny = (amount: string): Money => Object.freeze({ amount, currency: 'CNY' });
const anyUnits = fc.bigInt({ min: -(10n ** 20n), max: 10n ** 20n });
const anyCny = fc
  .tuple(anyUnits, fc.integer({ min: 0, max: 6 }))
  .map(([units, scale]) => Object.freeze(moneyFromMinorUnits(units, 'CNY', scale)));

/** The codes of an issue list, for short tables. */
function faults(action: () => unknown): readonly string[] {
  try {
    action();
  } catch (error) {
    if (error instanceof InputError) return error.issues.map((found) => `${found.code} ${found.path.join('.')}`);
    throw error;
  }
  return [];
}

describe('currencies', () => {
  it('have the digits of their minor unit', () => {
    expect(['CNY', 'JPY', 'KWD', 'CLF'].map((code) => currencyScale(code))).toEqual([2, 0, 3, 4]);
  });

  it('agree with the list of another project where the unit is decimal', () => {
    const listed = Object.values(dineroCurrencies).filter(({ base }) => base === 10);
    expect(listed.length).toBeGreaterThan(150);
    for (const { code, exponent } of listed) expect([code, currencyScale(code)]).toEqual([code, exponent]);
  });

  it('are three capitals, each once', () => {
    const codes = currencyCodes();
    expect(codes.every((code) => /^[A-Z]{3}$/.test(code))).toBe(true);
    expect(new Set(codes).size).toBe(codes.length);
  });

  it.each(['cny', 'RMB', 'XXX', '', 'toString', '__proto__', 'constructor', null, undefined, 156, {}])(
    'do not include %s',
    (code) => {
      expect(isCurrency(code)).toBe(false);
      expect(faults(() => money('1', code as string))).toEqual(['currency ']);
    },
  );
});

describe('money', () => {
  it.each([
    ['368.00', '368', 'CNY'],
    ['368.00', 368, 'CNY'],
    ['-0.05', '-0.05', 'CNY'],
    ['0.00', '-0', 'CNY'],
    ['12.50', '12.5000', 'CNY'],
    ['368', '368.00', 'JPY'],
    ['1.500', '1.5', 'KWD'],
  ])('is written %s for %s %s', (text, amount, currency) => {
    expect(money(amount, currency)).toEqual({ amount: text, currency });
  });

  it('keeps a finer scale only when asked', () => {
    expect(money('0.0035', 'CNY', 4)).toEqual(cny('0.0035'));
    expect(money('1', 'CNY', 4)).toEqual(cny('1.0000'));
    expect(faults(() => money('0.005', 'CNY'))).toEqual(['format amount']);
    expect(faults(() => money('0.5', 'JPY'))).toEqual(['format amount']);
  });

  it.each(['', 'abc', '1e3', '1,000', ' 1', '1.', 'NaN', '9'.repeat(10_000_000)])('refuses %.10s', (amount) => {
    expect(faults(() => money(amount, 'CNY'))).toEqual(['format amount']);
  });

  it.each([0.85, Number.NaN, Number.POSITIVE_INFINITY, 1e308, 2 ** 53])('refuses the number %d', (amount) => {
    expect(faults(() => money(amount, 'CNY'))).toEqual(['format amount']);
  });

  it('of unknown origin is checked, with all faults', () => {
    expect(isMoney(cny('-12.345'))).toBe(true);
    expect(checkMoney({ amount: 12, currency: 'RMB' }, ['bill']).map((found) => found.message)).toEqual([
      'bill.amount: expected a decimal text such as "12.50", got 12',
      'bill.currency: expected an ISO 4217 currency code, got "RMB"',
    ]);
    for (const value of [null, undefined, '12.00 CNY', 12, [], {}, { amount: '1' }]) expect(isMoney(value)).toBe(false);
  });
});

describe('arithmetic', () => {
  it('adds a tenth and two tenths to 0.30 and takes 85 % of 1,000 exactly', () => {
    expect(addMoney(cny('0.1'), cny('0.2'))).toEqual(cny('0.30'));
    expect(multiplyMoney(cny('1000'), '0.85', { mode: 'halfUp' })).toEqual(cny('850.00'));
  });

  it('is the same after somebody sets the shared Decimal to five digits', () => {
    const before = Shared.precision;
    Shared.set({ precision: 5 });
    try {
      expect(multiplyMoney(cny('88320000.01'), '0.85', { mode: 'halfUp' })).toEqual(cny('75072000.01'));
      expect(moneyToDecimal(cny('88320000.01')).times('0.85').toFixed()).toBe('75072000.0085');
    } finally {
      Shared.set({ precision: before });
    }
  });

  it('is exact on both sides of the safe range', () => {
    const edge = cny('90071992547409.91');
    expect(addMoney(edge, cny('0.02'))).toEqual(cny('90071992547409.93'));
    expect(subtractMoney(negateMoney(edge), cny('0.02'))).toEqual(cny('-90071992547409.93'));
    expect(subtractMoney(cny('90071992547409.93'), cny('0.02'))).toEqual(edge);
    expect(compareMoney(cny('90071992547409.93'), cny('90071992547409.92'))).toBe(1);
    expect(compareMoney(edge, negateMoney(edge))).toBe(1);
  });

  it('shows the digits that an exact result needs, and no more', () => {
    expect(addMoney(cny('0.0035'), cny('0.0065'))).toEqual(cny('0.01'));
    expect(addMoney(cny('0.0035'), cny('1'))).toEqual(cny('1.0035'));
    expect(multiplyMoney(cny('0.35'), '0.1', 'exact')).toEqual(cny('0.035'));
  });

  it('gives no minus zero', () => {
    expect(negateMoney(cny('0.00'))).toEqual(cny('0.00'));
    expect(multiplyMoney(cny('-0.01'), '0.1', { mode: 'halfUp' })).toEqual(cny('0.00'));
    expect(moneyFromDecimal(parseDecimal('-0.001'), 'CNY', { mode: 'halfUp' })).toEqual(cny('0.00'));
    expect(isNegativeMoney(cny('-0.00'))).toBe(false);
    expect(isZeroMoney(cny('-0.00'))).toBe(true);
  });

  it('never mixes currencies', () => {
    const usd = money('1', 'USD');
    for (const mix of [addMoney, subtractMoney, compareMoney, minMoney, maxMoney]) {
      expect(faults(() => mix(cny('1'), usd))).toEqual(['currency currency']);
    }
    expect(faults(() => sumMoney([cny('1'), usd], 'CNY'))).toEqual(['currency currency']);
  });

  it('names what is wrong with an operand', () => {
    for (const combine of [addMoney, subtractMoney, compareMoney]) {
      expect(faults(() => combine(null as unknown as Money, cny('1')))).toEqual(['type ']);
      expect(faults(() => combine(cny('1'), { amount: 1, currency: 'CNY' } as unknown as Money))).toEqual([
        'format amount',
      ]);
      expect(faults(() => combine({ amount: '1', currency: 'RMB' }, { amount: '1', currency: 'RMB' }))).toEqual([
        'currency currency',
      ]);
    }
    expect(faults(() => addMoney(cny('1'), { amount: 'x', currency: 'RMB' }))).toEqual([
      'format amount',
      'currency currency',
    ]);
    expect(faults(() => multiplyMoney(cny('1'), 0.85, 'exact'))).toEqual(['format factor']);
    expect(faults(() => roundMoney(cny('1'), { mode: 'up', scale: -1 }))).toEqual(['range scale']);
    for (const scale of [-1, 1.5, Number.NaN, 1e9]) {
      expect(faults(() => money('1', 'CNY', scale))).toEqual(['range scale']);
      expect(faults(() => minorUnits(cny('1'), scale))).toEqual(['range scale']);
      expect(faults(() => moneyFromMinorUnits(1, 'CNY', scale))).toEqual(['range scale']);
      expect(faults(() => moneyFromDecimal(parseDecimal(1), 'CNY', { mode: 'up', scale }))).toEqual(['range scale']);
    }
    expect(faults(() => moneyFromDecimal(parseDecimal(1).div(0), 'CNY', { mode: 'up' }))).toEqual(['range amount']);
    expect(faults(() => isZeroMoney(null as unknown as Money))).toEqual(['type ']);
  });

  it('subtracting undoes adding; the order of a sum does not matter', () => {
    fc.assert(
      fc.property(anyCny, anyCny, (a, b) => {
        expect(compareMoney(subtractMoney(addMoney(a, b), b), a)).toBe(0);
        expect(addMoney(a, b)).toEqual(addMoney(b, a));
        expect(sumMoney([a, b, negateMoney(a)], 'CNY')).toEqual(addMoney(b, cny('0')));
      }),
    );
  });

  it('rounds a product once, as the fraction says', () => {
    const factor = fc.bigInt({ min: -(10n ** 8n), max: 10n ** 8n });
    fc.assert(
      fc.property(anyUnits, factor, fc.constantFrom(...roundingModes), (units, parts, mode) => {
        const by = moneyFromMinorUnits(parts, 'CNY', 6).amount;
        const expected = moneyFromMinorUnits(divideRounded(units * parts, 10n ** 6n, mode), 'CNY');
        expect(multiplyMoney(moneyFromMinorUnits(units, 'CNY'), by, { mode })).toEqual(expected);
      }),
    );
  });

  it('compares by value, not by text', () => {
    expect(compareMoney(cny('1'), cny('1.0000'))).toBe(0);
    expect(compareMoney(cny('9.99'), cny('10.00'))).toBe(-1);
    expect(minMoney(cny('9.99'), cny('10.00'))).toEqual(cny('9.99'));
    expect(maxMoney(cny('9.99'), cny('10.00'))).toEqual(cny('10.00'));
  });

  it('sums a list as adding one by one does', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.oneof(
            anyCny,
            fc.maxSafeInteger().map((units) => moneyFromMinorUnits(units, 'CNY')),
          ),
        ),
        (list) => {
          expect(sumMoney(list, 'CNY')).toEqual(list.reduce(addMoney, cny('0.00')));
        },
      ),
    );
    expect(faults(() => sumMoney([cny('1'), cny('x')], 'CNY'))).toEqual(['format amount']);
    expect(faults(() => sumMoney([null as unknown as Money], 'CNY'))).toEqual(['type ']);
    expect(faults(() => sumMoney([], 'RMB'))).toEqual(['currency ']);
  });

  it('sums an empty list to zero in the currency asked for', () => {
    expect(sumMoney([], 'JPY')).toEqual({ amount: '0', currency: 'JPY' });
  });

  it('states its bound instead of growing for ever', () => {
    const huge = cny('9'.repeat(40));
    expect(() => multiplyMoney(huge, huge.amount, 'exact')).toThrow(LimitError);
  });
});

describe('minor units', () => {
  it('come and go exactly', () => {
    expect(minorUnits(cny('368.00'))).toBe(36800);
    expect(minorUnits(money('368', 'JPY'))).toBe(368);
    expect(minorUnitsBig(cny('90071992547409.93'))).toBe(9_007_199_254_740_993n);
    expect(moneyFromMinorUnits(-5, 'CNY')).toEqual(cny('-0.05'));
  });

  it('are refused where they would not be exact', () => {
    expect(() => minorUnits(cny('90071992547409.93'))).toThrow(LimitError);
    expect(() => moneyFromMinorUnits(2 ** 53, 'CNY')).toThrow(LimitError);
    expect(() => moneyFromMinorUnits(0.5, 'CNY')).toThrow(LimitError);
    expect(faults(() => minorUnits(cny('0.005')))).toEqual(['format amount']);
    expect(faults(() => minorUnits({ amount: 5, currency: 'CNY' } as unknown as Money))).toEqual(['format amount']);
  });
});

describe('conversion', () => {
  const usdToCny = { from: 'USD', to: 'CNY', rate: '6.2855', asOf: '2013-02-08' } as const;

  it('uses the rate that is given and rounds once to the target', () => {
    expect(convertMoney(money('100.01', 'USD'), usdToCny, { mode: 'halfUp' })).toEqual(cny('628.61'));
    const yen = { from: 'CNY', to: 'JPY', rate: '14.9', asOf: '2013-02-08' };
    expect(convertMoney(cny('10.05'), yen, { mode: 'down' })).toEqual({ amount: '149', currency: 'JPY' });
  });

  it('never runs a rate backwards, and refuses rates that are none', () => {
    const to = (rate: string) => () => convertMoney(money('1', 'USD'), { ...usdToCny, rate }, { mode: 'halfUp' });
    expect(faults(() => convertMoney(cny('1'), usdToCny, { mode: 'halfUp' }))).toEqual(['currency currency']);
    expect(faults(to('0'))).toEqual(['range rate.rate']);
    expect(faults(to('-6'))).toEqual(['range rate.rate']);
    expect(faults(to('six'))).toEqual(['format rate.rate']);
  });

  it('finds the latest rate that is not after the date', () => {
    const rates = ['2013-01-01', '2013-02-08', '2013-03-01'].map((asOf) => ({ ...usdToCny, asOf }));
    expect(rateInForce(rates, 'USD', 'CNY', '2013-02-28')?.asOf).toBe('2013-02-08');
    expect(rateInForce([...rates].reverse(), 'USD', 'CNY', '2013-03-01')?.asOf).toBe('2013-03-01');
    expect(rateInForce(rates, 'USD', 'CNY', '2012-12-31')).toBeUndefined();
    expect(rateInForce(rates, 'CNY', 'USD', '2013-02-28')).toBeUndefined();
  });
});

describe('zhe', () => {
  it.each([
    ['0.85', '8.5'],
    ['0.8', '8'],
    ['0.955', '9.55'],
    ['1', '10'],
    ['0.85', '85'],
    ['0.11', '11'],
    ['0.05', '0.5'],
  ])('pays %s at %s zhe', (factor, zhe) => {
    expect(zheToFactor(zhe)).toBe(factor);
  });

  it.each(['0', '-8', '95.5', '100', '955', 'eight', ''])('refuses %j, which nobody would read one way', (zhe) => {
    expect(faults(() => zheToFactor(zhe, ['discount']))).toEqual(['format discount']);
  });

  it('is written with the point', () => {
    expect(factorToZhe('0.85')).toBe('8.5');
    expect(factorToZhe('1')).toBe('10');
    expect(faults(() => factorToZhe('1.1'))).toEqual(['format ']);
  });
});
