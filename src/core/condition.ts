import type { FactDeclaration } from './facts.js';

interface Presence {
  readonly $exists?: boolean;
}

interface Equality<V> extends Presence {
  readonly $eq?: V;
  readonly $ne?: V;
  readonly $in?: readonly V[];
  readonly $nin?: readonly V[];
}

interface Ordering<V> extends Equality<V> {
  readonly $gt?: V;
  readonly $gte?: V;
  readonly $lt?: V;
  readonly $lte?: V;
  /** Both ends inclusive. */
  readonly $between?: readonly [low: V, high: V];
}

interface Membership<V> extends Presence {
  readonly $contains?: V;
}

type Negatable<T> = T & { readonly $not?: T };
type ValueOr<V, T> = V | Negatable<T>;

/** The values of a closed text fact, or any string. */
type TextOf<D> = D extends { readonly values: readonly (infer V)[] } ? V : string;

type FieldTest<D> = D extends { readonly kind: 'integer' | 'number' }
  ? ValueOr<number, Ordering<number>>
  : D extends { readonly kind: 'decimal' | 'money' }
    ? ValueOr<string | number, Ordering<string | number>>
    : D extends { readonly kind: 'date' }
      ? ValueOr<string, Ordering<string>>
      : D extends { readonly kind: 'flag' }
        ? ValueOr<boolean, Pick<Equality<boolean>, '$eq' | '$ne' | '$exists'>>
        : D extends { readonly kind: 'text' }
          ? ValueOr<TextOf<D>, Equality<TextOf<D>>>
          : D extends { readonly kind: 'textList' }
            ? Negatable<Membership<TextOf<D>>>
            : never;

/**
 * A condition over declared facts, as plain JSON in the MongoDB query style:
 * `{ category: { $in: ['smb'] }, usageGb: { $gte: 200 }, $or: [ … ] }`. Several keys mean "and".
 *
 * Logic is Kleene's three-valued logic, which is SQL's: a comparison with an unknown fact is unknown, `$ne` and `$not`
 * included (MongoDB differs: there `$ne` matches a missing field). `$exists` asks whether a fact is known.
 * Amounts are decimal strings in the fact's own currency.
 */
export type Condition<F extends readonly FactDeclaration[] = readonly FactDeclaration[]> =
  string extends F[number]['id']
    ? { readonly [key: string]: unknown }
    : { readonly [D in F[number] as D['id']]?: FieldTest<D> } & {
        readonly $and?: readonly Condition<F>[];
        readonly $or?: readonly Condition<F>[];
        readonly $nor?: readonly Condition<F>[];
      };

/** The comparison operators of a condition. */
export type Operator =
  | '$eq'
  | '$ne'
  | '$gt'
  | '$gte'
  | '$lt'
  | '$lte'
  | '$in'
  | '$nin'
  | '$between'
  | '$contains'
  | '$exists';
