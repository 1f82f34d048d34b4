import { checkContactPolicy } from 'tenure/outreach';
import { describe, expect, it } from 'vitest';
import { contactPolicy } from '../../examples/policies/contact.js';
import { customerProfile } from '../../examples/policies/profile.js';

describe('the starter policies', () => {
  it('compile', () => {
    expect(checkContactPolicy(contactPolicy)).toEqual([]);
    expect(customerProfile.completeness({ id: 'a', file: 'potential', name: 'x' })).toMatchObject({
      present: 1,
      of: 9,
    });
  });
});
