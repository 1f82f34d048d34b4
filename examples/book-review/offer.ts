import { type Decision, type DecisionContext, InputError } from 'tenure/core';
import type { Pricing, PricingPolicy, Quantity, Quote, QuoteRequest } from 'tenure/pricing';
import type { Facts } from './mapping.js';

type Amount = number | { readonly fact: string };

/** The offer that every customer is quoted, with quantities and usage taken from the customer's facts. */
export interface OfferTemplate {
  readonly termMonths: number;
  readonly requestedBy?: string | undefined;
  readonly lines: readonly {
    readonly offering: string;
    readonly quantity?: Amount | undefined;
    readonly usage?: Readonly<Record<string, Amount>> | undefined;
  }[];
}

/** A quote, or what has to be known before one can be made. */
export type Offer =
  | { readonly decision: Decision<Quote> }
  | { readonly missing: readonly string[] }
  | { readonly refused: string };

type AnyPricing = Pricing<PricingPolicy['facts'], string, PricingPolicy>;

/** Compiles the template: an amount that the customer's facts lack leaves the offer open, never zero. */
export function compileOffer(
  quote: AnyPricing,
  template: OfferTemplate,
): (facts: Facts, context: DecisionContext) => Offer {
  return (facts, context) => {
    const missing: string[] = [];
    const amount = (value: Amount): Quantity => {
      if (typeof value === 'number') return value;
      const known = facts[value.fact];
      // Prices take decimal texts: a measured 24.3 is meant as written, not as the double nearest to it.
      if (typeof known === 'number') return Number.isSafeInteger(known) ? known : String(known);
      missing.push(value.fact);
      return 0;
    };
    const lines = template.lines.map(({ offering, quantity, usage }) => ({
      offering,
      ...(quantity === undefined ? {} : { quantity: amount(quantity) }),
      ...(usage === undefined
        ? {}
        : { usage: Object.fromEntries(Object.entries(usage).map(([meter, value]) => [meter, amount(value)])) }),
    }));
    if (missing.length > 0) return { missing };
    const { termMonths, requestedBy } = template;
    const request: QuoteRequest = {
      lines,
      facts: facts as QuoteRequest['facts'],
      termMonths,
      ...(requestedBy === undefined ? {} : { requestedBy: { level: requestedBy } }),
    };
    try {
      return { decision: quote(request, context) };
    } catch (error) {
      // An offer that cannot be priced for this customer does not cost the customer's other decisions.
      if (error instanceof InputError) return { refused: error.issues[0]?.message ?? error.message };
      throw error;
    }
  };
}
