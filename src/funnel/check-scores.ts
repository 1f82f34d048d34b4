import { InputError } from '../core/errors.js';
import { type Issue, issue, type Path } from '../core/issue.js';

/** A score that has to be a finite number. */
export function scoreIssues(path: Path, score: unknown): readonly Issue[] {
  return typeof score === 'number' && Number.isFinite(score) ? [] : [issue('type', path, 'a finite number', score)];
}

/** The same for one that may be unknown: `null` or missing. */
export function knownScoreIssues(path: Path, score: unknown): readonly Issue[] {
  return score === null || score === undefined ? [] : scoreIssues(path, score);
}

/** @throws InputError with every issue, where there is one */
export function refuseFaults(issues: readonly Issue[]): void {
  if (issues.length > 0) throw new InputError(issues);
}
