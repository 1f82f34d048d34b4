import { dayNumber } from '../core/day-number.js';
import { createDecider, type Decider } from '../core/decider.js';
import type { DecisionContext } from '../core/decision.js';
import type { FactDeclaration } from '../core/facts.js';
import { type Issue, issue } from '../core/issue.js';
import { labelLookup } from '../core/label.js';
import type { PolicyHeader } from '../core/policy.js';
import { checkPolicy } from '../core/policy-check.js';
import type { WorkingCalendar } from '../core/working-calendar.js';
import { labelled } from '../practice/label.js';
import { calendarReader } from './approval-lead.js';
import type { RetentionPlan } from './candidate.js';
import { type RetentionInput, readOffers } from './quoted-offer.js';
import { crossCheckRetention } from './retention-check.js';
import { layOutRetention } from './retention-layout.js';
import { planFor, type Why } from './retention-plan.js';
import type { AnyRetentionPolicy, RetentionPolicy } from './retention-policy.js';
import { type RetentionCode, retentionTexts, worthLabels } from './retention-reasons.js';
import { retentionSchema } from './retention-schema.js';

/** What `retain` decides under. */
export interface RetentionContext extends DecisionContext {
  /** Which days are worked; needed where an approval counts working days. */
  readonly calendar?: WorkingCalendar | undefined;
}

/** A compiled retention policy: `retain`. */
export type RetentionDecider<Input, P extends PolicyHeader> = Decider<
  Input,
  RetentionPlan,
  RetentionCode,
  P,
  RetentionContext
>;

/**
 * Compiles a retention policy into `retain`: the dated candidates that could keep one customer, each with its cause,
 * lever, anchor, owner, channel, cost, worth and approval, and every rejected measure with its reason.
 *
 * Nothing is chosen here: a budget spans customers, which is for {@link allocate} to say. A customer who has left or is
 * held out gets no candidates. Order: known net worth, the most first; then break-even, the lowest first; then what is
 * unknown; at equal worth service stands before price and satisfaction before barriers before price perception.
 *
 * Priced offers come with the record, as `offers`: each is judged as a measure is, with its own money and approval. A
 * working calendar that does not reach an approval is said (`calendarTooShort`), never guessed beyond.
 *
 * @param policy - a typed literal; a misspelt fact fails to compile
 * @returns a decider over flat facts and {@link QuotedOffer}s
 * @throws PolicyError with every fault of the policy; the decider throws InputError for a bad record or offer, and for a
 * missing or faulty calendar of the context
 */
export function compileRetention<const F extends readonly FactDeclaration[]>(
  policy: RetentionPolicy<F>,
): RetentionDecider<RetentionInput<F>, RetentionPolicy<F>> {
  return compile<RetentionInput<F>, RetentionPolicy<F>>(policy);
}

/** {@link compileRetention} for a policy of unknown content: the same checks, wider types. */
export function compileRetentionJson(
  json: unknown,
): RetentionDecider<{ readonly [id: string]: unknown }, AnyRetentionPolicy> {
  return compile(json);
}

/** The faults of a retention policy as a list, for an editor; none means that it compiles. */
export const checkRetention = (json: unknown): readonly Issue[] =>
  checkPolicy(retentionSchema, crossCheckRetention, json);

function compile<Input, P extends PolicyHeader>(json: unknown): RetentionDecider<Input, P> {
  const layout = layOutRetention(json);
  const { policy, rules, quoted } = layout;
  const row = rules.createRow();
  const daysOf = calendarReader(policy.measures.map(({ approval }) => approval));
  const plan = (input: unknown, context: RetentionContext, why: Why | undefined): RetentionPlan => {
    rules.read(input, row);
    const record = input as object;
    const offers = readOffers(record, quoted, policy.currency);
    const one = { record, row, today: dayNumber(context.asOf), days: daysOf(context.calendar) };
    return planFor(layout, one, offers, why);
  };
  return createDecider<Input, RetentionPlan, RetentionCode, PolicyHeader, RetentionContext>({
    policy,
    outcome: (input, context) => plan(input, context, undefined),
    decide: (input, context) => {
      const why: Why = { reasons: [], unknown: new Set() };
      const outcome = plan(input, context, why);
      return { outcome, reasons: why.reasons, unknown: [...why.unknown] };
    },
    checkOutcome: checkPlan,
    texts: retentionTexts,
    names: labelLookup([
      policy.measures,
      policy.causes,
      policy.owners,
      policy.channels,
      policy.facts,
      labelled('loyaltyLever'),
      labelled('complianceGround'),
      worthLabels,
    ]),
  }) as unknown as RetentionDecider<Input, P>;
}

function checkPlan(outcome: unknown): readonly Issue[] {
  const plan = (outcome ?? {}) as { readonly [key: string]: unknown };
  return ['candidates', 'rejected'].flatMap((key) =>
    Array.isArray(plan[key]) ? [] : [issue('type', ['outcome', key], 'a list', plan[key])],
  );
}
