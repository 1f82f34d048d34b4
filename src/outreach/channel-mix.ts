import { Decimal, parseDecimal, readDecimal } from '../core/decimal.js';
import { InputError } from '../core/errors.js';
import { checkMoney } from '../core/exact-amount.js';
import { type Issue, issue } from '../core/issue.js';
import type { Money } from '../core/money.js';
import { multiplyMoney } from '../core/money-arithmetic.js';
import type { RoundingMode } from '../core/rounding.js';
import { checkFigure, checkUnits, refuseFaults, whereKnown } from '../core/row-check.js';

/** A channel as something that is built and run. Figures are unknown where missing. */
export interface SalesChannel {
  readonly id: string;
  /** Contacts in the period. */
  readonly capacity?: number | undefined;
  readonly costPerTouch?: Money | undefined;
  /** Orders per hundred contacts; decimal text. */
  readonly conversionPercent?: string | undefined;
}

/** How the contacts of a segment are spread over channels. */
export interface SegmentMix {
  readonly segment: string;
  /** Contacts in the period. */
  readonly contacts: number;
  /** Per cent, whole numbers that sum to 100. */
  readonly shares: readonly { readonly channel: string; readonly percent: number }[];
}

/** What a channel has to carry. */
export interface ChannelLoad {
  readonly channel: string;
  /** Decimal text: shares of whole contacts may be parts. */
  readonly contacts: string;
  /** Per cent above the capacity; 0 within it, `null` where the capacity is unknown. */
  readonly overloadPercent: number | null;
  readonly cost: Money | null;
  /** Decimal text. */
  readonly expectedOrders: string | null;
}

function checkMix(mix: readonly SegmentMix[], channels: readonly SalesChannel[]): readonly Issue[] {
  const known = new Set(channels.map(({ id }) => id));
  const faulty = channels.flatMap(({ id, capacity, costPerTouch, conversionPercent }, at) => [
    ...(channels.findIndex((other) => other.id === id) < at
      ? [issue('duplicate', ['channels', at, 'id'], 'an id of its own', id)]
      : []),
    ...whereKnown(checkFigure)(capacity, ['channels', at, 'capacity']),
    ...whereKnown(checkMoney)(costPerTouch, ['channels', at, 'costPerTouch']),
    ...((conversionPercent ?? undefined) === undefined || readDecimal(conversionPercent)?.isNegative() === false
      ? []
      : [issue('format', ['channels', at, 'conversionPercent'], 'a decimal text of 0 or more', conversionPercent)]),
  ]);
  const spread = mix.flatMap(({ segment, contacts, shares }, at) => {
    const path = ['mix', at];
    const sum = shares.reduce((total, { percent }) => total + percent, 0);
    return [
      ...checkUnits(contacts, [...path, 'contacts']),
      ...(sum === 100 ? [] : [issue('sum', [...path, 'shares'], `shares of ${segment} that sum to 100`, sum)]),
      ...shares.flatMap(({ channel, percent }, position): readonly Issue[] => {
        const here = [...path, 'shares', position];
        if (!known.has(channel))
          return [issue('unknownReference', [...here, 'channel'], `one of ${[...known].join(', ')}`, channel)];
        return checkUnits(percent, [...here, 'percent']);
      }),
    ];
  });
  return [...faulty, ...spread];
}

/**
 * Spreads the contacts of segments over channels and says what each channel has to carry, what it costs and what it should bring.
 *
 * @param rounding of the cost, to the currency's scale
 * @returns a row per channel, in the order of the channels
 * @throws InputError with every fault: shares that don't sum to 100, an unknown channel, one given twice, figures of a channel that are none
 */
export function channelMix(
  mix: readonly SegmentMix[],
  channels: readonly SalesChannel[],
  rounding: RoundingMode,
): readonly ChannelLoad[] {
  const issues = checkMix(mix, channels);
  if (issues.length > 0) throw new InputError(issues, 'channel mix');
  return channels.map(({ id, capacity = null, costPerTouch = null, conversionPercent = null }) => {
    const contacts = mix
      .flatMap(({ contacts: all, shares }) =>
        shares.flatMap(({ channel, percent }) => (channel === id ? [new Decimal(all).times(percent).div(100)] : [])),
      )
      .reduce((sum, part) => sum.plus(part), new Decimal(0));
    const conversion = conversionPercent === null ? null : parseDecimal(conversionPercent);
    return {
      channel: id,
      contacts: contacts.toFixed(),
      overloadPercent: capacity === null ? null : overload(contacts.toNumber(), capacity),
      cost: costPerTouch === null ? null : multiplyMoney(costPerTouch, contacts.toFixed(), { mode: rounding }),
      expectedOrders: conversion === null ? null : contacts.times(conversion).div(100).toFixed(),
    };
  });
}

/**
 * How far a load is above a capacity, in per cent of the capacity; 0 within it, `null` for a load on no capacity at all.
 *
 * @throws InputError `range` for what is no number of 0 or more
 * @example
 * overload(620, 500) //=> 24
 */
export function overload(load: number, capacity: number): number | null {
  refuseFaults([...checkFigure(load, ['load']), ...checkFigure(capacity, ['capacity'])]);
  if (load <= capacity) return 0;
  return capacity === 0 ? null : ((load - capacity) * 100) / capacity;
}
