import * as z from 'zod';
import type { CalendarDate } from '../core/day-number.js';
import { isDecimalText } from '../core/decimal.js';
import { type Issue, issue } from '../core/issue.js';
import type { Label } from '../core/label.js';
import type { PolicyHeader } from '../core/policy.js';
import { checkPolicy, dateSchema, headerShape, idSchema, labelSchema, parsePolicy } from '../core/policy-check.js';

/** What an indicator is measured against: points per point over or short of the target, within bounds. Decimal texts. */
export interface IndicatorStandard {
  readonly target: string;
  readonly better: 'higher' | 'lower';
  /** Points won for each point better than the target. */
  readonly perPointBetter: string;
  /** Points lost for each point worse. */
  readonly perPointWorse: string;
  /** Most that can be won, and lost; without them there is no bound. */
  readonly mostWon?: string | undefined;
  readonly mostLost?: string | undefined;
}

/** One indicator. Department, person and standard are filled in step by step. */
export interface Indicator {
  readonly id: string;
  readonly label?: Label | undefined;
  /** Of a county or other unit, or of an account manager: both levels are needed. */
  readonly level: 'unit' | 'manager';
  /** How it is computed from data. */
  readonly formula: string;
  readonly unit: string;
  /** Per cent; those of one level sum to 100. */
  readonly weight: number;
  readonly department?: string | undefined;
  readonly person?: string | undefined;
  readonly standard?: IndicatorStandard | undefined;
}

/** An assessment in the making: its five steps are worked through in order. */
export interface AssessmentScheme extends PolicyHeader<'assessment'> {
  /** The joint procedure, issued as a document. */
  readonly procedure?:
    | { readonly document: string; readonly version: string; readonly issuedOn: CalendarDate }
    | undefined;
  readonly indicators: readonly Indicator[];
}

const decimal = /* @__PURE__ */ z.custom<string>(isDecimalText, { error: 'a decimal text such as "95.00"' });
const positive = /* @__PURE__ */ z.custom<string>((value) => isDecimalText(value) && !value.startsWith('-'), {
  error: 'a decimal text of 0 or more',
});

const schema: z.ZodType<AssessmentScheme> = /* @__PURE__ */ z.strictObject({
  ...headerShape('assessment'),
  procedure: z
    .strictObject({ document: z.string().min(1), version: z.string().min(1), issuedOn: dateSchema })
    .optional(),
  indicators: z.array(
    z.strictObject({
      id: idSchema,
      label: labelSchema.optional(),
      level: z.enum(['unit', 'manager']),
      formula: z.string().min(1),
      unit: z.string().min(1),
      weight: z.int().min(1).max(100),
      department: z.string().min(1).optional(),
      person: z.string().min(1).optional(),
      standard: z
        .strictObject({
          target: decimal,
          better: z.enum(['higher', 'lower']),
          perPointBetter: positive,
          perPointWorse: positive,
          mostWon: positive.optional(),
          mostLost: positive.optional(),
        })
        .optional(),
    }),
  ),
});

function crossCheck({ indicators = [] }: Partial<AssessmentScheme>): readonly Issue[] {
  const ids = indicators.map(({ id }) => id);
  return ids.flatMap((id, at) =>
    ids.indexOf(id) < at ? [issue('duplicate', ['indicators', at, 'id'], 'an id of its own', id)] : [],
  );
}

/** The faults of a scheme's form. What a step still lacks is no fault: see {@link assessmentSteps}. */
export function checkAssessmentScheme(json: unknown): readonly Issue[] {
  return checkPolicy(schema, crossCheck, json);
}

/** Reads a scheme of unknown content. @throws PolicyError with every fault of its form */
export function parseAssessmentScheme(json: unknown): AssessmentScheme {
  return parsePolicy(schema, crossCheck, json, 'assessment scheme');
}
