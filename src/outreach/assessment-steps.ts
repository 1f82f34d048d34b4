import { type Issue, issue } from '../core/issue.js';
import type { FullLabel } from '../practice/code-list.js';
import { type AssessmentScheme, parseAssessmentScheme } from './assessment-scheme.js';

/** The five steps of an assessment, in order. */
export const assessmentStepLabels = {
  buildProcess: { en: 'Build the process', zh: '建流程' },
  setIndicators: { en: 'Set indicators', zh: '设指标' },
  chooseObject: { en: 'Choose the object', zh: '择对象' },
  setStandard: { en: 'Set the standard', zh: '定标准' },
  produceResult: { en: 'Produce the result', zh: '出结果' },
} as const satisfies Readonly<Record<string, FullLabel>>;

/** The id of a step. */
export type AssessmentStepId = keyof typeof assessmentStepLabels;

const stepIds = Object.keys(assessmentStepLabels) as readonly AssessmentStepId[];

/** Where a step stands. A step is open while it lacks something and blocked while an earlier one does. */
export interface AssessmentStep {
  readonly number: number;
  readonly step: AssessmentStepId;
  readonly status: 'complete' | 'open' | 'blocked';
  /** The first earlier step that is not complete. */
  readonly blockedBy?: AssessmentStepId;
  /** What it lacks itself. */
  readonly issues: readonly Issue[];
}

function indicatorIssues({ indicators }: AssessmentScheme): readonly Issue[] {
  return (['unit', 'manager'] as const).flatMap((level) => {
    const own = indicators.filter((indicator) => indicator.level === level);
    if (own.length === 0)
      return [issue('missing', ['indicators'], `an indicator at the level of the ${level}`, undefined)];
    const sum = own.reduce((total, { weight }) => total + weight, 0);
    return sum === 100 ? [] : [issue('sum', ['indicators'], `weights of the ${level} level that sum to 100`, sum)];
  });
}

function lacking(scheme: AssessmentScheme, step: AssessmentStepId): readonly Issue[] {
  const { procedure, indicators } = scheme;
  const missing = (key: 'department' | 'person' | 'standard') =>
    indicators.flatMap((indicator, at) =>
      indicator[key] === undefined
        ? [issue('missing', ['indicators', at, key], `a ${key} for ${indicator.id}`, undefined)]
        : [],
    );
  switch (step) {
    case 'buildProcess':
      return procedure === undefined
        ? [issue('missing', ['procedure'], 'the procedure, issued as a document', undefined)]
        : [];
    case 'setIndicators':
      return indicatorIssues(scheme);
    case 'chooseObject':
      return [...missing('department'), ...missing('person')];
    case 'setStandard':
      return missing('standard');
    default:
      return [];
  }
}

/**
 * Where an assessment stands: each step is complete when it lacks nothing and every earlier one is complete.
 *
 * @param hasResults whether a result sheet has been produced, which completes the last step
 * @throws PolicyError for a scheme of faulty form
 */
export function assessmentSteps(json: AssessmentScheme, hasResults = false): readonly AssessmentStep[] {
  const scheme = parseAssessmentScheme(json);
  let blockedBy: AssessmentStepId | undefined;
  return stepIds.map((step, at) => {
    const issues = lacking(scheme, step);
    const isDone = step === 'produceResult' ? hasResults : issues.length === 0;
    const status = blockedBy !== undefined ? 'blocked' : isDone ? 'complete' : 'open';
    const found = { number: at + 1, step, status, ...(blockedBy === undefined ? {} : { blockedBy }), issues } as const;
    if (status !== 'complete') blockedBy ??= step;
    return found;
  });
}
