import type { InputError } from 'tenure/core';
import type { CompliancePolicy, GivenBenefit } from 'tenure/practice';
import { checkPricing, compilePricingJson, type QuoteRequest } from 'tenure/pricing';
import { describe, expect, test } from 'vitest';
import { asOf, basePolicy } from './sme-catalogue.js';

const house: CompliancePolicy = {
  influentialIndividual: 'blocked',
  otherIndividual: 'needsClearance',
  mustBeBooked: ['commission'],
};
const quote = compilePricingJson({ ...basePolicy, compliance: house });
const given = (benefit: GivenBenefit): QuoteRequest => ({ lines: [{ offering: 'fibre-100', benefit }] });

describe('the compliance guard of a quote', () => {
  test.each([
    [
      'refused',
      'blocked',
      'toInfluentialIndividual',
      'the leader’s handset',
      { benefit: 'handset', recipient: 'namedIndividual', hasInfluence: true },
    ],
    [
      'refused',
      'blocked',
      'influenceUnknown',
      'a person whom nobody checked',
      { benefit: 'handset', recipient: 'namedIndividual' },
    ],
    [
      'needsApproval',
      'needsClearance',
      'toIndividualWithoutInfluence',
      'a person without influence',
      { benefit: 'handset', recipient: 'namedIndividual', hasInfluence: false },
    ],
    [
      'acceptable',
      'allowed',
      'toAllStaffByRule',
      'the same handset for all staff by a published rule',
      { benefit: 'handset', recipient: 'allStaffByRule' },
    ],
    ['acceptable', 'allowed', 'toUnit', 'the unit’s own handset', { benefit: 'handset', recipient: 'unit' }],
    [
      'refused',
      'blocked',
      'usedByInfluentialIndividual',
      'the unit’s handset that its leader uses',
      { benefit: 'handset', recipient: 'unit', user: { recipient: 'namedIndividual', hasInfluence: true } },
    ],
    [
      'acceptable',
      'allowed',
      'paidByRecipient',
      'a handset that the leader pays himself',
      { benefit: 'handset', recipient: 'namedIndividual', hasInfluence: true, payer: 'recipient' },
    ],
    [
      'refused',
      'blocked',
      'toInfluentialIndividual',
      'the leader’s handset on the unit’s bill',
      { benefit: 'handset', recipient: 'namedIndividual', hasInfluence: true, payer: 'unit' },
    ],
    [
      'refused',
      'blocked',
      'notBooked',
      'a commission outside the books',
      { benefit: 'commission', recipient: 'unit', isBooked: false },
    ],
    [
      'needsApproval',
      'needsClearance',
      'bookingUnknown',
      'a commission, booked or not',
      { benefit: 'commission', recipient: 'unit' },
    ],
  ] as const)('is %s (%s, %s) for %s', (verdict, ruling, ground, _, benefit) => {
    const decision = quote(given(benefit), asOf);
    expect(decision.outcome.verdict).toBe(verdict);
    expect(decision.outcome.compliance).toMatchObject({ verdict: ruling, benefits: [{ id: 'line 1', line: 0 }] });
    expect(decision.outcome.compliance?.benefits[0]?.because[0]).toBe(ground);
    const reason = decision.reasons.find(({ rule }) => rule === 'line 1')!;
    expect([reason.code, (reason.facts.because as string[])[0]]).toEqual([
      { blocked: 'benefitBlocked', needsClearance: 'benefitNeedsClearance', allowed: 'benefitAllowed' }[ruling],
      ground,
    ]);
  });

  test('may ask for clearance where the house does not block', () => {
    const milder = compilePricingJson({
      ...basePolicy,
      compliance: { ...house, influentialIndividual: 'needsClearance' },
    });
    const { outcome } = milder(given({ benefit: 'gift', recipient: 'namedIndividual', hasInfluence: true }), asOf);
    expect([outcome.verdict, outcome.compliance?.verdict]).toEqual(['needsApproval', 'needsClearance']);
  });

  test('judges what is given beside the lines, and the gravest of all decides', () => {
    const decision = quote(
      {
        lines: [{ offering: 'fibre-100', id: 'access', benefit: { benefit: 'discount', recipient: 'unit' } }],
        benefits: [{ id: 'banquet', benefit: 'hospitality', recipient: 'namedIndividual', hasInfluence: true }],
      },
      asOf,
    );
    expect(decision.outcome.compliance?.benefits.map(({ id, verdict }) => [id, verdict])).toEqual([
      ['access', 'allowed'],
      ['banquet', 'blocked'],
    ]);
    expect(decision.outcome.verdict).toBe('refused');
    expect(quote.explain(decision, 'en').at(-1)).toBe(
      'banquet (Hospitality) is blocked: it goes to a person with influence.',
    );
    expect(quote.explain(decision, 'zh').at(-1)).toBe('banquet（招待）被合规审查拦截：给予有决策影响力的个人。');
  });

  test('names what has to be asked', () => {
    const decision = quote(
      given({
        benefit: 'commission',
        recipient: 'namedIndividual',
        user: { recipient: 'namedIndividual' },
      }),
      asOf,
    );
    expect(decision.unknown).toEqual(['line 1.hasInfluence', 'line 1.user.hasInfluence', 'line 1.isBooked']);
  });

  test('says allowed where nothing is given, and nothing at all without a guard', () => {
    const plain: QuoteRequest = { lines: [{ offering: 'fibre-100' }] };
    expect(quote(plain, asOf).outcome.compliance).toEqual({ verdict: 'allowed', benefits: [] });
    expect(compilePricingJson(basePolicy)(plain, asOf).outcome.compliance).toBeNull();
  });

  test.each([
    ['conflict lines.0.benefit', compilePricingJson(basePolicy), given({ benefit: 'gift', recipient: 'unit' })],
    ['unknownReference lines.0.benefit.benefit', quote, given({ benefit: 'car', recipient: 'unit' } as never)],
    ['unknownReference lines.0.benefit.recipient', quote, given({ benefit: 'gift', recipient: 'leader' } as never)],
    [
      'unknownReference lines.0.benefit.user.recipient',
      quote,
      given({ benefit: 'gift', recipient: 'unit', user: { recipient: 'x' } } as never),
    ],
    [
      'unknownReference lines.0.benefit.payer',
      quote,
      given({ benefit: 'gift', recipient: 'unit', payer: 'x' } as never),
    ],
    [
      'missing benefits.0.id',
      quote,
      { lines: [{ offering: 'fibre-100' }], benefits: [{ benefit: 'gift', recipient: 'unit' }] } as never,
    ],
  ] as const)('is never passed by silently: %s', (fault, decider, request) => {
    for (const lane of [decider, decider.total]) {
      try {
        lane(request, asOf);
        expect.unreachable();
      } catch (error) {
        const issues = (error as InputError).issues;
        expect(issues.map(({ code, path }) => `${code} ${path.join('.')}`)).toContain(fault);
      }
    }
  });

  test('refuses a policy that books what is no benefit', () => {
    const faults = checkPricing({ ...basePolicy, compliance: { ...house, mustBeBooked: ['bribe'] } });
    expect(faults.map(({ path }) => path.join('.'))).toEqual(['compliance.mustBeBooked.0']);
  });
});
