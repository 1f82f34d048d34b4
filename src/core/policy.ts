import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { dayNumber } from './day-number.js';
import { InputError } from './errors.js';
import { issue } from './issue.js';
import type { Label } from './label.js';

/** What every policy says of itself. */
export interface PolicyHeader<Kind extends string = string> {
  readonly kind: Kind;
  readonly id: string;
  readonly version: string;
  readonly label?: Label | undefined;
  /** First day in effect; from ever where missing. */
  readonly effectiveFrom?: string | undefined;
  /** Last day in effect; for good where missing. */
  readonly effectiveUntil?: string | undefined;
  /** Who decided it, where it comes from: for the auditor. */
  readonly source?: string | undefined;
}

/** Names a policy exactly: the digest changes with any change of its content. */
export interface PolicyReference {
  readonly kind: string;
  readonly id: string;
  readonly version: string;
  readonly digest: string;
}

/**
 * JSON with sorted keys and no spaces, so that equal content gives equal text (after RFC 8785).
 *
 * @example
 * canonicalJson({ b: 1, a: [true, null] }) //=> '{"a":[true,null],"b":1}'
 */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map((entry) => canonicalJson(entry ?? null)).join(',')}]`;
  if (typeof value === 'object' && value !== null) {
    const record = value as Readonly<Record<string, unknown>>;
    const keys = Object.keys(record).filter((key) => record[key] !== undefined);
    return `{${keys
      .sort()
      .map((key) => `${JSON.stringify(key)}:${canonicalJson(record[key])}`)
      .join(',')}}`;
  }
  // JSON has one kind of number, and a text of digits holds it.
  if (typeof value === 'bigint') return String(value);
  return JSON.stringify(value) ?? 'null';
}

/**
 * The first 16 hexadecimal digits of the SHA-256 of the canonical JSON.
 *
 * @example
 * digestOf({ a: 1, b: 2 }) === digestOf({ b: 2, a: 1 }) //=> true
 */
export function digestOf(content: unknown): string {
  return bytesToHex(sha256(utf8ToBytes(canonicalJson(content)))).slice(0, 16);
}

/** The reference that decisions carry. */
export function referenceTo(policy: PolicyHeader): PolicyReference {
  return Object.freeze({ kind: policy.kind, id: policy.id, version: policy.version, digest: digestOf(policy) });
}

/**
 * Picks the one policy version in effect on a day.
 *
 * @param versions - any order; bounds are inclusive days
 * @param asOf - calendar date
 * @returns the version, or `undefined` where none is in effect
 * @throws InputError code `overlap` where two are, `format` where `asOf` is no date
 * @example
 * policyInEffect([{ kind: 'value', id: 'tiers', version: '1', effectiveUntil: '2012-12-31' }], '2013-01-01') //=> undefined
 */
export function policyInEffect<P extends PolicyHeader>(versions: readonly P[], asOf: string): P | undefined {
  dayNumber(asOf, ['asOf']);
  const holding = versions.filter(
    ({ effectiveFrom, effectiveUntil }) =>
      (effectiveFrom === undefined || effectiveFrom <= asOf) &&
      (effectiveUntil === undefined || asOf <= effectiveUntil),
  );
  if (holding.length > 1) {
    const names = holding.map(({ id, version }) => `${id} ${version}`).join(' and ');
    throw new InputError(
      [issue('overlap', ['asOf'], `one policy in effect on ${asOf}, found ${names}`, holding)],
      'policies',
    );
  }
  return holding[0];
}
