import type { Reason } from '../core/decision.js';
import { InputError } from '../core/errors.js';
import { type Issue, issue } from '../core/issue.js';
import {
  type CompliancePolicy,
  checkBenefit,
  checkBenefitCodes,
  type GivenBenefit,
  gravestVerdict,
  openQuestions,
} from '../practice/compliance.js';
import { type Case, type Judgement, notJudged } from './judgement.js';
import type { ComplianceOutcome, Verdict } from './outcome.js';
import type { PricingCode } from './reasons.js';
import type { QuoteRequest } from './request.js';

interface Given {
  readonly id: string;
  readonly line?: number;
  readonly given: GivenBenefit;
}

/** What the guard's verdict makes of a quote or deal. */
export const verdictOf = {
  allowed: 'acceptable',
  needsClearance: 'needsApproval',
  blocked: 'refused',
} as const satisfies { readonly [V in ComplianceOutcome['verdict']]: Verdict };

const codeOf = {
  allowed: 'benefitAllowed',
  needsClearance: 'benefitNeedsClearance',
  blocked: 'benefitBlocked',
} as const satisfies { readonly [V in ComplianceOutcome['verdict']]: PricingCode };

/** May what the quote gives be given to those who receive and use it? */
export function judgeCompliance<N extends number | bigint>({
  policy: { compliance },
  request,
}: Case<N>): Judgement<ComplianceOutcome | null> {
  if (compliance === undefined) return notJudged;
  const judged = givenBy(request).map(({ given, ...where }) => ({
    ...where,
    given,
    ...checkBenefit(given, compliance),
  }));
  const verdict = gravestVerdict(judged.map((one) => one.verdict));
  return {
    outcome: { verdict, benefits: judged.map(({ given: _, ...told }) => told) },
    verdict: verdictOf[verdict],
    reasons: judged.map(({ id, given: { benefit, recipient, user, payer }, verdict: each, because }) => ({
      code: codeOf[each],
      rule: id,
      facts: {
        benefit,
        recipient,
        ...(user === undefined || user === null ? {} : { user: user.recipient }),
        ...(payer === undefined ? {} : { payer }),
        because,
      },
    })) satisfies readonly Reason<PricingCode>[],
    unknown: judged.flatMap((one) => openQuestions(one).map((fact) => `${one.id}.${fact}`)),
  };
}

function givenBy({ lines, benefits }: QuoteRequest): readonly Given[] {
  return [
    ...lines.flatMap(({ id, benefit }, line) =>
      benefit === undefined || benefit === null ? [] : [{ id: id ?? `line ${line + 1}`, line, given: benefit }],
    ),
    ...(benefits ?? []).map(({ id, ...given }) => ({ id, given })),
  ];
}

/** Faults of what a request says it gives. @throws InputError with all of them */
export function checkBenefits({ lines, benefits }: QuoteRequest, compliance: CompliancePolicy | undefined): void {
  if (benefits === undefined && lines.every(({ benefit }) => benefit === undefined)) return;
  const faults: Issue[] = [];
  const check = (given: GivenBenefit, path: readonly (string | number)[]) => {
    faults.push(...checkBenefitCodes(given, path));
    if (compliance === undefined)
      faults.push(issue('conflict', path, 'nothing given, because the policy has no compliance guard', given));
  };
  for (const [at, { benefit }] of lines.entries()) {
    if (benefit !== undefined && benefit !== null) check(benefit, ['lines', at, 'benefit']);
  }
  for (const [at, given] of (benefits ?? []).entries()) {
    if (typeof given?.id !== 'string' || given.id === '')
      faults.push(issue('missing', ['benefits', at, 'id'], 'an id', given?.id));
    check(given, ['benefits', at]);
  }
  if (faults.length > 0) throw new InputError(faults, 'request');
}
