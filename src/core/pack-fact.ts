import { firstDayNumber, lastDayNumber, readDayNumber } from './day-number.js';
import { type FactTable, otherText, packLiteral, scaleOf } from './fact-table.js';
import { type FactDeclaration, isUnknownFact } from './facts.js';
import { type Issue, issue } from './issue.js';
import { readScaled, scaledFromNumber } from './scaled.js';

/** Longest text a fact may hold; a longer one is a fault in the feed, not a name. */
export const longestText = 10_000;

/** Packs one known value; an issue-free value returns its number, a faulty one pushes to `faults` and returns NaN. */
export type Pack = (value: unknown, faults: Issue[]) => number;

/** How the values of a fact are packed, checked by its kind. */
export function packOf(fact: FactDeclaration, table: FactTable): Pack {
  const { id } = fact;
  const fail = (faults: Issue[], expected: string, value: unknown, code: Issue['code'] = 'type'): number => {
    if (!isUnknownFact(value) && !faults.some((fault) => fault.path[0] === id))
      faults.push(issue(code, [id], expected, value));
    return Number.NaN;
  };
  switch (fact.kind) {
    case 'integer':
    case 'number': {
      const whole = fact.kind === 'integer';
      const expected = whole ? 'a whole number' : 'a finite number';
      const [low, high] = boundsOf(fact);
      return (value, faults) => {
        if (typeof value !== 'number' || !(whole ? Number.isSafeInteger(value) : Number.isFinite(value))) {
          return fail(faults, expected, value);
        }
        return value >= low && value <= high ? value : fail(faults, rangeOf(fact), value, 'range');
      };
    }
    case 'decimal':
    case 'money':
      return packAmount(fact, fail);
    case 'flag':
      return (value, faults) => (typeof value === 'boolean' ? Number(value) : fail(faults, 'true or false', value));
    case 'date':
      return (value, faults) => {
        const day = typeof value === 'string' ? readDayNumber(value) : Number.NaN;
        return Number.isNaN(day) ? fail(faults, 'a calendar date YYYY-MM-DD', value, 'format') : day;
      };
    case 'text': {
      const codes = table.codes(id);
      const { values } = fact;
      const closed = values !== undefined;
      return (value, faults) => {
        if (typeof value !== 'string') return fail(faults, 'a text', value);
        const code = codes.get(value);
        if (code !== undefined) return code;
        if (closed) return fail(faults, `one of ${values.join(', ')}`, value, 'unknownReference');
        return value.length <= longestText
          ? otherText
          : fail(faults, `at most ${longestText} characters`, value, 'limit');
      };
    }
    default: {
      const { values } = fact;
      return (value, faults) => {
        if (!Array.isArray(value)) return fail(faults, 'a list of texts', value);
        const odd = value.find(
          (entry) => typeof entry !== 'string' || entry.length > longestText || values?.includes(entry) === false,
        );
        if (odd === undefined) return 0;
        return fail(faults, values === undefined ? 'a list of texts' : `texts out of ${values.join(', ')}`, odd);
      };
    }
  }
}

function packAmount(
  fact: FactDeclaration & { readonly kind: 'decimal' | 'money' },
  fail: (faults: Issue[], expected: string, value: unknown, code?: Issue['code']) => number,
): Pack {
  const scale = scaleOf(fact);
  const [low, high] = boundsOf(fact);
  const digits = `a decimal with at most ${scale} decimal places and below 2^53 units`;
  const finish = (packed: number, value: unknown, faults: Issue[]): number => {
    if (Number.isNaN(packed)) return fail(faults, digits, value, 'format');
    return packed >= low && packed <= high ? packed : fail(faults, rangeOf(fact), value, 'range');
  };
  if (fact.kind === 'decimal') {
    return (value, faults) => {
      if (typeof value === 'string') return finish(readScaled(value, scale), value, faults);
      if (typeof value === 'number') return finish(scaledFromNumber(value, scale), value, faults);
      return fail(faults, digits, value);
    };
  }
  const { currency } = fact;
  return (value, faults) => {
    const money = value as { readonly amount?: unknown; readonly currency?: unknown };
    if (typeof value !== 'object' || typeof money.amount !== 'string')
      return fail(faults, `money { amount, currency: '${currency}' }`, value);
    if (money.currency !== currency) return fail(faults, `an amount in ${currency}`, money.currency, 'currency');
    return finish(readScaled(money.amount, scale), money.amount, faults);
  };
}

type Bounded = { readonly min?: unknown; readonly max?: unknown };

/** Declared bounds, and those of every date, as packed numbers; checked when the policy was compiled. */
export function boundsOf(fact: FactDeclaration): readonly [low: number, high: number] {
  if (fact.kind === 'date') return [firstDayNumber, lastDayNumber];
  const { min, max } = fact as Bounded;
  const low = min === undefined ? Number.NEGATIVE_INFINITY : packLiteral(fact, min, []);
  const high = max === undefined ? Number.POSITIVE_INFINITY : packLiteral(fact, max, []);
  return [low as number, high as number];
}

/** The least and the most that a fact of numbers may be; of another kind no number may be. */
export function limitsOf(fact: FactDeclaration): readonly [least: number, most: number] {
  if (fact.kind !== 'number' && fact.kind !== 'integer') return [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  const most = fact.kind === 'integer' ? Number.MAX_SAFE_INTEGER : Number.MAX_VALUE;
  const [low, high] = boundsOf(fact);
  return [Math.max(low, -most), Math.min(high, most)];
}

function rangeOf(fact: FactDeclaration): string {
  const { min, max } = fact as Bounded;
  if (max === undefined) return `at least ${String(min)}`;
  return min === undefined ? `at most ${String(max)}` : `between ${String(min)} and ${String(max)}`;
}
