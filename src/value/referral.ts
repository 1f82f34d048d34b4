import { InputError } from '../core/errors.js';
import { type Issue, issue } from '../core/issue.js';
import type { Money } from '../core/money.js';
import {
  addMoney,
  compareMoney,
  isNegativeMoney,
  minMoney,
  multiplyMoney,
  subtractMoney,
} from '../core/money-arithmetic.js';
import type { Rounding } from '../core/rounding.js';
import { refuse } from '../statistics/checks.js';
import { checkAmount, checkShare } from './check-amount.js';
import { customerEquity, type Valued } from './equity.js';

/** Who brought whom. */
export interface Referral {
  readonly referrer: string;
  readonly referred: string;
}

/** Own and credited value kept apart: only `own` may be summed. */
export interface ReferralCredit {
  readonly id: string;
  readonly own: Money;
  readonly credited: Money;
  /** Whether the cap cut the credit. */
  readonly capped: boolean;
}

/**
 * Credits referrers with a share of what those they brought are worth. The credit stands beside the values and never in
 * their sum, so that total equity is not inflated. Somebody worth less than zero credits nothing. Practice: 口碑与社会网络.
 *
 * @param terms.share - 0 to 1, of all that one referrer brought together, rounded once
 * @param terms.cap - most that one referrer is credited, at least 0
 * @throws InputError `unknownReference` for an id without a value, `duplicate` for one referred twice, `cycle`
 */
export function creditReferrals(
  customers: readonly Valued[],
  referrals: readonly Referral[],
  terms: { readonly share: string; readonly cap: Money; readonly rounding: Rounding },
): { readonly credits: readonly ReferralCredit[]; readonly equity: Money } {
  checkShare(terms.share);
  checkAmount(terms.cap, ['cap']);
  if (isNegativeMoney(terms.cap)) refuse('range', 'cap', 'an amount of at least 0', terms.cap.amount);
  const values = new Map(customers.map(({ id, value }) => [id, value]));
  const { total: equity } = customerEquity(customers, terms.cap.currency);
  checkReferrals(values, referrals);
  const brought = new Map<string, Money>();
  for (const { referrer, referred } of referrals) {
    const value = values.get(referred)!;
    if (isNegativeMoney(value)) continue;
    const before = brought.get(referrer);
    brought.set(referrer, before === undefined ? value : addMoney(before, value));
  }
  const none = subtractMoney(terms.cap, terms.cap);
  const credits = customers.map(({ id, value }) => {
    const full = multiplyMoney(brought.get(id) ?? none, terms.share, terms.rounding);
    return { id, own: value, credited: minMoney(full, terms.cap), capped: compareMoney(full, terms.cap) > 0 };
  });
  return { credits, equity };
}

function checkReferrals(values: ReadonlyMap<string, Money>, referrals: readonly Referral[]): void {
  const faults: Issue[] = [];
  const broughtBy = new Map<string, string>();
  referrals.forEach(({ referrer, referred }, r) => {
    for (const [key, id] of [
      ['referrer', referrer],
      ['referred', referred],
    ] as const) {
      if (!values.has(id)) faults.push(issue('unknownReference', ['referrals', r, key], 'a customer with a value', id));
    }
    if (broughtBy.has(referred)) {
      faults.push(issue('duplicate', ['referrals', r, 'referred'], 'one referrer for each customer', referred));
    }
    broughtBy.set(referred, referrer);
  });
  referrals.forEach(({ referred }, r) => {
    const seen = new Set([referred]);
    for (let at = broughtBy.get(referred); at !== undefined; at = broughtBy.get(at)) {
      if (at === referred)
        faults.push(issue('cycle', ['referrals', r], 'a customer who was not brought by those they brought', referred));
      if (seen.has(at)) break;
      seen.add(at);
    }
  });
  if (faults.length > 0) throw new InputError(faults, 'referrals');
}
