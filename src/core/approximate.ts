import { parseDecimal } from './decimal.js';
import type { Language } from './label.js';
import { roundDecimal } from './rounding.js';

/** How a figure was said: "exactly", "more than", "at least", "less than", "at most", "nearly" (近), "about" (约). */
export type Qualifier = 'exact' | 'moreThan' | 'atLeast' | 'lessThan' | 'atMost' | 'nearly' | 'about';

/** A figure that keeps how exactly it was said; `value` is a decimal text. */
export interface Approx {
  readonly value: string;
  readonly qualifier: Qualifier;
}

const turned = {
  exact: 'exact',
  moreThan: 'lessThan',
  atLeast: 'atMost',
  lessThan: 'moreThan',
  atMost: 'atLeast',
  // Nearly 5 times -1 is just above -5, which is no longer "nearly".
  nearly: 'about',
  about: 'about',
} as const satisfies Record<Qualifier, Qualifier>;

/** A figure times a known factor: a bound keeps its direction, a negative factor turns it, zero times anything is exact. */
export function scaleApprox({ value, qualifier }: Approx, factor: string | number): Approx {
  const by = parseDecimal(factor, ['factor']);
  if (by.isZero()) return { value: '0', qualifier: 'exact' };
  const product = parseDecimal(value, ['value']).times(by).toFixed();
  return { value: product, qualifier: by.isNegative() ? turned[qualifier] : qualifier };
}

/**
 * Rounds without claiming more than was said: a lower bound goes down and an upper bound up, and either becomes
 * inclusive; an exact figure that loses digits becomes `about`.
 *
 * @param scale digits after the point
 * @example
 * roundApprox(scaleApprox({ value: '6000', qualifier: 'moreThan' }, '0.7227'), 0) //=> { value: '4336', qualifier: 'atLeast' }
 */
export function roundApprox({ value, qualifier }: Approx, scale: number): Approx {
  const given = parseDecimal(value, ['value']);
  const lower = qualifier === 'moreThan' || qualifier === 'atLeast';
  const upper = qualifier === 'lessThan' || qualifier === 'atMost';
  const rounded = roundDecimal(given, scale, lower ? 'floor' : upper ? 'ceiling' : 'halfUp');
  if (rounded.equals(given)) return { value: rounded.toFixed(scale), qualifier };
  const loosened = lower ? 'atLeast' : upper ? 'atMost' : qualifier === 'exact' ? 'about' : qualifier;
  return { value: rounded.plus(0).toFixed(scale), qualifier: loosened };
}

const signs = {
  exact: { en: '', zh: '' },
  moreThan: { en: '>', zh: '>' },
  atLeast: { en: '>=', zh: '>=' },
  lessThan: { en: '<', zh: '<' },
  atMost: { en: '<=', zh: '<=' },
  nearly: { en: 'nearly ', zh: '近' },
  about: { en: 'about ', zh: '约' },
} as const satisfies Record<Qualifier, { readonly en: string; readonly zh: string }>;

/**
 * Writes a figure with its qualifier and grouped thousands.
 *
 * @example
 * showApprox({ value: '4336', qualifier: 'atLeast' }, 'en') //=> '>=4,336'
 */
export function showApprox({ value, qualifier }: Approx, language: Language): string {
  const [whole = '', fraction] = value.split('.');
  const grouped = whole.replace(/\B(?=(?:\d{3})+$)/g, ',');
  return `${signs[qualifier][language]}${grouped}${fraction === undefined ? '' : `.${fraction}`}`;
}
