import { compileProfile, type ProfilePolicy } from 'tenure/profile';

export const profilePolicy = {
  kind: 'profile',
  id: 'tongchuan',
  version: '1',
  currency: 'CNY',
  services: [
    { id: 'local', unit: 'minutes' },
    { id: 'longDistance', unit: 'minutes' },
    { id: 'internet', unit: 'minutes' },
    { id: 'data', unit: 'GB' },
  ],
  windows: { recentMonths: 1, baselineMonths: 1, knownMonths: 1, recentDays: 90 },
  rounding: 'halfUp',
  arrearsClasses: [{ id: 'A', upToDays: 0 }, { id: 'B', upToDays: 30 }, { id: 'C' }],
  attributes: [
    {
      fact: { id: 'satisfaction', kind: 'integer', min: 0, max: 10 },
      provenance: ['research'],
      sources: ['survey'],
      staleAfterDays: 365,
      whenStale: 'unknown',
    },
    { fact: { id: 'address', kind: 'text' }, provenance: ['billing', 'crm'], sources: ['billing', 'crm', 'sales'] },
  ],
  consent: [{ purpose: 'marketing', facts: ['dataUsage', 'satisfaction'] }],
  files: [
    {
      id: 'potential',
      required: ['name', 'address', 'category', 'contacts', 'employees', 'currentOperator'],
      optional: [],
    },
    { id: 'key', required: ['name', 'contracts'], optional: ['satisfaction', 'usage'] },
  ],
} as const satisfies ProfilePolicy;

export const profile = compileProfile(profilePolicy);

/** The same with windows of three months now against nine before, and two known months asked for. */
export const quarterly = compileProfile({
  ...profilePolicy,
  windows: { recentMonths: 3, baselineMonths: 9, knownMonths: 2, recentDays: 90 },
});

export const asOf = '2013-01-15';
