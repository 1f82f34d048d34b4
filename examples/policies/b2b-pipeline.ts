import { compileFunnel } from 'tenure/funnel';

/**
 * A plain B2B pipeline: other stages, other gates, the same engine. The numbers of days are examples.
 */
export const b2bPipeline = compileFunnel({
  kind: 'funnel',
  id: 'b2b-pipeline',
  version: '1',
  facts: [
    { id: 'budget', kind: 'money', currency: 'EUR' },
    { id: 'decisionMakerMet', kind: 'flag' },
    { id: 'proposalSentOn', kind: 'date' },
    { id: 'contractSigned', kind: 'flag' },
  ],
  stages: [
    { id: 'lead', kind: 'open', cadenceDays: 7 },
    { id: 'qualified', kind: 'open', normDays: 30 },
    { id: 'proposal', kind: 'open', normDays: 21 },
    { id: 'negotiation', kind: 'open', normDays: 30 },
    { id: 'won', kind: 'won' },
    { id: 'lost', kind: 'lost' },
  ],
  guards: [
    { id: 'budgetKnown', when: { budget: { $gte: '1000.00' } }, evidence: { en: 'a budget of at least 1,000 EUR' } },
    { id: 'decisionMaker', when: { decisionMakerMet: true }, evidence: { en: 'a meeting with the decision maker' } },
    { id: 'proposalSent', when: { proposalSentOn: { $exists: true } }, evidence: { en: 'the proposal' } },
    // A proposal is left to rest before prices are talked about.
    { id: 'rested', when: { 'state.daysInStage': { $gte: 3 } }, evidence: { en: 'three days after the proposal' } },
    { id: 'signed', when: { contractSigned: true }, evidence: { en: 'the signed contract' } },
  ],
  moves: [
    { id: 'capture', on: 'capture', to: 'lead' },
    { id: 'qualify', on: 'qualify', from: ['lead'], to: 'qualified', guards: ['budgetKnown', 'decisionMaker'] },
    { id: 'propose', on: 'propose', from: ['qualified'], to: 'proposal', guards: ['proposalSent'] },
    { id: 'negotiate', on: 'negotiate', from: ['proposal'], to: 'negotiation', guards: ['rested'] },
    { id: 'win', on: 'win', from: ['proposal', 'negotiation'], to: 'won', guards: ['signed'] },
    {
      id: 'lose',
      on: 'lose',
      from: ['lead', 'qualified', 'proposal', 'negotiation'],
      to: 'lost',
      reasons: ['price', 'timing', 'rival', 'silent'],
    },
    { id: 'reopen', on: 'reopen', from: ['lost'], to: 'qualified', guards: ['decisionMaker'] },
    { id: 'note', on: 'note', from: ['lead', 'qualified', 'proposal', 'negotiation'] },
  ],
  lapses: [{ id: 'silence', from: ['lead'], to: 'lost', afterDays: 90, since: 'touched' }],
});
