import { Decimal } from 'decimal.js';
import { add, type Dinero, dinero, halfAwayFromZero, multiply, subtract, toSnapshot, transformScale } from 'dinero.js';
import { CNY } from 'dinero.js/currencies';
import highsLoader from 'highs';
import { bestCover, type CoverOffer, compilePricing, compileTariffs } from 'tenure/pricing';
import { defineBench } from './define.js';

/** Spreads an index over 32 bits, so that rows look random and are the same everywhere. */
function hash(index: number, salt: number): number {
  let x = Math.imul(index ^ (salt * 0x9e3779b9), 0x85ebca6b);
  x = Math.imul(x ^ (x >>> 13), 0xc2b2ae35);
  return (x ^ (x >>> 16)) >>> 0;
}

/** Quantities of the five lines: accesses, mobile lines, minutes, gigabytes, extensions. */
interface Office {
  readonly accesses: number;
  readonly mobiles: number;
  readonly minutes: number;
  readonly gigabytes: number;
  readonly extensions: number;
}

const office = (i: number): Office => ({
  accesses: 1 + (hash(i, 1) % 4),
  mobiles: 1 + (hash(i, 2) % 150),
  minutes: hash(i, 3) % 3000,
  gigabytes: hash(i, 4) % 300,
  extensions: 1 + (hash(i, 5) % 90),
});

/** Few enough to stay in the processor's cache, so that the machine is timed and not the memory. */
const distinct = 1024;

const compile = () =>
  compilePricing({
    kind: 'pricing',
    id: 'bench',
    version: '1',
    currency: 'CNY',
    rounding: { mode: 'halfUp' },
    allocation: 'largestRemainder',
    facts: [],
    specifications: [],
    prices: [
      { id: 'access', priceType: 'recurring', charge: { model: 'perUnit', amount: '880.00' } },
      {
        id: 'mobile',
        priceType: 'recurring',
        charge: {
          model: 'volume',
          tiers: [{ upTo: 20, unit: '58.00' }, { upTo: 100, unit: '52.00' }, { unit: '46.00' }],
        },
      },
      {
        id: 'minutes',
        priceType: 'usage',
        meters: ['minutes'],
        charge: { model: 'allowance', included: 500, unit: '0.15' },
      },
      {
        id: 'data',
        priceType: 'usage',
        meters: ['gb'],
        charge: {
          model: 'graduated',
          tiers: [{ upTo: 10, unit: '10.00' }, { upTo: 100, unit: '5.00' }, { unit: '3.00' }],
        },
      },
      { id: 'extensions', priceType: 'recurring', charge: { model: 'package', size: 10, amount: '150.00' } },
    ],
    offerings: [
      { id: 'access', prices: ['access'] },
      { id: 'mobile', prices: ['mobile'] },
      { id: 'minutes', prices: ['minutes'] },
      { id: 'data', prices: ['data'] },
      { id: 'extensions', prices: ['extensions'] },
    ],
    adjustments: [
      {
        id: 'term',
        stage: 'term',
        priority: 1,
        lines: { priceTypes: ['recurring'] },
        effect: {
          kind: 'scheduleOff',
          by: 'termMonths',
          of: 'running',
          bands: [{ below: 12, percent: '0' }, { below: 24, percent: '5' }, { percent: '10' }],
        },
      },
      { id: 'spring', stage: 'promotion', priority: 1, effect: { kind: 'percentOff', percent: '3', of: 'running' } },
    ],
  });

type Request = Parameters<ReturnType<typeof compile>>[0];

const requestOf = ({ accesses, mobiles, minutes, gigabytes, extensions }: Office): Request => ({
  lines: [
    { offering: 'access', quantity: accesses },
    { offering: 'mobile', quantity: mobiles },
    { offering: 'minutes', usage: { minutes } },
    { offering: 'data', usage: { gb: gigabytes } },
    { offering: 'extensions', quantity: extensions },
  ],
  termMonths: 24,
});

const percentOff = (cents: number, percent: number): number => cents - Math.floor((2 * cents * percent + 100) / 200);

type Line = Request['lines'][number];

/** The units of a line, checked as the library checks them. */
function unitsOf({ quantity, usage }: Line, meter?: string): number {
  const units =
    meter === undefined ? quantity : (usage as { readonly [meter: string]: number | string } | undefined)?.[meter];
  if (!Number.isSafeInteger(units) || (units as number) < (meter === undefined ? 1 : 0))
    throw new RangeError('quantity');
  return units as number;
}

/** One line at list price, in cents, written by hand on whole numbers. */
function listByHand(line: Line): number {
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

/** The same quote of the same requests by hand: checks, cents, and the amount as a text. */
function byHand({ lines, termMonths = 0 }: Request): { readonly amount: string; readonly currency: string } {
  const term = termMonths < 12 ? 0 : termMonths < 24 ? 5 : 10;
  let total = 0;
  for (const line of lines) {
    const list = listByHand(line);
    const recurring = line.offering !== 'minutes' && line.offering !== 'data';
    total += percentOff(recurring ? percentOff(list, term) : list, 3);
  }
  return { amount: (total / 100).toFixed(2), currency: 'CNY' };
}

const half = Decimal.ROUND_HALF_UP;
const decimals = ['880.00', '58.00', '52.00', '46.00', '0.15', '10.00', '5.00', '3.00', '150.00', '0.03'].map(
  (text) => new Decimal(text),
) as unknown as readonly [Decimal, Decimal, Decimal, Decimal, Decimal, Decimal, Decimal, Decimal, Decimal, Decimal];

const nothing = new Decimal(0);
const termRates = ['0', '0.05', '0.10'].map((rate) => new Decimal(rate));

/** The same quote of the same requests by hand on decimal.js, prices parsed beforehand: the same checks, the amount as a text. */
function onDecimals({ lines, termMonths = 0 }: Request): { readonly amount: string; readonly currency: string } {
  const [access, small, middle, large, minute, first, second, third, pack, spring] = decimals;
  const term = termRates[termMonths < 12 ? 0 : termMonths < 24 ? 1 : 2] as Decimal;
  const off = (amount: Decimal, rate: Decimal): Decimal => amount.minus(amount.times(rate).toDecimalPlaces(2, half));
  const list = (line: Line): Decimal => {
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
  };
  let total = nothing;
  for (const line of lines) {
    const price = list(line);
    const recurring = line.offering !== 'minutes' && line.offering !== 'data';
    total = total.plus(off(recurring ? off(price, term) : price, spring));
  }
  return { amount: total.toFixed(2), currency: 'CNY' };
}

type Yuan = Dinero<number>;

/** The same by hand on Dinero, prices made beforehand. */
function onDinero(): (request: Request) => number {
  const yuan = (amount: number): Yuan => dinero({ amount, currency: CNY });
  const [access, small, middle, large, minute] = [yuan(88_000), yuan(5800), yuan(5200), yuan(4600), yuan(15)];
  const [first, second, third, pack] = [yuan(1000), yuan(500), yuan(300), yuan(15_000)];
  const off = (amount: Yuan, percent: number): Yuan =>
    subtract(amount, transformScale(multiply(amount, { amount: percent, scale: 2 }), 2, halfAwayFromZero));
  const list = (line: Line): Yuan => {
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
  return ({ lines, termMonths = 0 }) => {
    const term = termMonths < 12 ? 0 : termMonths < 24 ? 5 : 10;
    const prices = lines.map((line) => {
      const price = list(line);
      const recurring = line.offering !== 'minutes' && line.offering !== 'data';
      return off(recurring ? off(price, term) : price, 3);
    });
    return toSnapshot(prices.reduce((sum, price) => add(sum, price))).amount;
  };
}

const cents = ({ amount }: { readonly amount: string }): number => Math.round(Number(amount) * 100);

/** Prices every item and answers with the sum: a wrong cent anywhere shows. */
function summing<T>(items: readonly T[], size: number, price: (item: T) => number): () => number {
  return () => {
    let sum = 0;
    for (let i = 0; i < size; i += 1) sum += price(items[i % distinct] as T);
    return sum;
  };
}

const context = { asOf: '2026-01-01' };
const ownOffices = Array.from({ length: distinct }, (_, i) => requestOf(office(i)));

const fiveLines = defineBench({
  name: 'pricing/five-line quote',
  size: 20_480,
  item: 'quote',
  contenders: {
    'by hand on integers': (size) => summing(ownOffices, size, (request) => cents(byHand(request))),
    'by hand on decimal.js': {
      size: 10_240,
      prepare: (size) => summing(ownOffices, size, (request) => cents(onDecimals(request))),
    },
    'by hand on dinero.js': { size: 10_240, prepare: (size) => summing(ownOffices, size, onDinero()) },
    'total alone': (size) => {
      const quote = compile();
      return summing(ownOffices, size, (request) => cents(quote.total(request, context)));
    },
    'full waterfall with reasons': {
      size: 10_240,
      prepare: (size) => {
        const quote = compile();
        return summing(ownOffices, size, (request) => cents(quote(request, context).outcome.total));
      },
    },
  },
  baseline: 'by hand on integers',
  aims: [
    { contender: 'total alone', ratio: { atMost: 3.34 } },
    { contender: 'total alone', versus: 'by hand on decimal.js', ratio: { atMost: 0.1 } },
    { contender: 'full waterfall with reasons', versus: 'by hand on decimal.js', ratio: { atMost: 0.25 } },
  ],
});

/** 200 offers over 12 needs, of which each serves one to four. */
function coverCase(seed: number): { readonly needs: readonly string[]; readonly offers: readonly CoverOffer[] } {
  const needs = Array.from({ length: 12 }, (_, at) => `need${at}`);
  const offers = Array.from({ length: 200 }, (_, at): CoverOffer => {
    const count = 1 + (hash(at, seed) % 4);
    const covers = [
      ...new Set(Array.from({ length: count }, (_, k) => needs[hash(at, seed + 7 * k + 1) % 12] as string)),
    ];
    const price = 20 * covers.length + (hash(at, seed + 99) % 30);
    return { id: `offer${at}`, covers, price: { amount: String(price), currency: 'CNY' } };
  });
  return { needs, offers };
}

const coverCases = 20;

/** The same problem as text for a solver. */
function modelOf({ needs, offers }: ReturnType<typeof coverCase>): string {
  const rows = needs.map((need, row) => {
    const terms = offers.flatMap(({ covers }, at) => (covers.includes(need) ? [`x${at}`] : []));
    return ` c${row}: ${terms.join(' + ')} >= 1`;
  });
  const objective = offers.map(({ price }, at) => `${price.amount} x${at}`).join(' + ');
  return `Minimize\n obj: ${objective}\nSubject To\n${rows.join('\n')}\nBinary\n ${offers.map((_, at) => `x${at}`).join(' ')}\nEnd`;
}

/** Each customer's offers stand there as records for both sides; the solver itself is loaded beforehand. */
const coverCasesOf = (size: number) => Array.from({ length: size }, (_, seed) => coverCase(seed));

async function onHighs(size: number): Promise<() => readonly number[]> {
  const highs = await highsLoader();
  const cases = coverCasesOf(size);
  return () => cases.map((one) => Math.round(highs.solve(modelOf(one)).ObjectiveValue));
}

const cover = defineBench({
  name: 'pricing/best cover of 12 needs by 200 offers',
  size: coverCases,
  item: 'customer',
  contenders: {
    'MIP solver (HiGHS, WASM)': onHighs,
    bestCover: (size) => {
      const cases = coverCasesOf(size);
      return () => cases.map(({ needs, offers }) => Number(bestCover(needs, offers)?.price.amount));
    },
  },
  baseline: 'MIP solver (HiGHS, WASM)',
  aims: [
    { contender: 'bestCover', ratio: { atMost: 0.02 } },
    { contender: 'bestCover', value: { atMost: 1_000_000 } },
  ],
});

const months = 12;
const minutesOf = (size: number): Int32Array =>
  Int32Array.from({ length: size * months }, (_, i) => hash(i, 11) % 1200);

const tariffs = defineBench({
  name: 'pricing/two tariffs over twelve months',
  size: 1_000_000,
  item: 'customer',
  contenders: {
    'hand-written loop': (size) => {
      const minutes = minutesOf(size);
      return () => {
        const sums = [0, 0, 0];
        for (let customer = 0; customer < size; customer += 1) {
          let [a, b] = [36_000, 72_000];
          for (let at = customer * months; at < (customer + 1) * months; at += 1) {
            const used = minutes[at] as number;
            a += used * 10;
            b += used > 200 ? (used - 200) * 8 : 0;
          }
          sums[0]! += a;
          sums[1]! += b;
          if (a <= b) sums[2]! += 1;
        }
        return sums;
      };
    },
    'compiled menu, columns': (size) => {
      const minutes = minutesOf(size);
      const menu = compileTariffs(
        [
          {
            id: 'A',
            provider: 'us',
            monthly: '30',
            charges: [{ meter: 'm', charge: { model: 'perUnit', amount: '0.10' } }],
          },
          {
            id: 'B',
            provider: 'us',
            monthly: '60',
            charges: [{ meter: 'm', charge: { model: 'allowance', included: 200, unit: '0.08' } }],
          },
        ],
        { currency: 'CNY', mode: 'halfUp', quantityScale: 0 },
      );
      return () => {
        const [a, b] = menu.costColumns({ m: minutes }, months) as [Float64Array, Float64Array];
        const sums = [0, 0, 0];
        for (let customer = 0; customer < size; customer += 1) {
          sums[0]! += a[customer] as number;
          sums[1]! += b[customer] as number;
          if ((a[customer] as number) <= (b[customer] as number)) sums[2]! += 1;
        }
        return sums;
      };
    },
  },
  baseline: 'hand-written loop',
});

export const benches = [fiveLines, cover, tariffs];
