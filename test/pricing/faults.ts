import { InputError, PolicyError } from 'tenure/core';

/** Codes and paths of what a call refuses; none where it answers. Whatever else it throws goes on. */
export function faultsOf(run: () => unknown): readonly string[] {
  try {
    run();
  } catch (error) {
    if (error instanceof InputError || error instanceof PolicyError) {
      return error.issues.map(({ code, path }) => `${code} ${path.join('.')}`);
    }
    throw error;
  }
  return [];
}
