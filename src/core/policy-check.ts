import * as z from 'zod';
import { isDate } from './day-number.js';
import { PolicyError } from './errors.js';
import type { FactDeclaration } from './facts.js';
import { type Issue, type IssueCode, issue, issueAt, type Path } from './issue.js';
import type { PolicyHeader } from './policy.js';

/** Checks what a shape cannot: references, order, duplicates. Top-level keys that failed their shape are missing. */
export type CrossCheck<P> = (policy: Partial<P>) => readonly Issue[];

/** A calendar date in a policy. */
export const dateSchema: z.ZodType<string> = /* @__PURE__ */ z.custom<string>(isDate, {
  error: 'a calendar date YYYY-MM-DD',
});

/** An id: user data of any spelling, but not empty. */
export const idSchema: z.ZodString = /* @__PURE__ */ z.string().min(1);

export const labelSchema = /* @__PURE__ */ z.strictObject({ en: z.string().optional(), zh: z.string().optional() });

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
  return rest === undefined ? shape : [...shape, ...relocate(check(rest.value as Partial<P>), rest.kept)];
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

function valueAt(json: unknown, path: Path): unknown {
  let value = json;
  for (const part of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, part)) return undefined;
    value = (value as Readonly<Record<string | number, unknown>>)[part];
  }
  return value;
}

/** Original position of each list entry that was kept, by the list's path in the salvaged policy. */
type Kept = ReadonlyMap<string, readonly number[]>;

const deepest = 20;

/**
 * Drops what fails its shape (a list entry, an unknown key, else the top-level key) until the rest parses, so that
 * references among the sound parts can still be checked.
 */
function salvage<P>(schema: z.ZodType<P>, json: unknown): { readonly value: object; readonly kept: Kept } | undefined {
  if (typeof json !== 'object' || json === null || Array.isArray(json)) return undefined;
  const value = copyOf(json) as Record<string, unknown>;
  const kept = new Map<string, number[]>();
  for (let round = 0; round < deepest; round += 1) {
    const parsed = schema.safeParse(value);
    const faults = parsed.success
      ? []
      : parsed.error.issues.filter(({ path }) => path.length !== 1 || Object.hasOwn(value, path[0]!));
    const drops = faults.flatMap(dropsOf).filter((path) => path.length > 0);
    if (drops.length === 0) return { value, kept };
    const unique = new Map(drops.map((path) => [JSON.stringify(path), path]));
    // Later entries first, so that earlier positions stay true while dropping.
    for (const path of [...unique.values()].sort(byPositionDescending)) drop(value, path, kept);
  }
  return undefined;
}

function dropsOf(fault: ZodIssue): readonly Path[] {
  const path = fault.path as Path;
  if (fault.code === 'unrecognized_keys') return fault.keys.map((key) => [...path, key]);
  const entry = path.findLastIndex((part) => typeof part === 'number');
  return [entry < 0 ? path.slice(0, 1) : path.slice(0, entry + 1)];
}

function byPositionDescending(a: Path, b: Path): number {
  for (let i = 0; i < Math.min(a.length, b.length); i += 1) {
    const [x, y] = [a[i]!, b[i]!];
    if (x !== y) return typeof x === 'number' && typeof y === 'number' ? y - x : String(x) < String(y) ? 1 : -1;
  }
  return b.length - a.length;
}

function drop(root: object, path: Path, kept: Map<string, number[]>): void {
  const last = path.at(-1)!;
  const parent = valueAt(root, path.slice(0, -1));
  if (Array.isArray(parent) && typeof last === 'number') {
    const key = JSON.stringify(path.slice(0, -1));
    const positions = kept.get(key) ?? parent.map((_, index) => index);
    positions.splice(last, 1);
    parent.splice(last, 1);
    kept.set(key, positions);
  } else if (typeof parent === 'object' && parent !== null) {
    delete (parent as Record<string | number, unknown>)[last];
  }
}

function relocate(issues: readonly Issue[], kept: Kept): readonly Issue[] {
  return issues.map((fault) => {
    const path = fault.path.map((part, depth) => {
      if (typeof part !== 'number') return part;
      return kept.get(JSON.stringify(fault.path.slice(0, depth)))?.[part] ?? part;
    });
    return issueAt(fault, path);
  });
}

/** A deep copy, hostile keys included. Not `structuredClone`, which refuses functions where an issue should say so. */
function copyOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(copyOf);
  if (typeof value !== 'object' || value === null) return value;
  const copy: Record<string, unknown> = {};
  for (const [key, entry] of Object.entries(value)) {
    Object.defineProperty(copy, key, {
      value: copyOf(entry),
      enumerable: true,
      configurable: true,
      writable: true,
    });
  }
  return copy;
}
