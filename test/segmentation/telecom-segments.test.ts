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

  it('says that a hospital with high usage is health and high', () => {
    const { vertical, usage } = telecomSegments.outcome(
      { ...shop, industry: 'hospital', monthlyUsageGb: 4000 },
      context,
    );
    expect(`${vertical}:${usage}`).toBe('health:high');
  });
});
