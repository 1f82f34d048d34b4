import { type CalendarDate, dayNumber } from '../core/day-number.js';
import { Decimal, parseDecimal } from '../core/decimal.js';
import { InputError } from '../core/errors.js';
import { checkMoney } from '../core/exact-amount.js';
import { issue } from '../core/issue.js';
import { type Money, money } from '../core/money.js';
import { addMoney, multiplyMoney, subtractMoney } from '../core/money-arithmetic.js';
import type { RoundingMode } from '../core/rounding.js';

/** What an agent or partner may sell, where, and how cheaply. */
export interface PartnerRemit {
  readonly partner: string;
  readonly products: readonly string[];
  readonly territories: readonly string[] | 'all';
  /** Largest discount that the partner may give by itself, per cent; decimal text or whole number. */
  readonly discountUpToPercent: string | number;
}

/** A deal that a partner brings. */
export interface PartnerDeal {
  readonly product: string;
  readonly territory: string;
  readonly discountPercent: string | number;
}

/** Why a partner may not close a deal by itself. */
export type PartnerRefusal = 'productNotInRemit' | 'territoryNotInRemit' | 'aboveAuthority';

/**
 * Whether a deal lies within a partner's remit; every ground against it.
 *
 * @example
 * remitRefusals({ partner: 'p', products: ['data'], territories: 'all', discountUpToPercent: 5 }, { product: 'voice', territory: 'north', discountPercent: 0 })
 * //=> ['productNotInRemit']
 */
export function remitRefusals(remit: PartnerRemit, deal: PartnerDeal): readonly PartnerRefusal[] {
  const { products, territories, discountUpToPercent } = remit;
  const discount = parseDecimal(deal.discountPercent, ['discountPercent']);
  return [
    ...(products.includes(deal.product) ? [] : (['productNotInRemit'] as const)),
    ...(territories === 'all' || territories.includes(deal.territory) ? [] : (['territoryNotInRemit'] as const)),
    ...(discount.greaterThan(parseDecimal(discountUpToPercent, ['discountUpToPercent']))
      ? (['aboveAuthority'] as const)
      : []),
  ];
}

/** Somebody's claim to an account for a product. */
export interface ChannelClaim {
  readonly account: string;
  readonly product: string;
  readonly claimant: string;
  /** Kind of claimant: own manager, agent … */
  readonly channel: string;
  readonly registeredOn: CalendarDate;
}

/** Several claims to one account for one product, and who keeps it. */
export interface ChannelConflict {
  readonly account: string;
  readonly product: string;
  readonly keeps: ChannelClaim;
  /** To be told that they don't. */
  readonly yields: readonly ChannelClaim[];
  readonly because: 'earlierRegistration' | 'channelPrecedence' | 'claimantOrder';
}

/**
 * Finds accounts that own people and partners claim for the same product: the earlier registration keeps it; of one day, the channel
 * that comes first in the precedence; then the claimant by id.
 *
 * @returns conflicts by account and product
 */
export function channelConflicts(
  claims: readonly ChannelClaim[],
  precedence: readonly string[],
): readonly ChannelConflict[] {
  const groups = new Map<string, ChannelClaim[]>();
  for (const [at, claim] of claims.entries()) {
    dayNumber(claim.registeredOn, ['claims', at, 'registeredOn']);
    const key = JSON.stringify([claim.account, claim.product]);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [claim]);
    else group.push(claim);
  }
  const rank = (channel: string): number => {
    const at = precedence.indexOf(channel);
    return at < 0 ? precedence.length : at;
  };
  const text = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
  return [...groups.entries()]
    .filter(([, group]) => new Set(group.map(({ claimant }) => claimant)).size > 1)
    .sort(([a], [b]) => text(a, b))
    .map(([, group]) => {
      const [keeps, next, ...rest] = group.sort(
        (a, b) =>
          text(a.registeredOn, b.registeredOn) || rank(a.channel) - rank(b.channel) || text(a.claimant, b.claimant),
      ) as [ChannelClaim, ChannelClaim, ...ChannelClaim[]];
      const sameDay = keeps.registeredOn === next.registeredOn;
      const sameRank = rank(keeps.channel) === rank(next.channel);
      const because = sameDay ? (sameRank ? 'claimantOrder' : 'channelPrecedence') : 'earlierRegistration';
      return { account: keeps.account, product: keeps.product, keeps, yields: [next, ...rest], because };
    });
}

/** A sale that a partner made, or that a member of the partner made. */
export interface PartnerSale {
  readonly id: string;
  /** Before the partner's discount. */
  readonly list: Money;
  /** The member who bought, where one did. */
  readonly member?: string | undefined;
}

/** Terms of a partner: what is taken off the list price, and the commission on what remains. */
export interface PartnerTerms {
  readonly discountPercent: string | number;
  readonly commissionPercent: string | number;
  readonly rounding: RoundingMode;
}

/** A partner's statement for a period. */
export interface PartnerStatement {
  readonly lines: readonly {
    readonly id: string;
    readonly list: Money;
    readonly net: Money;
    readonly commission: Money;
  }[];
  readonly list: Money;
  readonly net: Money;
  /** On net sales. */
  readonly commission: Money;
  /** Net sales less commission: what the supplier keeps. */
  readonly kept: Money;
  /** Net sales to members, which count towards the partner's volume. */
  readonly memberVolume: Money;
}

function percentOf(value: string | number, key: string): Decimal {
  const percent = parseDecimal(value, [key]);
  if (percent.isNegative() || percent.greaterThan(100))
    throw new InputError([issue('range', [key], 'per cent from 0 to 100', value)]);
  return percent;
}

/**
 * States what a partner sold, what the members bought, the commission and what the supplier keeps. Each line is rounded once, totals are
 * sums of lines.
 *
 * @throws InputError `range` for a discount or commission outside 0 to 100, `duplicate` for a sale given twice, the faults of an amount
 */
export function partnerStatement(
  sales: readonly PartnerSale[],
  terms: PartnerTerms,
  currency: string,
): PartnerStatement {
  const ids = sales.map(({ id }) => id);
  const twice = ids.findIndex((id, at) => ids.indexOf(id) < at);
  if (twice >= 0) throw new InputError([issue('duplicate', ['sales', twice, 'id'], 'each sale once', ids[twice])]);
  const payFactor = new Decimal(100).minus(percentOf(terms.discountPercent, 'discountPercent')).div(100).toFixed();
  const rate = percentOf(terms.commissionPercent, 'commissionPercent').div(100).toFixed();
  sales.forEach(({ list }, at) => {
    const faults = checkMoney(list, ['sales', at, 'list']);
    if (faults.length > 0) throw new InputError(faults);
  });
  const rounding = { mode: terms.rounding };
  const lines = sales.map(({ id, list }) => {
    const net = multiplyMoney(list, payFactor, rounding);
    return { id, list, net, commission: multiplyMoney(net, rate, rounding) };
  });
  const sum = (amounts: readonly Money[]) =>
    amounts.reduce((total, amount) => addMoney(total, amount), money(0, currency));
  const net = sum(lines.map((line) => line.net));
  const commission = sum(lines.map((line) => line.commission));
  return {
    lines,
    list: sum(lines.map((line) => line.list)),
    net,
    commission,
    kept: subtractMoney(net, commission),
    memberVolume: sum(lines.filter((_, at) => (sales[at]!.member ?? undefined) !== undefined).map((line) => line.net)),
  };
}
