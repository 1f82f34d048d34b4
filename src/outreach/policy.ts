import * as z from 'zod';
import { type Issue, issue } from '../core/issue.js';
import type { Label } from '../core/label.js';
import type { PolicyHeader } from '../core/policy.js';
import { checkPolicy, headerShape, idSchema, labelSchema, parsePolicy } from '../core/policy-check.js';
import { checkTimeWindow, type TimeWindow } from '../core/time-of-day.js';

/** A way to reach a customer. */
export interface ContactChannel {
  readonly id: string;
  readonly label?: Label | undefined;
  /** Length of a touch with one topic. */
  readonly minutes: number;
  /** When a touch may not take place, where the customer is. */
  readonly quietHours?: TimeWindow | undefined;
  /** Channels whose topics a touch of this one can take along: a visit takes the call's. */
  readonly carries?: readonly string[] | undefined;
}

/** At most so many touches of an account in a period; touches of all channels where none are named. */
export interface ContactCap {
  readonly id: string;
  readonly channels?: readonly string[] | undefined;
  readonly touches: number;
  /** A calendar period (weeks begin on Monday), or any `days` in a row. */
  readonly period: 'day' | 'week' | 'month' | 'quarter' | 'rolling';
  readonly days?: number | undefined;
}

/** Whom to ask before an action, and how long the answer takes. */
export interface ApprovalRule {
  readonly id: string;
  readonly label?: Label | undefined;
  readonly role: string;
  readonly leadWorkingDays: number;
}

/** From so many working days late on, an action goes to somebody of this level. */
export interface EscalationRule {
  readonly lateWorkingDays: number;
  readonly level: number;
}

/** How customers may be contacted and how days are given out: every figure is the house's own. */
export interface ContactPolicy extends PolicyHeader<'contact'> {
  /** How many working days the plan covers, from `asOf` on. */
  readonly horizonWorkingDays: number;
  /** Where a wanted day that isn't worked goes. */
  readonly offDays: 'earlier' | 'later';
  /** Touches that the previous plan has within so many working days keep their place if they still can; a further topic doesn't move them. */
  readonly keepWorkingDays: number;
  /** What each further topic of a touch adds to its length. */
  readonly extraTopicMinutes: number;
  readonly channels: readonly ContactChannel[];
  readonly caps: readonly ContactCap[];
  /** Which channels a role may use; a role that isn't listed may use all. */
  readonly remits: readonly { readonly role: string; readonly channels: readonly string[] }[];
  readonly approvals: readonly ApprovalRule[];
  /** Rising in both figures. */
  readonly escalation: readonly EscalationRule[];
}

const count = /* @__PURE__ */ z.int().min(0);
const timeWindow = /* @__PURE__ */ z.strictObject({ from: z.string(), until: z.string() });

const schema: z.ZodType<ContactPolicy> = /* @__PURE__ */ z.strictObject({
  ...headerShape('contact'),
  horizonWorkingDays: z.int().min(1).max(1000),
  offDays: z.enum(['earlier', 'later']),
  keepWorkingDays: count,
  extraTopicMinutes: count,
  channels: z
    .array(
      z.strictObject({
        id: idSchema,
        label: labelSchema.optional(),
        minutes: z.int().min(1),
        quietHours: timeWindow.optional(),
        carries: z.array(idSchema).optional(),
      }),
    )
    .min(1),
  caps: z.array(
    z.strictObject({
      id: idSchema,
      channels: z.array(idSchema).min(1).optional(),
      touches: count,
      period: z.enum(['day', 'week', 'month', 'quarter', 'rolling']),
      days: z.int().min(1).optional(),
    }),
  ),
  remits: z.array(z.strictObject({ role: idSchema, channels: z.array(idSchema) })),
  approvals: z.array(
    z.strictObject({ id: idSchema, label: labelSchema.optional(), role: idSchema, leadWorkingDays: count }),
  ),
  escalation: z.array(z.strictObject({ lateWorkingDays: count, level: z.int() })),
});

function duplicates(list: readonly { readonly id: string }[], key: string): readonly Issue[] {
  const seen = new Set<string>();
  return list.flatMap(({ id }, at) => {
    if (!seen.has(id)) {
      seen.add(id);
      return [];
    }
    return [issue('duplicate', [key, at, 'id'], 'an id of its own', id)];
  });
}

function crossCheck(policy: Partial<ContactPolicy>): readonly Issue[] {
  const { channels = [], caps = [], remits = [], approvals = [], escalation = [] } = policy;
  const known = new Set(channels.map(({ id }) => id));
  const expected = `one of ${[...known].join(', ')}`;
  const references = (ids: readonly string[], path: readonly (string | number)[]) =>
    ids.flatMap((id, at) => (known.has(id) ? [] : [issue('unknownReference', [...path, at], expected, id)]));
  return [
    ...duplicates(channels, 'channels'),
    ...duplicates(caps, 'caps'),
    ...duplicates(approvals, 'approvals'),
    ...duplicates(
      remits.map(({ role }) => ({ id: role })),
      'remits',
    ),
    ...channels.flatMap(({ quietHours, carries = [] }, at) => [
      ...(quietHours === undefined ? [] : checkTimeWindow(quietHours, ['channels', at, 'quietHours'])),
      ...references(carries, ['channels', at, 'carries']),
    ]),
    ...caps.flatMap(({ channels: of = [], period, days }, at) => [
      ...references(of, ['caps', at, 'channels']),
      ...((period === 'rolling') === (days !== undefined)
        ? []
        : [
            issue(
              period === 'rolling' ? 'missing' : 'unknownKey',
              ['caps', at, 'days'],
              period === 'rolling' ? 'how many days in a row' : `no days, as the period is a ${period}`,
              days,
            ),
          ]),
    ]),
    ...remits.flatMap(({ channels: of }, at) => references(of, ['remits', at, 'channels'])),
    ...escalation.flatMap(({ lateWorkingDays, level }, at) => {
      const before = at === 0 ? undefined : escalation[at - 1];
      if (before === undefined || (lateWorkingDays > before.lateWorkingDays && level > before.level)) return [];
      const expected = `more than ${before.lateWorkingDays} days and level ${before.level}`;
      return [issue('order', ['escalation', at], expected, `${lateWorkingDays} days, level ${level}`)];
    }),
  ];
}

/** The faults of a contact policy of unknown content, all of them; none for one that {@link schedule} takes. */
export function checkContactPolicy(json: unknown): readonly Issue[] {
  return checkPolicy(schema, crossCheck, json);
}

/** Reads a contact policy of unknown content. @throws PolicyError with every fault */
export function parseContactPolicy(json: unknown): ContactPolicy {
  return parsePolicy(schema, crossCheck, json, 'contact policy');
}
