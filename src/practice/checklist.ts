import { InputError } from '../core/errors.js';
import { type Issue, issue } from '../core/issue.js';
import { checkUnits } from '../core/row-check.js';

/** How much of a list is there. */
export interface Checklist {
  readonly done: number;
  readonly of: number;
  /** `null` for an empty list. */
  readonly percent: number | null;
  /** What is not there, in the list's order. */
  readonly missing: readonly string[];
  /** The first missing one; `null` when complete. */
  readonly next: string | null;
  /** What is there and not on the list, by name. */
  readonly unlisted: readonly string[];
}

/**
 * Compares what should be there with what is: the steps of a procedure, the types of partners in an alliance, the skills of a person, the
 * elements that a plan touches.
 *
 * @param required each once, in order
 * @throws InputError `duplicate`
 * @example
 * checkOff(['brochure', 'tariff', 'contact'], ['contact', 'brochure']).missing //=> ['tariff']
 */
export function checkOff(required: readonly string[], present: Iterable<string>): Checklist {
  const listed = new Set(required);
  if (listed.size < required.length) {
    const twice = required.find((entry, at) => required.indexOf(entry) < at);
    throw new InputError([issue('duplicate', ['required'], 'each entry once', twice)]);
  }
  const there = new Set(present);
  const missing = required.filter((entry) => !there.has(entry));
  const done = required.length - missing.length;
  return {
    done,
    of: required.length,
    percent: required.length === 0 ? null : (done * 100) / required.length,
    missing,
    next: missing[0] ?? null,
    unlisted: [...there].filter((entry) => !listed.has(entry)).sort(),
  };
}

/** One step of a sequence that ever fewer pass: invited, came, became potential. */
export interface CountedStep<Id extends string = string> {
  readonly id: Id;
  readonly count: number;
}

/** A step with its rates in per cent; `null` where there is nobody to take the rate of. */
export interface StepRate<Id extends string = string> extends CountedStep<Id> {
  readonly percentOfPrevious: number | null;
  readonly percentOfFirst: number | null;
  /** How many the step before had more. */
  readonly lost: number;
}

/**
 * Rates from step to step: attendance and conversion of an event, responses to a mailing, orders from an agent's leads.
 *
 * @param steps counts of 0 or more, none above the one before
 * @throws InputError with every fault
 * @example
 * stepRates([{ id: 'leads', count: 30 }, { id: 'orders', count: 6 }])[1]?.percentOfPrevious //=> 20
 */
export function stepRates<const Id extends string>(steps: readonly CountedStep<Id>[]): readonly StepRate<Id>[] {
  const issues = steps.flatMap(({ count }, at): readonly Issue[] => {
    const path = ['steps', at, 'count'];
    const faults = checkUnits(count, path);
    if (faults.length > 0) return faults;
    const before = at === 0 ? count : steps[at - 1]!.count;
    return count > before ? [issue('order', path, `at most ${before}`, count)] : [];
  });
  if (issues.length > 0) throw new InputError(issues, 'steps');
  const rate = (count: number, of: number | undefined) => (of === undefined || of === 0 ? null : (count * 100) / of);
  return steps.map(({ id, count }, at) => ({
    id,
    count,
    percentOfPrevious: rate(count, steps[at - 1]?.count),
    percentOfFirst: rate(count, steps[0]!.count),
    lost: at === 0 ? 0 : steps[at - 1]!.count - count,
  }));
}
