import * as z from 'zod';
import { isDate } from './day-number.js';
import { PolicyError } from './errors.js';
import type { FactDeclaration } from './facts.js';
import { type Issue, type IssueCode, issue } from './issue.js';
import type { PolicyHeader } from './policy.js';
import { copyOf, salvage, valueAt } from './salvage.js';

/** Checks what a shape cannot: references, order, duplicates. Top-level keys that failed their shape are missing. */
export type CrossCheck<P> = (policy: Partial<P>) => readonly Issue[];

/** A calendar date in a policy. */
export const dateSchema: z.ZodType<string> = /* @__PURE__ */ z.custom<string>(isDate, {
  error: 'a calendar date YYYY-MM-DD',
});

/** An id: user data of any spelling, but not empty. */
export const idSchema: z.ZodString = /* @__PURE__ */ z.string().min(1);

export const labelSchema = /* @__PURE__ */ z.strictObject({ en: z.string().optional(), zh: z.string().optional() });

/** The fields of an entry that a person may have to recognise; spread them into its strict object. */
export const named = { id: idSchema, label: /* @__PURE__ */ labelSchema.optional() };

/** A condition stands unparsed in the schema; `readCondition` checks it against the declared facts. */
export const conditionSchema = /* @__PURE__ */ z.custom<never>(
  (value) => typeof value === 'object' && value !== null && !Array.isArray(value),
  { error: 'a condition, an object of tests' },
);

/** The fields of every policy's header; spread them into the room's strict object. */
export const headerShape = <Kind extends string>(kind: Kind) => ({
  kind: z.literal(kind),
  id: idSchema,
  version: z.string().min(1),
  label: labelSchema.optional(),
  effectiveFrom: dateSchema.optional(),
  effectiveUntil: dateSchema.optional(),
  source: z.string().optional(),
});

const declared = {
  id: idSchema,
  label: /* @__PURE__ */ labelSchema.optional(),
  unit: /* @__PURE__ */ z.string().optional(),
};
const numericBounds = { min: /* @__PURE__ */ z.number().optional(), max: /* @__PURE__ */ z.number().optional() };
const decimalBounds = { min: /* @__PURE__ */ z.string().optional(), max: /* @__PURE__ */ z.string().optional() };
const values = /* @__PURE__ */ z.array(z.string()).optional();

/** The shape of a fact declaration. */
export const factSchema: z.ZodType<FactDeclaration> = /* @__PURE__ */ z.discriminatedUnion('kind', [
  z.strictObject({ ...declared, kind: z.literal('integer'), ...numericBounds }),
  z.strictObject({ ...declared, kind: z.literal('number'), ...numericBounds }),
  z.strictObject({ ...declared, kind: z.literal('decimal'), scale: z.int().min(0).max(15), ...decimalBounds }),
  z.strictObject({ ...declared, kind: z.literal('money'), currency: z.string(), ...decimalBounds }),
  z.strictObject({ ...declared, kind: z.literal('text'), values }),
  z.strictObject({ ...declared, kind: z.literal('flag') }),
  z.strictObject({ ...declared, kind: z.literal('date') }),
  z.strictObject({ ...declared, kind: z.literal('textList'), values }),
]);

/**
 * Checks a policy of unknown content: its shape by the schema, and whatever parsed by the cross-check, so that faults
 * of different kinds are reported together.
 *
 * @returns the issues, none for a policy that compiles
 */
export function checkPolicy<P>(schema: z.ZodType<P>, crossCheck: CrossCheck<P>, json: unknown): readonly Issue[] {
  const parsed = schema.safeParse(json);
  const check = (policy: Partial<P>): readonly Issue[] => [...checkTerm(policy), ...crossCheck(policy)];
  if (parsed.success) return check(parsed.data);
  const shape = parsed.error.issues.flatMap((fault) => toIssues(fault, json));
  const rest = salvage(schema, json);
  if (rest === undefined) return shape;
  return [...shape, ...rest.ownFaults(check(rest.value as Partial<P>))];
}

/** A policy's first day in effect comes before its last. */
function checkTerm({ effectiveFrom, effectiveUntil }: Partial<PolicyHeader>): readonly Issue[] {
  if (effectiveFrom === undefined || effectiveUntil === undefined || effectiveFrom <= effectiveUntil) return [];
  return [issue('order', ['effectiveUntil'], `${effectiveFrom} or later`, effectiveUntil)];
}

/** A copy of the policy, so that nobody changes it afterwards, when nothing is wrong with it. @throws PolicyError with every issue */
export function parsePolicy<P>(schema: z.ZodType<P>, crossCheck: CrossCheck<P>, json: unknown, what: string): P {
  const issues = checkPolicy(schema, crossCheck, json);
  if (issues.length > 0) throw new PolicyError(issues, what);
  return copyOf(json) as P;
}

type ZodIssue = z.core.$ZodIssue;

function toIssues(fault: ZodIssue, json: unknown): readonly Issue[] {
  const path = fault.path.map((part) => (typeof part === 'symbol' ? String(part) : part));
  const received = valueAt(json, path);
  if (fault.code === 'unrecognized_keys') {
    return fault.keys.map((key) => issue('unknownKey', [...path, key], 'no such key', valueAt(received, [key])));
  }
  return [issue(received === undefined ? 'missing' : codeOf(fault), path, expectedOf(fault), received)];
}

function codeOf(fault: ZodIssue): IssueCode {
  if (fault.code === 'too_big' || fault.code === 'too_small')
    return fault.origin === 'array' || fault.origin === 'string' ? 'empty' : 'range';
  if (fault.code === 'invalid_format' || fault.code === 'custom') return 'format';
  if (fault.code === 'invalid_value' || fault.code === 'invalid_union') return 'unknownReference';
  return 'type';
}

function expectedOf(fault: ZodIssue): string {
  switch (fault.code) {
    case 'invalid_type':
      return fault.expected === 'array' ? 'a list' : `${/^[aio]/.test(fault.expected) ? 'an' : 'a'} ${fault.expected}`;
    case 'invalid_value':
      return fault.values.length === 1
        ? JSON.stringify(fault.values[0])
        : `one of ${fault.values.map(String).join(', ')}`;
    case 'too_small':
      return countable(fault.origin, `${fault.inclusive === false ? 'more than' : 'at least'} ${fault.minimum}`);
    case 'too_big':
      return countable(fault.origin, `${fault.inclusive === false ? 'less than' : 'at most'} ${fault.maximum}`);
    case 'invalid_union':
      return 'options' in fault && Array.isArray(fault.options)
        ? `one of ${fault.options.map(String).join(', ')}`
        : 'one of the allowed shapes';
    default:
      return fault.message;
  }
}

function countable(origin: string, amount: string): string {
  if (origin === 'array') return `${amount} entries`;
  return origin === 'string' ? `${amount} characters` : amount;
}
