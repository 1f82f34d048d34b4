import { Decimal, divideRounded, type RoundingMode } from 'tenure/core';
import type { Quantity, SteppedCharge } from 'tenure/pricing';

/** Whether two decimal texts name the same number. */
function sameNumber(expected: string | number, actual: string | number): boolean {
  return new Decimal(expected).equals(new Decimal(actual));
}

/** A complaint where two numbers differ. */
export function differs(what: string, expected: string | number, actual: string | number): readonly string[] {
  return sameNumber(expected, actual) ? [] : [`${what}: expected ${expected}, got ${actual}`];
}

/** A decimal text rounded to so many digits. */
export function rounded(value: string, digits: number, mode: RoundingMode): string {
  const scaled = new Decimal(value).times(10 ** digits);
  const denominator = 10n ** BigInt(scaled.decimalPlaces());
  const numerator = BigInt(scaled.times(denominator.toString()).toFixed());
  return new Decimal(divideRounded(numerator, denominator, mode).toString()).div(10 ** digits).toFixed(digits);
}

interface VectorTier {
  readonly upTo?: Quantity | null;
  readonly unit?: string;
  readonly rate?: string;
  readonly flat?: string;
  readonly blockSize?: number;
  readonly maxBlocks?: number | null;
  readonly blockPrice?: string;
}

/** The fields in which the files describe a charge. */
export interface VectorCharge {
  readonly model?: string;
  readonly zeroUsageFlat?: string;
  readonly tiers?: readonly VectorTier[];
  readonly unit?: string;
  readonly packageSize?: number;
  readonly packagePrice?: string;
  readonly freeUnits?: Quantity;
  readonly minimumPackages?: number;
  readonly allowance?: Quantity;
  readonly recurring?: string;
  readonly rounding?: string;
}

function bound(tier: VectorTier, last: boolean): { readonly upTo?: Quantity } {
  return last || tier.upTo === null || tier.upTo === undefined ? {} : { upTo: tier.upTo };
}

/** Kill Bill counts blocks per tier; our bounds are cumulative units, and the last tier has none. */
function blocksOf(tiers: readonly VectorTier[]) {
  let reached = 0;
  return tiers.map(({ blockSize = 1, maxBlocks, blockPrice = '0' }, at) => {
    reached += blockSize * (maxBlocks ?? 0);
    const open = at === tiers.length - 1 || maxBlocks === null || maxBlocks === undefined;
    return { ...(open ? {} : { upTo: reached }), unit: blockPrice, block: blockSize };
  });
}

/** The charge that a case describes, undefined where it describes none. */
export function chargeOf(input: VectorCharge): SteppedCharge | undefined {
  const { model, tiers = [], packageSize: size, packagePrice: amount } = input;
  const atZero = input.zeroUsageFlat === 'first-tier' ? 'firstTierFlat' : 'nothing';
  const last = tiers.length - 1;
  switch (model) {
    case 'graduated':
    case 'volume':
      return {
        model,
        atZero,
        tiers: tiers.map((tier, at) => ({
          ...bound(tier, at === last),
          unit: tier.unit ?? '0',
          flat: tier.flat ?? '0',
        })),
      };
    case 'capacity':
      return {
        model: 'volume',
        atZero,
        tiers: tiers.map((tier, at) => ({ ...bound(tier, at === last), flat: tier.flat ?? '0' })),
      };
    case 'graduatedPercentage':
      return {
        model,
        atZero,
        tiers: tiers.map((tier, at) => ({
          ...bound(tier, at === last),
          rate: tier.rate ?? '0',
          flat: tier.flat ?? '0',
        })),
      };
    case 'graduatedBlocks':
      return { model: 'graduated', tiers: blocksOf(tiers) };
    case 'volumeBlocks':
      return { model: 'volume', tiers: blocksOf(tiers) };
    case 'unit':
      return { model: 'perUnit', amount: input.unit ?? '0' };
  }
  if (size !== undefined && amount !== undefined) {
    const partPackage = input.rounding === 'down' ? 'down' : 'up';
    if (input.allowance !== undefined)
      return { model: 'allowance', included: input.allowance, unit: amount, block: size };
    const included = input.freeUnits === undefined ? {} : { included: input.freeUnits };
    const minimum = input.minimumPackages === undefined ? {} : { minimumPackages: input.minimumPackages };
    return { model: 'package', size, amount, partPackage, ...included, ...minimum };
  }
  if (input.allowance !== undefined && input.unit !== undefined) {
    return { model: 'allowance', included: input.allowance, fixed: input.recurring ?? '0', unit: input.unit };
  }
  return undefined;
}
