import type { AllocationRule, RoundingMode } from 'tenure/core';
import {
  type Adjustment,
  type ChargeModel,
  compilePricingJson,
  type Proration,
  type Quote,
  type RequestLine,
} from 'tenure/pricing';

/** One line of a quote that a case describes. */
export interface AskedLine {
  readonly charge: ChargeModel;
  readonly quantity?: number | string;
  readonly usage?: { readonly [meter: string]: number | string };
  readonly index?: string;
  readonly cost?: string;
  readonly minimumPrice?: string;
  readonly proration?: Proration;
}

/** A whole quote that a case describes, with the policy that it needs. */
export interface Asked {
  readonly lines: readonly AskedLine[];
  readonly adjustments?: readonly Adjustment[];
  readonly allocation?: AllocationRule;
  readonly scale?: number;
  readonly mode?: RoundingMode;
  readonly more?: object;
}

/** Builds the policy of a case, an offering for each line, and quotes all lines together. */
export function quoteOf({
  lines,
  adjustments = [],
  allocation = 'largestRemainder',
  scale = 6,
  mode = 'halfUp',
  more = {},
}: Asked): Quote {
  const quote = compilePricingJson({
    kind: 'pricing',
    id: 'case',
    version: '1',
    currency: 'USD',
    rounding: { mode, scale },
    allocation,
    facts: [],
    specifications: [],
    prices: lines.map(({ charge, usage, cost, minimumPrice }, at) => ({
      id: `price-${at}`,
      priceType: usage === undefined ? 'recurring' : 'usage',
      charge,
      ...(usage === undefined ? {} : { meters: Object.keys(usage) }),
      ...(cost === undefined ? {} : { cost: { model: 'flat', amount: cost } }),
      ...(minimumPrice === undefined ? {} : { minimumPrice }),
    })),
    offerings: lines.map((_, at) => ({ id: `offering-${at}`, prices: [`price-${at}`] })),
    adjustments,
    ...more,
  });
  const asked = lines.map(
    ({ quantity, usage, index, proration }, at): RequestLine => ({
      offering: `offering-${at}`,
      quantity,
      usage,
      index,
      proration,
    }),
  );
  return quote({ lines: asked }, { asOf: '2026-01-01' }).outcome;
}

/** What an adjustment took off each line, as amounts of 0 or more. */
export function takenBy(quote: Quote, id: string): readonly string[] {
  return quote.lines.map(
    ({ changes }) => changes.find((change) => change.id === id)?.change.amount.replace('-', '') ?? '0',
  );
}
