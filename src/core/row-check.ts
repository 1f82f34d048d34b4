import { isCurrency } from './currency.js';
import { isDate } from './day-number.js';
import { readDecimal } from './decimal.js';
import { InputError } from './errors.js';
import { checkMoney, type Money, unscaledOf } from './exact-amount.js';
import { type Issue, issue, type Path } from './issue.js';
import { type Rounding, roundingModes } from './rounding.js';

/** The faults of one place in what a caller gave; none means that it can be read. */
export type Check = (value: unknown, path: Path) => readonly Issue[];

const fault = (holds: boolean, ...said: Parameters<typeof issue>): readonly Issue[] => (holds ? [] : [issue(...said)]);

export const checkId: Check = (value, path) =>
  fault(typeof value === 'string' && value !== '', 'type', path, 'an id, a text', value);

export const checkDay: Check = (value, path) =>
  fault(isDate(value), 'format', path, 'a calendar date YYYY-MM-DD', value);

export const checkFlag: Check = (value, path) =>
  fault(typeof value === 'boolean', 'type', path, 'true or false', value);

export const checkCurrency: Check = (value, path) =>
  fault(isCurrency(value), 'currency', path, 'an ISO 4217 currency code', value);

const wholeNumber =
  (least: number, most: number, expected: string): Check =>
  (value, path) => {
    const holds = Number.isSafeInteger(value) && (value as number) >= least && (value as number) <= most;
    return fault(holds, 'range', path, expected, value);
  };

/** A whole number of units. */
export const checkUnits: Check = /* @__PURE__ */ wholeNumber(0, Number.MAX_SAFE_INTEGER, 'a whole number of 0 or more');

/** A number of anything but money. */
export const checkFigure: Check = (value, path) =>
  fault(
    typeof value === 'number' && value >= 0 && value < Number.POSITIVE_INFINITY,
    'range',
    path,
    'a number of 0 or more',
    value,
  );

/** A number that may be below 0. */
export const checkScore: Check = (value, path) =>
  fault(typeof value === 'number' && Number.isFinite(value), 'type', path, 'a finite number', value);

/** A whole number from `least` to `most`. */
export function checkUnitsFrom(least: number, most: number): Check {
  return wholeNumber(least, most, `a whole number, ${least} to ${most}`);
}

/** A whole number above 0. */
export const checkCount: Check = /* @__PURE__ */ wholeNumber(1, Number.MAX_SAFE_INTEGER, 'a whole number above 0');

/** A number of months, 1 or more. */
export const checkMonths: Check = /* @__PURE__ */ wholeNumber(
  1,
  Number.MAX_SAFE_INTEGER,
  'a whole number of months, 1 or more',
);

export function checkWord(words: readonly string[]): Check {
  return (value, path) =>
    fault(words.includes(value as string), 'unknownReference', path, `one of ${words.join(', ')}`, value);
}

/** An amount, of the currency where one is told. */
export function checkAnyAmount(currency?: string): Check {
  return (value, path) => {
    const faults = checkMoney(value, path);
    if (faults.length > 0 || !isCurrency(currency)) return faults;
    const { currency: given } = value as Money;
    return fault(given === currency, 'currency', [...path, 'currency'], currency, given);
  };
}

/** An amount of 0 or more, of the currency where one is told. */
export function checkAmount(currency?: string): Check {
  const check = checkAnyAmount(currency);
  return (value, path) => {
    const faults = check(value, path);
    if (checkMoney(value, path).length > 0) return faults;
    const money = value as Money;
    return [
      ...faults,
      ...fault(unscaledOf(money).units >= 0n, 'range', [...path, 'amount'], 'an amount of 0 or more', money.amount),
    ];
  };
}

/** A decimal text or whole number, from `least` on, or only above it. */
export function checkDecimal(least: number, isAbove = false): Check {
  const expected = `a decimal text ${isAbove ? `above ${least}` : `of ${least} or more`}`;
  return (value, path) => {
    const read = readDecimal(value);
    if (read === undefined) return [issue('format', path, expected, value)];
    return fault(isAbove ? read.greaterThan(least) : read.greaterThanOrEqualTo(least), 'range', path, expected, value);
  };
}

/** Per cent: any decimal text or whole number. */
export const checkPercent: Check = (value, path) =>
  fault(readDecimal(value) !== undefined, 'format', path, 'per cent as a decimal text', value);

/** A part of a whole. */
export const checkRate: Check = (value, path) => {
  const rate = readDecimal(value);
  const holds = rate !== undefined && !rate.lessThan(0) && !rate.greaterThan(1);
  return fault(holds, 'range', path, 'a rate from 0 to 1', value);
};

/** The check of what may be left out: nothing stands there. */
export function whereGiven(check: Check): Check {
  return (value, path) => (value === undefined ? [] : check(value, path));
}

/** The check of what may be unknown: missing and `null` are. */
export function whereKnown(check: Check): Check {
  return (value, path) => (value === undefined || value === null ? [] : check(value, path));
}

/** A record whose parts are checked one by one; keys without a check are left alone. */
export function checkRow<T>(what: string, parts: { readonly [K in keyof T]-?: Check }): Check {
  const keys = Object.keys(parts) as (keyof T & string)[];
  return (value, path) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? keys.flatMap((key) => parts[key]((value as T)[key], [...path, key]))
      : [issue('type', path, what, value)];
}

/** A list of rows, checked to the last. */
export function checkRows(what: string, check: Check): Check {
  return (value, path) =>
    Array.isArray(value)
      ? Array.from(value, (row, at) => check(row, [...path, at])).flat()
      : [issue('type', path, what, value)];
}

/** How amounts are rounded. */
export const checkRounding: Check = /* @__PURE__ */ checkRow<Rounding>('a rounding { mode, scale }', {
  mode: /* @__PURE__ */ checkWord(roundingModes),
  scale: /* @__PURE__ */ whereGiven(/* @__PURE__ */ checkUnitsFrom(0, 40)),
});

/** @throws InputError with all faults, where there are some */
export function refuseFaults(faults: readonly Issue[], what?: string): void {
  if (faults.length > 0) throw new InputError(faults, what);
}
