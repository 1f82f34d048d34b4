import { compileClaims, compileFunnel, emptyLedger } from 'tenure/funnel';
import { describe, expectTypeOf, it } from 'vitest';

const header = { kind: 'funnel', id: 'x', version: '1', facts: [{ id: 'signed', kind: 'flag' }] } as const;
const stages = [
  { id: 'intent', kind: 'open' },
  { id: 'order', kind: 'won' },
] as const;

describe('types flow from the funnel’s literal', () => {
  it('stages, commands and facts are those of the policy', () => {
    const advance = compileFunnel({
      ...header,
      stages,
      guards: [{ id: 'contract', when: { signed: true, 'state.daysInStage': { $gte: 3 } }, evidence: {} }],
      moves: [
        { id: 'find', on: 'open', to: 'intent' },
        { id: 'sign', on: 'sign', from: ['intent'], to: 'order', guards: ['contract'] },
      ],
    });
    const context = { asOf: '2012-03-01' };
    const { outcome } = advance({ state: null, command: { type: 'open' }, facts: {} }, context);
    expectTypeOf(outcome.events[0]!.to).toEqualTypeOf<'intent' | 'order'>();
    // @ts-expect-error no such command
    advance({ state: null, command: { type: 'find' }, facts: {} }, context);
    // @ts-expect-error a text for a flag
    advance({ state: null, command: { type: 'open' }, facts: { signed: 'yes' } }, context);
    // @ts-expect-error no such stage
    advance.nextDeadline({ ...advance.dueEvents(null as never, context)[0]!, stage: 'won' });
  });

  it('a typo fails to compile', () => {
    compileFunnel({
      ...header,
      stages,
      // @ts-expect-error a misspelt fact
      guards: [{ id: 'contract', when: { singed: true }, evidence: {} }],
      moves: [{ id: 'find', on: 'open', to: 'intent' }],
    });
    compileFunnel({
      ...header,
      stages,
      guards: [],
      // @ts-expect-error a misspelt stage
      moves: [{ id: 'find', on: 'open', to: 'intend' }],
    });
    compileFunnel({
      ...header,
      stages,
      guards: [{ id: 'contract', when: { signed: true }, evidence: {} }],
      // @ts-expect-error a misspelt guard
      moves: [{ id: 'find', on: 'open', to: 'intent', guards: ['contact'] }],
    });
  });

  it('facts of a claim are those of its policy', () => {
    const claim = compileClaims({
      kind: 'claims',
      id: 'c',
      version: '1',
      facts: [{ id: 'capacityLeft', kind: 'integer' }],
      validity: { length: 30, unit: 'days' },
      expiringDays: 7,
      coolDownDays: 0,
      teamClaim: 'notNeeded',
      teamClaimAfterLapse: 'survives',
      actions: [{ id: 'visit', outcomes: ['met'] }],
      guards: [{ id: 'capacity', on: ['register'], when: { capacityLeft: { $gte: 1 } }, evidence: {} }],
    });
    const input = { ledger: emptyLedger('a'), command: { type: 'register', person: 'li' } } as const;
    claim({ ...input, facts: { capacityLeft: 1 } }, { asOf: '2012-03-01' });
    // @ts-expect-error a text for an integer
    claim({ ...input, facts: { capacityLeft: '1' } }, { asOf: '2012-03-01' });
    // @ts-expect-error no such command
    claim({ ...input, command: { type: 'steal', person: 'li' }, facts: {} }, { asOf: '2012-03-01' });
  });
});
