import { type Approx, InputError, roundApprox, scaleApprox, showApprox } from 'tenure/core';
import { describe, expect, it } from 'vitest';

const said = (value: string, qualifier: Approx['qualifier']): Approx => Object.freeze({ value, qualifier });

describe('an approximate figure', () => {
  it('of more than 6,000, at 72.27 %, is at least 4,336', () => {
    const share = scaleApprox(said('6000', 'moreThan'), '0.7227');
    expect(share).toEqual(said('4336.2', 'moreThan'));
    expect(showApprox(roundApprox(share, 0), 'en')).toBe('>=4,336');
  });

  it.each([
    ['lessThan', '-12', 'moreThan', '6', '-2'],
    ['atMost', '-12', 'atLeast', '6', '-2'],
    ['atLeast', '12', 'atMost', '-6', '-2'],
    ['about', '-12', 'nearly', '6', '-2'],
    ['exact', '0', 'moreThan', '6', '0'],
    ['nearly', '0.06', 'nearly', '6', '0.01'],
  ] as const)('is %s %s for %s %s times %s', (qualifier, value, from, given, factor) => {
    expect(scaleApprox(said(given, from), factor)).toEqual(said(value, qualifier));
  });

  it.each([
    ['atLeast', '88.1', 'moreThan', '88.19'],
    ['atMost', '88.2', 'lessThan', '88.11'],
    ['atLeast', '-88.2', 'atLeast', '-88.19'],
    ['nearly', '88.2', 'nearly', '88.15'],
    ['about', '88.2', 'exact', '88.15'],
    ['exact', '88.0', 'exact', '88'],
    ['moreThan', '88.0', 'moreThan', '88'],
    ['atMost', '0.0', 'lessThan', '-0.01'],
  ] as const)('is %s %s to one digit for %s %s', (qualifier, value, from, given) => {
    expect(roundApprox(said(given, from), 1)).toEqual(said(value, qualifier));
  });

  it('is shown in both languages', () => {
    expect(showApprox(said('88', 'nearly'), 'en')).toBe('nearly 88');
    expect(showApprox(said('88', 'nearly'), 'zh')).toBe('近88');
    expect(showApprox(said('-1234567.25', 'about'), 'zh')).toBe('约-1,234,567.25');
  });

  it('refuses a figure that is none', () => {
    expect(() => scaleApprox(said('many', 'about'), 2)).toThrow(InputError);
    expect(() => roundApprox(said('', 'about'), 2)).toThrow(InputError);
  });
});
