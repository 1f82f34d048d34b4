import { readCondition } from '../core/condition-tree.js';
import { createDecider, type Decider } from '../core/decider.js';
import type { DecisionContext, Reason } from '../core/decision.js';
import { createFactTable } from '../core/fact-table.js';
import type { FactDeclaration, FactsOf } from '../core/facts.js';
import { type Issue, issue } from '../core/issue.js';
import { labelLookup } from '../core/label.js';
import type { PolicyHeader } from '../core/policy.js';
import { checkPolicy, parsePolicy } from '../core/policy-check.js';
import { compileRuleSet, type RuleSet } from '../core/rule-set.js';
import { type DueReminder, judgeReminder, type Reminders } from './due-reminder.js';
import { type AnyReminderPolicy, crossCheckReminders, type ReminderPolicy, reminderSchema } from './reminder-policy.js';
import { type ReminderCode, reminderTexts } from './reminder-reasons.js';

/** The faults of a reminder policy as a list. */
export const checkReminders = (json: unknown): readonly Issue[] =>
  checkPolicy(reminderSchema, crossCheckReminders, json);

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
  const policy = parsePolicy(reminderSchema, crossCheckReminders, json, 'reminder policy');
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
    texts: reminderTexts,
    names: labelLookup([policy.reminders, policy.facts, policy.owners ?? [], policy.channels ?? []]),
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
    const found = judgeReminder(policy, reminder, own, rules, row, record, asOf, unknown);
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
