import type { RoundingMode } from 'tenure/core';
import { type ChargeModel, rateCharge } from 'tenure/pricing';
import type { VectorAdapter, VectorOutcome } from '../adapter.js';
import { attempt, judged, unsupported } from '../judge.js';
import { chargeOf, differs, rounded, type VectorCharge } from './exact.js';
import { quoteOf } from './quoted.js';

interface Limits {
  readonly flat: string;
  readonly limits: { readonly [meter: string]: number };
}

interface Case {
  readonly id: string;
  readonly input: VectorCharge & {
    readonly quantity?: number | string;
    readonly usage?: { readonly [meter: string]: number };
    readonly tiers?: readonly Limits[];
  };
  readonly expected: { readonly total: string; readonly unrounded?: string; readonly tierAmounts?: readonly string[] };
}

/** Capacity over several meters: those that a tier limits and the case leaves out stand at 0. */
function capacity(tiers: readonly Limits[], usage: { readonly [meter: string]: number }): string {
  const meters = [...new Set([...tiers.flatMap(({ limits }) => Object.keys(limits)), ...Object.keys(usage)])];
  const charge: ChargeModel = {
    model: 'capacity',
    tiers: tiers.map(({ flat, limits }, at) => ({
      flat,
      limits: at === tiers.length - 1 ? [] : Object.entries(limits).map(([meter, upTo]) => ({ meter, upTo })),
    })),
  };
  const all = Object.fromEntries(meters.map((meter) => [meter, usage[meter] ?? 0]));
  return quoteOf({ lines: [{ charge, usage: all }] }).total.amount;
}

function judge({ id, input, expected }: Case): VectorOutcome {
  return attempt(id, () => {
    if (input.usage !== undefined) {
      return judged(id, differs('total', expected.total, capacity(input.tiers ?? [], input.usage)));
    }
    const charge = chargeOf(input);
    if (charge === undefined || input.quantity === undefined)
      return unsupported(id, `no charge is called ${input.model}`);
    const { amount, tiers } = rateCharge(charge, input.quantity);
    const [, mode, digits] = /^(\w+) (\d)dp$/.exec(input.rounding ?? '') ?? [];
    const usage = mode === undefined ? amount : rounded(amount, Number(digits), mode as RoundingMode);
    const total = sum(input.recurring ?? '0', usage);
    const complaints = [...differs('total', expected.total, total)];
    if (expected.unrounded !== undefined) complaints.push(...differs('unrounded', expected.unrounded, amount));
    for (const [at, want] of (expected.tierAmounts ?? []).entries()) {
      complaints.push(...differs(`tier ${at + 1}`, want, tiers[at]?.amount ?? 'NaN'));
    }
    return judged(id, complaints);
  });
}

/** The fixed part is a line of its own: both lines in one quote. */
function sum(recurring: string, usage: string): string {
  const flat = (amount: string) => ({ charge: { model: 'flat', amount } as const });
  return quoteOf({ lines: [flat(recurring), flat(usage)] }).total.amount;
}

export const adapter: VectorAdapter = (file) => (file as { readonly cases: readonly Case[] }).cases.map(judge);
