import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { valueTiers } from '../../examples/policies/value-tiers.js';
import { today, yuan } from './tiers.js';

const nobody = {
  annualRevenue: yuan('600.00'),
  costToServe: yuan('100.00'),
  hasBroadband: true,
  hasIct: true,
  institution: 'shop',
  businessRole: 'endUser',
  suppliesUs: false,
  usesOurProducts: true,
  employees: 4,
  profitable: true,
  competitorTarget: false,
} as const;

const classesOf = (change: object) => valueTiers({ ...nobody, ...change }, today).outcome;

describe('key-account classes', () => {
  const table: readonly (readonly [readonly string[], object, string])[] = [
    [[], {}, 'a shop'],
    [['important'], { institution: 'court' }, 'a court at 50 yuan a month: importance does not depend on spend'],
    [['important'], { institution: 'emergencyLine' }, 'an emergency line, by the second wording'],
    [['key'], { annualRevenue: yuan('60000.00') }, 'high spend'],
    [[], { annualRevenue: yuan('60000.00'), businessRole: 'wholesaler' }, 'a wholesaler, whose turnover is no own use'],
    [['important', 'key'], { institution: 'finance', annualRevenue: yuan('60000.00') }, 'a bank: labels are many'],
    [['group'], { suppliesUs: true }, 'a supplier who buys from us'],
    [[], { suppliesUs: true, usesOurProducts: false }, 'a supplier who buys nothing'],
    [
      ['strategicPotential'],
      { employees: 2000, annualRevenue: yuan('8000.00') },
      '2,000 staff, profitable, spend 8,000',
    ],
    [['key'], { employees: 2000, annualRevenue: yuan('60000.00') }, 'the same with a spend of 60,000'],
    [
      ['strategicPotential'],
      { hasBroadband: false, hasIct: false, competitorTarget: true },
      'potential, and a rival calls',
    ],
  ];
  it.each(table)('are %j for %j: %s', (classes, change, _who) => {
    expect(classesOf(change).classes).toEqual(classes);
  });

  it('name a primary one by the declared precedence', () => {
    const bank = { institution: 'finance', annualRevenue: yuan('60000.00') };
    expect(classesOf(bank).primaryClass).toBe('important');
    expect(classesOf({}).primaryClass).toBeNull();
  });

  it('say which rule made the customer a member, local ones by their source', () => {
    const { reasons } = valueTiers({ ...nobody, institution: 'waterWorks' }, today);
    expect(reasons).toContainEqual(
      expect.objectContaining({
        code: 'classHeld',
        rule: 'important',
        facts: expect.objectContaining({ source: 'localPolicy' }),
      }),
    );
  });

  it('stay open where a fact is missing, and name it', () => {
    const decision = valueTiers({ ...nobody, suppliesUs: null }, today);
    expect(decision.outcome).toMatchObject({ classes: [], undecidedClasses: ['group'] });
    expect(decision.unknown).toEqual(['suppliesUs']);
  });

  it.each([
    ['key', '經濟大客戶'],
    ['key', '重点大客户'],
    ['important', '重要客户'],
    ['group', '集团客户'],
    ['strategicPotential', '潛在大客戶'],
    ['key', 'key'],
    [undefined, '优质客户'],
  ])('are known by the names of the practice: %s is %s', (id, name) => {
    expect(valueTiers.classNamed(name)).toBe(id);
  });
});

describe('the figures of the starter policy', () => {
  it('potential value: broadband .3 × 3,000 + ICT .1 × 10,000 = 1,900', () => {
    const facts = { ...nobody, hasBroadband: false, hasIct: false };
    expect(valueTiers.figures(facts).potentialValue).toEqual(yuan('1900.00'));
  });

  it('potential value: unknown while it is unknown what the customer uses', () => {
    expect(valueTiers.figures({ ...nobody, hasIct: null }).potentialValue).toBeNull();
  });

  it('social value: five points for a hospital, with the evidence and without money', () => {
    const decision = valueTiers({ ...nobody, institution: 'hospital' }, today);
    expect(decision.reasons).toContainEqual({
      code: 'figure',
      rule: 'socialValue',
      facts: { value: '5', tests: [expect.objectContaining({ fact: 'institution', seen: 'hospital', holds: true })] },
    });
  });
});

describe('hysteresis', () => {
  const worth = (current: string) => ({ ...nobody, annualRevenue: yuan(current), costToServe: yuan('0.00') });
  const held = { tierBefore: 'MVC' };

  type Row = readonly [string, object | null, Parameters<typeof valueTiers>[0], string];
  const table: readonly Row[] = [
    ['MVC', null, { ...worth('2700.00'), ...held }, 'kept by the lower bar'],
    ['MVC', { tier: 'LVC', periods: 1 }, { ...worth('2699.99'), ...held }, 'first period below'],
    ['LVC', null, { ...worth('2699.99'), ...held, candidateBefore: 'LVC', candidatePeriods: 1 }, 'second period below'],
    [
      'MVC',
      { tier: 'LVC', periods: 1 },
      { ...worth('2699.99'), ...held, candidateBefore: 'BZ', candidatePeriods: 1 },
      'another candidate before',
    ],
    ['LVC', null, { ...worth('2700.00'), tierBefore: 'LVC' }, 'who never held MVC does not keep it'],
    ['MVC', null, { ...worth('3000.00'), tierBefore: 'LVC' }, 'up at once'],
    ['LVC', null, worth('2700.00'), 'no last period'],
  ];
  it.each(table)('gives %s, pending %j, from %j: %s', (tier, pending, facts, _why) => {
    const decision = valueTiers(facts, today);
    expect(decision.outcome).toMatchObject({ tier, pending });
    expect(valueTiers.outcome(facts, today)).toEqual(decision.outcome);
  });

  it('says why a tier is kept, in both languages', () => {
    const decision = valueTiers({ ...worth('2699.99'), ...held }, today);
    expect(valueTiers.explain(decision, 'en')[0]).toBe(
      'Stays Most Valuable: the table has said Low Value for 1 of 2 periods.',
    );
    expect(valueTiers.explain(decision, 'zh')[0]).toBe('仍为 最有价值客户：按表为 低贡献客户 已 1 期，需 2 期。');
  });
});

describe('the starter policy in its fast lanes', () => {
  const texts = ['MVC', 'MGC', 'LVC', 'BZ', 'UNRATED', 'elsewhere'];
  const fen = fc.option(fc.integer({ min: -10_000, max: 6_000_000 }));
  const flag = fc.option(fc.boolean());
  const record = fc.record({
    annualRevenue: fen,
    costToServe: fen,
    hasBroadband: flag,
    hasIct: flag,
    suppliesUs: flag,
    usesOurProducts: flag,
    profitable: flag,
    competitorTarget: flag,
    employees: fc.option(fc.integer({ min: 0, max: 3000 })),
    institution: fc.option(fc.constantFrom('court', 'shop', 'finance', 'waterWorks')),
    businessRole: fc.option(fc.constantFrom('endUser', 'dealer')),
    tierBefore: fc.option(fc.constantFrom(...texts)),
    candidateBefore: fc.option(fc.constantFrom(...texts)),
    candidatePeriods: fc.option(fc.integer({ min: 0, max: 3 })),
  });
  type Raw = typeof record extends fc.Arbitrary<infer R> ? R : never;
  const amount = (units: number | null) => (units === null ? null : yuan((units / 100).toFixed(2)));
  const factsOf = (raw: Raw) => ({
    ...raw,
    annualRevenue: amount(raw.annualRevenue),
    costToServe: amount(raw.costToServe),
  });
  const numbers = (rows: readonly Raw[], fact: keyof Raw) =>
    Float64Array.from(rows, (row) => (row[fact] === null ? Number.NaN : Number(row[fact])));
  const coded = (rows: readonly Raw[], fact: keyof Raw) => {
    const values = [...new Set(rows.map((row) => row[fact]).filter((value) => value !== null))] as string[];
    return { codes: Int32Array.from(rows, (row) => values.indexOf(row[fact] as string)), values };
  };

  it('agrees with the full decision, hysteresis and classes included, by record and by columns', () => {
    fc.assert(
      fc.property(fc.array(record, { minLength: 1, maxLength: 12 }), (rows) => {
        const columns = Object.fromEntries(
          (Object.keys(rows[0]!) as (keyof Raw)[]).map((fact) => [
            fact,
            ['institution', 'businessRole', 'tierBefore', 'candidateBefore'].includes(fact)
              ? coded(rows, fact)
              : numbers(rows, fact),
          ]),
        );
        const base = valueTiers.columns({ length: rows.length, columns });
        rows.forEach((row, i) => {
          const { outcome } = valueTiers(factsOf(row), today);
          expect(valueTiers.outcome(factsOf(row), today)).toEqual(outcome);
          expect([base.tiers[base.codes[i]!], base.provisional[i] === 1]).toEqual([outcome.tier, outcome.provisional]);
        });
      }),
    );
  });
});
