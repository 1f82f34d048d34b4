import { describe, expect, it } from 'vitest';
import { overlayOutcome, type ValueOutcome } from '../../src/value/outcome.js';

const computed: ValueOutcome = Object.freeze({
  tier: 'LVC',
  provisional: true,
  flags: ['contested'],
  classes: ['important'],
  primaryClass: 'important',
  undecidedClasses: ['strategic'],
  pending: { tier: 'MGC', periods: 1 },
});
const precedence = ['strategic', 'important'];

describe('what a person decided, over what the policy says', () => {
  it('a tier holds at once and for certain; flags and classes stay', () => {
    expect(overlayOutcome(computed, { tier: 'MVC' }, precedence)).toEqual({
      ...computed,
      tier: 'MVC',
      provisional: false,
      pending: null,
    });
  });

  it('classes are all there are, the first by the policy’s precedence; the tier stays and goes on waiting', () => {
    expect(overlayOutcome(computed, { classes: ['important', 'strategic'] }, precedence)).toEqual({
      ...computed,
      classes: ['important', 'strategic'],
      primaryClass: 'strategic',
      undecidedClasses: [],
    });
    expect(overlayOutcome(computed, { classes: [] }, precedence).primaryClass).toBeNull();
  });
});
