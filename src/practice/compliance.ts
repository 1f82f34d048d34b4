import { type Issue, issue, type Path } from '../core/issue.js';
import type { CodeOf } from './code-lists.js';
import { codesOf } from './label.js';

/** Something given to a customer, as far as its propriety is concerned. */
export interface GivenBenefit {
  readonly benefit: CodeOf<'benefit'>;
  readonly recipient: CodeOf<'benefitRecipient'>;
  /** Whether the named individual can influence the purchase; missing is unknown. */
  readonly hasInfluence?: boolean | null | undefined;
  /** Whether it stands in the contract and in the books; missing is unknown. */
  readonly isBooked?: boolean | null | undefined;
  /** Who uses it, where that is somebody else than who receives it: a handset of the unit that its leader carries. */
  readonly user?:
    | { readonly recipient: CodeOf<'benefitRecipient'>; readonly hasInfluence?: boolean | null | undefined }
    | undefined;
  /** Who pays for it; we do where missing. What somebody pays for in full is no benefit to them. */
  readonly payer?: CodeOf<'benefitPayer'> | undefined;
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
export type ComplianceCode = CodeOf<'complianceGround'>;

/** The answer on one benefit. */
export interface ComplianceVerdict {
  readonly verdict: 'allowed' | 'needsClearance' | 'blocked';
  /** Every ground, the deciding one first. */
  readonly because: readonly ComplianceCode[];
}

const severity = { allowed: 0, needsClearance: 1, blocked: 2 } as const;

type Ground = readonly [ComplianceVerdict['verdict'], ComplianceCode];

const received = ['toUnit', 'toAllStaffByRule', 'toInfluentialIndividual', 'toIndividualWithoutInfluence'] as const;
const used = [
  'usedByUnit',
  'usedByAllStaff',
  'usedByInfluentialIndividual',
  'usedByIndividualWithoutInfluence',
] as const;

function byParty(
  { recipient, hasInfluence }: Pick<GivenBenefit, 'recipient' | 'hasInfluence'>,
  policy: CompliancePolicy,
  [unit, allStaff, influential, other]: typeof received | typeof used,
  unknown: ComplianceCode,
): Ground {
  if (recipient === 'unit') return ['allowed', unit];
  if (recipient === 'allStaffByRule') return ['allowed', allStaff];
  if (hasInfluence === true) return [policy.influentialIndividual, influential];
  if (hasInfluence === false) return [policy.otherIndividual, other];
  return [policy.influentialIndividual, unknown];
}

/** Whoever has a part in it is judged alike: who receives it, and who uses it. The payer who is the recipient gets nothing. */
function byParties(given: GivenBenefit, policy: CompliancePolicy): readonly Ground[] {
  if (given.payer === 'recipient') return [['allowed', 'paidByRecipient']];
  const receives = byParty(given, policy, received, 'influenceUnknown');
  return given.user === undefined || given.user === null
    ? [receives]
    : [receives, byParty(given.user, policy, used, 'userInfluenceUnknown')];
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
  const grounds = [...byParties(given, policy), ...byBooking(given, policy)];
  const ordered = [...grounds].sort(([a], [b]) => severity[b] - severity[a]);
  return { verdict: ordered[0]![0], because: ordered.map(([, code]) => code) };
}

/** The gravest of several verdicts; `allowed` where there is none. */
export function gravestVerdict(verdicts: readonly ComplianceVerdict['verdict'][]): ComplianceVerdict['verdict'] {
  return verdicts.reduce((worst, verdict) => (severity[verdict] > severity[worst] ? verdict : worst), 'allowed');
}

/** What has to be known before a benefit's verdict is more than caution: `hasInfluence`, `user.hasInfluence`, `isBooked`. */
export function openQuestions({ because }: ComplianceVerdict): readonly string[] {
  const asks = {
    influenceUnknown: 'hasInfluence',
    userInfluenceUnknown: 'user.hasInfluence',
    bookingUnknown: 'isBooked',
  };
  return Object.entries(asks).flatMap(([code, fact]) => (because.some((ground) => ground === code) ? [fact] : []));
}

/** The faults of a benefit: codes that the practice does not know. */
export function checkBenefitCodes(given: GivenBenefit, path: Path): readonly Issue[] {
  const parts = [
    [['benefit'], 'benefit', given?.benefit],
    [['recipient'], 'benefitRecipient', given?.recipient],
    ...(given?.user === undefined || given.user === null
      ? []
      : [[['user', 'recipient'], 'benefitRecipient', given.user.recipient] as const]),
    ...(given?.payer === undefined ? [] : [[['payer'], 'benefitPayer', given.payer] as const]),
  ] as const;
  return parts.flatMap(([at, list, code]) => {
    const codes: readonly string[] = codesOf(list);
    return codes.includes(code)
      ? []
      : [issue('unknownReference', [...path, ...at], `one of ${codes.join(', ')}`, code)];
  });
}
