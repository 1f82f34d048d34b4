import { type Issue, issue, type Path } from '../core/issue.js';
import { readScaledBig } from '../core/scaled.js';
import type { AtZero, ChargeModel, PriceTier, Quantity, RateTier } from './charge-model.js';

/** What a shape cannot say of a charge: bounds that rise, one open tier at the end, a named answer for zero usage. */
export function checkCharge(charge: ChargeModel, quantityScale: number, path: Path): readonly Issue[] {
  switch (charge.model) {
    case 'graduated':
    case 'volume':
    case 'graduatedPercentage':
      return checkTiers(charge.tiers, charge.atZero, quantityScale, [...path]);
    case 'package':
      return [
        ...checkQuantity(charge.size, quantityScale, [...path, 'size']),
        ...checkQuantity(charge.included, quantityScale, [...path, 'included']),
        ...(charge.included !== undefined && charge.minimumPackages !== undefined
          ? [
              issue(
                'conflict',
                [...path, 'minimumPackages'],
                'either units included or a minimum',
                charge.minimumPackages,
              ),
            ]
          : []),
      ];
    case 'allowance':
      return [
        ...checkQuantity(charge.included, quantityScale, [...path, 'included']),
        ...checkQuantity(charge.block, quantityScale, [...path, 'block']),
      ];
    case 'capacity':
      return charge.tiers.flatMap(({ limits }, at) => {
        const last = at === charge.tiers.length - 1;
        if (last === (limits.length === 0)) return [];
        const expected = last ? 'no limit in the last tier' : 'at least one limit';
        return [issue('order', [...path, 'tiers', at, 'limits'], expected, limits)];
      });
    case 'floating':
      return Number(charge.floor) <= Number(charge.cap)
        ? []
        : [issue('order', [...path, 'cap'], `at least the floor ${charge.floor}`, charge.cap)];
    default:
      return [];
  }
}

/** A quantity that needs more digits than are counted. */
export function checkQuantity(value: Quantity | undefined, scale: number, path: Path): readonly Issue[] {
  if (value === undefined || readScaledBig(String(value), scale) !== undefined) return [];
  return [issue('format', path, `at most ${scale} digits after the point`, value)];
}

/** The faults of a list of bands: each but the last carries exactly one bound, bounds rise, the last is open. */
export function checkBands(
  bands: readonly { readonly upTo?: Quantity | undefined; readonly below?: Quantity | undefined }[],
  scale: number,
  path: Path,
): readonly Issue[] {
  const issues: Issue[] = [];
  let before: bigint | undefined;
  bands.forEach((band, at) => {
    const given = (['upTo', 'below'] as const).filter((bound) => band[bound] !== undefined);
    const last = at === bands.length - 1;
    if (given.length !== (last ? 0 : 1)) {
      const expected = last ? 'no bound: the last one is open' : 'one bound, upTo or below';
      issues.push(issue('order', [...path, at], expected, given.length === 0 ? undefined : given.join(' and ')));
      return;
    }
    const [bound] = given;
    if (bound === undefined) return;
    const faults = checkQuantity(band[bound], scale, [...path, at, bound]);
    issues.push(...faults);
    const units = readScaledBig(String(band[bound]), scale);
    if (units === undefined) return;
    const inclusive = bound === 'upTo' ? units : units - 1n;
    if (before !== undefined && inclusive <= before) {
      issues.push(issue('order', [...path, at, bound], 'more than the bound before', band[bound]));
    }
    before = inclusive;
  });
  return issues;
}

function checkTiers(
  all: readonly (PriceTier | RateTier)[],
  zero: AtZero | undefined,
  scale: number,
  path: Path,
): readonly Issue[] {
  const issues = [...checkBands(all, scale, [...path, 'tiers'])];
  all.forEach((one, at) => {
    if ('block' in one) issues.push(...checkQuantity(one.block, scale, [...path, 'tiers', at, 'block']));
  });
  if (zero === undefined && Number(all[0]?.flat ?? 0) > 0) {
    issues.push(
      issue('missing', [...path, 'atZero'], 'firstTierFlat or nothing, because the first tier has a flat fee', zero),
    );
  }
  return issues;
}
