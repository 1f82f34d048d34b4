import { InputError, PolicyError } from 'tenure/core';
import {
  checkPricing,
  compilePricing,
  compilePricingJson,
  type PricingPolicy,
  pricingWarnings,
  type QuoteRequest,
} from 'tenure/pricing';
import { describe, expect, test } from 'vitest';
import { asOf, basePolicy, quoteBase } from './sme-catalogue.js';

const wide = (change: Partial<PricingPolicy>) => compilePricingJson({ ...basePolicy, ...change });
const fibre = (more: Partial<QuoteRequest> = {}): QuoteRequest => ({ lines: [{ offering: 'fibre-100' }], ...more });
const amounts = (quote: { readonly waterfall: readonly { readonly step: string; readonly amount: unknown }[] }) =>
  Object.fromEntries(
    quote.waterfall
      .filter(({ step }) => step !== 'adjustment')
      .map(({ step, amount }) => [step, (amount as { amount: string } | null)?.amount ?? null]),
  );
const faultOf = (run: () => unknown) => {
  try {
    run();
  } catch (error) {
    if (error instanceof InputError) return error.issues.map(({ code, path }) => `${code} ${path.join('.')}`);
    throw error;
  }
  return [];
};

describe('a quote', () => {
  test('is rental plus what the meters counted: 30 + 250 × 0.10', () => {
    const { outcome } = quoteBase({ lines: [{ offering: 'mobile-plan', usage: { minutes: 250 } }] }, asOf);
    expect(outcome.total).toEqual({ amount: '55.00', currency: 'CNY' });
    expect(outcome.totals.recurring.amount).toBe('30.00');
    expect(outcome.totals.usage.amount).toBe('25.00');
  });

  test('stays the same through a JSON round trip', () => {
    const decision = wide({})(fibre({ discount: { kind: 'percent', percent: '3' } }), asOf);
    expect(JSON.parse(JSON.stringify(decision))).toEqual(decision);
  });

  test('keeps its amounts whatever is written into another one', () => {
    const quote = wide({});
    const first = quote(fibre(), asOf).outcome;
    for (const money of [first.total, first.totals.oneTime, first.waterfall[0]?.change]) {
      try {
        Object.assign(money as object, { amount: '1.00' });
      } catch (error) {
        expect(error).toBeInstanceOf(TypeError);
      }
    }
    const { outcome } = quote(fibre(), asOf);
    expect(outcome.total.amount).toBe('1000.00');
    expect(outcome.totals.oneTime.amount).toBe('0.00');
    expect(outcome.waterfall[0]?.change).toEqual({ amount: '0.00', currency: 'CNY' });
  });

  test('walks from list over contract, invoice and pocket to margin', () => {
    const quote = wide({
      adjustments: [
        { id: 'two-years', stage: 'term', priority: 1, effect: { kind: 'percentOff', percent: '5', of: 'running' } },
        { id: 'spring', stage: 'promotion', priority: 1, effect: { kind: 'amountOff', amount: '20' } },
        { id: 'rebate', stage: 'offInvoice', priority: 1, effect: { kind: 'percentOff', percent: '2', of: 'running' } },
      ],
    });
    const { outcome } = quote(fibre(), asOf);
    // 1000 − 5 % = 950, − 20 = 930, − 2 % of 930 = 18.60, − cost 870
    expect(amounts(outcome)).toEqual({
      list: '1000.00',
      contract: '950.00',
      invoice: '930.00',
      pocket: '911.40',
      cost: '41.40',
      margin: '41.40',
    });
    expect(outcome.total.amount).toBe('930.00');
    expect(outcome.marginPercent).toBe('4.54'); // 41.40 ÷ 911.40
  });

  test.each([
    ['855.00', 'running'],
    ['850.00', 'list'],
  ] as const)('is %s after 10 % and 5 % off the %s price of 1,000', (amount, of) => {
    const off = (id: string, percent: string, priority: number) =>
      ({ id, stage: 'promotion', priority, effect: { kind: 'percentOff', percent, of } }) as const;
    const quote = wide({ adjustments: [off('b', '5', 2), off('a', '10', 1)] });
    expect(quote(fibre(), asOf).outcome.total.amount).toBe(amount);
  });

  test('never gives more than a cap over its stages: 12 % of 1,000', () => {
    const quote = wide({
      caps: [{ id: 'ceiling', stages: ['promotion'], percent: '12' }],
      adjustments: [
        { id: 'a', stage: 'promotion', priority: 1, effect: { kind: 'percentOff', percent: '10', of: 'running' } },
        { id: 'b', stage: 'promotion', priority: 2, effect: { kind: 'percentOff', percent: '5', of: 'running' } },
      ],
    });
    const { outcome, reasons } = quote(fibre(), asOf);
    expect(outcome.total.amount).toBe('880.00');
    expect(reasons.map(({ code, rule }) => `${rule} ${code}`)).toEqual(['a applied', 'b limited']);
  });

  test('of adjustments that exclude each other only the first that fits applies, and says so', () => {
    const quote = wide({
      adjustments: [
        { id: 'a', stage: 'promotion', priority: 1, exclusive: 'spring', effect: { kind: 'amountOff', amount: '10' } },
        { id: 'b', stage: 'promotion', priority: 2, exclusive: 'spring', effect: { kind: 'amountOff', amount: '99' } },
      ],
    });
    const decision = quote(fibre(), asOf);
    expect(decision.outcome.total.amount).toBe('990.00');
    expect(decision.reasons[1]).toEqual({ code: 'excluded', rule: 'b', facts: { stage: 'promotion', by: 'a' } });
    expect(quote.explain(decision, 'zh')[1]).toBe('不适用 b：与 a 互斥。');
  });

  test.each([
    ['850.00', { kind: 'zhe', zhe: '85' }],
    ['955.00', { kind: 'zhe', zhe: '9.55' }],
    ['1000.00', { kind: 'zhe', zhe: '10' }],
    ['850.00', { kind: 'zhe', zhe: '8.5000000000000000000000000' }],
    ['666.67', { kind: 'percent', percent: '33.33333333333333333333333333333333333' }],
    ['900.00', { kind: 'percent', percent: '10.00000000000000000000' }],
    ['0.00', { kind: 'percent', percent: '100' }],
    ['1000.00', { kind: 'percent', percent: '0.0' }],
  ] as const)('comes to %s of 1,000 at %j, however many digits are written', (total, discount) => {
    const quote = wide({});
    expect(quote(fibre({ discount }), asOf).outcome.total.amount).toBe(total);
    expect(quote.total(fibre({ discount }), asOf).amount).toBe(total);
  });

  test('reads 8.5 zhe as 85 % to pay', () => {
    const { outcome } = wide({})(fibre({ discount: { kind: 'zhe', zhe: '8.5' } }), asOf);
    expect(outcome.total.amount).toBe('850.00');
  });

  test('gives a term discount by the contract’s length and says what the contract is worth', () => {
    const quote = wide({
      adjustments: [
        {
          id: 'term',
          stage: 'term',
          priority: 1,
          effect: {
            kind: 'scheduleOff',
            by: 'termMonths',
            of: 'running',
            bands: [{ below: 12, percent: '0' }, { below: 24, percent: '5' }, { percent: '10' }],
          },
        },
      ],
    });
    const { outcome } = quote(fibre({ termMonths: 24 }), asOf);
    expect(outcome.total.amount).toBe('900.00');
    expect(outcome.term).toEqual({
      months: 24,
      value: { amount: '21600.00', currency: 'CNY' },
      given: { amount: '2400.00', currency: 'CNY' },
    });
    expect(quote(fibre({ termMonths: 12 }), asOf).outcome.total.amount).toBe('950.00');
    expect(quote(fibre(), asOf).outcome.total.amount).toBe('1000.00');
  });

  test('prices a bundle, spreading its discount to the cent over the parts', () => {
    const quote = wide({
      offerings: [
        ...basePolicy.offerings,
        {
          id: 'office',
          prices: [],
          bundle: {
            components: [{ offering: 'fibre-100' }, { offering: 'mobile-plan', quantity: 3 }],
            price: { kind: 'fixedPrice', amount: '1000' },
            priceTypes: ['recurring'],
          },
        },
      ],
    });
    const decision = quote({ lines: [{ offering: 'office', quantity: 2, usage: { minutes: 0 } }] }, asOf);
    expect(decision.outcome.total.amount).toBe('2000.00');
    // 2 × (1000 + 3 × 30) = 2180 list, 180 off: 2000 ÷ 2180 and 180 ÷ 2180 of it
    expect(decision.outcome.lines.map(({ invoice }) => invoice.amount)).toEqual(['1834.86', '165.14', '0.00']);
    expect(decision.reasons[0]).toMatchObject({ code: 'bundlePrice', rule: 'office' });
  });

  test('gives a bundle discount only where the parts are together', () => {
    const quote = wide({
      adjustments: [
        {
          id: 'pair',
          stage: 'bundle',
          priority: 1,
          together: ['fibre-100', 'mobile-plan'],
          lines: { priceTypes: ['recurring'] },
          effect: { kind: 'percentOff', percent: '10', of: 'running' },
        },
      ],
    });
    const both = { lines: [{ offering: 'fibre-100' }, { offering: 'mobile-plan', usage: { minutes: 100 } }] };
    expect(quote(both, asOf).outcome.total.amount).toBe('937.00'); // 0.9 × 1030 + 10
    const alone = quote(fibre(), asOf);
    expect(alone.outcome.total.amount).toBe('1000.00');
    expect(alone.reasons[0]).toMatchObject({ code: 'notTogether', facts: { missing: ['mobile-plan'] } });
  });

  test('raises a bill to its minimum and shows the shortfall: 220 of 368', () => {
    const quote = wide({
      adjustments: [
        {
          id: 'minimum-368',
          stage: 'commitment',
          priority: 1,
          lines: { offerings: ['mobile-plan'] },
          effect: { kind: 'atLeast', amount: '368', each: true },
        },
      ],
    });
    const bill = (minutes: number) => quote({ lines: [{ offering: 'mobile-plan', usage: { minutes } }] }, asOf).outcome;
    expect(bill(1900).total.amount).toBe('368.00'); // 30 + 190 = 220
    expect(bill(1900).shortfalls).toEqual([{ id: 'minimum-368', amount: { amount: '148.00', currency: 'CNY' } }]);
    expect(bill(3500).total.amount).toBe('380.00');
    expect(bill(3500).shortfalls).toEqual([]);
  });

  test('leaves an adjustment out while its condition is unknown, and names what is missing', () => {
    const quote = wide({
      adjustments: [
        {
          id: 'rescue',
          stage: 'promotion',
          priority: 1,
          when: { churnRisk: { $gte: '0.30' } },
          effect: { kind: 'percentOff', percent: '10', of: 'running' },
        },
      ],
    });
    const at = (churnRisk?: string) =>
      quote(fibre({ facts: churnRisk === undefined ? {} : { churnRisk } } as object), asOf);
    expect([at('0.30'), at('0.29'), at()].map(({ outcome }) => outcome.total.amount)).toEqual([
      '900.00',
      '1000.00',
      '1000.00',
    ]);
    expect(at().unknown).toEqual(['churnRisk']);
    expect(at().reasons[0]?.code).toBe('undecided');
  });

  test('passes taxes through beside the total', () => {
    const { outcome } = wide({ taxes: [{ id: 'vat', percent: '6' }] })(fibre(), asOf);
    expect([outcome.total.amount, outcome.taxes[0]?.amount.amount, outcome.totalWithTaxes.amount]).toEqual([
      '1000.00',
      '60.00',
      '1060.00',
    ]);
  });

  test('keeps proration a fraction until the one rounding', () => {
    const total = (days: number, of: number) =>
      quoteBase({ lines: [{ offering: 'fibre-100', quantity: 3, proration: { days, of } }] }, asOf).outcome.total
        .amount;
    expect(total(23, 31)).toBe('2225.81'); // 3000 × 23 ÷ 31 = 2225.806…
    expect(total(1, 3)).toBe('1000.00');
  });

  test('stays exact beyond safe integers', () => {
    const total = quoteBase({ lines: [{ offering: 'fibre-100', quantity: '90071992547409931' }] }, asOf).outcome.total;
    expect(total.amount).toBe('90071992547409931000.00');
    expect(quoteBase.total({ lines: [{ offering: 'fibre-100', quantity: '90071992547409931' }] }, asOf)).toEqual(total);
  });
});

describe('the cost floor', () => {
  const floored = (percent: string, of: 'price' | 'cost' | 'list' = 'price', per: 'line' | 'quote' = 'quote') =>
    wide({ floor: { basis: 'invoice', minimumMargin: { percent, of }, per } });
  const at = (price: string): QuoteRequest =>
    fibre({ discount: { kind: 'price', price: { amount: price, currency: 'CNY' } } });

  test.each([
    ['870.00', '0', 'price'],
    ['966.67', '10', 'price'], // 870 ÷ 0.9
    ['957.00', '10', 'cost'], // 870 × 1.1
    ['970.00', '10', 'list'], // 870 + 100
  ] as const)('is %s at %s per cent of the %s', (floor, percent, of) => {
    expect(floored(percent, of)(fibre(), asOf).outcome.floor?.floor?.amount).toBe(floor);
  });

  test('refuses a quote below it and says by how much', () => {
    const decision = floored('10')(at('950'), asOf);
    expect(decision.outcome.verdict).toBe('refused');
    expect(decision.outcome.floor?.shortfall?.amount).toBe('16.67');
  });

  test('beats every authority', () => {
    const quote = wide({
      floor: { basis: 'invoice', minimumMargin: { percent: '0', of: 'price' }, per: 'quote' },
      authority: {
        from: 'list',
        to: 'invoice',
        chain: 'single',
        levels: [{ id: 'gm' }],
        rules: [{ id: 'all', bands: [{ upTo: '20', level: 'gm' }, { level: null }] }],
      },
    });
    const decision = quote({ ...at('850'), requestedBy: { level: 'gm' } }, asOf);
    expect(decision.outcome.approval?.chain).toEqual([]);
    expect(decision.outcome.verdict).toBe('refused');
    expect(decision.reasons.map(({ code }) => code)).toContain('belowFloor');
  });

  test('does not take a missing cost for zero', () => {
    const decision = floored('0')({ lines: [{ offering: 'router' }] }, asOf);
    expect(decision.outcome.verdict).toBe('undecided');
    expect(decision.outcome.margin).toBeNull();
    expect(decision.unknown).toEqual(['router.cost']);
  });

  test('takes the cost that comes with the line', () => {
    const known = floored('0')({ lines: [{ offering: 'router', cost: { amount: '150', currency: 'CNY' } }] }, asOf);
    expect([known.outcome.verdict, known.outcome.margin?.amount]).toEqual(['acceptable', '50.00']);
  });

  test('by line refuses what a quote as a whole would carry', () => {
    const request: QuoteRequest = {
      lines: [
        { offering: 'fibre-100', discount: { kind: 'percent', percent: '15' } }, // 850 against 870
        { offering: 'mobile-plan', quantity: 2, usage: { minutes: 0 } }, // 60 against 20
      ],
    };
    expect(floored('0', 'price', 'line')(request, asOf).outcome.floor).toMatchObject({ holds: false, line: 0 });
    expect(floored('0', 'price', 'quote')(request, asOf).outcome.floor?.holds).toBe(true);
  });
});

describe('authority', () => {
  const withBands = (chain: 'single' | 'sequential', bound: 'upTo' | 'below' = 'upTo') =>
    wide({
      authority: {
        from: 'list',
        to: 'invoice',
        chain,
        levels: [
          { id: 'manager', leadWorkingDays: 0 },
          { id: 'head', leadWorkingDays: 1 },
          { id: 'city', leadWorkingDays: 2 },
          { id: 'province' },
        ],
        rules: [
          {
            id: 'all',
            bands: [
              { [bound]: '5', level: 'manager' },
              { [bound]: '10', level: 'head' },
              { [bound]: '15', level: 'city' },
              { level: 'province' },
            ],
          },
        ],
      },
    });
  const off = (percent: string, more: Partial<QuoteRequest> = {}) =>
    fibre({ discount: { kind: 'percent', percent }, ...more });

  test.each([
    ['manager', '5.00'],
    ['head', '5.01'],
    ['city', '12'],
    ['province', '18'],
  ])('goes to the %s at %s per cent', (level, percent) => {
    const { outcome } = withBands('single')(off(percent), asOf);
    expect([outcome.verdict, outcome.approval?.level]).toEqual(['needsApproval', level]);
  });

  test('gives the boundary to the next level where bands are `below`', () => {
    expect(withBands('single', 'below')(off('5.00'), asOf).outcome.approval?.level).toBe('head');
  });

  test('lists every signature in turn from the requester up', () => {
    const { outcome } = withBands('sequential')(off('12', { requestedBy: { level: 'manager' } }), asOf);
    expect(outcome.approval?.chain).toEqual(['head', 'city']);
  });

  test('adds up the working days of those who sign, and names the levels that are not asked', () => {
    const signing = (chain: 'single' | 'sequential', percent: string) => {
      const { approval } = withBands(chain)(off(percent, { requestedBy: { level: 'manager' } }), asOf).outcome;
      return [approval?.chain, approval?.skipped, approval?.leadWorkingDays];
    };
    expect(signing('single', '12')).toEqual([['city'], ['head'], 2]);
    expect(signing('sequential', '12')).toEqual([['head', 'city'], [], 3]);
    expect(signing('sequential', '5')).toEqual([[], [], 0]);
    // how long the province takes is not known, so neither is the whole
    expect(signing('sequential', '18')).toEqual([['head', 'city', 'province'], [], null]);
  });

  test('accepts what is within the requester’s own authority', () => {
    const { outcome } = withBands('single')(off('10', { requestedBy: { level: 'head' } }), asOf);
    expect([outcome.verdict, outcome.approval?.chain]).toEqual(['acceptable', []]);
  });

  test('goes one level up where the personal budget does not reach: 2,000 asked, 1,500 left', () => {
    const request: QuoteRequest = {
      lines: [{ offering: 'fibre-100', quantity: 40 }],
      discount: { kind: 'amount', amount: { amount: '2000', currency: 'CNY' } },
      requestedBy: { level: 'manager', budgetLeft: { amount: '1500', currency: 'CNY' } },
    };
    const decision = withBands('single')(request, asOf);
    expect(decision.outcome.approval?.level).toBe('head');
    expect(decision.reasons.find(({ code }) => code === 'overBudget')?.facts.over).toEqual({
      amount: '500.00',
      currency: 'CNY',
    });
  });

  test('asks nobody where there is no discount', () => {
    const { outcome } = withBands('single')(fibre(), asOf);
    expect([outcome.verdict, outcome.approval?.level]).toEqual(['acceptable', null]);
  });
});

describe('payment', () => {
  const limited = (limit: string) =>
    wide({
      payment: {
        creditClass: 'creditClass',
        whenUnknown: 'C',
        terms: [
          { creditClass: 'A', modes: ['postpaid', 'prepaid'], termDays: 60, depositPercent: '0', limit },
          { creditClass: 'B', modes: ['postpaid', 'prepaid'], termDays: 30, depositPercent: '0' },
          { creditClass: 'C', modes: ['prepaid'], termDays: 0, depositPercent: '20' },
        ],
      },
    });
  const quote = limited('50000');
  const ask = (creditClass: string | null, payment: QuoteRequest['payment']) =>
    quote({ ...fibre(), facts: { creditClass } as object, payment }, asOf);

  test('refuses a class C customer who wants to pay after 60 days', () => {
    const decision = ask('C', { mode: 'postpaid', termDays: 60 });
    expect(decision.outcome.verdict).toBe('refused');
    expect(decision.outcome.payment).toMatchObject({
      modes: ['prepaid'],
      deposit: { amount: '200.00' },
      allowed: false,
    });
  });

  test('takes an unknown class for the most cautious one, with the reason', () => {
    const decision = ask(null, { mode: 'postpaid' });
    expect(decision.outcome.payment?.creditClass).toBe('C');
    expect(decision.reasons[0]?.code).toBe('creditUnknown');
    expect(decision.unknown).toEqual(['creditClass']);
  });

  test('adds up what stands open against the limit: 3,000 over 50,000', () => {
    const open = ['20000', '15000', '18000'].map((amount) => ({ amount, currency: 'CNY' }));
    const decision = ask('A', { mode: 'postpaid', termDays: 60, open });
    expect(decision.outcome.payment?.exposure?.amount).toBe('53000.00');
    expect(decision.reasons.find(({ code }) => code === 'overLimit')?.facts.over).toEqual({
      amount: '3000.00',
      currency: 'CNY',
    });
    expect(ask('A', { mode: 'postpaid', open: [null] }).outcome.verdict).toBe('undecided');
  });

  test('leaves a limit open of which nobody said what stands against it; class B has none', () => {
    const decision = ask('A', { mode: 'postpaid' });
    expect([decision.outcome.verdict, decision.unknown]).toEqual(['undecided', ['openAmounts']]);
    expect(ask('A', { mode: 'postpaid', open: [] }).outcome.verdict).toBe('acceptable');
    expect(ask('A', undefined).outcome.verdict).toBe('acceptable');
    expect(ask('B', { mode: 'postpaid' }).outcome.verdict).toBe('acceptable');
  });

  test('takes a limit of more digits than money has for what lies within it', () => {
    const fine = limited('50000.009');
    const verdict = (amount: string) => {
      const payment = { mode: 'postpaid', open: [{ amount, currency: 'CNY' }] };
      return fine({ ...fibre(), facts: { creditClass: 'A' } as object, payment }, asOf).outcome.verdict;
    };
    expect([verdict('50000.00'), verdict('50000.01')]).toEqual(['acceptable', 'refused']);
  });
});

describe('a bad request', () => {
  const dated = wide({
    offerings: [
      { id: 'old', prices: ['fibre-rental'], validFor: { until: '2026-06-30' } },
      {
        id: 'pick',
        prices: [],
        bundle: {
          components: [],
          groups: [{ id: 'extras', min: 2, max: 2, options: ['mobile-plan', 'router', 'fibre-100'] }],
          priceTypes: ['recurring'],
        },
      },
      ...basePolicy.offerings,
    ],
  });
  test.each([
    ['unknownReference lines.0.offering', { lines: [{ offering: 'nothing' }] }],
    ['range lines.0.offering', { lines: [{ offering: 'old' }] }],
    ['range lines.0.quantity', { lines: [{ offering: 'fibre-100', quantity: -1 }] }],
    ['format lines.0.quantity', { lines: [{ offering: 'fibre-100', quantity: '1.5' }] }],
    ['format lines.0.quantity', { lines: [{ offering: 'fibre-100', quantity: Number.NaN }] }],
    ['missing lines.0.usage.minutes', { lines: [{ offering: 'mobile-plan' }] }],
    ['unknownReference lines.0.usage.sms', { lines: [{ offering: 'mobile-plan', usage: { minutes: 1, sms: 2 } }] }],
    ['range lines.0.choices', { lines: [{ offering: 'pick', choices: [{ group: 'extras', offering: 'router' }] }] }],
    [
      'range discount.percent',
      { lines: [{ offering: 'fibre-100' }], discount: { kind: 'percent', percent: '100.01' } },
    ],
    ['range discount.percent', { lines: [{ offering: 'fibre-100' }], discount: { kind: 'percent', percent: '-0' } }],
    ['range discount.percent', { lines: [{ offering: 'fibre-100' }], discount: { kind: 'percent', percent: 5 } }],
    ['range discount.percent', { lines: [{ offering: 'fibre-100' }], discount: { kind: 'percent', percent: '1e1' } }],
    ['format discount.zhe', { lines: [{ offering: 'fibre-100' }], discount: { kind: 'zhe', zhe: '95.5' } }],
    ['format lines.0.discount.zhe', { lines: [{ offering: 'fibre-100', discount: { kind: 'zhe', zhe: 'eight' } }] }],
    ['format lines.0.discount.zhe', { lines: [{ offering: 'fibre-100', discount: { kind: 'zhe', zhe: 8.5 } }] }],
    ['unknownReference lines.0.discount.kind', { lines: [{ offering: 'fibre-100', discount: { kind: '__proto__' } }] }],
    ['unknownReference discount.kind', { lines: [{ offering: 'fibre-100' }], discount: 'all' }],
    ['type lines.0.proration', { lines: [{ offering: 'fibre-100', proration: null }] }],
    ['type lines.0.choices', { lines: [{ offering: 'pick', choices: 'router' }] }],
    ['type lines.0.choices.0', { lines: [{ offering: 'pick', choices: [null] }] }],
    ['type payment.open', { lines: [{ offering: 'fibre-100' }], payment: { mode: 'prepaid', open: 'all' } }],
    ['type benefits', { lines: [{ offering: 'fibre-100' }], benefits: {} }],
    [
      'currency discount.amount.currency',
      { lines: [{ offering: 'fibre-100' }], discount: { kind: 'amount', amount: { amount: '1', currency: 'USD' } } },
    ],
    ['range termMonths', { lines: [{ offering: 'fibre-100' }], termMonths: 1.5 }],
    ['empty lines', { lines: [] }],
  ])('is refused by code and place: %s', (fault, request) => {
    const bad = request as unknown as QuoteRequest;
    expect(faultOf(() => dated(bad, asOf))).toEqual([fault]);
    expect(faultOf(() => dated.total(bad, asOf))).toEqual([fault]);
  });
});

test('a request that asks for nothing more by null asks for nothing more', () => {
  const { total } = quoteBase({ lines: [{ offering: 'fibre-100' }] }, asOf).outcome;
  const nothing = { discount: null, requestedBy: null, payment: null, benefits: null };
  const request = { lines: [{ offering: 'fibre-100', discount: null, benefit: null }], ...nothing } as never;
  const payment = {
    creditClass: 'creditClass',
    whenUnknown: 'C',
    terms: [{ creditClass: 'C', modes: ['prepaid'], termDays: 0, depositPercent: '0' }],
  };
  const cap = { id: 'most', stage: 'commitment', priority: 1, effect: { kind: 'atMost', amount: '9999' } } as const;
  for (const quote of [wide({}), wide({ payment, adjustments: [cap] })]) {
    expect(quote(request, asOf).outcome.total).toEqual(total);
    expect(quote.total(request, asOf)).toEqual(total);
  }
});

describe('a pricing policy', () => {
  test('reports faults of different kinds together, each with its path', () => {
    const issues = checkPricing({
      ...basePolicy,
      currency: 'XYZ',
      prices: [
        {
          id: 'p',
          priceType: 'recurring',
          charge: { model: 'graduated', tiers: [{ upTo: 5, unit: '1' }, { upTo: 3, unit: '1' }, { unit: '1' }] },
        },
      ],
      offerings: [
        { id: 'o', prices: ['p', 'q'], bundle: { components: [{ offering: 'o' }], priceTypes: ['recurring'] } },
      ],
      adjustments: [
        { id: 'a', stage: 'promotion', priority: 1, when: { nothing: 1 }, effect: { kind: 'amountOff', amount: '1' } },
        { id: 'b', stage: 'promotion', priority: 1, effect: { kind: 'zhe', zhe: '95.5', of: 'list' } },
      ],
    });
    expect(issues.map(({ code, path }) => `${code} ${path.join('.')}`).sort()).toEqual([
      'conflict adjustments.1.priority',
      'cycle offerings.0.bundle',
      'format adjustments.1.effect.zhe',
      'format currency',
      'order prices.0.charge.tiers.1.upTo',
      'unknownFact adjustments.0.when.nothing',
      'unknownReference offerings.0.prices.1',
    ]);
  });

  test('takes the version of a price that is in effect', () => {
    const rental = basePolicy.prices[0];
    const quote = wide({
      prices: [
        ...basePolicy.prices.slice(1),
        { ...rental, validFor: { until: '2026-12-31' } },
        { ...rental, charge: { model: 'perUnit', amount: '1100' }, validFor: { from: '2027-01-01' } },
      ],
    });
    const on = (day: string) => quote(fibre(), { asOf: day }).outcome.total.amount;
    expect([on('2026-12-31'), on('2027-01-01')]).toEqual(['1000.00', '1100.00']);
  });

  test('refuses two versions of one price on the same day', () => {
    const rental = basePolicy.prices[0];
    expect(() => wide({ prices: [...basePolicy.prices, { ...rental, validFor: { from: '2027-01-01' } }] })).toThrow(
      PolicyError,
    );
  });

  test.each(['error', 'warning'] as const)(
    'takes a shrinking term discount and a cheaper volume for an %s, as it says',
    (as) => {
      const odd = {
        ...basePolicy,
        catalogueChecks: { shrinkingTermDiscount: as, cheaperVolume: as },
        prices: [
          ...basePolicy.prices,
          // 10 units cost 100, 11 cost 88
          {
            id: 'odd',
            priceType: 'recurring',
            charge: { model: 'volume', tiers: [{ upTo: 10, unit: '10' }, { unit: '8' }] },
          },
        ],
        adjustments: [
          {
            id: 'term',
            stage: 'term',
            priority: 1,
            effect: {
              kind: 'scheduleOff',
              by: 'termMonths',
              of: 'running',
              bands: [{ upTo: 12, percent: '10' }, { percent: '5' }],
            },
          },
        ],
      };
      const paths = ['adjustments.0.effect.bands.1.percent', 'prices.4.charge.tiers.1'];
      const found = as === 'error' ? checkPricing(odd) : pricingWarnings(compilePricingJson(odd).policy);
      expect(found.map(({ path }) => path.join('.')).sort()).toEqual(paths);
    },
  );

  test('takes offerings called `constructor` and `__proto__`', () => {
    const quote = compilePricing({
      ...basePolicy,
      offerings: [
        { id: 'constructor', prices: ['fibre-rental'] },
        { id: '__proto__', prices: ['mobile-rental'] },
      ],
    });
    const { outcome } = quote({ lines: [{ offering: 'constructor' }, { offering: '__proto__' }] }, asOf);
    expect(outcome.total.amount).toBe('1030.00');
  });
});
