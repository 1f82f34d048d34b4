/**
 * What became of one case of a vector file. `unsupported` says why the library does not claim the case;
 * it is neither a pass nor a failure.
 */
export type VectorOutcome = { readonly id: string } & (
  | { readonly status: 'passed' }
  | { readonly status: 'failed'; readonly why: string }
  | { readonly status: 'unsupported'; readonly why: string }
);

/**
 * `test/vectors/<area>/<name>.adapter.ts` exports `adapter`, which reads the fields of the parsed
 * `<name>.json` (never the particular cases: other files of the same shape run through it too).
 */
export type VectorAdapter = (file: unknown) => Iterable<VectorOutcome> | Promise<Iterable<VectorOutcome>>;
