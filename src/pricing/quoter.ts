import type { Draft } from '../core/decider.js';
import type { Reason } from '../core/decision.js';
import type { Money } from '../core/money.js';
import { writeScaled } from '../core/scaled.js';
import { partsOf } from './charge.js';
import { shareOfPercent } from './effect.js';
import type { Costed } from './floor.js';
import {
  type Case,
  gravest,
  judgeAuthority,
  judgeFloor,
  judgePayment,
  moneyOf,
  percentText,
  type Totals,
  unknownCosts,
} from './judgement.js';
import type { PriceChange, Quote, QuotedLine, TermOutcome, TierAmount, WaterfallStep } from './outcome.js';
import type { AnyPricing } from './policy.js';
import { type Conditions, conditionFacts, listTotal, type Priced, type Pricer } from './pricer.js';
import type { PricingCode } from './reasons.js';
import { judgeRelationships } from './relationship.js';
import type { QuoteRequest } from './request.js';
import type { PriceStep } from './run.js';
import { type Item, readMoney, refuse, toScale, type Workings } from './sheet.js';

/** Turns priced requests into quotes over one kind of numbers. */
export interface Quoter {
  readonly decide: (request: QuoteRequest, asOf: string) => Draft<Quote, PricingCode>;
  readonly total: (request: QuoteRequest, asOf: string) => Money;
}

export function createQuoter<N extends number | bigint>(
  policy: AnyPricing,
  conditions: Conditions,
  authorityConditions: readonly number[],
  pricer: Pricer<N>,
): Quoter {
  const { workings } = pricer;
  return {
    decide: (request, asOf) => {
      const priced = pricer.price(request, asOf);
      checkParties(request, policy, workings);
      const totals = totalsOf(priced, request, workings);
      const record = conditionFacts(request, listTotal(priced.sheet, workings), workings);
      return draftOf({ policy, conditions, authorityConditions, workings, request, record, priced, totals });
    },
    total: (request, asOf) => {
      const total = pricer.total(request, asOf);
      checkParties(request, policy, workings);
      return moneyOf(total, workings);
    },
  };
}

/** Faults of the parts of a request that no price depends on: found in the fast lane too. */
function checkParties<N extends number | bigint>(
  { requestedBy, payment, lines }: QuoteRequest,
  { authority }: AnyPricing,
  workings: Workings<N>,
): void {
  if (requestedBy !== undefined && authority !== undefined) {
    const levels = authority.levels.map(({ id }) => id);
    if (!levels.includes(requestedBy.level)) {
      refuse('unknownReference', ['requestedBy', 'level'], `one of ${levels.join(', ')}`, requestedBy.level);
    }
    if (requestedBy.budgetLeft !== undefined)
      readMoney(requestedBy.budgetLeft, ['requestedBy', 'budgetLeft'], workings);
  }
  payment?.open?.forEach((part, at) => {
    if (part !== null) readMoney(part, ['payment', 'open', at], workings);
  });
  lines.forEach(({ cost }, at) => {
    if (cost !== undefined) readMoney(cost, ['lines', at, 'cost'], workings);
  });
}

function totalsOf<N extends number | bigint>(
  { sheet, contract, invoice, pocket, shortfalls }: Priced<N>,
  request: QuoteRequest,
  workings: Workings<N>,
): Totals<N> {
  const { add, zero } = workings.arithmetic;
  const lacking = shortfalls.reduce((sum, { amount }) => add(sum, amount), zero);
  const sum = (amounts: readonly N[]) => amounts.reduce(add, zero);
  const costs = request.lines.map((_, line) => lineCost(sheet.items, request, line, workings));
  return {
    list: listTotal(sheet, workings),
    contract: sum(contract),
    invoice: add(sum(invoice), lacking),
    pocket: add(sum(pocket), lacking),
    cost: costs.includes(undefined) ? undefined : sum(costs as readonly N[]),
  };
}

/** The cost of a request line: as given with it, else the sum of the catalogue's, unknown where one part's is. */
function lineCost<N extends number | bigint>(
  items: readonly Item<N>[],
  request: QuoteRequest,
  line: number,
  workings: Workings<N>,
): N | undefined {
  const given = request.lines[line]?.cost;
  if (given !== undefined) return readMoney(given, ['lines', line, 'cost'], workings);
  let sum: N | undefined = workings.arithmetic.zero;
  for (const item of items) {
    if (item.line !== line || sum === undefined) continue;
    sum = item.cost === undefined ? undefined : workings.arithmetic.add(sum, item.cost);
  }
  return sum;
}

function draftOf<N extends number | bigint>(one: Case<N>): Draft<Quote, PricingCode> {
  const { policy, workings, priced, totals, request } = one;
  const { arithmetic } = workings;
  const floor = judgeFloor(one, perLine(one));
  const authority = judgeAuthority(one);
  const payment = judgePayment(one);
  const relationships = judgeRelationships(priced.sheet);
  const judgements = [relationships, floor, authority, payment];
  const steps = priced.steps.map((step) => stepReason(step, one));
  const margin = totals.cost === undefined ? undefined : arithmetic.subtract(totals.pocket, totals.cost);
  const taxes = (policy.taxes ?? []).map(({ id, percent }) => {
    const { part, whole } = shareOfPercent(percent, arithmetic);
    return { id, units: arithmetic.multiplyDivide(totals.invoice, part, whole, workings.rounding.mode) };
  });
  const unknown = new Set([
    ...steps.flatMap(({ unknown: roots }) => roots),
    ...judgements.flatMap(({ unknown: roots }) => roots),
    ...unknownCosts(one),
  ]);
  return {
    outcome: {
      verdict: gravest(judgements.map(({ verdict }) => verdict)),
      total: moneyOf(totals.invoice, workings),
      totals: totalsByType(one),
      lines: priced.sheet.items.map((item, at) => quotedLine(item, at, one)),
      shortfalls: priced.shortfalls.map(({ id, amount }) => ({ id, amount: moneyOf(amount, workings) })),
      waterfall: waterfallOf(one, margin),
      margin: margin === undefined ? null : moneyOf(margin, workings),
      marginPercent: margin === undefined ? null : percentText(margin, totals.pocket, workings),
      floor: floor.outcome,
      approval: authority.outcome,
      payment: payment.outcome,
      taxes: taxes.map(({ id, units }) => ({ id, amount: moneyOf(units, workings) })),
      totalWithTaxes: moneyOf(
        taxes.reduce((sum, { units }) => arithmetic.add(sum, units), totals.invoice),
        workings,
      ),
      term: termOf(one),
    },
    reasons: [...steps.map(({ reason }) => reason), ...judgements.flatMap(({ reasons }) => reasons)],
    unknown: [...unknown],
  };

  function perLine({ priced: { sheet, invoice, pocket } }: Case<N>): readonly Costed<N>[] {
    const prices = policy.floor?.basis === 'pocket' ? pocket : invoice;
    return request.lines.map((_, line) => {
      let price = arithmetic.zero;
      let list = arithmetic.zero;
      sheet.items.forEach((item, at) => {
        if (item.line !== line) return;
        price = arithmetic.add(price, prices[at] as N);
        list = arithmetic.add(list, item.list);
      });
      return { line, price, list, cost: lineCost(sheet.items, request, line, workings) };
    });
  }
}

function totalsByType<N extends number | bigint>({ priced, workings }: Case<N>): Quote['totals'] {
  const { add, zero } = workings.arithmetic;
  const sums = { recurring: zero, usage: zero, oneTime: zero };
  priced.sheet.items.forEach(({ product }, at) => {
    const type = product.price.priceType;
    sums[type] = add(sums[type], priced.invoice[at] as N);
  });
  return {
    recurring: moneyOf(sums.recurring, workings),
    usage: moneyOf(sums.usage, workings),
    oneTime: moneyOf(sums.oneTime, workings),
    shortfall: moneyOf(
      priced.shortfalls.reduce((sum, { amount }) => add(sum, amount), zero),
      workings,
    ),
  };
}

function quotedLine<N extends number | bigint>(
  item: Item<N>,
  at: number,
  { priced, workings, request }: Case<N>,
): QuotedLine {
  const { product, line, quantity } = item;
  const { zero } = workings.arithmetic;
  const id = request.lines[line]?.id;
  const changes = priced.steps.flatMap((step): readonly PriceChange[] => {
    const change = step.applied?.changes[step.items.indexOf(item)];
    return change === undefined || change === zero
      ? []
      : [{ id: step.id, stage: step.stage, change: moneyOf(change, workings) }];
  });
  return {
    line,
    ...(id === undefined ? {} : { id }),
    offering: product.offering.id,
    price: product.price.id,
    priceType: product.price.priceType,
    quantity: writeScaled(quantity, product.quantityScale),
    list: moneyOf(item.list, workings),
    contract: moneyOf(priced.contract[at] as N, workings),
    invoice: moneyOf(priced.invoice[at] as N, workings),
    pocket: moneyOf(priced.pocket[at] as N, workings),
    cost: item.cost === undefined ? null : moneyOf(item.cost, workings),
    changes,
    tiers: tiersOf(item, workings),
  };
}

function tiersOf<N extends number | bigint>(
  { product, quantity }: Item<N>,
  { arithmetic }: Workings<N>,
): readonly TierAmount[] {
  const { charge } = product;
  if (charge.kind !== 'stepped') return [];
  const { table } = charge;
  return partsOf(table, quantity, arithmetic).map((part) => ({
    tier: part.tier,
    quantity: writeScaled(part.quantity, table.quantityScale),
    amount: writeScaled(part.amount, table.amountScale),
  }));
}

/** What a step changed over all lines, a shortfall included. */
function changeOf<N extends number | bigint>({ applied }: PriceStep<N>, { arithmetic }: Workings<N>): N {
  if (applied === undefined) return arithmetic.zero;
  return applied.changes.reduce(arithmetic.add, applied.shortfall);
}

function waterfallOf<N extends number | bigint>(one: Case<N>, margin: N | undefined): readonly WaterfallStep[] {
  const { priced, totals, workings } = one;
  const { arithmetic } = workings;
  const { zero } = arithmetic;
  let amount = totals.list;
  const at = (step: WaterfallStep['step'], change: N, reached: N): WaterfallStep => ({
    step,
    change: moneyOf(change, workings),
    amount: moneyOf(reached, workings),
  });
  const during = (stages: readonly PriceStep<N>['stage'][]): readonly WaterfallStep[] =>
    priced.steps.flatMap((step) => {
      const change = changeOf(step, workings);
      if (!stages.includes(step.stage) || change === zero) return [];
      amount = arithmetic.add(amount, change);
      return [{ ...at('adjustment', change, amount), id: step.id, stage: step.stage }];
    });
  const { list, contract, invoice, pocket, cost } = totals;
  return [
    at('list', zero, list),
    ...during(['bundle', 'term', 'volume']),
    at('contract', arithmetic.subtract(contract, list), contract),
    ...during(['promotion', 'negotiation', 'commitment']),
    at('invoice', arithmetic.subtract(invoice, contract), invoice),
    ...during(['offInvoice']),
    at('pocket', arithmetic.subtract(pocket, invoice), pocket),
    ...(cost === undefined || margin === undefined
      ? ([
          { step: 'cost', change: null, amount: null },
          { step: 'margin', change: null, amount: null },
        ] as const)
      : [at('cost', arithmetic.subtract(zero, cost), margin), at('margin', zero, margin)]),
  ];
}

/** Recurring prices over the contract's months and one-time ones once; not said where a line is prorated. */
function termOf<N extends number | bigint>({ request, priced, workings }: Case<N>): TermOutcome | null {
  const months = request.termMonths;
  if (months === undefined || months === null || request.lines.some(({ proration }) => proration !== undefined))
    return null;
  const { arithmetic } = workings;
  let value = arithmetic.zero;
  let list = arithmetic.zero;
  priced.sheet.items.forEach((item, at) => {
    const { priceType, periodMonths = 1 } = item.product.price;
    if (priceType === 'usage') return;
    const over = (amount: N): N =>
      priceType === 'oneTime' ? amount : toScale(amount, workings.scale, { days: months, of: periodMonths }, workings);
    value = arithmetic.add(value, over(priced.invoice[at] as N));
    list = arithmetic.add(list, over(item.list));
  });
  return { months, value: moneyOf(value, workings), given: moneyOf(arithmetic.subtract(list, value), workings) };
}

interface ToldStep {
  readonly reason: Reason<PricingCode>;
  readonly unknown: readonly string[];
}

function stepReason<N extends number | bigint>(step: PriceStep<N>, one: Case<N>): ToldStep {
  const { conditions, record, workings } = one;
  const { id, stage, status, condition, applied } = step;
  const tests = condition < 0 ? {} : { tests: conditions.rules.tests(conditions.row, record, condition) };
  const told = (code: PricingCode, facts: Reason['facts']): ToldStep => ({
    reason: { code, rule: id, facts: { stage, ...facts, ...tests } },
    unknown: status === 'undecided' ? conditions.rules.unknownRoots(conditions.row, record, condition) : [],
  });
  if (status === 'excluded') return told('excluded', { by: step.by ?? '' });
  if (status === 'notTogether') return told('notTogether', { missing: missingFrom(step, one) });
  if (status !== 'applied' || applied === undefined) return told(status === 'applied' ? 'noEffect' : status, {});
  if (applied.shortfall !== workings.arithmetic.zero) {
    return told('belowMinimum', { shortfall: moneyOf(applied.shortfall, workings) });
  }
  const change = moneyOf(changeOf(step, workings), workings);
  if (applied.limited) return told('limited', { change });
  return told(appliedCode[step.source], { change });
}

const appliedCode = { adjustment: 'applied', bundle: 'bundlePrice', request: 'negotiated' } as const;

function missingFrom<N extends number | bigint>({ id }: PriceStep<N>, { policy, priced }: Case<N>): readonly string[] {
  const together = policy.adjustments.find((one) => one.id === id)?.together ?? [];
  const here = new Set(
    priced.sheet.items.flatMap(({ product, line }) => [product.offering.id, priced.sheet.offerings[line]?.offering.id]),
  );
  return together.filter((offering) => !here.has(offering));
}
