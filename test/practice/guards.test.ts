import fc from 'fast-check';
import { InputError } from 'tenure/core';
import {
  type ApprovalLevel,
  approvalNeeded,
  type CompliancePolicy,
  checkApprovalChain,
  checkBenefit,
  type GivenBenefit,
} from 'tenure/practice';
import { describe, expect, it } from 'vitest';

const authority = [
  { id: 'manager', upTo: 5, leadWorkingDays: 0 },
  { id: 'head', upTo: '10', leadWorkingDays: 1 },
  { id: 'city', upTo: '15', leadWorkingDays: 2 },
  { id: 'province', leadWorkingDays: 5 },
] as const;

describe('an approval chain', () => {
  it.each([
    ['manager', '5.00', 0],
    ['head', '5.01', 1],
    ['city', '12', 3],
    ['city', 15, 3],
    ['province', '18', 8],
  ] as const)('asks the %s for a discount of %s per cent', (decidedBy, discount, leadWorkingDays) => {
    expect(approvalNeeded(authority, discount)).toMatchObject({ decidedBy, leadWorkingDays });
  });

  it('lets every level below the deciding one sign first', () => {
    expect(approvalNeeded(authority, '12')).toMatchObject({ chain: ['manager', 'head', 'city'] });
  });

  it('says that nobody may approve what is above every level', () => {
    expect(approvalNeeded(authority.slice(0, 3), '15.01')).toEqual({
      decidedBy: null,
      because: 'aboveEveryLevel',
      highest: '15',
    });
  });

  it('never asks a lower level for more', () => {
    const rank = (figure: number) => {
      const need = approvalNeeded(authority, figure);
      return authority.findIndex(({ id }) => id === need.decidedBy);
    };
    fc.assert(fc.property(fc.nat(40), fc.nat(40), (a, b) => rank(Math.min(a, b)) <= rank(Math.max(a, b))));
  });

  it('reports every fault with its place', () => {
    const faulty: ApprovalLevel[] = [
      { id: 'a', leadWorkingDays: 0 },
      { id: 'a', upTo: '7', leadWorkingDays: -1 },
      { id: 'c', upTo: '7.0', leadWorkingDays: 0 },
    ];
    expect(checkApprovalChain(faulty, ['approvals']).map(({ message }) => message)).toEqual([
      'approvals.0.upTo: expected a bound, as only the last level is open, got nothing',
      'approvals.1.id: expected an id of its own, got "a"',
      'approvals.1.leadWorkingDays: expected 0 or more working days, got -1',
      'approvals.2.upTo: expected more than 7, got "7.0"',
    ]);
    expect(() => approvalNeeded(faulty, 1)).toThrow(InputError);
    expect(() => approvalNeeded(authority, 0.1)).toThrow('figure: expected a decimal text');
    expect(checkApprovalChain([])).toHaveLength(1);
  });
});

const policy: CompliancePolicy = {
  influentialIndividual: 'blocked',
  otherIndividual: 'needsClearance',
  mustBeBooked: ['commission', 'discount'],
};

describe('the compliance guard', () => {
  it.each([
    [
      'blocked',
      'the leader of the tax bureau',
      { benefit: 'handset', recipient: 'namedIndividual', hasInfluence: true },
    ],
    ['blocked', 'somebody whose influence nobody checked', { benefit: 'handset', recipient: 'namedIndividual' }],
    [
      'needsClearance',
      'somebody without influence',
      { benefit: 'gift', recipient: 'namedIndividual', hasInfluence: false },
    ],
    ['allowed', 'all staff by a published rule', { benefit: 'handset', recipient: 'allStaffByRule' }],
    ['allowed', 'the unit, in the contract', { benefit: 'commission', recipient: 'unit', isBooked: true }],
    ['blocked', 'the unit, outside the books', { benefit: 'commission', recipient: 'unit', isBooked: false }],
    ['needsClearance', 'the unit, booked or not', { benefit: 'discount', recipient: 'unit' }],
  ] as const satisfies readonly (readonly [string, string, GivenBenefit])[])('%s for %s', (verdict, _, given) => {
    expect(checkBenefit(given, policy).verdict).toBe(verdict);
  });

  it('gives every ground, the deciding one first', () => {
    const given: GivenBenefit = { benefit: 'commission', recipient: 'namedIndividual', hasInfluence: true };
    expect(checkBenefit(given, { ...policy, influentialIndividual: 'needsClearance' }).because).toEqual([
      'toInfluentialIndividual',
      'bookingUnknown',
    ]);
    expect(
      checkBenefit({ ...given, isBooked: false }, { ...policy, influentialIndividual: 'needsClearance' }).because,
    ).toEqual(['notBooked', 'toInfluentialIndividual']);
  });
});
