import { Decimal } from 'decimal.js';
import { add, type Dinero, dinero, halfAwayFromZero, multiply, subtract, toSnapshot, transformScale } from 'dinero.js';
import { CNY } from 'dinero.js/currencies';
import { isRecurring, type OfficeLine, type OfficeRequest, unitsOf } from './office-request.js';

/** The price of a quote as a text. */
interface Total {
  readonly amount: string;
  readonly currency: string;
}

const percentOff = (cents: number, percent: number): number => cents - Math.floor((2 * cents * percent + 100) / 200);

/** One line at list price, in cents, written by hand on whole numbers. */
function listByHand(line: OfficeLine): number {
  switch (line.offering) {
    case 'access':
      return unitsOf(line) * 88_000;
    case 'mobile': {
      const mobiles = unitsOf(line);
      return mobiles * (mobiles <= 20 ? 5800 : mobiles <= 100 ? 5200 : 4600);
    }
    case 'minutes': {
      const minutes = unitsOf(line, 'minutes');
      return minutes > 500 ? (minutes - 500) * 15 : 0;
    }
    case 'data': {
      const gb = unitsOf(line, 'gb');
      if (gb <= 10) return gb * 1000;
      return gb <= 100 ? 10_000 + (gb - 10) * 500 : 55_000 + (gb - 100) * 300;
    }
    case 'extensions':
      return Math.ceil(unitsOf(line) / 10) * 15_000;
    default:
      throw new RangeError('offering');
  }
}

const percentOfTerm = (months: number): 0 | 5 | 10 => (months < 12 ? 0 : months < 24 ? 5 : 10);
const springPercent = 3;

/** The total of a quote by hand: checks, cents, and the amount as a text. */
export function totalByHand({ lines, termMonths }: OfficeRequest): Total {
  const percent = percentOfTerm(termMonths);
  let total = 0;
  for (const line of lines) {
    const list = listByHand(line);
    total += percentOff(isRecurring(line) ? percentOff(list, percent) : list, springPercent);
  }
  return { amount: (total / 100).toFixed(2), currency: 'CNY' };
}

const half = Decimal.ROUND_HALF_UP;
const [access, small, middle, large, minute, first, second, third, pack] = [
  '880.00',
  '58.00',
  '52.00',
  '46.00',
  '0.15',
  '10.00',
  '5.00',
  '3.00',
  '150.00',
].map((text) => new Decimal(text)) as unknown as readonly [
  Decimal,
  Decimal,
  Decimal,
  Decimal,
  Decimal,
  Decimal,
  Decimal,
  Decimal,
  Decimal,
];

const nothing = new Decimal(0);
const spring = new Decimal('0.03');
const termRates = { 0: nothing, 5: new Decimal('0.05'), 10: new Decimal('0.10') };

/** One line at list price on decimal.js, prices parsed beforehand. */
function listOnDecimals(line: OfficeLine): Decimal {
  switch (line.offering) {
    case 'access':
      return access.times(unitsOf(line));
    case 'mobile': {
      const mobiles = unitsOf(line);
      return (mobiles <= 20 ? small : mobiles <= 100 ? middle : large).times(mobiles);
    }
    case 'minutes':
      return minute.times(Math.max(0, unitsOf(line, 'minutes') - 500));
    case 'data': {
      const gb = unitsOf(line, 'gb');
      let data = first.times(Math.min(gb, 10));
      if (gb > 10) data = data.plus(second.times(Math.min(gb, 100) - 10));
      if (gb > 100) data = data.plus(third.times(gb - 100));
      return data;
    }
    case 'extensions':
      return pack.times(Math.ceil(unitsOf(line) / 10));
    default:
      throw new RangeError('offering');
  }
}

const share = (amount: Decimal, rate: Decimal): Decimal => amount.times(rate).toDecimalPlaces(2, half);

/** {@link totalByHand} on decimal.js. */
export function totalOnDecimals({ lines, termMonths }: OfficeRequest): Total {
  const rate = termRates[percentOfTerm(termMonths)];
  let total = nothing;
  for (const line of lines) {
    const list = listOnDecimals(line);
    const contract = isRecurring(line) ? list.minus(share(list, rate)) : list;
    total = total.plus(contract.minus(share(contract, spring)));
  }
  return { amount: total.toFixed(2), currency: 'CNY' };
}

/** Where the price of one line went. */
interface LineWaterfall {
  readonly offering: string;
  readonly list: string;
  readonly contract: string;
  readonly invoice: string;
  readonly changes: readonly { readonly id: string; readonly change: string }[];
}

/** Where the price went, line by line and for all of them. */
export interface Waterfall {
  readonly lines: readonly LineWaterfall[];
  readonly steps: readonly { readonly step: string; readonly change: string; readonly amount: string }[];
}

/** The waterfall of a quote by hand on decimal.js: nothing but its amounts, each as a text. */
export function waterfallOnDecimals({ lines, termMonths }: OfficeRequest): Waterfall {
  const rate = termRates[percentOfTerm(termMonths)];
  let list = nothing;
  let term = nothing;
  let promotion = nothing;
  const written = lines.map((line): LineWaterfall => {
    const price = listOnDecimals(line);
    const changes: { readonly id: string; readonly change: string }[] = [];
    let contract = price;
    const note = (id: string, off: Decimal): void => {
      if (!off.isZero()) changes.push({ id, change: off.negated().toFixed(2) });
    };
    if (isRecurring(line)) {
      const off = share(price, rate);
      contract = price.minus(off);
      term = term.plus(off);
      note('term', off);
    }
    const off = share(contract, spring);
    list = list.plus(price);
    promotion = promotion.plus(off);
    note('spring', off);
    return {
      offering: line.offering,
      list: price.toFixed(2),
      contract: contract.toFixed(2),
      invoice: contract.minus(off).toFixed(2),
      changes,
    };
  });
  const contract = list.minus(term);
  return {
    lines: written,
    steps: [
      { step: 'list', change: '0.00', amount: list.toFixed(2) },
      { step: 'contract', change: term.negated().toFixed(2), amount: contract.toFixed(2) },
      { step: 'invoice', change: promotion.negated().toFixed(2), amount: contract.minus(promotion).toFixed(2) },
    ],
  };
}

type Yuan = Dinero<number>;

/** {@link totalByHand} on Dinero, prices made beforehand; in cents. */
export function totalOnDinero(): (request: OfficeRequest) => number {
  const yuan = (amount: number): Yuan => dinero({ amount, currency: CNY });
  const [access, small, middle, large, minute] = [yuan(88_000), yuan(5800), yuan(5200), yuan(4600), yuan(15)];
  const [first, second, third, pack] = [yuan(1000), yuan(500), yuan(300), yuan(15_000)];
  const off = (amount: Yuan, percent: number): Yuan =>
    subtract(amount, transformScale(multiply(amount, { amount: percent, scale: 2 }), 2, halfAwayFromZero));
  const list = (line: OfficeLine): Yuan => {
    switch (line.offering) {
      case 'access':
        return multiply(access!, unitsOf(line));
      case 'mobile': {
        const mobiles = unitsOf(line);
        return multiply(mobiles <= 20 ? small! : mobiles <= 100 ? middle! : large!, mobiles);
      }
      case 'minutes':
        return multiply(minute!, Math.max(0, unitsOf(line, 'minutes') - 500));
      case 'data': {
        const gb = unitsOf(line, 'gb');
        let data = multiply(first!, Math.min(gb, 10));
        if (gb > 10) data = add(data, multiply(second!, Math.min(gb, 100) - 10));
        if (gb > 100) data = add(data, multiply(third!, gb - 100));
        return data;
      }
      case 'extensions':
        return multiply(pack!, Math.ceil(unitsOf(line) / 10));
      default:
        throw new RangeError('offering');
    }
  };
  return ({ lines, termMonths }) => {
    const percent = percentOfTerm(termMonths);
    const prices = lines.map((line) => off(isRecurring(line) ? off(list(line), percent) : list(line), springPercent));
    return toSnapshot(prices.reduce((sum, price) => add(sum, price))).amount;
  };
}
