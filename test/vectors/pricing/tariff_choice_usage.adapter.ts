import { breakevens, rateCharge, type TariffPlan } from 'tenure/pricing';
import type { VectorAdapter, VectorOutcome } from '../adapter.js';
import { attempt, judged, unsupported } from '../judge.js';
import { chargeOf, differs, type VectorCharge } from './exact.js';

interface VectorPlan extends VectorCharge {
  readonly name: string;
  readonly oneOff?: string;
  readonly months?: number;
}

interface Case {
  readonly id: string;
  readonly input: VectorCharge & { readonly tariffs?: readonly VectorPlan[]; readonly quantity?: number | string };
  readonly expected: {
    readonly total?: string;
    readonly breakEven?: string;
    readonly tippingPointAsPublished?: number;
  };
}

function planOf({ name, recurring, oneOff, ...rest }: VectorPlan): TariffPlan {
  const { allowance, unit } = rest;
  const charge =
    allowance === undefined
      ? chargeOf({ ...rest, model: 'unit' })
      : ({ model: 'allowance', included: allowance, unit: unit ?? '0' } as const);
  if (charge === undefined) throw new Error(`plan ${name} has no charge`);
  return {
    id: name,
    provider: name,
    monthly: recurring ?? '0',
    ...(oneOff === undefined ? {} : { oneOff }),
    charges: [{ meter: 'units', charge }],
  };
}

function judge({ id, input, expected }: Case): VectorOutcome {
  return attempt(id, () => {
    const [a, b] = input.tariffs ?? [];
    if (a !== undefined && b !== undefined) {
      const crossings = breakevens(planOf(a), planOf(b), a.months ?? 1);
      const [, quantity = 'NaN', fraction] = /^([\d.]+)(?:.*\(([\d./]+)\))?/.exec(expected.breakEven ?? '') ?? [];
      const digits = quantity.split('.')[1]?.length ?? 0;
      const found = crossings[0];
      if (found === undefined) return judged(id, ['no breakeven found']);
      const exact = Number(found.numerator) / Number(found.denominator);
      const [up = 0, down = 1] = (fraction ?? '').split('/').map(Number);
      const tipping = expected.tippingPointAsPublished;
      return judged(id, [
        ...differs('breakeven', quantity, exact.toFixed(digits)),
        ...(fraction === undefined || Math.abs(exact - up / down) < 1e-12
          ? []
          : [`expected ${fraction}, got ${exact}`]),
        ...(tipping === undefined ? [] : differs('whole units below', tipping, Number(found.wholeFrom) - 1)),
      ]);
    }
    const charge = chargeOf(input);
    if (charge === undefined || input.quantity === undefined || expected.total === undefined) {
      return unsupported(id, 'neither a charge of ours nor two plans to compare');
    }
    return judged(id, differs('total', expected.total, rateCharge(charge, input.quantity).amount));
  });
}

export const adapter: VectorAdapter = (file) => (file as { readonly cases: readonly Case[] }).cases.map(judge);
