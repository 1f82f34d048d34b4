import { type ConditionTree, readCondition } from '../core/condition-tree.js';
import { contextChecker, createDecider, type Decider, type Draft } from '../core/decider.js';
import type { DecisionContext } from '../core/decision.js';
import { checkMoney, type Money } from '../core/exact-amount.js';
import { createFactTable } from '../core/fact-table.js';
import type { FactDeclaration } from '../core/facts.js';
import { type Issue, issue } from '../core/issue.js';
import { labelLookup } from '../core/label.js';
import type { PolicyHeader } from '../core/policy.js';
import { checkPolicy, parsePolicy } from '../core/policy-check.js';
import { compileRuleSet } from '../core/rule-set.js';
import { labelled } from '../practice/label.js';
import { type Arithmetic, bigIntegers, onEither, safeIntegers } from './arithmetic.js';
import { findOddities } from './catalogue-sense.js';
import { lazily } from './lazily.js';
import { withFaultsOfLines } from './line-faults.js';
import type { Quote } from './outcome.js';
import { type AnyPricing, type PricingPolicy, pricingSchema, quoteFacts } from './policy.js';
import { type Conditions, createPricer } from './pricer.js';
import { crossCheckPricing } from './pricing-check.js';
import { createQuoter, type Quoter } from './quoter.js';
import { type PricingCode, pricingTexts } from './reasons.js';
import type { QuoteRequest } from './request.js';

/** A compiled pricing policy. */
export interface Pricing<F extends readonly FactDeclaration[], O extends string, Policy extends PolicyHeader>
  extends Decider<QuoteRequest<F, O>, Quote, PricingCode, Policy> {
  /** The invoice total alone, at the speed of integers: equal to `outcome.total`, with the same errors. */
  readonly total: (request: QuoteRequest<F, O>, context: DecisionContext) => Money;
}

/**
 * Compiles a pricing policy (资费与优惠政策) into `quote`, which decides what a customer would pay, how the price comes about
 * from list to margin, and whether we may sell at it.
 *
 * @param policy - a literal: offerings are typed by its ids, facts by its declarations. Amounts are decimal texts in the
 * policy's currency; every line and every discount is rounded once, by the policy's mode and scale
 * @throws PolicyError with every issue and its path
 * @example
 * const quote = compilePricing({
 *   kind: 'pricing', id: 'fibre', version: '1', currency: 'CNY', rounding: { mode: 'halfUp' }, allocation: 'largestRemainder',
 *   facts: [], specifications: [],
 *   prices: [{ id: 'rental', priceType: 'recurring', charge: { model: 'perUnit', amount: '100' }, cost: { model: 'perUnit', amount: '60' } }],
 *   offerings: [{ id: 'fibre-100', prices: ['rental'] }],
 *   adjustments: [{
 *     id: 'long-term', stage: 'term', priority: 1,
 *     effect: { kind: 'scheduleOff', by: 'termMonths', of: 'running', bands: [{ below: 12, percent: '0' }, { percent: '10' }] },
 *   }],
 * });
 * quote({ lines: [{ offering: 'fibre-100', quantity: 3 }], termMonths: 24 }, { asOf: '2013-01-01' }).outcome.total //=> { amount: '270.00', currency: 'CNY' }
 */
export function compilePricing<const F extends readonly FactDeclaration[], const O extends string>(
  policy: PricingPolicy<F, O>,
): Pricing<F, O, PricingPolicy<F, O>> {
  return compile<F, O, PricingPolicy<F, O>>(policy);
}

/** {@link compilePricing} for a policy of unknown content, such as a parsed file: the same checks, wider types. */
export function compilePricingJson(json: unknown): Pricing<readonly FactDeclaration[], string, PricingPolicy> {
  return compile(json);
}

/** The issues of a policy as a list, for an editor; empty where it compiles. */
export function checkPricing(json: unknown): readonly Issue[] {
  return checkPolicy(pricingSchema, crossCheckPricing, json);
}

/**
 * What a catalogue that compiles may say but hardly means, where its policy asks for a warning: term discounts that shrink with
 * the term, volume tiers in which one unit more costs less in all.
 *
 * @param policy - a compiled policy (`quote.policy`)
 */
export function pricingWarnings(
  policy: Pick<PricingPolicy, 'adjustments' | 'prices' | 'catalogueChecks'>,
): readonly Issue[] {
  return findOddities(policy).flatMap((found) =>
    policy.catalogueChecks?.[found.check] === 'warning' ? [found.issue] : [],
  );
}

function compile<F extends readonly FactDeclaration[], O extends string, P extends PolicyHeader>(
  json: unknown,
): Pricing<F, O, P> {
  const policy = parsePolicy(pricingSchema, crossCheckPricing, json, 'pricing policy');
  const { conditions, authorityConditions } = compileConditions(policy);
  const lane = <N extends number | bigint>(arithmetic: Arithmetic<N>): Quoter =>
    createQuoter(policy, conditions, authorityConditions, createPricer(policy, conditions, arithmetic));
  const small = lazily(() => lane(safeIntegers));
  const big = lazily(() => lane(bigIntegers));
  const either = <T>(run: (lane: Quoter) => T): T =>
    onEither(
      () => run(small()),
      () => run(big()),
    );
  const totalOf = (request: QuoteRequest, asOf: string): Money => either((quoter) => quoter.total(request, asOf));
  const refusal = (error: unknown, request: QuoteRequest, asOf: string): unknown =>
    withFaultsOfLines(error, request, (one) => totalOf(one, asOf));
  const decide = (request: QuoteRequest<F, O>, { asOf }: DecisionContext): Draft<Quote, PricingCode> => {
    try {
      return either((quoter) => quoter.decide(request as QuoteRequest, asOf));
    } catch (error) {
      throw refusal(error, request as QuoteRequest, asOf);
    }
  };
  const decider = createDecider<QuoteRequest<F, O>, Quote, PricingCode, P, DecisionContext>({
    policy: policy as PolicyHeader as P,
    decide,
    outcome: (request, context) => decide(request, context).outcome,
    checkOutcome,
    texts: pricingTexts,
    names: labelLookup([
      [...policy.facts, ...quoteFacts(policy.currency)],
      policy.adjustments,
      policy.offerings,
      policy.prices,
      policy.pools ?? [],
      policy.caps ?? [],
      policy.authority?.levels ?? [],
      policy.authority?.rules ?? [],
      ...(policy.compliance === undefined ? [] : complianceLists.map(labelled)),
    ]),
  });
  const { outcome } = decider;
  const checkContext = contextChecker();
  return Object.assign(decider, {
    total: (request: QuoteRequest<F, O>, context: DecisionContext): Money => {
      checkContext(context);
      const { overrides, asOf } = context;
      if (overrides !== undefined && overrides.length > 0) return outcome(request, context).total;
      try {
        return totalOf(request as QuoteRequest, asOf);
      } catch (error) {
        throw refusal(error, request as QuoteRequest, asOf);
      }
    },
  });
}

const complianceLists = ['complianceGround', 'benefit', 'benefitRecipient', 'benefitPayer'] as const;

/** Reads every condition of the policy into one table. */
function compileConditions(policy: AnyPricing): {
  readonly conditions: Conditions;
  readonly authorityConditions: readonly number[];
} {
  const table = createFactTable([...policy.facts, ...quoteFacts(policy.currency)]);
  const trees: ConditionTree[] = [];
  const read = ({ when }: { readonly when?: unknown }): number =>
    when === undefined ? -1 : trees.push(readCondition(when, table, [], [])) - 1;
  const ofAdjustment = policy.adjustments.map(read);
  const authorityConditions = (policy.authority?.rules ?? []).map(read);
  const rules = compileRuleSet(table, trees);
  return { conditions: { rules, row: rules.createRow(), ofAdjustment }, authorityConditions };
}

const verdicts: readonly unknown[] = [
  'acceptable',
  'needsApproval',
  'undecided',
  'refused',
] satisfies Quote['verdict'][];

/** An overriding outcome is usually the verdict alone; what is quoted stays. */
function checkOutcome(outcome: unknown): readonly Issue[] {
  const { verdict, total, lines } = (outcome ?? {}) as Partial<Quote>;
  return [
    ...(verdicts.includes(verdict)
      ? []
      : [issue('unknownReference', ['outcome', 'verdict'], `one of ${verdicts.join(', ')}`, verdict)]),
    ...checkMoney(total, ['outcome', 'total']),
    ...(Array.isArray(lines) ? [] : [issue('type', ['outcome', 'lines'], 'a list', lines)]),
  ];
}
