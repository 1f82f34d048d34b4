import * as z from 'zod';
import type { LeapDayRule } from '../core/calendar.js';
import type { Condition } from '../core/condition.js';
import { readCondition } from '../core/condition-tree.js';
import { checkFacts, createFactTable } from '../core/fact-table.js';
import type { FactDeclaration } from '../core/facts.js';
import { type Issue, issue, type Path } from '../core/issue.js';
import type { Label, Labelled } from '../core/label.js';
import type { PolicyHeader } from '../core/policy.js';
import { conditionSchema, dateSchema, factSchema, headerShape, idSchema, named } from '../core/policy-check.js';
import { checkDateFact, checkIds, checkReference } from './policy-cuts.js';

type Id<F extends readonly FactDeclaration[]> = F[number]['id'];

/**
 * What a reminder hangs on: a date; its anniversary each year; the end of every calendar year in which it has not
 * happened; or days that the policy lists, such as holidays.
 */
export type ReminderAnchor<F extends readonly FactDeclaration[]> =
  | { readonly kind: 'date'; readonly fact: Id<F> }
  | { readonly kind: 'anniversary'; readonly fact: Id<F>; readonly leapDay: LeapDayRule }
  | { readonly kind: 'onceAYear'; readonly fact: Id<F> }
  | { readonly kind: 'days'; readonly days: readonly string[] };

/** One kind of reminder. */
export interface Reminder<F extends readonly FactDeclaration[]> {
  readonly id: string;
  readonly label?: Label | undefined;
  readonly anchor: ReminderAnchor<NoInfer<F>>;
  /** From the anchor: calendar months first (clamped to the month's end), then days. Negative is before. */
  readonly offset?: { readonly months?: number | undefined; readonly days?: number | undefined } | undefined;
  /** Whom it concerns; everybody without one. */
  readonly when?: Condition<NoInfer<F>> | undefined;
  /** Whether it stays due once its day is past (a visit) or is over (a greeting). */
  readonly whenPast: 'overdue' | 'over';
  /** Who does it, and through which channel: ids of the policy's lists, where it has them. */
  readonly owner: string;
  readonly channel: string;
}

/** Reminders as data: bundle expiry, holidays, birthdays, visits by class, round tables, memberships. */
export interface ReminderPolicy<F extends readonly FactDeclaration[]> extends PolicyHeader<'reminders'> {
  readonly facts: F;
  /** Only what falls due within so many days is shown. */
  readonly horizonDays: number;
  /** Those whom reminders may name, with what to call them; any id where missing. */
  readonly owners?: readonly Labelled[] | undefined;
  readonly channels?: readonly Labelled[] | undefined;
  readonly reminders: readonly Reminder<F>[];
}

/** A reminder policy of unknown content, as it comes from a file. */
export type AnyReminderPolicy = ReminderPolicy<readonly FactDeclaration[]>;

const namedList = /* @__PURE__ */ z.array(/* @__PURE__ */ z.strictObject(named)).min(1).optional();
const offset = /* @__PURE__ */ z.int().min(-1200).max(36_600).optional();

/** The shape of a reminder policy. */
export const reminderSchema: z.ZodType<AnyReminderPolicy> = /* @__PURE__ */ z.strictObject({
  ...headerShape('reminders'),
  facts: z.array(factSchema),
  horizonDays: z.int().min(0).max(36_600),
  owners: namedList,
  channels: namedList,
  reminders: z.array(
    z.strictObject({
      ...named,
      anchor: z.discriminatedUnion('kind', [
        z.strictObject({ kind: z.literal('date'), fact: idSchema }),
        z.strictObject({ kind: z.literal('anniversary'), fact: idSchema, leapDay: z.enum(['february28', 'march1']) }),
        z.strictObject({ kind: z.literal('onceAYear'), fact: idSchema }),
        z.strictObject({ kind: z.literal('days'), days: z.array(dateSchema).min(1) }),
      ]),
      offset: z.strictObject({ months: offset, days: offset }).optional(),
      when: conditionSchema.optional(),
      whenPast: z.enum(['overdue', 'over']),
      owner: idSchema,
      channel: idSchema,
    }),
  ),
});

/** Checks what the shape cannot: references, days that rise. */
export function crossCheckReminders({
  facts = [],
  owners,
  channels,
  reminders = [],
}: Partial<AnyReminderPolicy>): readonly Issue[] {
  const issues = [...checkFacts(facts, ['facts'])];
  const table = createFactTable(facts);
  for (const [key, list] of Object.entries({ owners, channels, reminders })) checkIds(list ?? [], [key], issues);
  reminders.forEach(({ anchor, when, owner, channel }, index) => {
    const at: Path = ['reminders', index];
    if (when !== undefined) readCondition(when, table, [...at, 'when'], issues);
    if (owners !== undefined) checkReference(owner, owners, [...at, 'owner'], issues);
    if (channels !== undefined) checkReference(channel, channels, [...at, 'channel'], issues);
    if (anchor.kind !== 'days') checkDateFact(anchor.fact, table, [...at, 'anchor', 'fact'], issues);
    else if (anchor.days.some((day, k) => k > 0 && day <= anchor.days[k - 1]!))
      issues.push(issue('order', [...at, 'anchor', 'days'], 'days that rise', anchor.days));
  });
  return issues;
}
