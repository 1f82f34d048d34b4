import { allocateMoney, allocateUnits, InputError, isCurrency, minorUnitsBig, moneyFromMinorUnits } from 'tenure/core';
import type { VectorAdapter, VectorOutcome } from '../adapter.js';

type Ratio = number | string | { readonly amount: number | string; readonly scale: number };

interface Case {
  readonly id: string;
  readonly input: {
    readonly currency?: string;
    readonly amountMinor: number | string;
    readonly scale?: number;
    readonly ratios: readonly Ratio[];
  };
  readonly expected:
    | { readonly sharesMinor: readonly (number | string)[]; readonly scale?: number }
    | { readonly error: string };
}

/** A ratio as the decimal text that shows all its digits. */
function ratioText(ratio: Ratio): string {
  if (typeof ratio !== 'object') return String(ratio);
  const digits = String(ratio.amount).padStart(ratio.scale + 1, '0');
  return ratio.scale === 0 ? digits : `${digits.slice(0, -ratio.scale)}.${digits.slice(-ratio.scale)}`;
}

/** The shares in minor units, and the scale of those units. Dinero raises it by the digits of the finest ratio. */
function split({ currency, amountMinor, scale = 0, ratios }: Case['input']): readonly [readonly bigint[], number] {
  const texts = ratios.map(ratioText);
  const total = BigInt(amountMinor);
  if (currency === undefined || !isCurrency(currency)) {
    return [allocateUnits(total, texts.map(BigInt), 'largestRatio'), scale];
  }
  const finest = texts.reduce((most, text) => Math.max(most, text.split('.')[1]?.length ?? 0), 0);
  const shares = allocateMoney(moneyFromMinorUnits(total, currency, scale), texts, 'largestRatio', scale + finest);
  return [shares.map((share) => minorUnitsBig(share, scale + finest)), scale + finest];
}

/** What Dinero's inner function accepts and its own `allocate`, like ours, refuses. */
function refusal({ ratios }: Case['input']): string | undefined {
  const values = ratios.map((ratio) => Number(ratioText(ratio)));
  if (values.some((value) => value < 0)) return 'negative ratios are refused';
  if (values.every((value) => value === 0)) return 'only zero ratios are refused: the amount would be lost';
  return undefined;
}

function judge({ id, input, expected }: Case): VectorOutcome {
  try {
    const [shares, scale] = split(input);
    if ('error' in expected) return { id, status: 'failed', why: `expected a refusal, got ${shares.join(', ')}` };
    const same = shares.join() === expected.sharesMinor.map(BigInt).join();
    if (same && (expected.scale === undefined || expected.scale === scale)) return { id, status: 'passed' };
    return { id, status: 'failed', why: `expected ${expected.sharesMinor}, got ${shares} at scale ${scale}` };
  } catch (error) {
    if (error instanceof InputError && 'error' in expected) return { id, status: 'passed' };
    const why = refusal(input);
    if (error instanceof InputError && why !== undefined) return { id, status: 'unsupported', why };
    if (error instanceof SyntaxError) {
      return { id, status: 'unsupported', why: `fractional ratios of ${input.currency}, which is no decimal currency` };
    }
    return { id, status: 'failed', why: String(error) };
  }
}

export const adapter: VectorAdapter = (file) => (file as { readonly cases: readonly Case[] }).cases.map(judge);
