import { divideRounded, divideRoundedSafe, type RoundingMode } from 'tenure/core';
import type { VectorAdapter, VectorOutcome } from '../adapter.js';

interface Case {
  readonly id: string;
  readonly input: { readonly mode: string; readonly numerator: number; readonly denominator: number };
  readonly expected: { readonly result: number };
}

/** Dinero's words for our modes: its `up` and `down` look towards plus and minus infinity, ours away from and to zero. */
const modes = new Map<string, RoundingMode>([
  ['up', 'ceiling'],
  ['down', 'floor'],
  ['halfUp', 'halfCeiling'],
  ['halfDown', 'halfFloor'],
  ['halfEven', 'halfEven'],
  ['halfOdd', 'halfOdd'],
  ['halfAwayFromZero', 'halfUp'],
  ['halfTowardsZero', 'halfDown'],
]);

function judge({ id, input, expected }: Case): VectorOutcome {
  const mode = modes.get(input.mode);
  if (mode === undefined) return { id, status: 'unsupported', why: `no rounding mode means ${input.mode}` };
  const small = divideRoundedSafe(input.numerator, input.denominator, mode);
  const big = divideRounded(BigInt(input.numerator), BigInt(input.denominator), mode);
  if (small === expected.result && big === BigInt(expected.result)) return { id, status: 'passed' };
  return { id, status: 'failed', why: `expected ${expected.result}, got ${small} and ${big}` };
}

export const adapter: VectorAdapter = (file) => (file as { readonly cases: readonly Case[] }).cases.map(judge);
