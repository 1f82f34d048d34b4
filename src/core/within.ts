import { InputError } from './errors.js';
import { issueAt, type Path } from './issue.js';

/** Runs something on a part of the input and puts its complaints under that part's path. */
export function within<T>(path: Path, what: string, run: () => T): T {
  try {
    return run();
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    throw new InputError(
      error.issues.map((fault) => issueAt(fault, [...path, ...fault.path])),
      what,
    );
  }
}
