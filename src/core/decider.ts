import { isDate } from './day-number.js';
import type { Decision, DecisionContext, Override, Reason } from './decision.js';
import { InputError } from './errors.js';
import { explainReasons, type ReasonTexts, type SharedCode, sharedTexts } from './explain.js';
import { type Issue, issue } from './issue.js';
import type { LabelLookup, Language } from './label.js';
import { type PolicyHeader, type PolicyReference, referenceTo } from './policy.js';

/** A compiled policy: call it with one input for a {@link Decision}, or ask for the outcome alone. */
export interface Decider<
  Input,
  Outcome,
  Code extends string = string,
  Policy extends PolicyHeader = PolicyHeader,
  Context extends DecisionContext = DecisionContext,
> {
  /** @throws InputError for a bad record or context */
  (input: Input, context: Context): Decision<Outcome, Code | SharedCode>;
  /** The outcome alone, without reasons: equal to the full decision's, with the same errors, at the speed of a loop. */
  readonly outcome: (input: Input, context: Context) => Outcome;
  readonly policy: Policy;
  readonly reference: PolicyReference;
  /** One sentence per reason. */
  readonly explain: (
    decision: Pick<Decision<Outcome, Code | SharedCode>, 'reasons'>,
    language: Language,
  ) => readonly string[];
}

/** What a room's mechanism decides; the grammar around it adds policy, date, subject and overrides. */
export interface Draft<Outcome, Code extends string> {
  readonly outcome: Outcome;
  readonly reasons: readonly Reason<Code>[];
  readonly unknown: readonly string[];
}

/** How a room defines its decider. */
export interface DeciderDefinition<
  Input,
  Outcome,
  Code extends string,
  Policy extends PolicyHeader,
  Context extends DecisionContext,
> {
  readonly policy: Policy;
  readonly decide: (input: Input, context: Context) => Draft<Outcome, Code>;
  readonly outcome: (input: Input, context: Context) => Outcome;
  /**
   * Checks an override's outcome; an empty list accepts it. Left out by a room whose overrides are no outcomes (a waived
   * guard): it asks {@link overrideOf} itself.
   */
  readonly checkOutcome?: (outcome: unknown) => readonly Issue[];
  /**
   * Lays what a person decided over the policy's outcome, of which more may follow from it. Asked right after `decide` or
   * `outcome`, for the same input. Unless given, keys replace keys.
   */
  readonly overlay?: (computed: Outcome, given: Keyed, input: Input) => unknown;
  readonly texts: ReasonTexts<Code>;
  readonly names: LabelLookup;
}

/** Wraps a room's mechanism in the grammar that all rooms share. */
export function createDecider<
  Input,
  Outcome,
  Code extends string,
  Policy extends PolicyHeader,
  Context extends DecisionContext,
>(
  definition: DeciderDefinition<Input, Outcome, Code, Policy, Context>,
): Decider<Input, Outcome, Code, Policy, Context> {
  const { policy, checkOutcome, names, decide: draftOf, outcome: outcomeOf } = definition;
  const overlay = definition.overlay ?? ((computed: Outcome, given: Keyed): unknown => ({ ...computed, ...given }));
  const reference = referenceTo(policy);
  const texts: ReasonTexts<Code | SharedCode> = { ...sharedTexts, ...definition.texts };
  const checkContext = contextChecker();
  const overrideFor = (context: DecisionContext): Override | undefined =>
    checkOutcome === undefined ? undefined : overrideOf(context);
  const applied = ({ outcome: given, subject, by }: Override, computed: Outcome, input: Input): Outcome => {
    const partial = isKeyed(given) && isKeyed(computed);
    const outcome = partial ? overlay(computed, given, input) : given;
    const faults = [
      ...checkOutcome!(outcome).filter(
        ({ path: [, key] }) => !partial || key === undefined || Object.hasOwn(given, key),
      ),
      // A key that the outcome has not is a typo, unless the outcome stands as it is given, with one that need not be there.
      ...(partial && checkOutcome!(given).length > 0 ? unknownKeys(given, computed) : []),
    ];
    if (faults.length > 0) throw new InputError(faults, `override of ${subject} by ${by}`);
    return outcome as Outcome;
  };
  const decide = (input: Input, context: Context): Decision<Outcome, Code | SharedCode> => {
    checkContext(context);
    const draft = draftOf(input, context);
    const override = context.overrides === undefined ? undefined : overrideFor(context);
    const outcome = override === undefined ? draft.outcome : applied(override, draft.outcome, input);
    const reasons =
      override === undefined ? draft.reasons : [overrideReason(override, draft.outcome), ...draft.reasons];
    const { unknown } = draft;
    const { subject, asOf } = context;
    // Two literals, because spreading an optional key costs more than the rest of this function.
    return subject === undefined
      ? { outcome, reasons, unknown, policy: reference, schema: 1, asOf }
      : { outcome, reasons, unknown, subject, policy: reference, schema: 1, asOf };
  };
  return Object.assign(decide, {
    outcome: (input: Input, context: Context): Outcome => {
      checkContext(context);
      const outcome = outcomeOf(input, context);
      const override = context.overrides === undefined ? undefined : overrideFor(context);
      return override === undefined ? outcome : applied(override, outcome, input);
    },
    policy,
    reference,
    explain: (decision: Pick<Decision<Outcome, Code | SharedCode>, 'reasons'>, language: Language) =>
      explainReasons(decision, texts, names, language),
  });
}

type Keyed = Readonly<Record<string, unknown>>;

function isKeyed(value: unknown): value is Keyed {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function unknownKeys(given: Keyed, computed: Keyed): readonly Issue[] {
  const known = Object.keys(computed);
  return Object.entries(given)
    .filter(([key]) => !known.includes(key))
    .map(([key, value]) => issue('unknownKey', ['outcome', key], `one of ${known.join(', ')}`, value));
}

/** Checks a context; a batch repeats the same one, so the last good date is remembered. */
export function contextChecker(): (context: DecisionContext) => void {
  let accepted: string | undefined;
  return (context) => {
    const asOf: unknown = context?.asOf;
    if (asOf === accepted && accepted !== undefined) return;
    if (!isDate(asOf)) throw new InputError([issue('format', ['asOf'], 'a calendar date YYYY-MM-DD', asOf)], 'context');
    accepted = asOf;
  };
}

type BySubject = ReadonlyMap<string, readonly Override[]>;

/** Lists seen before, with how many overrides they had then: a service may add to a list that it keeps. */
const indexed = new WeakMap<readonly Override[], { readonly size: number; readonly bySubject: BySubject }>();

/** The override that holds for a subject, the context's own unless another is named. @throws InputError where two hold */
export function overrideOf(
  { overrides, subject: contextSubject, asOf }: DecisionContext,
  subject: string | undefined = contextSubject,
): Override | undefined {
  if (overrides === undefined || overrides.length === 0) return undefined;
  if (subject === undefined) {
    throw new InputError(
      [issue('missing', ['subject'], 'the subject, because overrides are given', subject)],
      'context',
    );
  }
  const holding = (indexOverrides(overrides).get(subject) ?? []).filter(
    ({ from, until }) => (from === undefined || from <= asOf) && asOf <= until,
  );
  if (holding.length > 1) {
    throw new InputError(
      [issue('overlap', ['overrides'], `one override of ${subject} on ${asOf}`, holding)],
      'context',
    );
  }
  return holding[0];
}

function indexOverrides(overrides: readonly Override[]): BySubject {
  const known = indexed.get(overrides);
  if (known?.size === overrides.length) return known.bySubject;
  const faults: Issue[] = [];
  const bySubject = new Map<string, Override[]>();
  overrides.forEach((override, index) => {
    if (typeof override !== 'object' || override === null) {
      faults.push(issue('type', ['overrides', index], 'an override', override));
      return;
    }
    if (typeof override.subject !== 'string' || override.subject === '')
      faults.push(issue('missing', ['overrides', index, 'subject'], 'whom it is for', override.subject));
    for (const field of ['from', 'until'] as const) {
      const date = override[field];
      if (field === 'from' && date === undefined) continue;
      if (!isDate(date)) faults.push(issue('format', ['overrides', index, field], 'a calendar date YYYY-MM-DD', date));
    }
    const { from, until } = override;
    if (isDate(from) && isDate(until) && until < from)
      faults.push(issue('order', ['overrides', index, 'until'], `${from} or later`, until));
    for (const field of ['by', 'why'] as const) {
      if (typeof override[field] !== 'string' || override[field] === '') {
        faults.push(
          issue('missing', ['overrides', index, field], field === 'by' ? 'who decided' : 'a reason', override[field]),
        );
      }
    }
    bySubject.set(override.subject, [...(bySubject.get(override.subject) ?? []), override]);
  });
  if (faults.length > 0) throw new InputError(faults, 'context');
  indexed.set(overrides, { size: overrides.length, bySubject });
  return bySubject;
}

function overrideReason(override: Override, computed: unknown): Reason<SharedCode> {
  const { by, why, until } = override;
  return { code: 'overridden', facts: { by, why, until, computed } };
}
