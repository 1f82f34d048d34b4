import { InputError } from './errors.js';
import { issueAt, type Path } from './issue.js';

/** Runs something on a part of the input and puts its complaints where they belong in the whole. */
export function within<T>(placeOf: (path: Path) => Path, what: string, run: () => T): T {
  try {
    return run();
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    throw new InputError(
      error.issues.map((fault) => issueAt(fault, placeOf(fault.path))),
      what,
    );
  }
}
