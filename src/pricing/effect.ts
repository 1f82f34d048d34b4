import type { Effect, PercentBase } from './adjustment.js';
import { type Arithmetic, digitsOf, unitsOf } from './arithmetic.js';
import { type Share, shareOfPercent, shareOfZhe } from './share.js';
import { toScale, type Workings } from './workings.js';

/** One band of a schedule. */
export interface ScheduleBand<N extends number | bigint> {
  /** Inclusive; undefined in the last band. */
  readonly upTo: N | undefined;
  readonly share: Share<N>;
}

/** An {@link Effect} in units of the working scale. */
export type CompiledEffect<N extends number | bigint> =
  | { readonly kind: 'percentOff'; readonly share: Share<N>; readonly of: PercentBase; readonly maxQuantity?: number }
  | { readonly kind: 'percentOn'; readonly share: Share<N>; readonly of: PercentBase }
  | { readonly kind: 'amountOff' | 'amountOn' | 'fixedPrice'; readonly amount: N }
  | { readonly kind: 'unitPrice'; readonly amount: N; readonly amountScale: number }
  | { readonly kind: 'atLeast' | 'atMost'; readonly amount: N; readonly each: boolean }
  | {
      readonly kind: 'scheduleOff';
      readonly by: 'termMonths' | 'lineQuantity' | 'siteQuantity' | 'groupQuantity';
      readonly of: PercentBase;
      readonly bands: readonly ScheduleBand<N>[];
    };

/** An amount of the policy in units of the working scale. */
export function amountAt<N extends number | bigint>(amount: string, workings: Workings<N>): N {
  const digits = Math.max(workings.scale, digitsOf(amount));
  return toScale(unitsOf(amount, digits, workings.arithmetic) as N, digits, undefined, workings);
}

/** The largest amount of the working scale that is no more than one of the policy. */
export function mostAt<N extends number | bigint>(amount: string, workings: Workings<N>): N {
  return amountAt(amount, { ...workings, rounding: { ...workings.rounding, mode: 'floor' } });
}

/** Compiles an effect that checked without fault. */
export function compileEffect<N extends number | bigint>(effect: Effect, workings: Workings<N>): CompiledEffect<N> {
  const { arithmetic } = workings;
  switch (effect.kind) {
    case 'percentOff':
      return {
        kind: 'percentOff',
        share: shareOfPercent(effect.percent, arithmetic),
        of: effect.of,
        ...(effect.maxQuantity === undefined ? {} : { maxQuantity: effect.maxQuantity }),
      };
    case 'percentOn':
      return { kind: 'percentOn', share: shareOfPercent(effect.percent, arithmetic), of: effect.of };
    case 'zhe':
      return { kind: 'percentOff', share: shareOfZhe(effect.zhe, arithmetic, ['zhe']), of: effect.of };
    case 'unitPrice': {
      const amountScale = Math.max(workings.scale, digitsOf(effect.amount));
      return { kind: 'unitPrice', amount: unitsOf(effect.amount, amountScale, arithmetic) as N, amountScale };
    }
    case 'atLeast':
    case 'atMost':
      return { kind: effect.kind, amount: amountAt(effect.amount, workings), each: effect.each === true };
    case 'scheduleOff':
      return {
        kind: 'scheduleOff',
        by: effect.by,
        of: effect.of,
        bands: effect.bands.map(({ upTo, below, percent }) => ({
          upTo: boundOf(upTo, below, arithmetic),
          share: shareOfPercent(percent, arithmetic),
        })),
      };
    default:
      return { kind: effect.kind, amount: amountAt(effect.amount, workings) };
  }
}

function boundOf<N extends number | bigint>(
  upTo: string | number | undefined,
  below: string | number | undefined,
  arithmetic: Arithmetic<N>,
): N | undefined {
  if (upTo !== undefined) return unitsOf(upTo, 0, arithmetic);
  return below === undefined ? undefined : arithmetic.subtract(unitsOf(below, 0, arithmetic) as N, arithmetic.one);
}
