import { currencyScale, isCurrency } from './currency.js';
import { isDecimalText, longestDecimalText } from './decimal.js';
import { InputError, LimitError } from './errors.js';
import { type Issue, issue, type Path } from './issue.js';
import { readUnscaled, type Unscaled, writeScaled } from './scaled.js';

/**
 * An exact amount: a decimal text and an ISO 4217 code. What this library gives is written at the currency's scale
 * (`368.00` CNY, `368` JPY); more digits stand only where the exact value needs them or the caller asked.
 */
export interface Money {
  readonly amount: string;
  readonly currency: string;
}

const amountForm = 'a decimal text such as "12.50"';

/** The faults of a value that should be money, with paths below `path`; none means that it is. */
export function checkMoney(value: unknown, path: Path = []): readonly Issue[] {
  if (value === null || typeof value !== 'object') return [issue('type', path, 'money { amount, currency }', value)];
  const { amount, currency } = value as Partial<Money>;
  const issues: Issue[] = [];
  if (!isDecimalText(amount)) issues.push(issue('format', [...path, 'amount'], amountForm, amount));
  if (!isCurrency(currency)) {
    issues.push(issue('currency', [...path, 'currency'], 'an ISO 4217 currency code', currency));
  }
  return issues;
}

/** Whether a value is money with a well-formed amount and a known currency. */
export function isMoney(value: unknown): value is Money {
  return checkMoney(value).length === 0;
}

/** A number to multiply or weigh with: a decimal text, or a safe integer. Binary fractions are refused. */
export type Factor = string | number;

/** Reads a factor exactly; InputError `format` for a malformed text or a number that is no safe integer. */
export function readFactor(value: Factor, path: Path = []): Unscaled {
  if (Number.isSafeInteger(value)) return { units: BigInt(value), scale: 0 };
  const parts = typeof value === 'string' ? readUnscaled(value) : undefined;
  if (parts === undefined) throw new InputError([issue('format', path, amountForm, value)]);
  return parts;
}

/** The amount as units of its own last digit; InputError with every fault where the value is no money. */
export function unscaledOf(value: Money): Unscaled {
  const parts = typeof value?.amount === 'string' ? readUnscaled(value.amount) : undefined;
  if (parts === undefined || !isCurrency(value.currency)) throw new InputError(checkMoney(value));
  return parts;
}

/** Refuses a text that could not be read again. */
export function boundedAmount(text: string): string {
  if (text.length > longestDecimalText)
    throw new LimitError('characters of an amount', longestDecimalText, text.length);
  return text;
}

const finestScale = 40;

/** Refuses what is no number of digits after the point. */
export function checkedScale(scale: number): number {
  if (Number.isInteger(scale) && scale >= 0 && scale <= finestScale) return scale;
  throw new InputError([issue('range', ['scale'], `a whole number of digits from 0 to ${finestScale}`, scale)]);
}

/** Writes units of 10^-scale as an amount. */
export function writeAmount(units: number | bigint, scale: number): string {
  return boundedAmount(writeScaled(units, checkedScale(scale)));
}

/** Writes units at another scale; `undefined` where that would lose a digit. */
export function writeAtScale({ units, scale }: Unscaled, asked: number): string | undefined {
  checkedScale(asked);
  if (asked >= scale) return writeAmount(units * 10n ** BigInt(asked - scale), asked);
  const divisor = 10n ** BigInt(scale - asked);
  return units % divisor === 0n ? writeAmount(units / divisor, asked) : undefined;
}

/** Writes an exact value at the currency's scale, finer only by the digits that it needs. */
export function exactMoney(value: Unscaled, currency: string): Money {
  for (let scale = currencyScale(currency); ; scale++) {
    const amount = writeAtScale(value, scale);
    if (amount !== undefined) return { amount, currency };
  }
}
