import { Decimal } from 'tenure/core';
import { rateCharge, rateTransactions, type SteppedCharge } from 'tenure/pricing';
import type { VectorAdapter, VectorOutcome } from '../adapter.js';
import { attempt, judged, unsupported } from '../judge.js';
import { chargeOf, differs, type VectorCharge } from './exact.js';

interface Case {
  readonly id: string;
  readonly input: VectorCharge & {
    readonly quantity?: number | string;
    readonly amount?: number | string;
    readonly rate?: string;
    readonly fixedPerEvent?: string;
    readonly events?: number;
    readonly freeEvents?: number;
    readonly freeAmount?: string;
    readonly runningTotals?: readonly number[];
    readonly transactions?: readonly (number | string)[];
    readonly minPerTransaction?: string;
    readonly maxPerTransaction?: string;
  };
  readonly expected: {
    readonly total?: string;
    readonly effectiveUnitPrice?: string;
    readonly perTransaction?: readonly string[];
    readonly freeAmount?: string;
    readonly freeEvents?: number;
  };
}

/**
 * The transactions of a case: as listed, or made up so that they run through the totals given and sum to the amount
 * (a percentage charge depends on nothing else).
 */
function transactionsOf({
  transactions,
  amount = '0',
  events = 1,
  runningTotals = [],
}: Case['input']): readonly string[] {
  if (transactions !== undefined) return transactions.map(String);
  const steps = runningTotals.map((total, at) => new Decimal(total).minus(runningTotals[at - 1] ?? 0));
  const rest = new Decimal(amount).minus(runningTotals.at(-1) ?? 0);
  const open = events - steps.length;
  const others = Array.from({ length: open }, (_, at) => (at === 0 ? rest : new Decimal(0)));
  return [...steps, ...others].map((step) => step.toFixed());
}

function percentage({ id, input, expected }: Case): VectorOutcome {
  const { rate = '0', fixedPerEvent, freeEvents, freeAmount, minPerTransaction, maxPerTransaction } = input;
  const result = rateTransactions(
    {
      rate,
      perTransaction: fixedPerEvent,
      freeTransactions: freeEvents,
      freeAmount,
      minimum: minPerTransaction,
      maximum: maxPerTransaction,
    },
    transactionsOf(input),
  );
  return judged(id, [
    ...(expected.total === undefined ? [] : differs('total', expected.total, result.amount)),
    ...(expected.freeAmount === undefined ? [] : differs('free amount', expected.freeAmount, result.freeAmount)),
    ...(expected.freeEvents === undefined ? [] : differs('free events', expected.freeEvents, result.freeTransactions)),
  ]);
}

/** Each transaction rated where the ones before left off. */
function sequence(charge: SteppedCharge, transactions: readonly (number | string)[]): readonly string[] {
  let before = new Decimal(0);
  return transactions.map((one, at) => {
    const { amount } = at === 0 ? rateCharge(charge, one) : rateCharge(charge, one, before.toFixed());
    before = before.plus(one);
    return amount;
  });
}

function judge(one: Case): VectorOutcome {
  const { id, input, expected } = one;
  return attempt(id, () => {
    if (input.model === 'percentage') return percentage(one);
    const charge = chargeOf(input);
    if (charge === undefined) return unsupported(id, `no charge is called ${input.model}`);
    if (expected.perTransaction !== undefined) {
      const amounts = sequence(charge, input.transactions ?? []);
      return judged(
        id,
        expected.perTransaction.flatMap((want, at) => differs(`transaction ${at + 1}`, want, amounts[at] ?? 'NaN')),
      );
    }
    const quantity = input.quantity ?? input.amount ?? '0';
    const total = rateCharge(charge, quantity).amount;
    const unitPrice = Number(quantity) === 0 ? '0' : new Decimal(total).div(quantity).toFixed();
    return judged(id, [
      ...(expected.total === undefined ? [] : differs('total', expected.total, total)),
      ...(expected.effectiveUnitPrice === undefined
        ? []
        : differs('effective price', expected.effectiveUnitPrice, unitPrice)),
    ]);
  });
}

export const adapter: VectorAdapter = (file) => (file as { readonly cases: readonly Case[] }).cases.map(judge);
