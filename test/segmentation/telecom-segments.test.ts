import { describe, expect, it } from 'vitest';
import { telecomSegments } from '../../examples/policies/telecom-segments.js';

const context = { asOf: '2013-01-01' };
const shop = Object.freeze({
  hasBusinessLicence: true,
  hasPersonalId: false,
  industry: 'retail',
  sites: 1,
  employees: 12,
  monthlyUsageGb: 40,
  voiceMinutes: 900,
  internetShare: 0.2,
  monthlyFee: { amount: '168.00', currency: 'CNY' },
  wantsBackupCircuit: false,
  keenOnNewServices: false,
});

describe('the starter segmentation of a telecom operator', () => {
  it.each([
    ['voice:low', {}],
    ['resilience:low', { industry: 'court' }],
    ['networking:low', { sites: 3 }],
    ['data:medium', { keenOnNewServices: true, monthlyUsageGb: 200 }],
    ['data:high', { internetShare: 0.55, monthlyUsageGb: 1000 }],
    ['unclear:low', { sites: null }],
    ['networking:unmeasured', { sites: 7, monthlyUsageGb: null }],
  ])('puts a shop into %s with %j', (cell, change) => {
    expect(telecomSegments.outcome({ ...shop, ...change }, context).cell).toBe(cell);
  });

  it.each([
    ['business', { hasBusinessLicence: true, hasPersonalId: true }],
    ['residential', { hasBusinessLicence: false, hasPersonalId: true }],
    ['unregistered', { hasBusinessLicence: false, hasPersonalId: false }],
    ['uncategorised', { hasBusinessLicence: null, hasPersonalId: null }],
    ['uncategorised', { hasBusinessLicence: null, hasPersonalId: true }],
  ])('calls a customer %s with %j, and never residential by default', (category, change) => {
    expect(telecomSegments.outcome({ ...shop, ...change }, context).category).toBe(category);
  });

  it.each([
    ['business/health', 'industryApplies', { industry: 'hospital' }],
    ['residential', 'industryIgnored', { industry: 'hospital', hasBusinessLicence: false, hasPersonalId: true }],
    ['residential', 'industryApplies', { industry: null, hasBusinessLicence: false, hasPersonalId: true }],
    ['uncategorised', 'industryUnchecked', { industry: 'hospital', hasBusinessLicence: null }],
    ['business/unlisted', 'industryApplies', { industry: null }],
  ])('takes the default profile %s with the warning %s from %j', (profile, warning, change) => {
    const found = telecomSegments.outcome({ ...shop, ...change }, context);
    expect([found.profile, found.industryUse]).toEqual([profile, warning]);
  });

  it('says of a household that its industry was ignored, and why', () => {
    const household = { ...shop, industry: 'hospital', hasBusinessLicence: false, hasPersonalId: true };
    const decision = telecomSegments(household, context);
    expect(telecomSegments.explain(decision, 'en')).toEqual(
      expect.arrayContaining([
        'Default profile: Residential, not refined.',
        expect.stringMatching(/^Use of the industry: industry ignored: not a business, because/),
      ]),
    );
  });

  it('says that a hospital with high usage is health and high', () => {
    const { vertical, usage } = telecomSegments.outcome(
      { ...shop, industry: 'hospital', monthlyUsageGb: 4000 },
      context,
    );
    expect(`${vertical}:${usage}`).toBe('health:high');
  });
});
