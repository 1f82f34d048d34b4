import type { Issue } from '../core/issue.js';
import type { Money } from '../core/money.js';
import { checkAmount, checkDecimal, checkFlag, checkId, checkRow, checkUnits, whereKnown } from '../core/row-check.js';
import type { Deal } from './deal-terms.js';
import { checkLevels } from './negotiation.js';

/** A rival's offer to a customer of ours (策反), as far as it is known. */
export interface AttackOffer extends Deal {
  readonly attacker: string;
  /** Device models on offer; null is unknown. */
  readonly deviceModels?: number | null | undefined;
  /** Months after which the device is out of date. */
  readonly deviceAgeingMonths?: number | null | undefined;
  /** Software made for this customer, which somebody has to keep up. */
  readonly dedicatedSoftware?: boolean | null | undefined;
  /** Whether lines have to change their numbers. */
  readonly renumbering?: boolean | null | undefined;
  /** Whether the unit stays free to take offers of others. */
  readonly exclusive?: boolean | null | undefined;
  /** Where it was negotiated: a position in `levels` of the view. */
  readonly negotiatedAt?: string | null | undefined;
}

/** What we know of our own side, and from where on a weakness counts. */
export interface AttackView {
  readonly averageBill?: Money | null | undefined;
  /** What one line's change of number costs the customer. */
  readonly renumberingCost?: Money | null | undefined;
  /** The bill asked counts as too high from this many times the average bill. */
  readonly billTooHighFrom: string;
  /** Fewer models than this count as too few. */
  readonly fewModelsBelow: number;
  /** Levels of negotiation from the lowest up. */
  readonly levels: readonly string[];
  /** The level at which our side negotiates today. */
  readonly ourLevel: string;
}

/** The faults of what an attack is more than a deal, and of the view on it. */
export function checkAttack(offer: AttackOffer, view: AttackView, currency: string): readonly Issue[] {
  return [...checkOffer(offer, []), ...checkView(currency)(view, [])];
}

const checkOffer = /* @__PURE__ */ checkRow<Omit<AttackOffer, keyof Deal>>('an offer', {
  attacker: checkId,
  deviceModels: /* @__PURE__ */ whereKnown(checkUnits),
  deviceAgeingMonths: /* @__PURE__ */ whereKnown(checkUnits),
  dedicatedSoftware: /* @__PURE__ */ whereKnown(checkFlag),
  renumbering: /* @__PURE__ */ whereKnown(checkFlag),
  exclusive: /* @__PURE__ */ whereKnown(checkFlag),
  negotiatedAt: /* @__PURE__ */ whereKnown(checkId),
});

function checkView(currency: string) {
  return checkRow<AttackView>('a view', {
    averageBill: whereKnown(checkAmount(currency)),
    renumberingCost: whereKnown(checkAmount(currency)),
    billTooHighFrom: checkDecimal(0),
    fewModelsBelow: checkUnits,
    levels: checkLevels,
    ourLevel: checkId,
  });
}
