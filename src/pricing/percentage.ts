import { divideRounded } from '../core/rounding.js';
import { checkDecimal, checkRow, checkRows, checkUnits, refuseFaults, whereGiven } from '../core/row-check.js';
import { readScaledBig } from '../core/scaled.js';
import { digitsOf } from './arithmetic.js';
import { exactText } from './rate.js';
import { refuse } from './refuse.js';

/**
 * Per cent of each transaction, with a fixed part, a free allowance for the first ones, and a least and most for each
 * (payments, top-ups, roaming settlements).
 */
export interface PercentageCharge {
  /** Per cent of the amount. */
  readonly rate: string;
  readonly perTransaction?: string | undefined;
  /** The first so many transactions are free … */
  readonly freeTransactions?: number | undefined;
  /** … as long as they come to no more than this together. */
  readonly freeAmount?: string | undefined;
  readonly minimum?: string | undefined;
  readonly maximum?: string | undefined;
}

/** What the transactions cost; exact, not rounded. */
export interface PercentageResult {
  readonly amount: string;
  readonly perTransaction: readonly string[];
  readonly freeTransactions: number;
  readonly freeAmount: string;
}

/**
 * Rates transactions by a percentage. A transaction that passes the free amount is charged on what lies beyond and pays its
 * fixed part; the allowance is then used up.
 *
 * @param transactions decimal texts of 0 or more, in the order in which they happened
 * @throws InputError with every fault and its path: rate and amounts are decimal texts of 0 or more; `order` for a maximum below the
 * minimum
 * @example
 * rateTransactions({ rate: '1.3', perTransaction: '2' }, ['300', '500']).amount //=> '14.4'
 */
export function rateTransactions(charge: PercentageCharge, transactions: readonly string[]): PercentageResult {
  refuseFaults([...checkCharge(charge, []), ...checkRows('a list of amounts', amount)(transactions, ['transactions'])]);
  const texts = [charge.perTransaction, charge.freeAmount, charge.minimum, charge.maximum, ...transactions];
  const scale = Math.max(0, ...texts.map((text) => digitsOf(text ?? 0)));
  const rateScale = digitsOf(charge.rate) + 2;
  const read = (text: string): bigint => (readScaledBig(String(text), scale) as bigint) * 10n ** BigInt(rateScale);
  const [fixed = 0n, freeAmount, least, most] = [
    charge.perTransaction,
    charge.freeAmount,
    charge.minimum,
    charge.maximum,
  ].map((text) => (text === undefined ? undefined : read(text)));
  if (least !== undefined && most !== undefined && most < least)
    refuse('order', ['maximum'], `at least the minimum ${charge.minimum}`, charge.maximum);
  const rate = readScaledBig(String(charge.rate), rateScale - 2) as bigint;
  const share = (amount: bigint): bigint => divideRounded(amount * rate, 10n ** BigInt(rateScale), 'halfEven');
  let leftFree = charge.freeTransactions ?? (freeAmount === undefined ? 0 : Number.POSITIVE_INFINITY);
  let leftAmount = freeAmount;
  let usedCount = 0;
  let usedAmount = 0n;
  const amounts = transactions.map((text) => {
    const whole = read(text);
    let charged = whole;
    if (leftFree > 0) {
      const within = leftAmount === undefined || whole <= leftAmount;
      const free = within ? whole : (leftAmount as bigint);
      usedAmount += free;
      charged -= free;
      leftFree = within ? leftFree - 1 : 0;
      if (leftAmount !== undefined) leftAmount -= free;
      if (within) {
        usedCount += 1;
        return 0n;
      }
    }
    const price = share(charged) + fixed;
    if (least !== undefined && price < least) return least;
    return most !== undefined && price > most ? most : price;
  });
  const digits = scale + rateScale;
  return {
    amount: exactText(
      amounts.reduce((sum, amount) => sum + amount, 0n),
      digits,
    ),
    perTransaction: amounts.map((amount) => exactText(amount, digits)),
    freeTransactions: usedCount,
    freeAmount: exactText(usedAmount, digits),
  };
}

const amount = /* @__PURE__ */ checkDecimal(0);
const optional = /* @__PURE__ */ whereGiven(amount);

const checkCharge = /* @__PURE__ */ checkRow<PercentageCharge>('a charge by percentage', {
  rate: amount,
  perTransaction: optional,
  freeTransactions: /* @__PURE__ */ whereGiven(checkUnits),
  freeAmount: optional,
  minimum: optional,
  maximum: optional,
});
