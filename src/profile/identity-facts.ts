import { issue } from '../core/issue.js';
import type { Derivation } from './derivation.js';
import type { CustomerRecord } from './record.js';

const texts = ['category', 'industry', 'currentOperator'] as const;

/** What was known before any file was built. What cannot be right is named and left unknown, so that deciders can go on with the rest. */
export function deriveIdentity(record: CustomerRecord, { facts, faults }: Derivation): void {
  for (const id of texts) {
    const value: unknown = record[id] ?? null;
    const isSound = value === null || typeof value === 'string';
    if (!isSound) faults.push(issue('type', [id], 'a text', value));
    facts[id] = isSound ? value : null;
  }
  const employees: unknown = record.employees ?? null;
  const isSound = employees === null || (Number.isSafeInteger(employees) && (employees as number) >= 0);
  if (!isSound) faults.push(issue('range', ['employees'], 'a whole number of 0 or more', employees));
  facts.employees = isSound ? employees : null;
}
