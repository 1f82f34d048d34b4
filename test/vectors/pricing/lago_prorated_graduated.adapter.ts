import { rateUnitChanges } from 'tenure/pricing';
import type { VectorAdapter, VectorOutcome } from '../adapter.js';
import { attempt, judged, unsupported } from '../judge.js';
import { chargeOf, differs, rounded, type VectorCharge } from './exact.js';

interface Case {
  readonly id: string;
  readonly input: VectorCharge & {
    readonly eventUnits: readonly number[];
    readonly eventProratedUnits: readonly string[];
  };
  readonly expected: { readonly total: string };
}

function judge({ id, input, expected }: Case): VectorOutcome {
  return attempt(id, () => {
    const charge = chargeOf({ ...input, model: 'graduated' });
    if (charge?.model !== 'graduated') return unsupported(id, `no charge is called ${input.model}`);
    const changes = input.eventUnits.map((units, at) => ({
      units,
      proratedUnits: input.eventProratedUnits[at] ?? '0',
    }));
    return judged(id, differs('total', expected.total, rounded(rateUnitChanges(charge, changes), 2, 'halfUp')));
  });
}

export const adapter: VectorAdapter = (file) => (file as { readonly cases: readonly Case[] }).cases.map(judge);
