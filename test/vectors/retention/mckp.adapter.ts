import { allocate } from 'tenure/retention';
import type { VectorAdapter, VectorOutcome } from '../adapter.js';

interface Case {
  readonly id: string;
  readonly capacity: number;
  readonly classes: readonly { readonly v: readonly number[]; readonly w: readonly number[] }[];
  readonly optimum: number;
  readonly lp_bound: number;
}

const yen = (amount: number) => ({ amount: String(amount), currency: 'JPY' });

/** Values of the vectors are net of cost, so the gain is value plus cost; item 0 of a class is "do nothing". */
export const adapter: VectorAdapter = (file) =>
  (file as { readonly cases: readonly Case[] }).cases.map((one): VectorOutcome => {
    const { id, capacity, classes, optimum, lp_bound: bound } = one;
    if (!classes.every(({ v, w }) => v[0] === 0 && w[0] === 0)) {
      return { id, status: 'unsupported', why: 'a class without "do nothing": a customer may always be left alone' };
    }
    const candidates = classes.flatMap(({ v, w }, c) =>
      v.map((value, j) => ({ id: `${j}`, subject: `${c}`, gain: yen(value + w[j]!), cost: yen(w[j]!) })).slice(1),
    );
    const found = allocate(candidates, { currency: 'JPY', budget: yen(capacity) });
    const faults = [
      found.value.amount === `${optimum}` ? '' : `value ${found.value.amount} for ${optimum}`,
      found.proof === 'optimal' ? '' : 'not proved',
      found.upperBound.amount === `${optimum}` ? '' : `bound ${found.upperBound.amount}`,
      optimum <= bound + 1e-6 ? '' : 'the vector contradicts itself',
    ].filter((fault) => fault !== '');
    return faults.length === 0 ? { id, status: 'passed' } : { id, status: 'failed', why: faults.join(', ') };
  });
