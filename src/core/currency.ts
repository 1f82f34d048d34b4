import { currencyCodesByDigits } from './currency-codes.js';
import { InputError } from './errors.js';
import { issue, type Path } from './issue.js';

function digitsByCode(): ReadonlyMap<string, number> {
  return new Map(currencyCodesByDigits.flatMap(([digits, codes]) => codes.split(' ').map((code) => [code, digits])));
}

const scales = /* @__PURE__ */ digitsByCode();

/** The digits of the minor unit of an ISO 4217 code, `undefined` for what is no such code. */
export function readCurrencyScale(code: unknown): number | undefined {
  return scales.get(code as string);
}

/** Whether a value is an ISO 4217 code in capitals. */
export function isCurrency(code: unknown): code is string {
  return readCurrencyScale(code) !== undefined;
}

/**
 * The digits after the point of a currency: 2 for CNY, 0 for JPY, 3 for KWD.
 *
 * @throws InputError `currency` for an unknown code
 * @example
 * currencyScale('CNY') //=> 2
 */
export function currencyScale(code: string, path: Path = []): number {
  const scale = readCurrencyScale(code);
  if (scale === undefined) throw new InputError([issue('currency', path, 'an ISO 4217 currency code', code)]);
  return scale;
}

/** Every known code, in alphabetical order. */
export function currencyCodes(): readonly string[] {
  return [...scales.keys()].sort();
}
