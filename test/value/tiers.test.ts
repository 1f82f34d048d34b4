import fc from 'fast-check';
import { decideAll, InputError, PolicyError, toFacts } from 'tenure/core';
import { checkValue, compileValue, compileValueJson } from 'tenure/value';
import { describe, expect, it } from 'vitest';
import { classifyTier, customer, tierPolicy, today, yuan } from './tiers.js';

const tierOf = (facts: Parameters<typeof classifyTier>[0]) => classifyTier(facts, today).outcome.tier;

describe('a value tier', () => {
  it.each([
    ['MVC', '5000.00', '5000.00', 'a margin of 5,000 against 3,000'],
    ['MVC', '3000.00', '3000.00', 'exactly at the threshold'],
    ['MGC', '800.00', '4000.00', 'a gap of 3,200 against 2,000'],
    ['MGC', '2999.99', '4999.99', 'a gap of exactly 2,000'],
    ['LVC', '300.00', '350.00', 'a gap of 50'],
    ['LVC', '0.00', '0.00', 'exactly zero is low, not below zero'],
    ['BZ', '-0.01', '0.00', 'a cent below zero'],
  ])('is %s for a current value of %s and a potential of %s: %s', (tier, current, potential) => {
    expect(tierOf(customer(current, potential))).toBe(tier);
  });

  it('goes below zero by the cost to serve and not by low revenue: 1,000 - 1,120 = -120', () => {
    const decision = classifyTier(
      { revenue: yuan('1000.00'), costToServe: yuan('1120.00'), potential: yuan('3000.00') },
      today,
    );
    expect(decision.outcome).toMatchObject({ tier: 'BZ', flags: ['turnaround'] });
    expect(decision.reasons).toContainEqual({ code: 'figure', rule: 'current', facts: { value: yuan('-120.00') } });
  });

  it('is marked for a turnaround only below zero and only with high potential', () => {
    const loss = { revenue: yuan('0.00'), costToServe: yuan('1.00') };
    expect(classifyTier({ ...loss, potential: yuan('2999.99') }, today).outcome.flags).toEqual([]);
    expect(classifyTier(customer('5000.00', '9000.00'), today).outcome.flags).toEqual([]);
  });

  it('is never guessed: a missing cost is not a cost of zero', () => {
    const decision = classifyTier({ revenue: yuan('9000.00'), potential: yuan('0.00') }, today);
    expect(decision.outcome.tier).toBe('UNRATED');
    expect(decision.unknown).toEqual(['costToServe']);
    expect(decision.reasons[0]).toEqual({ code: 'unrated', facts: { missing: ['costToServe'] } });
    expect(toFacts(decision, ({ tier }) => ({ tier: tier === 'UNRATED' ? null : tier }))).toEqual({
      tier: { unknown: ['costToServe'] },
    });
  });

  it('hands on what an unknown fact goes back to', () => {
    const facts = { ...customer('1.00', '1.00'), costToServe: { unknown: ['networkCost'] } };
    expect(classifyTier(facts, today).unknown).toEqual(['networkCost']);
  });

  it('says for every tier not taken what was seen and needed', () => {
    const decision = classifyTier(customer('800.00', '4000.00'), today);
    expect(decision.reasons.map(({ code, rule }) => [code, rule])).toEqual([
      ['tierReached', 'MGC'],
      ['tierMissed', 'BZ'],
      ['tierMissed', 'MVC'],
      ['figure', 'current'],
      ['figure', 'gap'],
    ]);
    expect(classifyTier.explain(decision, 'en')[0]).toBe('Tier MGC: gap 3200.00 CNY ≥ 2000.');
    expect(classifyTier.explain(decision, 'zh')[0]).toBe('价值等级 MGC：gap 3200.00 CNY ≥ 2000。');
  });

  it('ignores a key of the record that is called like a figure', () => {
    expect(tierOf({ ...customer('5000.00', '5000.00'), current: 'not money', gap: Number.NaN } as never)).toBe('MVC');
  });

  it('gives the figures for the record', () => {
    expect(classifyTier.figures(customer('800.00', '4000.00'))).toEqual({
      current: yuan('800.00'),
      gap: yuan('3200.00'),
    });
    expect(classifyTier.figures({ potential: yuan('1.00') })).toEqual({ current: null, gap: null });
  });

  it('refuses a sum beyond exact integers as bad input', () => {
    const huge = yuan('90071992547409.00');
    const facts = { revenue: huge, costToServe: yuan('-90071992547409.00'), potential: yuan('0.00') };
    expect(() => classifyTier(facts, today)).toThrow(InputError);
  });
});

describe('the hit policy', () => {
  const base = {
    ...tierPolicy,
    tiers: [tierPolicy.tiers[0], tierPolicy.tiers[1], { id: 'MGC', when: { potential: { $gte: '2000' } } }],
  } as const;
  const withoutCost = { revenue: yuan('9.00'), potential: yuan('2000.00') };

  it.each([
    ['first', 'MGC'],
    ['firstCertain', 'UNRATED'],
    ['unique', 'UNRATED'],
  ] as const)('%s: with a cost unknown above it, a tier that holds is %s', (hitPolicy, tier) => {
    expect(compileValue({ ...base, hitPolicy })(withoutCost, today).outcome.tier).toBe(tier);
  });

  it.each([
    ['first', 'MVC'],
    ['firstCertain', 'MVC'],
    ['unique', 'UNRATED'],
  ] as const)('%s: of two tiers that hold, %s', (hitPolicy, tier) => {
    const decision = compileValue({ ...base, hitPolicy })(customer('4000.00', '2000.00'), today);
    expect(decision.outcome.tier).toBe(tier);
    if (hitPolicy === 'unique') {
      expect(decision.reasons[0]).toEqual({ code: 'ambiguous', facts: { tiers: ['MVC', 'MGC'] } });
    }
  });

  it('unique: one tier that holds alone is taken', () => {
    expect(compileValue({ ...base, hitPolicy: 'unique' })(customer('10.00', '2000.00'), today).outcome.tier).toBe(
      'MGC',
    );
  });

  it('keeps the otherwise result for customers about whom everything is known', () => {
    const classify = compileValue({ ...base, otherwise: 'MGC' });
    const decision = classify(customer('10.00', '0.00'), today);
    expect(decision.outcome.tier).toBe('MGC');
    expect(decision.reasons[0]).toEqual({ code: 'otherwise', facts: { tier: 'MGC' } });
  });
});

describe('a provisional tier', () => {
  const classify = compileValue({
    ...tierPolicy,
    whenUnknown: { result: 'provisional', tiers: [{ tier: 'MVC', when: { revenue: { $gte: '20000' } } }] },
  });

  it('stands on what is known, and says so', () => {
    const decision = classify({ revenue: yuan('25000.00') }, today);
    expect(decision.outcome).toMatchObject({ tier: 'MVC', provisional: true });
    expect(decision.reasons[0]).toMatchObject({
      code: 'provisional',
      rule: 'MVC',
      facts: { missing: ['costToServe', 'potential'] },
    });
  });

  it('is not below zero by default: what the second table leaves out is unrated', () => {
    expect(classify({ revenue: yuan('10.00') }, today).outcome).toMatchObject({ tier: 'UNRATED', provisional: false });
  });
});

describe('a value policy', () => {
  const broken = {
    ...tierPolicy,
    figures: [...tierPolicy.figures, { id: 'late', kind: 'money', currency: 'CNY', terms: [{ fact: 'late' }] }],
    tiers: [
      { id: 'MVC', when: { current: { $gte: '3000' } } },
      { id: 'TOP', when: { current: { $gte: '9000' } } },
      { id: 'MGC', when: { gap: {} } },
      { id: 'BZ', when: { margin: { $lt: '0' } } },
    ],
    otherwise: 'LVC',
  };

  it('reports every fault with its path: order, a missing threshold, an unknown fact, a cycle, an unknown tier', () => {
    const paths = checkValue(broken).map(({ code, path }) => `${code} ${path.join('.')}`);
    expect(paths).toEqual(
      expect.arrayContaining([
        'unreachable tiers.1.when',
        'empty tiers.2.when.gap',
        'unknownFact tiers.3.when.margin',
        'cycle figures.2.terms.0.fact',
        'unknownReference otherwise',
      ]),
    );
    expect(() => compileValueJson(broken)).toThrow(PolicyError);
  });

  it('names a tier without a condition, because no threshold is defaulted', () => {
    const issues = checkValue({ ...tierPolicy, tiers: [{ id: 'MVC' }], otherwise: 'MVC', flags: [] });
    expect(issues.map(({ message }) => message)).toEqual([
      'tiers.0.when: expected a condition, an object of tests, got nothing',
    ]);
  });

  it.each([
    ['sum', '1.1'],
    ['sum', '0.9'],
  ])('refuses weights that do not sum to one: %s', (code, third) => {
    const figures = [
      {
        id: 'all',
        kind: 'score',
        scale: 2,
        weights: 'sumToOne',
        rounding: 'halfUp',
        terms: [{ fact: 's', times: third }],
      },
    ];
    const policy = { ...tierPolicy, facts: [...tierPolicy.facts, { id: 's', kind: 'decimal', scale: 2 }], figures };
    expect(checkValue(policy)).toContainEqual(expect.objectContaining({ code, path: ['figures', 0, 'terms'] }));
  });

  it('never lets a score into money, nor money into a score without a scale', () => {
    const facts = [...tierPolicy.facts, { id: 'social', kind: 'decimal', scale: 1 }];
    const money = { id: 'x', kind: 'money', currency: 'CNY', terms: [{ fact: 'social' }] };
    const score = { id: 'y', kind: 'score', scale: 1, rounding: 'halfUp', terms: [{ fact: 'revenue' }] };
    const issues = checkValue({ ...tierPolicy, facts, figures: [...tierPolicy.figures, money, score] });
    expect(issues.map(({ path }) => path.join('.'))).toEqual(['figures.2.terms.0.fact', 'figures.3.terms.0.fact']);
  });

  it('makes a composite of three values only by weights that sum to one: .8 × .5 + .5 × .3 + 1.0 × .2 = .75', () => {
    const score = { kind: 'decimal', scale: 2, min: '0', max: '1' } as const;
    const classify = compileValue({
      ...tierPolicy,
      facts: [
        { id: 'potential', ...score },
        { id: 'social', ...score },
        { id: 'margin', kind: 'money', currency: 'CNY' },
      ],
      figures: [
        {
          id: 'currentScore',
          kind: 'score',
          scale: 2,
          rounding: 'halfUp',
          terms: [{ fact: 'margin', scored: { from: '0', to: '50000' } }],
        },
        {
          id: 'composite',
          kind: 'score',
          scale: 3,
          rounding: 'halfUp',
          weights: 'sumToOne',
          terms: [
            { fact: 'currentScore', times: '0.5' },
            { fact: 'potential', times: '0.3' },
            { fact: 'social', times: '0.2' },
          ],
        },
      ],
      tiers: [{ id: 'MVC', when: { composite: { $gte: '0.75' } } }],
      flags: [],
    });
    const facts = { margin: yuan('40000.00'), potential: '0.5', social: '1' };
    expect(classify.figures(facts)).toEqual({ currentScore: '0.80', composite: '0.750' });
    expect(classify(facts, today).outcome.tier).toBe('MVC');
    expect(classify.figures({ ...facts, margin: yuan('-9.00') }).currentScore).toBe('0.00');
    expect(classify.figures({ ...facts, margin: yuan('99999.00') }).currentScore).toBe('1.00');
  });

  it('counts a current value per year, or discounted: 350 a month for 12 months at 1 % paid at the end = 3,939.28', () => {
    // 350 × (1 - 1.01^-12) / 0.01 = 350 × 11.25507747 = 3,939.277…; 12 × 350 = 4,200
    const monthly = { fact: 'margin' } as const;
    const discounted = { periods: 12, rate: '0.01', paid: 'end' } as const;
    const cny = { kind: 'money', currency: 'CNY' } as const;
    const classify = compileValue({
      ...tierPolicy,
      facts: [{ id: 'margin', ...cny }],
      figures: [
        { id: 'annual', ...cny, terms: [{ ...monthly, times: '12' }] },
        { id: 'present', ...cny, rounding: 'halfUp', terms: [{ ...monthly, discounted }] },
      ],
      tiers: [{ id: 'MVC', when: { annual: { $gte: '4200' } } }],
      flags: [],
    });
    expect(classify.figures({ margin: yuan('350.00') })).toEqual({ annual: yuan('4200.00'), present: yuan('3939.28') });
  });

  it('refuses factors whose digits leave exact integers, when compiling and not when deciding', () => {
    const scored = { from: '0', to: '99999999999.97' };
    const term = { fact: 'revenue', times: '0.333333333331', scored };
    const figure = { id: 'fine', kind: 'score', scale: 9, rounding: 'halfUp', terms: [term] };
    expect(checkValue({ ...tierPolicy, figures: [...tierPolicy.figures, figure] })).toContainEqual(
      expect.objectContaining({ code: 'limit', path: ['figures', 2, 'terms', 0] }),
    );
  });

  it('refuses a figure called like a fact', () => {
    const clash = { id: 'revenue', kind: 'money', currency: 'CNY', terms: [{ amount: '1' }] };
    expect(checkValue({ ...tierPolicy, figures: [...tierPolicy.figures, clash] })).toContainEqual(
      expect.objectContaining({ code: 'duplicate', path: ['figures', 2, 'id'] }),
    );
  });

  it('takes ids that look like members of every object', () => {
    const classify = compileValueJson({
      ...tierPolicy,
      facts: [{ id: '__proto__', kind: 'money', currency: 'CNY' }],
      figures: [{ id: 'toString', kind: 'money', currency: 'CNY', terms: [{ fact: '__proto__' }] }],
      tiers: [{ id: 'constructor', when: { toString: { $gte: '5' } } }],
      flags: [],
    });
    const facts = JSON.parse('{"__proto__":{"amount":"5.00","currency":"CNY"}}');
    expect(classify(facts, today).outcome.tier).toBe('constructor');
    expect(classify({}, today).outcome.tier).toBe('UNRATED');
    expect(classify({}, today).unknown).toEqual(['__proto__']);
  });
});

const amount = fc.integer({ min: -1_000_000, max: 1_000_000 }).map((units) => (units / 100).toFixed(2));
const unsure = fc.option(amount, { nil: null });
const record = fc
  .record({ revenue: unsure, costToServe: unsure, potential: unsure })
  .map((raw) =>
    Object.fromEntries(Object.entries(raw).map(([key, value]) => [key, value === null ? null : yuan(value)])),
  );
const deciders = (['first', 'firstCertain', 'unique'] as const).flatMap((hitPolicy) =>
  (
    [
      { result: 'unrated' },
      { result: 'provisional', tiers: [{ tier: 'LVC', when: { revenue: { $gte: '0' } } }] },
    ] as const
  ).map((whenUnknown) => compileValue({ ...tierPolicy, hitPolicy, whenUnknown })),
);

describe('the fast lane', () => {
  it('gives the outcome of the full decision, on objects and on columns', () => {
    fc.assert(
      fc.property(fc.array(record, { minLength: 1, maxLength: 20 }), (records) => {
        const column = (fact: string) =>
          Float64Array.from(records, (one) => {
            const money = one[fact] as { readonly amount: string } | null;
            return money === null ? Number.NaN : Math.round(Number(money.amount) * 100);
          });
        const columns = {
          revenue: column('revenue'),
          costToServe: column('costToServe'),
          potential: column('potential'),
        };
        for (const classify of deciders) {
          const byColumns = classify.columns({ length: records.length, columns });
          records.forEach((facts, i) => {
            const { outcome } = classify(facts, today);
            expect(classify.outcome(facts, today)).toEqual(outcome);
            expect([byColumns.tiers[byColumns.codes[i]!], byColumns.provisional[i] === 1]).toEqual([
              outcome.tier,
              outcome.provisional,
            ]);
          });
        }
      }),
    );
  });

  it('rejects the same records with the same issues', () => {
    const bad = { revenue: { amount: '1.001', currency: 'CNY' }, costToServe: yuan('1.00'), potential: 7 } as never;
    const issuesOf = (run: () => unknown): unknown => {
      try {
        return run();
      } catch (error) {
        return (error as InputError).issues;
      }
    };
    expect(issuesOf(() => classifyTier.outcome(bad, today))).toEqual(issuesOf(() => classifyTier(bad, today)));
  });

  it('puts every customer of a base into exactly one tier or the rejects', () => {
    const records = [customer('5000.00', '0.00'), customer('1e9', '0'), customer('-1.00', '0.00'), {}];
    const { decided, rejects } = decideAll(classifyTier, records, today);
    expect(decided.map(({ outcome }) => outcome.tier)).toEqual(['MVC', 'BZ', 'UNRATED']);
    expect(rejects.map(({ index }) => index)).toEqual([1]);
  });
});

describe('an override', () => {
  const overrides = [
    {
      subject: 'A1',
      outcome: classifyTier.outcomeOf({ tier: 'MVC' }),
      by: 'County manager Li',
      why: 'reference customer of the county',
      until: '2026-12-31',
    },
  ];

  it('stands above the table for its time, and shows', () => {
    const decision = classifyTier(customer('10.00', '10.00'), { ...today, subject: 'A1', overrides });
    expect(decision.outcome.tier).toBe('MVC');
    expect(decision.reasons[0]).toMatchObject({ code: 'overridden', facts: { computed: { tier: 'LVC' } } });
    const later = { asOf: '2027-01-01', subject: 'A1', overrides };
    expect(classifyTier(customer('10.00', '10.00'), later).outcome.tier).toBe('LVC');
  });

  it('of the tier alone leaves flags and classes to the policy', () => {
    const { outcome } = classifyTier(customer('10.00', '10.00'), today);
    const partial = [{ ...overrides[0]!, outcome: { tier: 'MVC' } }];
    const context = { ...today, subject: 'A1', overrides: partial };
    expect(classifyTier(customer('10.00', '10.00'), context).outcome).toEqual({ ...outcome, tier: 'MVC' });
    expect(classifyTier.outcome(customer('10.00', '10.00'), context).tier).toBe('MVC');
  });

  it('of the tier alone, misspelt, names the one typo', () => {
    const decide = (outcome: object) =>
      classifyTier(customer('1.00', '1.00'), { ...today, subject: 'A1', overrides: [{ ...overrides[0]!, outcome }] });
    expect(() => decide({ teir: 'MVC' })).toThrow(/: outcome\.teir: expected one of tier, provisional, .*, got "MVC"$/);
    expect(() => decide({ tier: 'VIP' })).toThrow(/: outcome\.tier: expected one of .*, got "VIP"$/);
  });

  it('with a tier that the policy does not know is bad input', () => {
    const odd = [{ ...overrides[0]!, outcome: { ...overrides[0]!.outcome, tier: 'VIP' } }];
    expect(() => classifyTier(customer('1.00', '1.00'), { ...today, subject: 'A1', overrides: odd })).toThrow(
      InputError,
    );
  });
});
