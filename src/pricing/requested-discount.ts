import { isPercent } from './catalogue.js';
import type { CompiledEffect } from './effect.js';
import type { Item } from './item.js';
import { firstOfLine } from './line-items.js';
import { stepChange } from './price-step.js';
import { refuse } from './refuse.js';
import type { RequestedDiscount } from './request.js';
import { apply, type Run } from './run.js';
import { shareOfPercent, shareOfZhe } from './share.js';
import { readMoney, type Workings } from './workings.js';

/** Applies the discounts that the request asks for: those of its lines, then that of the whole. `null` asks for none. */
export function runRequested<N extends number | bigint>(run: Run<N>): void {
  const { request, sheet } = run;
  let first = 0;
  for (let at = 0; at < request.lines.length; at += 1) {
    const { discount, id } = request.lines[at]!;
    if (discount === undefined || discount === null) continue;
    first = firstOfLine(sheet.items, at, first);
    const items = sheet.items.slice(first, firstOfLine(sheet.items, at + 1, first));
    negotiate(run, id ?? `line ${at + 1}`, discount, items, ['lines', at, 'discount']);
  }
  if (request.discount !== undefined && request.discount !== null)
    negotiate(run, 'discount', request.discount, sheet.items, ['discount']);
}

function negotiate<N extends number | bigint>(
  run: Run<N>,
  id: string,
  discount: RequestedDiscount,
  items: readonly Item<N>[],
  path: readonly (string | number)[],
): void {
  const effect = requestedEffect(discount, path, run.plan.workings);
  const applied = apply(run, 'negotiation', effect, items, undefined);
  run.steps?.push({
    id,
    stage: 'negotiation',
    status: 'applied',
    source: 'request',
    condition: -1,
    change: stepChange(id, 'negotiation', items, applied, run.plan.workings),
    by: undefined,
  });
}

function requestedEffect<N extends number | bigint>(
  discount: RequestedDiscount,
  path: readonly (string | number)[],
  workings: Workings<N>,
): CompiledEffect<N> {
  switch (discount?.kind) {
    case 'percent':
      if (!isPercent(discount.percent)) {
        refuse('range', [...path, 'percent'], 'a percentage from 0 to 100 as a decimal text', discount.percent);
      }
      return { kind: 'percentOff', share: shareOfPercent(discount.percent, workings.arithmetic), of: 'running' };
    case 'zhe':
      return {
        kind: 'percentOff',
        share: shareOfZhe(discount.zhe, workings.arithmetic, [...path, 'zhe']),
        of: 'running',
      };
    case 'amount':
      return { kind: 'amountOff', amount: readMoney(discount.amount, [...path, 'amount'], workings) };
    case 'price':
      return { kind: 'fixedPrice', amount: readMoney(discount.price, [...path, 'price'], workings) };
    default:
      refuse(
        'unknownReference',
        [...path, 'kind'],
        'percent, zhe, amount or price',
        (discount as { kind?: unknown })?.kind,
      );
  }
}
