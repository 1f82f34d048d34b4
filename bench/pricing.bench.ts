import highsLoader from 'highs';
import { bestCover, type CoverOffer, compilePricing, compileTariffs } from 'tenure/pricing';
import { defineBench } from './define.js';
import { hash, officeRequests } from './office-request.js';
import { totalByHand, totalOnDecimals, totalOnDinero, type Waterfall, waterfallOnDecimals } from './quote-by-hand.js';

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

const cents = ({ amount }: { readonly amount: string }): number => Math.round(Number(amount) * 100);

type Request = (typeof officeRequests)[number];

/** Quotes every request and answers with the sum: a wrong cent anywhere shows. */
function summing(size: number, price: (request: Request) => number): () => number {
  return () => {
    let sum = 0;
    for (let i = 0; i < size; i += 1) sum += price(officeRequests[i % officeRequests.length]!);
    return sum;
  };
}

const context = { asOf: '2026-01-01' };

const fiveLines = defineBench({
  name: 'pricing/five-line quote',
  size: 20_480,
  item: 'quote',
  contenders: {
    'by hand on integers': (size) => summing(size, (request) => cents(totalByHand(request))),
    'by hand on decimal.js': {
      size: 10_240,
      prepare: (size) => summing(size, (request) => cents(totalOnDecimals(request))),
    },
    'by hand on dinero.js': { size: 10_240, prepare: (size) => summing(size, totalOnDinero()) },
    'total alone': (size) => {
      const quote = compile();
      return summing(size, (request) => cents(quote.total(request, context)));
    },
    'full waterfall with reasons': {
      size: 10_240,
      prepare: (size) => {
        const quote = compile();
        return summing(size, (request) => cents(quote(request, context).outcome.total));
      },
    },
  },
  baseline: 'by hand on integers',
  aims: [
    { contender: 'total alone', ratio: { atMost: 3.34 } },
    { contender: 'total alone', versus: 'by hand on decimal.js', ratio: { atMost: 0.1 } },
  ],
});

/** Reads a text into a sum over texts: a wrong digit anywhere shows. */
function mixed(sum: number, text: string): number {
  let mix = sum;
  for (let at = 0; at < text.length; at += 1) mix = (Math.imul(mix, 31) + text.charCodeAt(at)) | 0;
  return mix;
}

type Quote = ReturnType<ReturnType<typeof compile>>['outcome'];

/** Every amount that both sides write: of each line, and of the steps that the price passes. */
function mixedByHand({ lines, steps }: Waterfall): number {
  let sum = 0;
  for (const { list, contract, invoice, changes } of lines) {
    sum = mixed(mixed(mixed(sum, list), contract), invoice);
    for (const { change } of changes) sum = mixed(sum, change);
  }
  for (const { change, amount } of steps) sum = mixed(mixed(sum, change), amount);
  return sum;
}

function mixedQuote({ lines, waterfall }: Quote): number {
  let sum = 0;
  for (const { list, contract, invoice, changes } of lines) {
    sum = mixed(mixed(mixed(sum, list.amount), contract.amount), invoice.amount);
    for (const { change } of changes) sum = mixed(sum, change.amount);
  }
  for (const { step, change, amount } of waterfall) {
    if (step !== 'list' && step !== 'contract' && step !== 'invoice') continue;
    sum = mixed(mixed(sum, change!.amount), amount!.amount);
  }
  return sum;
}

const waterfalls = defineBench({
  name: 'pricing/waterfall of a five-line quote',
  size: 10_240,
  item: 'quote',
  contenders: {
    'amounts by hand on decimal.js': (size) => summing(size, (request) => mixedByHand(waterfallOnDecimals(request))),
    'full quote with reasons': (size) => {
      const quote = compile();
      return summing(size, (request) => mixedQuote(quote(request, context).outcome));
    },
  },
  baseline: 'amounts by hand on decimal.js',
  aims: [{ contender: 'full quote with reasons', ratio: { atMost: 0.25 } }],
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

export const benches = [fiveLines, waterfalls, cover, tariffs];
