import { type CallTariff, rateCall } from 'tenure/pricing';
import type { VectorAdapter, VectorOutcome } from '../adapter.js';
import { attempt, judged, unsupported } from '../judge.js';
import { differs, rounded } from './exact.js';

interface Case {
  readonly id: string;
  readonly input: {
    readonly connectFee?: string;
    readonly usageSeconds?: number;
    readonly slots?: readonly {
      readonly groupIntervalStart: number;
      readonly rate: string;
      readonly rateUnit: number;
      readonly rateIncrement: number;
    }[];
    readonly rate?: string;
    readonly increment?: string;
    readonly rounding?: string;
    readonly segments?: readonly { readonly rate: string; readonly seconds: number }[];
  };
  readonly expected: { readonly cost: string };
}

/** `0.05/60s` and `1/s`: an amount for so many seconds. */
function perSeconds(text: string): { readonly rate: string; readonly rateUnit: number } {
  const [rate = '0', unit = 's'] = text.split('/');
  return { rate, rateUnit: Number.parseInt(unit, 10) || 1 };
}

function tariffOf({ connectFee, slots, rate, increment, segments }: Case['input']): CallTariff | undefined {
  const fee = connectFee === undefined ? {} : { connectFee };
  if (slots !== undefined) {
    return {
      ...fee,
      slots: slots.map((slot) => ({
        from: slot.groupIntervalStart,
        rate: slot.rate,
        rateUnit: slot.rateUnit,
        increment: slot.rateIncrement,
      })),
    };
  }
  if (rate !== undefined)
    return { ...fee, slots: [{ from: 0, ...perSeconds(rate), increment: Number.parseInt(increment ?? '1', 10) }] };
  if (segments === undefined) return undefined;
  let from = 0;
  return {
    ...fee,
    slots: segments.map(({ rate: each, seconds }) => {
      const slot = { from, ...perSeconds(each), increment: 1 };
      from += seconds;
      return slot;
    }),
  };
}

function judge({ id, input, expected }: Case): VectorOutcome {
  return attempt(id, () => {
    const tariff = tariffOf(input);
    const seconds = input.usageSeconds ?? input.segments?.reduce((sum, segment) => sum + segment.seconds, 0);
    if (tariff === undefined || seconds === undefined) return unsupported(id, 'neither slots nor a rate');
    const exact = rateCall(tariff, seconds);
    const digits = /(\d)dp/.exec(input.rounding ?? '')?.[1];
    return judged(
      id,
      differs('cost', expected.cost, digits === undefined ? exact : rounded(exact, Number(digits), 'up')),
    );
  });
}

export const adapter: VectorAdapter = (file) => (file as { readonly cases: readonly Case[] }).cases.map(judge);
