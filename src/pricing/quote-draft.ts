import type { Draft } from '../core/decider.js';
import type { Reason } from '../core/decision.js';
import type { Money } from '../core/money.js';
import { judgeAuthority } from './judge-authority.js';
import { judgeCompliance } from './judge-compliance.js';
import { judgeFloor } from './judge-floor.js';
import { judgePayment } from './judge-payment.js';
import { type Case, graver, type Judgement, notJudged, percentText, unknownCosts } from './judgement.js';
import type { Quote, Verdict } from './outcome.js';
import { poolReason } from './pool-told.js';
import { quotedLines } from './quoted-line.js';
import type { PricingCode } from './reasons.js';
import { judgeSegment } from './segment.js';
import type { Share } from './share.js';
import { stepReason } from './step-reason.js';
import { termOf } from './term-value.js';
import { waterfallOf } from './waterfall.js';
import { moneyOf, type Workings } from './workings.js';

/** A tax's percentage, ready to multiply with. */
export interface TaxRate<N extends number | bigint> {
  readonly id: string;
  readonly share: Share<N>;
}

/** The priced request as a quote: judged, written line by line, with every reason. */
export function draftOf<N extends number | bigint>(
  one: Case<N>,
  relationships: Judgement<null>,
  rates: readonly TaxRate<N>[],
): Draft<Quote, PricingCode> {
  const { workings, priced, totals } = one;
  const { arithmetic } = workings;
  const floor = judgeFloor(one);
  const approval = judgeAuthority(one);
  const payment = judgePayment(one);
  const compliance = judgeCompliance(one);
  const judgements = [relationships, judgeSegment(one), floor, approval, payment, compliance].filter(
    (one) => one !== notJudged,
  );
  let verdict: Verdict = 'acceptable';
  for (const judgement of judgements) verdict = graver(verdict, judgement.verdict);
  const margin = totals.cost === undefined ? undefined : arithmetic.subtract(totals.pocket, totals.cost);
  const taxes = taxesOn(totals.invoice, rates, workings);
  const total = moneyOf(totals.invoice, workings);
  return {
    outcome: {
      verdict,
      total,
      totals: {
        recurring: moneyOf(totals.recurring, workings),
        usage: moneyOf(totals.usage, workings),
        oneTime: moneyOf(totals.oneTime, workings),
        shortfall: moneyOf(totals.shortfall, workings),
      },
      lines: quotedLines(one),
      shortfalls: moneyOfEach(priced.shortfalls, workings),
      waterfall: waterfallOf(one, margin),
      margin: margin === undefined ? null : moneyOf(margin, workings),
      marginPercent: margin === undefined ? null : percentText(margin, totals.pocket, workings),
      floor: floor.outcome,
      approval: approval.outcome,
      payment: payment.outcome,
      compliance: compliance.outcome,
      taxes: moneyOfEach(taxes, workings),
      totalWithTaxes: moneyOf(
        taxes.reduce((sum, { amount }) => arithmetic.add(sum, amount), totals.invoice),
        workings,
      ),
      term: termOf(one),
    },
    reasons: reasonsOf(one, judgements),
    unknown: unknownOf(one, judgements),
  };
}

/** An amount with what it is for. */
interface Named<N extends number | bigint> {
  readonly id: string;
  readonly amount: N;
}

function taxesOn<N extends number | bigint>(
  invoice: N,
  rates: readonly TaxRate<N>[],
  { arithmetic, rounding }: Workings<N>,
): readonly Named<N>[] {
  return rates.map(({ id, share: { part, whole } }) => ({
    id,
    amount: arithmetic.multiplyDivide(invoice, part, whole, rounding.mode),
  }));
}

function moneyOfEach<N extends number | bigint>(
  amounts: readonly Named<N>[],
  workings: Workings<N>,
): readonly { readonly id: string; readonly amount: Money }[] {
  return amounts.map(({ id, amount }) => ({ id, amount: moneyOf(amount, workings) }));
}

function reasonsOf<N extends number | bigint>(
  one: Case<N>,
  judgements: readonly Judgement<unknown>[],
): readonly Reason<PricingCode>[] {
  const { sheet, steps } = one.priced;
  let length = sheet.pools.length + steps.length;
  for (const { reasons } of judgements) length += reasons.length;
  const all = new Array<Reason<PricingCode>>(length);
  let next = 0;
  for (const pool of sheet.pools) all[next++] = poolReason(pool);
  for (const step of steps) all[next++] = stepReason(step, one);
  for (const { reasons } of judgements) for (const reason of reasons) all[next++] = reason;
  return all;
}

/** Every root that could have changed the answer, once: costs, then conditions left open, then judgements. */
function unknownOf<N extends number | bigint>(
  one: Case<N>,
  judgements: readonly Judgement<unknown>[],
): readonly string[] {
  const { priced, totals, conditions } = one;
  const unknown: string[] = totals.cost === undefined ? unknownCosts(one) : [];
  for (const { status, condition } of priced.steps) {
    if (status === 'undecided')
      addRoots(unknown, conditions.rules.unknownRoots(conditions.row, priced.record, condition));
  }
  for (const judgement of judgements) addRoots(unknown, judgement.unknown);
  return unknown;
}

function addRoots(unknown: string[], roots: readonly string[]): void {
  for (const root of roots) if (!unknown.includes(root)) unknown.push(root);
}
