import * as z from 'zod';
import { anniversaryIn, type LeapDayRule, shiftMonths } from '../core/calendar.js';
import type { Condition } from '../core/condition.js';
import { readCondition } from '../core/condition-tree.js';
import { dateParts, dayNumber, fromDayNumber, readDayNumber } from '../core/day-number.js';
import { createDecider, type Decider } from '../core/decider.js';
import type { DecisionContext, Reason } from '../core/decision.js';
import type { ReasonTexts } from '../core/explain.js';
import { checkFacts, createFactTable } from '../core/fact-table.js';
import type { FactDeclaration, FactsOf } from '../core/facts.js';
import { type Issue, issue, type Path } from '../core/issue.js';
import { type Label, labelLookup } from '../core/label.js';
import type { PolicyHeader } from '../core/policy.js';
import {
  checkPolicy,
  conditionSchema,
  dateSchema,
  factSchema,
  headerShape,
  idSchema,
  labelSchema,
  parsePolicy,
} from '../core/policy-check.js';
import { compileRuleSet, type RuleSet, rootsOf } from '../core/rule-set.js';
import { checkDateFact, checkIds } from './policy-cuts.js';

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
  readonly owner: string;
  readonly channel: string;
}

/** Reminders as data: bundle expiry, holidays, birthdays, visits by class, round tables, memberships. */
export interface ReminderPolicy<F extends readonly FactDeclaration[]> extends PolicyHeader<'reminders'> {
  readonly facts: F;
  /** Only what falls due within so many days is shown. */
  readonly horizonDays: number;
  readonly reminders: readonly Reminder<F>[];
}

/** A reminder with its day. */
export interface DueReminder {
  readonly reminder: string;
  readonly anchor: string;
  readonly due: string;
  /** Days since it was due; 0 where it is still to come. */
  readonly overdueDays: number;
  /** Whether month arithmetic had to take the month's last day. */
  readonly clamped: boolean;
  readonly owner: string;
  readonly channel: string;
}

/** Why a reminder is not due. */
export type ReminderSkip = 'notConcerned' | 'concernUnknown' | 'dateUnknown' | 'over' | 'notYetDue';

/** What is to be done for a customer, by day, and what is not, each with its reason. */
export interface Reminders {
  readonly due: readonly DueReminder[];
  readonly skipped: readonly { readonly reminder: string; readonly because: ReminderSkip }[];
}

type AnyReminderPolicy = ReminderPolicy<readonly FactDeclaration[]>;

const offset = /* @__PURE__ */ z.int().min(-1200).max(36_600).optional();

const schema: z.ZodType<AnyReminderPolicy> = /* @__PURE__ */ z.strictObject({
  ...headerShape('reminders'),
  facts: z.array(factSchema),
  horizonDays: z.int().min(0).max(36_600),
  reminders: z.array(
    z.strictObject({
      id: idSchema,
      label: labelSchema.optional(),
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

function crossCheck({ facts = [], reminders = [] }: Partial<AnyReminderPolicy>): readonly Issue[] {
  const issues = [...checkFacts(facts, ['facts'])];
  const table = createFactTable(facts);
  checkIds(reminders, ['reminders'], issues);
  reminders.forEach(({ anchor, when }, index) => {
    const at: Path = ['reminders', index];
    if (when !== undefined) readCondition(when, table, [...at, 'when'], issues);
    if (anchor.kind !== 'days') checkDateFact(anchor.fact, table, [...at, 'anchor', 'fact'], issues);
    else if (anchor.days.some((day, k) => k > 0 && day <= anchor.days[k - 1]!))
      issues.push(issue('order', [...at, 'anchor', 'days'], 'days that rise', anchor.days));
  });
  return issues;
}

/** The faults of a reminder policy as a list. */
export const checkReminders = (json: unknown): readonly Issue[] => checkPolicy(schema, crossCheck, json);

/** Everything that a reminder decision can say. */
export type ReminderCode = 'due' | 'overdue' | ReminderSkip;

/**
 * Compiles a policy of reminders: for one customer, what is due by which day, by whom and through which channel. Bundle
 * expiry two calendar months ahead, holidays, birthdays with a stated leap-day rule, visits by class, a round table a
 * year, membership renewal are one mechanism under different data.
 *
 * @returns a decider; what is due is ordered by day, then as declared
 * @throws PolicyError with every fault
 * @example
 * compileReminders({
 *   kind: 'reminders', id: 'r', version: '1', horizonDays: 60,
 *   facts: [{ id: 'bundleEnd', kind: 'date' }],
 *   reminders: [{ id: 'bundle', anchor: { kind: 'date', fact: 'bundleEnd' }, offset: { months: -2 }, whenPast: 'overdue', owner: 'grid', channel: 'phone' }],
 * })({ bundleEnd: '2013-04-30' }, { asOf: '2013-01-15' }).outcome.due[0]?.due //=> '2013-02-28'
 */
export function compileReminders<const F extends readonly FactDeclaration[]>(
  policy: ReminderPolicy<F>,
): Decider<FactsOf<F>, Reminders, ReminderCode, ReminderPolicy<F>> {
  return compile<FactsOf<F>, ReminderPolicy<F>>(policy);
}

/** {@link compileReminders} for a policy of unknown content. */
export function compileRemindersJson(
  json: unknown,
): Decider<{ readonly [id: string]: unknown }, Reminders, ReminderCode, AnyReminderPolicy> {
  return compile(json);
}

function compile<Facts, P extends PolicyHeader>(json: unknown): Decider<Facts, Reminders, ReminderCode, P> {
  const policy = parsePolicy(schema, crossCheck, json, 'reminder policy');
  const table = createFactTable(policy.facts);
  const trees = policy.reminders.flatMap(({ when }) =>
    when === undefined ? [] : [readCondition(when, table, [], [])],
  );
  const rules = compileRuleSet(table, trees);
  const row = rules.createRow();
  const decide = (facts: Facts, context: DecisionContext) => {
    rules.read(facts, row);
    return remind(policy, rules, row, facts as object, context.asOf);
  };
  return createDecider<Facts, Reminders, ReminderCode, PolicyHeader, DecisionContext>({
    policy,
    decide,
    outcome: (facts, context) => decide(facts, context).outcome,
    checkOutcome: (outcome) =>
      Array.isArray((outcome as Partial<Reminders> | null)?.due)
        ? []
        : [issue('type', ['outcome', 'due'], 'a list', outcome)],
    texts,
    names: labelLookup([policy.reminders, policy.facts]),
  }) as unknown as Decider<Facts, Reminders, ReminderCode, P>;
}

function remind(policy: AnyReminderPolicy, rules: RuleSet, row: Float64Array, record: object, asOf: string) {
  const due: DueReminder[] = [];
  const skipped: Reminders['skipped'][number][] = [];
  const skips: Reason<ReminderCode>[] = [];
  const unknown = new Set<string>();
  let rule = 0;
  for (const reminder of policy.reminders) {
    const own = reminder.when === undefined ? -1 : rule;
    if (own >= 0) rule += 1;
    const found = judge(policy, reminder, own, rules, row, record, asOf, unknown);
    if ('due' in found) due.push(found);
    else {
      skipped.push({ reminder: reminder.id, because: found.code });
      skips.push({ code: found.code, rule: reminder.id, facts: found.facts });
    }
  }
  due.sort((a, b) => (a.due < b.due ? -1 : a.due > b.due ? 1 : 0));
  const reasons = due.map(
    ({ reminder, overdueDays, ...facts }): Reason<ReminderCode> => ({
      code: overdueDays > 0 ? 'overdue' : 'due',
      rule: reminder,
      facts: { overdueDays, ...facts },
    }),
  );
  return { outcome: { due, skipped }, reasons: [...reasons, ...skips], unknown: [...unknown] };
}

function judge(
  policy: AnyReminderPolicy,
  reminder: Reminder<readonly FactDeclaration[]>,
  rule: number,
  rules: RuleSet,
  row: Float64Array,
  record: object,
  asOf: string,
  unknown: Set<string>,
): DueReminder | { readonly code: ReminderSkip; readonly facts: { readonly [key: string]: unknown } } {
  const truth = rule < 0 ? true : rules.truth(row, rule);
  if (truth !== true) {
    for (const root of rules.unknownRoots(row, record, rule)) unknown.add(root);
    return {
      code: truth === false ? 'notConcerned' : 'concernUnknown',
      facts: { tests: rules.tests(row, record, rule) },
    };
  }
  const { anchor, whenPast, owner, channel } = reminder;
  const today = dayNumber(asOf);
  const given = anchor.kind === 'days' ? 0 : row[rules.table.valueSlot(anchor.fact)!.index]!;
  if (Number.isNaN(given) && anchor.kind !== 'days') {
    for (const root of rootsOf(record, anchor.fact)) unknown.add(root);
    return { code: 'dateUnknown', facts: { fact: anchor.fact } };
  }
  const candidates = anchorsOf(anchor, given, asOf).map((date) => ({ date, ...shifted(reminder, date) }));
  // What comes next, or the last one where all are past.
  const next = candidates.find(({ day }) => day >= today) ?? candidates.at(-1)!;
  if (next.day > today + policy.horizonDays) return { code: 'notYetDue', facts: { due: fromDayNumber(next.day) } };
  if (next.day < today && whenPast === 'over') return { code: 'over', facts: { due: fromDayNumber(next.day) } };
  return {
    reminder: reminder.id,
    anchor: next.date,
    due: fromDayNumber(next.day),
    overdueDays: Math.max(0, today - next.day),
    clamped: next.clamped,
    owner,
    channel,
  };
}

/** The days that a reminder may hang on, in order. */
function anchorsOf(anchor: ReminderAnchor<readonly FactDeclaration[]>, given: number, asOf: string): readonly string[] {
  if (anchor.kind === 'days') return anchor.days;
  const date = fromDayNumber(given);
  if (anchor.kind === 'date') return [date];
  const { year } = dateParts(asOf);
  if (anchor.kind === 'anniversary') {
    // Next year's may fall due this year already, where it is announced ahead.
    return [year, year + 1].map((y) => anniversaryIn(date, y, anchor.leapDay)).filter((day) => day >= date);
  }
  return [`${String(dateParts(date).year + 1).padStart(4, '0')}-12-31`];
}

function shifted({ offset: by = {} }: Reminder<readonly FactDeclaration[]>, date: string) {
  const moved = shiftMonths(date, by.months ?? 0);
  return { day: readDayNumber(moved.date) + (by.days ?? 0), clamped: moved.clamped };
}

const texts: ReasonTexts<ReminderCode> = {
  due: { en: '{rule} on {due}, by {owner} through {channel}.', zh: '{rule}:{due},由 {owner} 经 {channel} 执行。' },
  overdue: {
    en: '{rule} was due on {due}: {overdueDays} days late.',
    zh: '{rule} 应于 {due} 完成,已逾期 {overdueDays} 天。',
  },
  notConcerned: { en: 'No {rule}: {tests}.', zh: '无需 {rule}:{tests}。' },
  concernUnknown: { en: 'No {rule}, undecided: {tests}.', zh: '{rule} 无法判断:{tests}。' },
  dateUnknown: { en: 'No {rule}: {fact} is unknown.', zh: '无法安排 {rule}:{fact} 未知。' },
  over: { en: 'No {rule}: its day, {due}, is over.', zh: '不再安排 {rule}:{due} 已过。' },
  notYetDue: { en: 'No {rule} yet: due on {due}.', zh: '{rule} 未到时间:应于 {due}。' },
};
