import { rateCharge } from 'tenure/pricing';
import type { VectorAdapter, VectorOutcome } from '../adapter.js';
import { attempt, judged, unsupported } from '../judge.js';
import { chargeOf, differs, type VectorCharge } from './exact.js';

interface Case {
  readonly id: string;
  readonly input: VectorCharge & { readonly quantity: number | string };
  readonly expected: { readonly total: string; readonly packages?: number };
}

function judge({ id, input, expected }: Case): VectorOutcome {
  return attempt(id, () => {
    const charge = chargeOf(input);
    if (charge === undefined) return unsupported(id, `no charge is called ${input.model}`);
    const total = rateCharge(charge, input.quantity).amount;
    const complaints = [...differs('total', expected.total, total)];
    if (expected.packages !== undefined && charge.model === 'package') {
      const packages = rateCharge({ ...charge, amount: '1' }, input.quantity).amount;
      complaints.push(...differs('packages', expected.packages, packages));
    }
    return judged(id, complaints);
  });
}

export const adapter: VectorAdapter = (file) => (file as { readonly cases: readonly Case[] }).cases.map(judge);
