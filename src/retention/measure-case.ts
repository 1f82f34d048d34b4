import type { RuleSet } from '../core/rule-set.js';
import type { WorkingDays } from '../core/working-calendar.js';
import type { RejectionCode } from './candidate.js';
import type { AnyRetentionPolicy } from './retention-policy.js';

/** What all measures of a policy share. */
export interface MeasureContext {
  readonly policy: AnyRetentionPolicy;
  readonly rules: RuleSet;
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

/** Why a measure is no candidate. */
export interface Refusal {
  readonly code: RejectionCode;
  readonly facts: { readonly [key: string]: unknown };
  readonly unknown: readonly string[];
}
