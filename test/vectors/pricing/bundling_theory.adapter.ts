import { Decimal } from 'tenure/core';
import { type BundleSample, evaluateMixedBundle, optimalBundlePrices } from 'tenure/pricing';
import type { VectorAdapter, VectorOutcome } from '../adapter.js';
import { attempt, judged } from '../judge.js';
import { differs } from './exact.js';

interface Optimum {
  readonly separate?: { readonly prices?: readonly [string, string]; readonly profit: string };
  readonly pure?: { readonly price: string; readonly profit: string };
  readonly mixed?: {
    readonly prices: readonly [string, string];
    readonly bundlePrice: string;
    readonly profit: string;
  };
  readonly mixedAtGivenPrices?: { readonly profit: string; readonly choices: readonly string[] };
}

interface Case {
  readonly id: string;
  readonly input: BundleSample;
  readonly expected: Optimum;
  readonly referenceOptimum?: Optimum;
}

const words = new Map<string, string>([
  ['good1', 'first'],
  ['good2', 'second'],
  ['none', 'nothing'],
]);

function judge({ id, input, expected, referenceOptimum }: Case): VectorOutcome {
  return attempt(id, () => {
    // Where a source erred, the reference holds the optimum.
    const { separate, pure, mixedAtGivenPrices } = { ...expected, ...referenceOptimum };
    const best = optimalBundlePrices(input);
    const complaints: string[] = [];
    if (separate !== undefined) {
      complaints.push(...differs('separate profit', separate.profit, best.separate.profit));
      for (const [at, price] of (separate.prices ?? []).entries()) {
        complaints.push(...differs('price', price, best.separate.prices[at] ?? 'NaN'));
      }
    }
    if (pure !== undefined) {
      complaints.push(
        ...differs('bundle profit', pure.profit, best.pure.profit),
        ...differs('bundle', pure.price, best.pure.price),
      );
    }
    const { mixed } = expected;
    if (mixed !== undefined) {
      const given = evaluateMixedBundle(input, mixed.prices, mixed.bundlePrice);
      complaints.push(...differs('mixed profit', mixedAtGivenPrices?.profit ?? mixed.profit, given.profit));
      if (new Decimal(best.mixed.profit).lessThan(mixed.profit)) complaints.push(`${best.mixed.profit} is no optimum`);
      const choices = mixedAtGivenPrices?.choices.map((choice) => words.get(choice) ?? choice);
      if (choices !== undefined && choices.join() !== given.choices.join()) complaints.push(`chosen ${given.choices}`);
    }
    return judged(id, complaints);
  });
}

export const adapter: VectorAdapter = (file) => (file as { readonly cases: readonly Case[] }).cases.map(judge);
