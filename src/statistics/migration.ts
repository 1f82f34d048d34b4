import { checkList, checkPositive, checkRecord, checkSameLength, checkValues, refuse, type Values } from './checks.js';
import { type Measured, measured, unmeasured } from './measured.js';
import { exactSum, total } from './sum.js';

/** Who moved from which state to which: `counts[from][to]`, in the order of `from` and `to`. */
export interface Migration<S extends string = string> {
  readonly from: readonly S[];
  readonly to: readonly S[];
  readonly counts: readonly (readonly number[])[];
  readonly fromTotals: readonly number[];
  readonly toTotals: readonly number[];
  readonly members: number;
  /** How many are in a state of the same name before and after. */
  readonly stayed: number;
}

/**
 * Counts moves between two assignments of the same members. Every member is counted once, so that rows sum to the sizes before and columns to the sizes after.
 * @param before The state of each member before; `after`: the state of the same member, at the same position, after.
 * @param states All states in the order wanted; a state without members keeps its row and column. Other states: InputError `unknownReference`.
 * @example
 * migration(['a', 'a', 'b'], ['a', 'b', 'b'], ['a', 'b']).counts; //=> [[1, 1], [0, 1]]
 */
export function migration<S extends string>(
  before: readonly S[],
  after: readonly S[],
  states: readonly S[] | { readonly from: readonly S[]; readonly to: readonly S[] },
): Migration<S> {
  checkSameLength(before, after, ['before', 'after']);
  if (typeof states !== 'object' || states === null) refuse('type', 'states', 'lists of states', states);
  const { from, to } = 'from' in states ? states : { from: states, to: states };
  const rows = placesOf(from, 'states.from');
  const columns = placesOf(to, 'states.to');
  const counts = from.map(() => to.map(() => 0));
  let stayed = 0;
  before.forEach((state, i) => {
    const row = rows.get(state) ?? refuse('unknownReference', ['before', i], 'a declared state', state);
    const column = columns.get(after[i]!) ?? refuse('unknownReference', ['after', i], 'a declared state', after[i]);
    counts[row]![column]!++;
    if (state === after[i]) stayed++;
  });
  const sum = (numbers: readonly number[]) => numbers.reduce((a, b) => a + b, 0);
  return {
    from,
    to,
    counts,
    fromTotals: counts.map(sum),
    toTotals: to.map((_, column) => sum(counts.map((row) => row[column]!))),
    members: before.length,
    stayed,
  };
}

function placesOf<S>(states: readonly S[], name: string): ReadonlyMap<S, number> {
  checkList(states, name);
  const places = new Map(states.map((state, i) => [state, i]));
  if (places.size < states.length)
    refuse(
      'duplicate',
      name,
      'every state once',
      states.find((state, i) => places.get(state) !== i),
    );
  return places;
}

/**
 * The shares of each row: where the members of a state went. A state that had no members is undefined because `emptyGroup`.
 * @example
 * migrationShares([[3, 1], [0, 0]]); //=> [{ value: [0.75, 0.25] }, { undefinedBecause: 'emptyGroup' }]
 */
export function migrationShares(counts: readonly Values[]): readonly Measured<readonly number[]>[] {
  checkList(counts, 'counts');
  return counts.map((row, i) => {
    checkCounts(row, `counts.${i}`);
    const sum = total(row);
    return sum === 0 ? unmeasured('emptyGroup') : measured(Array.from(row, (count) => count / sum));
  });
}

/** What a category without members counts as in {@link stabilityIndex}, because the logarithm of zero is not defined. */
export type EmptyCategory = 'undefined' | { readonly countAs: number };

/**
 * The population stability index between two distributions over the same categories: Σ (after − before) · ln (after / before); 0 when identical. It is the symmetric Kullback–Leibler (Jeffreys) divergence.
 * @param before Members by category before; `after` the same after. Totals may differ.
 * @param empty `'undefined'` answers undefined because `emptyGroup` where exactly one side of a category is empty; `{ countAs: 0.5 }` puts that count in the empty side.
 * @example
 * stabilityIndex([50, 50], [50, 50], 'undefined').value; //=> 0
 */
export function stabilityIndex(before: Values, after: Values, empty: EmptyCategory): Measured {
  checkSameLength(before, after, ['before', 'after']);
  for (const [name, counts] of [
    ['before', before],
    ['after', after],
  ] as const) {
    checkCounts(counts, name);
  }
  if (empty !== 'undefined') {
    checkRecord(empty, 'empty', "'undefined' or { countAs }");
    checkPositive(empty.countAs, 'empty.countAs');
  }
  const [sumBefore, sumAfter] = [total(before), total(after)];
  if (sumBefore === 0 || sumAfter === 0) return unmeasured('noObservations');
  const oneSided = Array.from(before).some((count, i) => (count === 0) !== (after[i] === 0));
  if (oneSided && empty === 'undefined') return unmeasured('emptyGroup');
  const floor = empty === 'undefined' ? 0 : empty.countAs;
  return measured(
    exactSum(before.length, (i) => {
      if (before[i] === 0 && after[i] === 0) return 0;
      const p = (before[i] || floor) / sumBefore;
      const q = (after[i] || floor) / sumAfter;
      return p === q ? 0 : (q - p) * Math.log(q / p);
    }),
  );
}

/** Members by category; weights will do, down to what keeps their quotients finite. */
function checkCounts(counts: Values, name: string): void {
  checkValues(counts, name);
  for (let i = 0; i < counts.length; i++) if (counts[i] !== 0) checkPositive(counts[i]!, `${name}.${i}`);
}
