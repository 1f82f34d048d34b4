import type { Draft } from '../core/decider.js';
import type { Reason } from '../core/decision.js';
import type { Money } from '../core/money.js';
import { writeScaled } from '../core/scaled.js';
import { partsOf } from './charge.js';
import { shareOfPercent } from './effect.js';
import type { Costed } from './floor.js';
import { judgeAuthority } from './judge-authority.js';
import { checkBenefits, judgeCompliance } from './judge-compliance.js';
import { judgeFloor } from './judge-floor.js';
import { judgePayment } from './judge-payment.js';
import { type Case, gravest, moneyOf, percentText, type Totals, unknownCosts } from './judgement.js';
import type { PriceChange, Quote, QuotedLine, TermOutcome, TierAmount, WaterfallStep } from './outcome.js';
import type { AnyPricing } from './policy.js';
import { pooledPart, poolReasons } from './pool-told.js';
import { type Conditions, conditionFacts, listTotal, type Priced, type Pricer } from './pricer.js';
import type { PricingCode } from './reasons.js';
import { judgeRelationships } from './relationship.js';
import type { QuoteRequest } from './request.js';
import { orderOfWork, type PriceStage, type PriceStep } from './run.js';
import { judgeSegment } from './segment.js';
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
  const testsFacts = conditions.rules.size > 0 || policy.payment !== undefined || policy.marketSegment !== undefined;
  return {
    decide: (request, asOf) => {
      const priced = pricer.price(request, asOf);
      checkParties(request, policy, workings);
      const totals = totalsOf(priced, request, workings);
      const record = testsFacts ? conditionFacts(request, totals.list, workings) : {};
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
  request: QuoteRequest,
  { authority, compliance }: AnyPricing,
  workings: Workings<N>,
): void {
  const { requestedBy, payment, lines } = request;
  checkBenefits(request, compliance);
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
  const changes = changesByItem(one);
  const segment = judgeSegment(one);
  const compliance = judgeCompliance(one);
  const judgements = [relationships, segment, floor, authority, payment, compliance];
  const steps = priced.steps.map((step) => stepReason(step, one));
  const margin = totals.cost === undefined ? undefined : arithmetic.subtract(totals.pocket, totals.cost);
  const taxes = (policy.taxes ?? []).map(({ id, percent }) => {
    const { part, whole } = shareOfPercent(percent, arithmetic);
    return { id, units: arithmetic.multiplyDivide(totals.invoice, part, whole, workings.rounding.mode) };
  });
  const unknown = new Set(totals.cost === undefined ? unknownCosts(one) : []);
  for (const { unknown: roots } of [...steps, ...judgements]) for (const root of roots) unknown.add(root);
  return {
    outcome: {
      verdict: gravest(judgements.map(({ verdict }) => verdict)),
      total: moneyOf(totals.invoice, workings),
      totals: totalsByType(one),
      lines: priced.sheet.items.map((item, at) => quotedLine(item, at, one, changes)),
      shortfalls: priced.shortfalls.map(({ id, amount }) => ({ id, amount: moneyOf(amount, workings) })),
      waterfall: waterfallOf(one, margin),
      margin: margin === undefined ? null : moneyOf(margin, workings),
      marginPercent: margin === undefined ? null : percentText(margin, totals.pocket, workings),
      floor: floor.outcome,
      approval: authority.outcome,
      payment: payment.outcome,
      compliance: compliance.outcome,
      taxes: taxes.map(({ id, units }) => ({ id, amount: moneyOf(units, workings) })),
      totalWithTaxes: moneyOf(
        taxes.reduce((sum, { units }) => arithmetic.add(sum, units), totals.invoice),
        workings,
      ),
      term: termOf(one),
    },
    reasons: [
      ...poolReasons(priced.sheet.pools),
      ...steps.map(({ reason }) => reason),
      ...judgements.flatMap(({ reasons }) => reasons),
    ],
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

/** What each step changed, by item. */
function changesByItem<N extends number | bigint>({
  priced,
  workings,
}: Case<N>): ReadonlyMap<Item<N>, readonly PriceChange[]> {
  const { zero } = workings.arithmetic;
  const byItem = new Map<Item<N>, PriceChange[]>();
  for (const { id, stage, items, applied } of priced.steps) {
    if (applied === undefined) continue;
    for (let at = 0; at < items.length; at += 1) {
      const change = applied.changes[at] as N;
      if (change === zero) continue;
      const item = items[at] as Item<N>;
      const known = byItem.get(item);
      const told = { id, stage, change: moneyOf(change, workings) };
      if (known === undefined) byItem.set(item, [told]);
      else known.push(told);
    }
  }
  return byItem;
}

function quotedLine<N extends number | bigint>(
  item: Item<N>,
  at: number,
  { priced, workings, request }: Case<N>,
  changes: ReadonlyMap<Item<N>, readonly PriceChange[]>,
): QuotedLine {
  const { product, line, quantity } = item;
  const id = request.lines[line]?.id;
  const list = moneyOf(item.list, workings);
  const contract = priced.contract[at] === item.list ? list : moneyOf(priced.contract[at] as N, workings);
  const invoice = priced.invoice[at] === priced.contract[at] ? contract : moneyOf(priced.invoice[at] as N, workings);
  return {
    line,
    ...(id === undefined ? {} : { id }),
    offering: product.offering.id,
    price: product.price.id,
    priceType: product.price.priceType,
    quantity: writeScaled(quantity, product.quantityScale),
    list,
    contract,
    invoice,
    pocket: priced.pocket[at] === priced.invoice[at] ? invoice : moneyOf(priced.pocket[at] as N, workings),
    cost: item.cost === undefined ? null : moneyOf(item.cost, workings),
    changes: changes.get(item) ?? [],
    tiers: tiersOf(item, workings),
    ...pooledPart(item),
  };
}

function tiersOf<N extends number | bigint>(
  { product, quantity, pooled }: Item<N>,
  { arithmetic }: Workings<N>,
): readonly TierAmount[] {
  const { charge } = product;
  if (charge.kind !== 'stepped' || pooled !== undefined) return [];
  const { table } = charge;
  if (table.unit.length === 1) return [];
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

const priceStepAfter: ReadonlyMap<PriceStage, 'contract' | 'invoice' | 'pocket'> = new Map([
  ['volume', 'contract'],
  ['commitment', 'invoice'],
  ['offInvoice', 'pocket'],
]);

function waterfallOf<N extends number | bigint>(one: Case<N>, margin: N | undefined): readonly WaterfallStep[] {
  const { priced, totals, workings } = one;
  const { arithmetic } = workings;
  const list = moneyOf(totals.list, workings);
  const nothing = moneyOf(arithmetic.zero, workings);
  const steps: WaterfallStep[] = [{ step: 'list', change: nothing, amount: list }];
  let amount = totals.list;
  let before = totals.list;
  let at = 0;
  for (const stage of orderOfWork) {
    for (; priced.steps[at]?.stage === stage; at += 1) {
      const { id } = priced.steps[at] as PriceStep<N>;
      const change = changeOf(priced.steps[at] as PriceStep<N>, workings);
      if (change === arithmetic.zero) continue;
      amount = arithmetic.add(amount, change);
      steps.push({
        step: 'adjustment',
        id,
        stage,
        change: moneyOf(change, workings),
        amount: moneyOf(amount, workings),
      });
    }
    const step = priceStepAfter.get(stage);
    if (step === undefined) continue;
    const change = moneyOf(arithmetic.subtract(amount, before), workings);
    steps.push({ step, change, amount: moneyOf(amount, workings) });
    before = amount;
  }
  const left = margin === undefined ? null : moneyOf(margin, workings);
  const cost = totals.cost === undefined ? null : moneyOf(arithmetic.subtract(arithmetic.zero, totals.cost), workings);
  steps.push({ step: 'cost', change: cost, amount: left });
  steps.push({ step: 'margin', change: left === null ? null : nothing, amount: left });
  return steps;
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
  const told = (code: PricingCode, facts: Reason['facts']): ToldStep =>
    condition < 0
      ? { reason: { code, rule: id, facts }, unknown: [] }
      : {
          reason: {
            code,
            rule: id,
            facts: { ...facts, tests: conditions.rules.tests(conditions.row, record, condition) },
          },
          unknown: status === 'undecided' ? conditions.rules.unknownRoots(conditions.row, record, condition) : [],
        };
  if (status === 'excluded') return told('excluded', { stage, by: step.by ?? '' });
  if (status === 'notTogether') return told('notTogether', { stage, missing: missingFrom(step, one) });
  if (status !== 'applied' || applied === undefined) return told(status === 'applied' ? 'noEffect' : status, { stage });
  if (applied.shortfall !== workings.arithmetic.zero) {
    return told('belowMinimum', { stage, shortfall: moneyOf(applied.shortfall, workings) });
  }
  const change = moneyOf(changeOf(step, workings), workings);
  if (applied.limited) return told('limited', { stage, change });
  return told(appliedCode[step.source], { stage, change });
}

const appliedCode = { adjustment: 'applied', bundle: 'bundlePrice', request: 'negotiated' } as const;

function missingFrom<N extends number | bigint>({ id }: PriceStep<N>, { policy, priced }: Case<N>): readonly string[] {
  const together = policy.adjustments.find((one) => one.id === id)?.together ?? [];
  const here = new Set(
    priced.sheet.items.flatMap(({ product, line }) => [product.offering.id, priced.sheet.offerings[line]?.offering.id]),
  );
  return together.filter((offering) => !here.has(offering));
}
