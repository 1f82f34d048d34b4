import type { RuleSet } from '../core/rule-set.js';
import type { WorkingDays } from '../core/working-calendar.js';
import type { RejectionCode } from './candidate.js';
import type { AnyRetentionPolicy } from './retention-policy.js';

/** What all measures of a policy share. */
export interface MeasureContext {
  readonly policy: AnyRetentionPolicy;
  readonly rules: RuleSet;
  /** Decimal places of the policy's currency. */
  readonly scale: number;
  readonly attackLevelSlot: number;
  readonly attackClosesSlot: number;
  readonly ownerOfCode: readonly number[];
  readonly consentSlot: readonly number[];
}

/** One customer on one day. */
export interface MeasureCase {
  readonly record: object;
  /** The record, packed. */
  readonly row: Float64Array;
  readonly today: number;
  /** Where approvals count working days. */
  readonly days: WorkingDays | undefined;
}

/** What was seen and needed, and the root facts that are missing. */
export interface Evidence {
  readonly facts: { readonly [key: string]: unknown };
  readonly unknown: readonly string[];
}

/** Why a measure is no candidate; the evidence is put together where somebody asks. */
export interface Refusal {
  readonly code: RejectionCode;
  readonly evidence: () => Evidence;
}

const nothing = (): readonly string[] => [];

/** A refusal with its facts and, where something is missing, its unknown roots. */
export function refuse(code: RejectionCode, facts: () => Evidence['facts'], unknown = nothing): Refusal {
  return { code, evidence: () => ({ facts: facts(), unknown: unknown() }) };
}
