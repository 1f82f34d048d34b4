import { type Issue, issue } from '../core/issue.js';
import type { AnyValuePolicy, Unrated } from './policy.js';
import { unrated } from './policy.js';

/** A customer's value tier and key-account classes. */
export interface ValueOutcome<T extends string = string, C extends string = string, L extends string = string> {
  readonly tier: T | Unrated;
  /** The tier rests on what is known so far, by the policy's second table. */
  readonly provisional: boolean;
  readonly flags: readonly L[];
  /** Every class whose rule holds, in the policy's precedence. */
  readonly classes: readonly C[];
  readonly primaryClass: C | null;
  /** Classes that missing facts leave open. */
  readonly undecidedClasses: readonly C[];
  /** Another tier that the table says, not yet long enough: the next period's `candidate` and `periods`. */
  readonly pending: { readonly tier: T; readonly periods: number } | null;
}

/** Fills what a person leaves out of an override: no flags, no classes, nothing pending. */
export function completeOutcome<T extends string, C extends string, L extends string>(
  part: { readonly tier: T | Unrated; readonly classes?: readonly C[]; readonly flags?: readonly L[] },
  precedence: readonly C[],
): ValueOutcome<T, C, L> {
  const classes = precedence.filter((id) => part.classes?.includes(id));
  return {
    tier: part.tier,
    provisional: false,
    flags: part.flags ?? [],
    classes,
    primaryClass: classes[0] ?? null,
    undecidedClasses: [],
    pending: null,
  };
}

/**
 * What a person decided, over the policy's outcome: a tier holds at once and for certain, classes in the policy's
 * precedence; what is left out stays as the policy decides.
 */
export function overlayOutcome(
  computed: ValueOutcome,
  given: Partial<ValueOutcome>,
  precedence: readonly string[],
): ValueOutcome {
  const { tier, classes } = given;
  return {
    ...computed,
    ...(tier === undefined ? {} : { provisional: false, pending: null }),
    ...(Array.isArray(classes)
      ? { primaryClass: precedence.find((id) => classes.includes(id)) ?? null, undecidedClasses: [] }
      : {}),
    ...given,
  };
}

/** What is wrong with an outcome that a person wrote. */
export function checkOutcome(policy: AnyValuePolicy, outcome: unknown): readonly Issue[] {
  if (typeof outcome !== 'object' || outcome === null || Array.isArray(outcome)) {
    return [issue('type', ['outcome'], 'a value outcome', outcome)];
  }
  const { tier, provisional, flags, classes, primaryClass, undecidedClasses, pending } = outcome as Partial<
    Readonly<Record<keyof ValueOutcome, unknown>>
  >;
  const tiers = [...policy.tiers.map(({ id }) => id), unrated];
  const classIds = (policy.classes ?? []).map(({ id }) => id);
  const flagIds = (policy.flags ?? []).map(({ id }) => id);
  const issues: Issue[] = [];
  const among = (value: unknown, allowed: readonly string[], path: string): void => {
    if (!allowed.includes(value as string))
      issues.push(issue('unknownReference', ['outcome', path], `one of ${allowed.join(', ')}`, value));
  };
  const allAmong = (value: unknown, allowed: readonly string[], path: string): void => {
    if (!Array.isArray(value)) issues.push(issue('type', ['outcome', path], 'a list', value));
    else for (const entry of value) among(entry, allowed, path);
  };
  among(tier, tiers, 'tier');
  if (typeof provisional !== 'boolean')
    issues.push(issue('type', ['outcome', 'provisional'], 'true or false', provisional));
  allAmong(flags, flagIds, 'flags');
  allAmong(classes, classIds, 'classes');
  allAmong(undecidedClasses, classIds, 'undecidedClasses');
  if (primaryClass !== null) among(primaryClass, Array.isArray(classes) ? classes : classIds, 'primaryClass');
  if (pending !== null)
    issues.push(issue('type', ['outcome', 'pending'], 'null: an override takes effect at once', pending));
  return issues;
}
