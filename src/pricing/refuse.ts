import { InputError } from '../core/errors.js';
import { type IssueCode, issue, type Path } from '../core/issue.js';

/** Refuses a request for one fault. */
export function refuse(code: IssueCode, path: Path, expected: string, received: unknown): never {
  throw new InputError([issue(code, path, expected, received)], 'request');
}
