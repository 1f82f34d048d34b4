import { createHash } from 'node:crypto';

/** An answer made comparable across processes: a digest of all of it and its beginning to show. */
export interface Fingerprint {
  readonly digest: string;
  readonly shown: string;
}

/** JSON, with what JSON would drop or blur spelled out and keys in order. */
function plain(_key: string, value: unknown): unknown {
  if (typeof value === 'bigint') return `${value}n`;
  if (typeof value === 'number' && !Number.isFinite(value)) return `number ${value}`;
  if (Object.is(value, -0)) return 'number -0';
  if (value === undefined) return 'undefined';
  if (ArrayBuffer.isView(value)) return Array.from(value as unknown as ArrayLike<number | bigint>);
  if (value instanceof Map || value instanceof Set) return [...value];
  if (value !== null && typeof value === 'object' && !Array.isArray(value)) {
    return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
  }
  return value;
}

/** Equal answers have equal fingerprints; `-0` and `0` differ. */
export function fingerprint(answer: unknown): Fingerprint {
  const text = JSON.stringify(answer, plain);
  const shown = text.length > 160 ? `${text.slice(0, 160)}… (${text.length} characters)` : text;
  return { digest: createHash('sha256').update(text).digest('hex'), shown };
}
