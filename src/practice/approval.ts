import { parseDecimal, readDecimal } from '../core/decimal.js';
import { InputError } from '../core/errors.js';
import { type Issue, issue, type Path } from '../core/issue.js';
import type { Label } from '../core/label.js';

/**
 * One level of an approval chain, lowest first: it decides whatever is not above `upTo`. Only the last may be open. The figure
 * may be a discount in per cent, an amount, months: whatever the policy measures.
 */
export interface ApprovalLevel<Id extends string = string> {
  readonly id: Id;
  readonly label?: Label | undefined;
  /** Inclusive; decimal text or whole number. Missing: no limit. */
  readonly upTo?: string | number | undefined;
  /** Working days that this level needs for its answer. */
  readonly leadWorkingDays: number;
}

/** Who has to approve something. */
export type ApprovalNeed<Id extends string = string> =
  | {
      readonly decidedBy: Id;
      /** Everyone who signs, lowest first; the last decides. */
      readonly chain: readonly Id[];
      /** The levels sign one after the other. */
      readonly leadWorkingDays: number;
    }
  | { readonly decidedBy: null; readonly because: 'aboveEveryLevel'; readonly highest: string };

/** The faults of an approval chain, with paths below `path`: at least one level, bounds that rise, only the last one open. */
export function checkApprovalChain(levels: readonly ApprovalLevel[], path: Path = []): readonly Issue[] {
  if (levels.length === 0) return [issue('empty', path, 'at least one level', levels)];
  const seen = new Set<string>();
  return levels.flatMap((level, at) => {
    const issues: Issue[] = [];
    if (seen.has(level.id)) issues.push(issue('duplicate', [...path, at, 'id'], 'an id of its own', level.id));
    seen.add(level.id);
    if (!(Number.isSafeInteger(level.leadWorkingDays) && level.leadWorkingDays >= 0)) {
      issues.push(issue('range', [...path, at, 'leadWorkingDays'], '0 or more working days', level.leadWorkingDays));
    }
    const boundAt = [...path, at, 'upTo'];
    const bound = readDecimal(level.upTo);
    if (level.upTo === undefined) {
      if (at < levels.length - 1)
        issues.push(issue('missing', boundAt, 'a bound, as only the last level is open', undefined));
      return issues;
    }
    if (bound === undefined) return [...issues, issue('format', boundAt, 'a decimal text or whole number', level.upTo)];
    const below = at === 0 ? undefined : readDecimal(levels[at - 1]?.upTo);
    if (below !== undefined && !bound.greaterThan(below)) {
      issues.push(issue('order', boundAt, `more than ${below.toFixed()}`, level.upTo));
    }
    return issues;
  });
}

/**
 * Decides which level of an approval chain has to approve a figure.
 *
 * @param levels lowest first, as {@link checkApprovalChain} accepts them
 * @param figure decimal text or whole number, in the unit of the bounds
 * @throws InputError with the faults of the chain, or `format` for the figure
 * @example
 * approvalNeeded([{ id: 'manager', upTo: 5, leadWorkingDays: 0 }, { id: 'city', upTo: 15, leadWorkingDays: 2 }], '5.01').decidedBy //=> 'city'
 */
export function approvalNeeded<const Id extends string>(
  levels: readonly ApprovalLevel<Id>[],
  figure: string | number,
): ApprovalNeed<Id> {
  const issues = checkApprovalChain(levels, ['levels']);
  if (issues.length > 0) throw new InputError(issues, 'approval chain');
  const size = parseDecimal(figure, ['figure']);
  const at = levels.findIndex(({ upTo }) => upTo === undefined || size.lessThanOrEqualTo(parseDecimal(upTo)));
  if (at < 0) return { decidedBy: null, because: 'aboveEveryLevel', highest: String(levels.at(-1)!.upTo) };
  const signing = levels.slice(0, at + 1);
  return {
    decidedBy: levels[at]!.id,
    chain: signing.map(({ id }) => id),
    leadWorkingDays: signing.reduce((days, level) => days + level.leadWorkingDays, 0),
  };
}
