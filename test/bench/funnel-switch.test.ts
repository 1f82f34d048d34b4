import fc from 'fast-check';
import { dayNumber } from 'tenure/core';
import { describe, expect, it } from 'vitest';
import { asOf, items } from '../../bench/funnel-commands.js';
import { checkingSwitch } from '../../bench/funnel-switch.js';
import { telecomFunnel } from '../../examples/policies/telecom-funnel.js';

type Input = Parameters<typeof telecomFunnel>[0];

const rows = items();
const strange = fc.constantFrom<unknown>(null, undefined, 7, '', 'x', true, {}, [], { unknown: ['bill'] });
const stateKeys = ['schema', 'stage', 'revision', 'lastOn', 'enteredOn', 'touchedOn'] as const;
const commandKeys = ['type', 'by', 'role', 'technique', 'reason', 'expectedRevision'] as const;
const factKeys = Object.keys(rows[0]!.facts);
const day = fc.constantFrom('2012-02-30', '2012-03-01', '2012-03-10', '2012-04-10', '2012-04-11', '2012-4-1');
const change = fc.oneof(
  fc.record({ part: fc.constant('state'), key: fc.constantFrom(...stateKeys), value: fc.oneof(strange, day) }),
  fc.record({ part: fc.constant('state'), key: fc.constant('revision'), value: fc.constantFrom(0, 1, 1.5, 2 ** 53) }),
  fc.record({ part: fc.constant('command'), key: fc.constantFrom(...commandKeys), value: strange }),
  fc.record({
    part: fc.constant('command'),
    key: fc.constant('expectedRevision'),
    value: fc.integer({ min: 0, max: 9 }),
  }),
  fc.record({ part: fc.constant('facts'), key: fc.constantFrom(...factKeys), value: strange }),
);

function changed(
  row: number,
  changes: readonly { readonly part: string; readonly key: string; readonly value: unknown }[],
) {
  const input = structuredClone(rows[row % rows.length]) as unknown as Record<string, Record<string, unknown>>;
  for (const { part, key, value } of changes) input[part]![key] = value;
  return input as unknown as Input & { readonly state: NonNullable<Input['state']> };
}

function attempt(decide: () => unknown): unknown {
  try {
    return decide();
  } catch {
    return 'rejected';
  }
}

describe('the hand-written switch of the funnel bench', () => {
  it('rejects what the lane without reasons rejects and goes where it goes, so that neither is timed with less to do', () => {
    const today = dayNumber(asOf);
    let rejected = 0;
    fc.assert(
      fc.property(fc.nat(), fc.array(change, { maxLength: 2 }), (row, changes) => {
        const input = changed(row, changes);
        const { state, command, facts } = input;
        const ours = attempt(() => telecomFunnel.nextStage(input, { asOf }));
        expect(attempt(() => checkingSwitch(state, command, facts, asOf, today))).toBe(ours);
        rejected += Number(ours === 'rejected');
      }),
      { numRuns: 3000 },
    );
    expect(rejected).toBeGreaterThan(300);
  });
});
