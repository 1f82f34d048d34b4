import { checkMoney } from '../core/exact-amount.js';
import type { Issue } from '../core/issue.js';
import type { Rounding } from '../core/rounding.js';
import {
  type Check,
  checkAmount,
  checkCurrency,
  checkDay,
  checkDecimal,
  checkFlag,
  checkId,
  checkMonths,
  checkPercent,
  checkRounding,
  checkRow,
  checkRows,
  checkUnits,
  checkWord,
  refuseFaults,
  whereKnown,
} from '../core/row-check.js';
import { type CompliancePolicy, checkBenefitCodes, type GivenBenefit } from '../practice/compliance.js';
import { codesOf } from '../practice/label.js';
import type { Deal, DealElement } from './deal-terms.js';
import type { GuaranteeExposure } from './guarantee-exposure.js';
import type { GuaranteeFinding } from './guarantee-finding.js';
import { checkUnique } from './identity-check.js';
import { verdicts } from './judgement.js';
import type { ApprovalOutcome, FloorOutcome, Quote, QuotedLine } from './outcome.js';

/** What a deal is weighed with, besides the deal. */
export interface DealSetting {
  readonly currency: string;
  readonly policy: CompliancePolicy;
  readonly rounding: Rounding;
}

/**
 * Refuses a deal that cannot be read, all faults at once: what is malformed is not taken for unknown.
 *
 * @param more - faults of what comes with the deal
 */
export function requireDeal(
  deal: Deal,
  { currency, policy, rounding }: DealSetting,
  more: readonly Issue[] = [],
): void {
  refuseFaults(checkCurrency(currency, ['currency']));
  const elements: readonly DealElement[] = Array.isArray(deal?.elements) ? deal.elements : [];
  const faults = checkDeal(currency)(deal, []);
  refuseFaults([
    ...faults,
    ...more,
    ...checkCompliance(policy, ['policy']),
    ...checkRounding(rounding, ['rounding']),
    ...(faults.length > 0 ? [] : checkUnique(elements, ['elements'])),
  ]);
}

function checkDeal(currency: string): Check {
  return checkRow<Deal>('a deal', {
    id: checkId,
    start: checkDay,
    months: checkMonths,
    lines: whereKnown(checkUnits),
    staff: whereKnown(checkUnits),
    minimumSpend: whereKnown(checkAmount(currency)),
    marginPercent: whereKnown(checkPercent),
    yearlyRate: whereKnown(checkDecimal(-100, true)),
    elements: checkRows('a list of elements', checkElement(currency)),
    quote: whereKnown(checkQuote),
    guarantees: whereKnown(checkExposure(currency)),
  });
}

function checkElement(currency: string): Check {
  return checkRow<DealElement>('an element', {
    id: checkId,
    borneBy: checkWord(['operator', 'customer']),
    when: checkWord(['once', 'monthly']),
    per: checkWord(['line', 'deal']),
    amount: whereKnown(checkAmount(currency)),
    benefit: (value, path) => (value === undefined ? [] : checkBenefitCodes(value as GivenBenefit, path)),
  });
}

const checkCompliance = /* @__PURE__ */ checkRow<CompliancePolicy>('what the house allows', {
  influentialIndividual: /* @__PURE__ */ checkWord(['blocked', 'needsClearance']),
  otherIndividual: /* @__PURE__ */ checkWord(['blocked', 'needsClearance', 'allowed']),
  mustBeBooked: /* @__PURE__ */ checkRows('a list of benefits', (value, path) =>
    checkWord(codesOf('benefit'))(value, path),
  ),
});

const anyMoney: Check = (value, path) => checkMoney(value, path);

/** What a deal takes from a quote. */
const checkQuote = /* @__PURE__ */ checkRow<
  Pick<Quote, 'total' | 'totals' | 'lines' | 'waterfall' | 'margin' | 'verdict' | 'floor' | 'approval'>
>('the outcome of a quote', {
  total: anyMoney,
  totals: /* @__PURE__ */ checkRow<Pick<Quote['totals'], 'recurring' | 'shortfall'>>('totals', {
    recurring: anyMoney,
    shortfall: anyMoney,
  }),
  lines: /* @__PURE__ */ checkRows(
    'a list of lines',
    /* @__PURE__ */ checkRow<Pick<QuotedLine, 'priceType' | 'periodMonths' | 'pocket' | 'cost'>>('a quoted line', {
      priceType: /* @__PURE__ */ checkWord(['recurring', 'usage', 'oneTime']),
      periodMonths: /* @__PURE__ */ whereKnown(checkUnits),
      pocket: anyMoney,
      cost: /* @__PURE__ */ whereKnown(anyMoney),
    }),
  ),
  waterfall: /* @__PURE__ */ checkRows('a list of steps', /* @__PURE__ */ checkRow<object>('a step', {})),
  margin: /* @__PURE__ */ whereKnown(anyMoney),
  verdict: /* @__PURE__ */ checkWord(verdicts),
  floor: /* @__PURE__ */ whereKnown(
    /* @__PURE__ */ checkRow<Pick<FloorOutcome, 'floor'>>('a floor', { floor: /* @__PURE__ */ whereKnown(anyMoney) }),
  ),
  approval: /* @__PURE__ */ whereKnown(
    /* @__PURE__ */ checkRow<Pick<ApprovalOutcome, 'chain'>>('an approval', {
      chain: /* @__PURE__ */ checkRows('a list of levels', checkId),
    }),
  ),
});

function checkExposure(currency: string): Check {
  return checkRow<GuaranteeExposure>('what a sale sets off under guarantees', {
    findings: checkRows(
      'a list of findings',
      checkRow<Pick<GuaranteeFinding, 'breached'>>('a finding', { breached: whereKnown(checkFlag) }),
    ),
    compensation: whereKnown(checkAmount(currency)),
    terminationRights: checkRows('a list of ids', checkId),
  });
}
