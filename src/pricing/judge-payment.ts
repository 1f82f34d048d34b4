import { seenIn } from '../core/comparison.js';
import type { Reason } from '../core/decision.js';
import type { Money } from '../core/money.js';
import { mostAt } from './effect.js';
import { type Case, gravest, type Judgement, notJudged } from './judgement.js';
import type { PaymentOutcome, Verdict } from './outcome.js';
import type { PricingCode } from './reasons.js';
import { shareOfPercent } from './share.js';
import { moneyOf, readMoney } from './workings.js';

/** How may this customer pay, and is what they ask for allowed? */
export function judgePayment<N extends number | bigint>(one: Case<N>): Judgement<PaymentOutcome | null> {
  const { policy, request, workings, totals } = one;
  const { record } = one.priced;
  const { payment } = policy;
  if (payment === undefined) return notJudged;
  const { arithmetic, rounding } = workings;
  const seen = seenIn(record, payment.creditClass);
  const known = payment.terms.find(({ creditClass }) => creditClass === seen);
  const terms = known ?? payment.terms.find(({ creditClass }) => creditClass === payment.whenUnknown)!;
  const { creditClass, modes, termDays: allowedDays, depositPercent, limit } = terms;
  const reasons: Reason<PricingCode>[] = [];
  if (known === undefined) reasons.push({ code: 'creditUnknown', facts: { creditClass, seen } });
  const share = shareOfPercent(depositPercent, arithmetic);
  const deposit = arithmetic.multiplyDivide(totals.invoice, share.part, share.whole, rounding.mode);
  const open = request.payment?.open ?? undefined;
  const exposure =
    open === undefined || open.some((part) => part === null)
      ? undefined
      : open.reduce(
          (sum, part, at) => arithmetic.add(sum, readMoney(part as Money, ['payment', 'open', at], workings)),
          arithmetic.zero,
        );
  const verdicts: Verdict[] = [];
  const isAsked = request.payment !== undefined && request.payment !== null;
  if (isAsked) {
    const { mode, termDays = allowedDays } = request.payment;
    const allowed = modes.includes(mode) && termDays <= allowedDays;
    verdicts.push(allowed ? 'acceptable' : 'refused');
    const facts = { creditClass, mode, termDays, ...(allowed ? {} : { modes, allowedDays }) };
    reasons.push({ code: allowed ? 'paymentAllowed' : 'paymentRefused', facts });
  }
  if (limit !== undefined && isAsked) {
    const most = mostAt(limit, workings);
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
