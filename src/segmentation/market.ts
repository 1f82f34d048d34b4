import { InputError } from '../core/errors.js';
import type { Money } from '../core/exact-amount.js';
import { type Issue, issue } from '../core/issue.js';
import { multiplyMoney } from '../core/money-arithmetic.js';
import { checkNamedList } from '../core/named-list.js';
import type { Rounding } from '../core/rounding.js';
import { checkRounding, refuseFaults } from '../core/row-check.js';
import { largestMagnitude } from '../statistics/checks.js';
import { herfindahl } from '../statistics/concentration.js';
import { type Measured, measured, unmeasured } from '../statistics/measured.js';
import { total } from '../statistics/sum.js';

/** A named amount: a vendor's customers, a service's minutes. */
export interface NamedAmount {
  readonly id: string;
  readonly amount: number;
}

/** A whole and its parts. */
export interface Mix {
  readonly total: number;
  /** Of the total; undefined because `totalIsZero` (an empty market, an inactive customer). */
  readonly shares: readonly { readonly id: string; readonly share: Measured }[];
  /** The largest part, the first declared of equal ones. */
  readonly dominant: Measured<string>;
  /** Herfindahl–Hirschman index, from 1 / n to 1. */
  readonly concentration: Measured;
}

/**
 * Shares of a whole: of a market by vendor, of a customer's use by service (使用行为).
 *
 * @param parts - finite amounts of at least 0; a negative one is an InputError
 * @example
 * mixOf([{ id: 'local', amount: 300 }, { id: 'longDistance', amount: 100 }, { id: 'internet', amount: 600 }]).dominant
 * //=> { value: 'internet' }
 */
export function mixOf(parts: readonly NamedAmount[]): Mix {
  return mixOfParts(parts, 'parts');
}

function mixOfParts(parts: readonly NamedAmount[], name: string): Mix {
  checkNamedList(parts, [name], 'every part once');
  const issues = parts.flatMap(({ amount }, at): readonly Issue[] =>
    typeof amount === 'number' && amount >= 0 && amount <= largestMagnitude
      ? []
      : [issue('range', [name, at, 'amount'], 'an amount from 0 to 1e150', amount)],
  );
  if (issues.length > 0) throw new InputError(issues);
  const amounts = parts.map(({ amount }) => amount);
  const whole = total(amounts);
  const largest = amounts.reduce((most, amount) => Math.max(most, amount), 0);
  const dominant = parts.find(({ amount }) => amount === largest && whole > 0);
  return {
    total: whole,
    shares: parts.map(({ id, amount }) => ({
      id,
      share: whole === 0 ? unmeasured('totalIsZero') : measured(amount / whole),
    })),
    dominant: dominant === undefined ? unmeasured('totalIsZero') : measured(dominant.id),
    concentration: herfindahl(amounts),
  };
}

/**
 * How much a mix changed: the share of the whole that moved between parts, from 0 to 1.
 *
 * @returns undefined because `totalIsZero` where either whole is zero
 */
export function mixChange(before: readonly NamedAmount[], after: readonly NamedAmount[]): Measured {
  const [from, to] = [mixOfParts(before, 'before'), mixOfParts(after, 'after')];
  if (from.total === 0 || to.total === 0) return unmeasured('totalIsZero');
  const sharesOf = ({ shares }: Mix) => new Map(shares.map(({ id, share }) => [id, share.value ?? 0]));
  const [was, is] = [sharesOf(from), sharesOf(to)];
  const ids = [...new Set([...was.keys(), ...is.keys()])];
  return measured(total(ids.map((id) => Math.abs((is.get(id) ?? 0) - (was.get(id) ?? 0)))) / 2);
}

/** What an anchor customer's mandate pulls in (跟监管行业的政府部门合作). */
export interface AnchorVertical {
  readonly addressable: Money;
  readonly expected: Money;
}

/**
 * A year's revenue behind an anchor: the firms that it regulates, all of them and as many as are expected to take part.
 *
 * @param monthly - revenue of one firm a month
 * @param adoption - decimal text from 0 to 1
 * @example
 * anchorVertical(1000, { amount: '50.00', currency: 'CNY' }, '0.3', { mode: 'halfUp' }).expected
 * //=> { amount: '180000.00', currency: 'CNY' }
 */
export function anchorVertical(firms: number, monthly: Money, adoption: string, rounding: Rounding): AnchorVertical {
  if (!Number.isSafeInteger(firms) || firms < 0)
    throw new InputError([issue('range', ['firms'], 'a whole number of at least 0', firms)]);
  refuseFaults(checkRounding(rounding, ['rounding']));
  const share = Number(adoption);
  if (!(share >= 0 && share <= 1))
    throw new InputError([issue('range', ['adoption'], 'a decimal from 0 to 1', adoption)]);
  const addressable = multiplyMoney(monthly, firms * 12, rounding);
  return { addressable, expected: multiplyMoney(addressable, adoption, rounding) };
}

/** Market share and retention at one date: the two haves (市场占有、客户保有). */
export interface MarketStanding {
  readonly share: number;
  readonly retention: number;
}

/** Which way the two went. */
export interface StandingChange {
  readonly share: 'up' | 'down' | 'level';
  readonly retention: 'up' | 'down' | 'level';
  /** Share grows while retention falls: what comes in at the top runs out at the bottom. */
  readonly leakyBucket: boolean;
}

/**
 * Reads market share and retention together.
 *
 * @throws InputError `range` for a share or a retention that does not lie from 0 to 1
 * @example
 * readStandings({ share: 0.58, retention: 0.95 }, { share: 0.6, retention: 0.9399 }).leakyBucket //=> true
 */
export function readStandings(before: MarketStanding, after: MarketStanding): StandingChange {
  const issues = [['before', before] as const, ['after', after] as const].flatMap(([when, standing]) =>
    (['share', 'retention'] as const).flatMap((key): readonly Issue[] =>
      typeof standing?.[key] === 'number' && standing[key] >= 0 && standing[key] <= 1
        ? []
        : [issue('range', [when, key], 'from 0 to 1', standing?.[key])],
    ),
  );
  if (issues.length > 0) throw new InputError(issues);
  const way = (key: keyof MarketStanding): StandingChange['share'] =>
    after[key] > before[key] ? 'up' : after[key] < before[key] ? 'down' : 'level';
  const [share, retention] = [way('share'), way('retention')];
  return { share, retention, leakyBucket: share === 'up' && retention === 'down' };
}
