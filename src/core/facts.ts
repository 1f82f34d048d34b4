import type { Label } from './label.js';
import type { Money } from './money.js';

/** What every declared fact has, whatever its kind. */
export interface DeclaredFact<Id extends string> {
  readonly id: Id;
  readonly label?: Label | undefined;
  /** Unit of measure, for people: `GB`, `minutes`, `lines`. */
  readonly unit?: string | undefined;
}

/**
 * Declares one fact that a policy may test: its id, its kind and its bounds.
 *
 * - `integer` a safe integer; `number` a finite double, for measurements
 * - `decimal` an exact decimal of `scale` digits, given as a string (or a number that is exactly such a decimal)
 * - `money` `{ amount, currency }` in the one declared currency
 * - `text` a code or name, closed where `values` is given; never ordered, because collations differ
 * - `flag` true or false; `date` a calendar date `YYYY-MM-DD`; `textList` a set of codes
 */
export type FactDeclaration<Id extends string = string> = DeclaredFact<Id> &
  (
    | { readonly kind: 'integer'; readonly min?: number | undefined; readonly max?: number | undefined }
    | { readonly kind: 'number'; readonly min?: number | undefined; readonly max?: number | undefined }
    | {
        readonly kind: 'decimal';
        readonly scale: number;
        readonly min?: string | undefined;
        readonly max?: string | undefined;
      }
    | {
        readonly kind: 'money';
        readonly currency: string;
        readonly min?: string | undefined;
        readonly max?: string | undefined;
      }
    | { readonly kind: 'text'; readonly values?: readonly string[] | undefined }
    | { readonly kind: 'flag' }
    | { readonly kind: 'date' }
    | { readonly kind: 'textList'; readonly values?: readonly string[] | undefined }
  );

/** The eight kinds of fact. */
export type FactKind = FactDeclaration['kind'];

/**
 * A fact that is known to be unknown, and why: the root facts that were missing when it should have been decided,
 * or that consent for this purpose is lacking. Deciders treat it as missing and pass the roots on.
 */
export interface UnknownFact {
  readonly unknown: readonly string[];
  readonly because?: string | undefined;
}

type KnownValue<D> = D extends { readonly kind: 'integer' | 'number' }
  ? number
  : D extends { readonly kind: 'decimal' }
    ? string | number
    : D extends { readonly kind: 'money' }
      ? Money
      : D extends { readonly kind: 'flag' }
        ? boolean
        : D extends { readonly kind: 'date' }
          ? string
          : D extends { readonly kind: 'text'; readonly values: readonly (infer V)[] }
            ? V
            : D extends { readonly kind: 'textList'; readonly values: readonly (infer V)[] }
              ? readonly V[]
              : D extends { readonly kind: 'textList' }
                ? readonly string[]
                : string;

/** The value that a declared fact takes; missing, `null`, `undefined` and {@link UnknownFact} are all "unknown". */
export type FactInput<D> = KnownValue<D> | UnknownFact | null | undefined;

/** Any fact value at all, as it stands in plain JSON. */
export type FactValue = number | string | boolean | Money | readonly string[] | UnknownFact | null | undefined;

/** The record that a policy's declared facts describe. Further keys are ignored, so that deciders can share one record. */
export type FactsOf<F extends readonly FactDeclaration[]> = {
  readonly [D in F[number] as D['id']]?: FactInput<D>;
};

export function isUnknownFact(value: unknown): value is UnknownFact {
  return typeof value === 'object' && value !== null && Array.isArray((value as { unknown?: unknown }).unknown);
}
