import { InputError } from '../core/errors.js';
import { issue } from '../core/issue.js';

/** Refuses what cannot be gone through one by one. @throws InputError `type` */
export function checkList(list: unknown, what: string): void {
  if (typeof (list as Partial<Iterable<unknown>> | null | undefined)?.[Symbol.iterator] !== 'function')
    throw new InputError([issue('type', [], `a list of ${what}`, list)], what);
}
