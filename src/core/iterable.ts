import { InputError } from './errors.js';
import { issue, type Path } from './issue.js';

/** Refuses what cannot be gone through one by one. @throws InputError `type` */
export function checkIterable(list: unknown, path: Path, expected: string, what?: string): void {
  if (typeof (list as Partial<Iterable<unknown>> | null | undefined)?.[Symbol.iterator] !== 'function')
    throw new InputError([issue('type', path, expected, list)], what);
}
