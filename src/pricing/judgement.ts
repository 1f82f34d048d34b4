import type { Reason } from '../core/decision.js';
import type { Money } from '../core/money.js';
import { seenIn } from '../core/rule-set.js';
import { writeScaled } from '../core/scaled.js';
import { answerOf, bandOf } from './authority.js';
import { shareOfPercent } from './effect.js';
import { type Costed, type FloorTest, testFloor } from './floor.js';
import type { ApprovalOutcome, FloorOutcome, PaymentOutcome, Verdict } from './outcome.js';
import type { AnyPricing, Authority } from './policy.js';
import type { Conditions, Priced } from './pricer.js';
import type { PricingCode } from './reasons.js';
import type { QuoteRequest } from './request.js';
import { readMoney, type Workings } from './sheet.js';

/** What is judged: the priced request, the facts it came with, and the policy. */
export interface Case<N extends number | bigint> {
  readonly policy: AnyPricing;
  readonly conditions: Conditions;
  readonly authorityConditions: readonly number[];
  readonly workings: Workings<N>;
  readonly request: QuoteRequest;
  readonly record: { readonly [id: string]: unknown };
  readonly priced: Priced<N>;
  readonly totals: Totals<N>;
}

/** Sums over the items at each step; shortfalls count from the invoice on. */
export interface Totals<N extends number | bigint> {
  readonly list: N;
  readonly contract: N;
  readonly invoice: N;
  readonly pocket: N;
  /** Undefined where a cost is unknown. */
  readonly cost: N | undefined;
}

/** One judgement: what it adds to the outcome, the verdict it asks for, its reasons, and what is unknown. */
export interface Judgement<T> {
  readonly outcome: T;
  readonly verdict: Verdict;
  readonly reasons: readonly Reason<PricingCode>[];
  readonly unknown: readonly string[];
}

const order: readonly Verdict[] = ['acceptable', 'needsApproval', 'undecided', 'refused'];

/** The gravest of several verdicts. */
export function gravest(verdicts: readonly Verdict[]): Verdict {
  return order[Math.max(0, ...verdicts.map((verdict) => order.indexOf(verdict)))] as Verdict;
}

export function moneyOf<N extends number | bigint>(units: N, { currency, scale }: Workings<N>): Money {
  return { amount: writeScaled(units, scale), currency };
}

/** `part ÷ whole` in per cent with two decimal places, for display; `0.00` of nothing. */
export function percentText<N extends number | bigint>(part: N, whole: N, { arithmetic }: Workings<N>): string {
  if (whole === arithmetic.zero) return '0.00';
  return writeScaled(arithmetic.multiplyDivide(part, arithmetic.from(10000), whole, 'halfUp'), 2);
}

/** The prices whose cost is unknown, as roots: `<price>.cost`. */
export function unknownCosts<N extends number | bigint>({
  priced,
  request,
}: Pick<Case<N>, 'priced' | 'request'>): readonly string[] {
  const open = priced.sheet.items.filter(
    ({ cost, line }) => cost === undefined && request.lines[line]?.cost === undefined,
  );
  return [...new Set(open.map(({ product }) => `${product.price.id}.cost`))];
}

/** May we sell at that cost? The floor stands above every authority. */
export function judgeFloor<N extends number | bigint>(
  one: Case<N>,
  perLine: readonly Costed<N>[],
): Judgement<FloorOutcome | null> {
  const { policy, workings, totals, priced } = one;
  const { floor } = policy;
  if (floor === undefined) return { outcome: null, verdict: 'acceptable', reasons: [], unknown: [] };
  const { arithmetic } = workings;
  const whole: Costed<N> = {
    line: undefined,
    price: floor.basis === 'invoice' ? totals.invoice : totals.pocket,
    list: totals.list,
    cost: totals.cost,
  };
  const tests = testFloor(floor, floor.per === 'quote' ? [whole] : perLine, arithmetic);
  const broken = tests.filter(({ holds }) => holds === false);
  const worst =
    broken.length > 0
      ? worstOf(broken)
      : (tests.find(({ holds }) => holds === undefined) ?? closest(tests, arithmetic));
  const missing = totals.cost === undefined ? unknownCosts(one) : [];
  const reasons: Reason<PricingCode>[] = broken.map((test) => floorReason('belowFloor', test, one));
  if (tests.some(({ holds }) => holds === undefined)) reasons.push({ code: 'costUnknown', facts: { missing } });
  else if (broken.length === 0) reasons.push(floorReason('aboveFloor', worst, one));
  const verdict = broken.length > 0 ? 'refused' : worst.holds === undefined ? 'undecided' : 'acceptable';
  const room = worst.floor === undefined ? undefined : arithmetic.subtract(worst.price, worst.floor);
  const outcome: FloorOutcome = {
    holds: worst.holds ?? null,
    price: moneyOf(worst.price, workings),
    floor: worst.floor === undefined ? null : moneyOf(worst.floor, workings),
    shortfall: worst.shortfall === undefined ? null : moneyOf(worst.shortfall, workings),
    room: room === undefined ? null : moneyOf(room > arithmetic.zero ? room : arithmetic.zero, workings),
    ...(worst.line === undefined ? {} : { line: worst.line }),
  };
  return {
    outcome,
    verdict,
    reasons,
    unknown: priced.sheet.items.length > 0 && worst.holds === undefined ? missing : [],
  };
}

function worstOf<N extends number | bigint>(tests: readonly FloorTest<N>[]): FloorTest<N> {
  return tests.reduce((worst, test) => ((test.shortfall as N) > (worst.shortfall as N) ? test : worst));
}

function closest<N extends number | bigint>(
  tests: readonly FloorTest<N>[],
  { subtract }: Workings<N>['arithmetic'],
): FloorTest<N> {
  const room = ({ price, floor }: FloorTest<N>): N => subtract(price, floor as N);
  return tests.reduce((near, test) => (room(test) < room(near) ? test : near));
}

function floorReason<N extends number | bigint>(
  code: 'aboveFloor' | 'belowFloor',
  { line, price, floor, shortfall }: FloorTest<N>,
  { policy, workings, request }: Case<N>,
): Reason<PricingCode> {
  return {
    code,
    facts: {
      ...(line === undefined ? {} : { line: request.lines[line]?.id ?? `line ${line + 1}` }),
      basis: policy.floor?.basis ?? '',
      price: moneyOf(price, workings),
      floor: floor === undefined ? null : moneyOf(floor, workings),
      ...(code === 'belowFloor' ? { shortfall: moneyOf(shortfall as N, workings) } : {}),
    },
  };
}

/** Whose signature does the discount need? */
export function judgeAuthority<N extends number | bigint>(one: Case<N>): Judgement<ApprovalOutcome | null> {
  const { policy, workings, totals, request } = one;
  const { authority } = policy;
  if (authority === undefined) return { outcome: null, verdict: 'acceptable', reasons: [], unknown: [] };
  const { arithmetic } = workings;
  const from = totals[authority.from];
  const discount = arithmetic.subtract(from, totals[authority.to]);
  const percent = percentText(discount, from, workings);
  const shown = { discount: moneyOf(discount, workings), percent };
  if (discount <= arithmetic.zero) {
    return {
      outcome: { ...shown, level: null, chain: [] },
      verdict: 'acceptable',
      reasons: [{ code: 'noDiscount', facts: shown }],
      unknown: [],
    };
  }
  const rule = ruleFor(authority, one);
  if (rule.open !== undefined) {
    return {
      outcome: { ...shown, level: null, chain: [] },
      verdict: 'undecided',
      reasons: [{ code: 'authorityUndecided', rule: rule.id, facts: { ...shown, tests: rule.open.tests } }],
      unknown: rule.open.roots,
    };
  }
  const { level } = bandOf(rule.bands, discount, from, arithmetic);
  const requester = authority.levels.findIndex(({ id }) => id === request.requestedBy?.level);
  const left = request.requestedBy?.budgetLeft;
  const budget = left === undefined ? undefined : readMoney(left, ['requestedBy', 'budgetLeft'], workings);
  const over = budget !== undefined && discount > budget;
  const reasons: Reason<PricingCode>[] = [];
  if (over) {
    const facts = {
      requester: request.requestedBy?.level,
      budgetLeft: left,
      over: moneyOf(arithmetic.subtract(discount, budget), workings),
    };
    reasons.push({ code: 'overBudget', facts: { ...shown, ...facts } });
  }
  const answer = answerOf(authority, level, requester, over);
  if (answer.kind === 'beyond') {
    reasons.push({ code: 'beyondAuthority', rule: rule.id, facts: shown });
    return { outcome: { ...shown, level: null, chain: [] }, verdict: 'refused', reasons, unknown: [] };
  }
  if (answer.kind === 'within') {
    reasons.push({
      code: 'withinAuthority',
      rule: rule.id,
      facts: { ...shown, requester: request.requestedBy?.level },
    });
    return { outcome: { ...shown, level, chain: [] }, verdict: 'acceptable', reasons, unknown: [] };
  }
  const { level: deciding, chain } = answer;
  reasons.push({ code: 'approvalNeeded', rule: rule.id, facts: { ...shown, level: deciding, chain } });
  return { outcome: { ...shown, level: deciding, chain }, verdict: 'needsApproval', reasons, unknown: [] };
}

/** The first rule that holds; an unknown one before it leaves the question open. */
function ruleFor<N extends number | bigint>(
  { rules }: Authority,
  { conditions, authorityConditions, record }: Case<N>,
) {
  for (const [at, { id, bands }] of rules.entries()) {
    const k = authorityConditions[at] as number;
    const truth = k < 0 ? true : conditions.rules.truth(conditions.row, k);
    if (truth === true) return { id, bands, open: undefined };
    if (truth === 'unknown') {
      const tests = conditions.rules.tests(conditions.row, record, k);
      return { id, bands, open: { tests, roots: conditions.rules.unknownRoots(conditions.row, record, k) } };
    }
  }
  return { id: '', bands: [{ level: null }], open: undefined };
}

/** How may this customer pay, and is what they ask for allowed? */
export function judgePayment<N extends number | bigint>(one: Case<N>): Judgement<PaymentOutcome | null> {
  const { policy, request, record, workings, totals } = one;
  const { payment } = policy;
  if (payment === undefined) return { outcome: null, verdict: 'acceptable', reasons: [], unknown: [] };
  const { arithmetic, rounding } = workings;
  const seen = seenIn(record, payment.creditClass);
  const known = payment.terms.find(({ creditClass }) => creditClass === seen);
  const terms = known ?? payment.terms.find(({ creditClass }) => creditClass === payment.whenUnknown)!;
  const { creditClass, modes, termDays: allowedDays, depositPercent, limit } = terms;
  const reasons: Reason<PricingCode>[] = [];
  if (known === undefined) reasons.push({ code: 'creditUnknown', facts: { creditClass, seen } });
  const share = shareOfPercent(depositPercent, arithmetic);
  const deposit = arithmetic.multiplyDivide(totals.invoice, share.part, share.whole, rounding.mode);
  const open = request.payment?.open;
  const exposure =
    open === undefined || open.some((part) => part === null)
      ? undefined
      : open.reduce(
          (sum, part, at) => arithmetic.add(sum, readMoney(part as Money, ['payment', 'open', at], workings)),
          arithmetic.zero,
        );
  const verdicts: Verdict[] = [];
  if (request.payment !== undefined) {
    const { mode, termDays = allowedDays } = request.payment;
    const allowed = modes.includes(mode) && termDays <= allowedDays;
    verdicts.push(allowed ? 'acceptable' : 'refused');
    const facts = { creditClass, mode, termDays, ...(allowed ? {} : { modes, allowedDays }) };
    reasons.push({ code: allowed ? 'paymentAllowed' : 'paymentRefused', facts });
  }
  if (limit !== undefined && open !== undefined) {
    const most = readMoney({ amount: limit, currency: policy.currency }, ['payment', 'limit'], workings);
    if (exposure === undefined) {
      verdicts.push('undecided');
      reasons.push({ code: 'exposureUnknown', facts: { limit: moneyOf(most, workings) } });
    } else if (exposure > most) {
      verdicts.push('refused');
      const over = moneyOf(arithmetic.subtract(exposure, most), workings);
      reasons.push({
        code: 'overLimit',
        facts: { exposure: moneyOf(exposure, workings), limit: moneyOf(most, workings), over },
      });
    }
  }
  const verdict = gravest(verdicts);
  const outcome: PaymentOutcome = {
    creditClass,
    modes,
    termDays: allowedDays,
    deposit: moneyOf(deposit, workings),
    exposure: exposure === undefined ? null : moneyOf(exposure, workings),
    allowed: verdicts.length === 0 || verdict === 'undecided' ? null : verdict === 'acceptable',
  };
  const missing = [
    ...(known === undefined && seen === null ? [payment.creditClass] : []),
    ...(verdicts.includes('undecided') ? ['openAmounts'] : []),
  ];
  return { outcome, verdict, reasons, unknown: missing };
}
