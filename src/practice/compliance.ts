import type { CodeOf } from './code-lists.js';

/** Something given to a customer, as far as its propriety is concerned. */
export interface GivenBenefit {
  readonly benefit: CodeOf<'benefit'>;
  readonly recipient: CodeOf<'benefitRecipient'>;
  /** Whether the named individual can influence the purchase; missing is unknown. */
  readonly hasInfluence?: boolean | null | undefined;
  /** Whether it stands in the contract and in the books; missing is unknown. */
  readonly isBooked?: boolean | null | undefined;
}

/** What the house allows. What is not settled is not allowed by guess: it needs clearance. */
export interface CompliancePolicy {
  /** A benefit to a named individual who can influence the purchase. */
  readonly influentialIndividual: 'blocked' | 'needsClearance';
  /** A benefit to a named individual of whom it is known that they have no influence. */
  readonly otherIndividual: 'blocked' | 'needsClearance' | 'allowed';
  /** Benefits that must be explicit and booked, whoever receives them: commissions, discounts, rebates, revenue shares. */
  readonly mustBeBooked: readonly CodeOf<'benefit'>[];
}

/** Why a benefit is allowed, blocked or has to be cleared. */
export type ComplianceCode =
  | 'toUnit'
  | 'toAllStaffByRule'
  | 'toIndividualWithoutInfluence'
  | 'toInfluentialIndividual'
  | 'influenceUnknown'
  | 'notBooked'
  | 'bookingUnknown';

/** The answer on one benefit. */
export interface ComplianceVerdict {
  readonly verdict: 'allowed' | 'needsClearance' | 'blocked';
  /** Every ground, the deciding one first. */
  readonly because: readonly ComplianceCode[];
}

const severity = { allowed: 0, needsClearance: 1, blocked: 2 } as const;

type Ground = readonly [ComplianceVerdict['verdict'], ComplianceCode];

function byRecipient({ recipient, hasInfluence }: GivenBenefit, policy: CompliancePolicy): Ground {
  if (recipient === 'unit') return ['allowed', 'toUnit'];
  if (recipient === 'allStaffByRule') return ['allowed', 'toAllStaffByRule'];
  if (hasInfluence === true) return [policy.influentialIndividual, 'toInfluentialIndividual'];
  if (hasInfluence === false) return [policy.otherIndividual, 'toIndividualWithoutInfluence'];
  return [policy.influentialIndividual, 'influenceUnknown'];
}

function byBooking({ benefit, isBooked }: GivenBenefit, { mustBeBooked }: CompliancePolicy): readonly Ground[] {
  if (isBooked === true || !mustBeBooked.includes(benefit)) return [];
  return [isBooked === false ? ['blocked', 'notBooked'] : ['needsClearance', 'bookingUnknown']];
}

/**
 * Decides whether a benefit may be given: one to a named individual with influence is commercial bribery's risk and is blocked or
 * needs clearance; influence that nobody has checked counts as influence. The strictest ground decides.
 *
 * @example
 * checkBenefit({ benefit: 'handset', recipient: 'allStaffByRule' },
 *   { influentialIndividual: 'blocked', otherIndividual: 'needsClearance', mustBeBooked: [] }).verdict //=> 'allowed'
 */
export function checkBenefit(given: GivenBenefit, policy: CompliancePolicy): ComplianceVerdict {
  const grounds = [byRecipient(given, policy), ...byBooking(given, policy)];
  const ordered = [...grounds].sort(([a], [b]) => severity[b] - severity[a]);
  return { verdict: ordered[0]![0], because: ordered.map(([, code]) => code) };
}
