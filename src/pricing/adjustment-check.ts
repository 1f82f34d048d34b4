import { type Issue, issue, type Path } from '../core/issue.js';
import { readZhe } from '../core/zhe.js';
import type { Adjustment } from './adjustment.js';
import { checkBands } from './charge-check.js';
import { checkUnique, reference } from './identity-check.js';
import type { AnyPricing } from './policy.js';

/** Priorities, references and effects of adjustments. */
export function checkAdjustments(policy: Partial<AnyPricing>): readonly Issue[] {
  const adjustments = policy.adjustments ?? [];
  const known = {
    offerings: policy.offerings && new Set(policy.offerings.map(({ id }) => id as string)),
    specifications: policy.specifications && new Set(policy.specifications.map(({ id }) => id)),
    prices: policy.prices && new Set(policy.prices.map(({ id }) => id)),
  };
  return [
    ...checkUnique(adjustments, ['adjustments']),
    ...checkUnique(policy.caps ?? [], ['caps']),
    ...adjustments.flatMap((adjustment, at) => {
      const path = ['adjustments', at];
      const { lines, together, stage, priority } = adjustment;
      const rival = adjustments.slice(0, at).find((other) => other.stage === stage && other.priority === priority);
      return [
        ...(rival === undefined
          ? []
          : [issue('conflict', [...path, 'priority'], `a priority other than that of ${rival.id}`, priority)]),
        ...(['offerings', 'specifications', 'prices'] as const).flatMap((list) => {
          const ids = known[list];
          return ids === undefined
            ? []
            : (lines?.[list] ?? []).flatMap((id, k) =>
                reference(ids, id, [...path, 'lines', list, k], `one of the ${list}`),
              );
        }),
        ...(known.offerings === undefined
          ? []
          : (together ?? []).flatMap((id, k) =>
              reference(known.offerings!, id, [...path, 'together', k], 'an offering'),
            )),
        ...checkEffect(adjustment, path),
      ];
    }),
  ];
}

function checkEffect({ effect, stage }: Adjustment, path: Path): readonly Issue[] {
  if (effect.kind === 'atLeast' && stage === 'offInvoice') {
    const expected = 'a stage up to commitment, because what lacks to a minimum is a line of the invoice';
    return [issue('conflict', [...path, 'stage'], expected, stage)];
  }
  if (effect.kind === 'scheduleOff') return checkBands(effect.bands, 0, [...path, 'effect', 'bands']);
  return effect.kind !== 'zhe' || readZhe(effect.zhe) !== undefined
    ? []
    : [issue('format', [...path, 'effect', 'zhe'], 'zhe from above 0 to 10, such as 8.5', effect.zhe)];
}
