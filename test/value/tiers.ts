import { compileValue } from 'tenure/value';

const cny = { kind: 'money', currency: 'CNY' } as const;

/** The practice's acceptance figures: MVC from a margin of 3,000, MGC from a growth gap of 2,000. */
export const tierPolicy = {
  kind: 'value',
  id: 'tiers',
  version: '1',
  facts: [
    { id: 'revenue', ...cny },
    { id: 'costToServe', ...cny },
    { id: 'potential', ...cny },
  ],
  figures: [
    { id: 'current', ...cny, terms: [{ fact: 'revenue' }, { fact: 'costToServe', times: '-1' }] },
    { id: 'gap', ...cny, terms: [{ fact: 'potential' }, { fact: 'current', times: '-1' }] },
  ],
  hitPolicy: 'first',
  tiers: [
    { id: 'BZ', when: { current: { $lt: '0' } } },
    { id: 'MVC', when: { current: { $gte: '3000' } } },
    { id: 'MGC', when: { gap: { $gte: '2000' } } },
    { id: 'LVC', when: { current: { $gte: '0' }, gap: { $lt: '2000' } } },
  ],
  otherwise: 'UNRATED',
  whenUnknown: { result: 'unrated' },
  flags: [{ id: 'turnaround', tiers: ['BZ'], when: { potential: { $gte: '3000' } } }],
} as const;

export const classifyTier = compileValue(tierPolicy);

export const yuan = (amount: string) => ({ amount, currency: 'CNY' });

/** A customer by current and potential value, with no cost. */
export const customer = (current: string, potential: string) => ({
  revenue: yuan(current),
  costToServe: yuan('0.00'),
  potential: yuan(potential),
});

export const today = { asOf: '2026-11-21' } as const;
