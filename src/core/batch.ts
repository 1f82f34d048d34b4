import type { Decision, DecisionContext } from './decision.js';
import { InputError, LimitError } from './errors.js';
import { type Issue, issue } from './issue.js';
import { checkIterable } from './iterable.js';

/** Anything that decides one record: a compiled decider or a function around several. */
export type Decide<Input, D, Context extends DecisionContext> = (input: Input, context: Context) => D;

/** How a batch finds the id of a record: the name of a field, or a function. Ids must be texts and differ. */
export type SubjectOf<Input> = (keyof Input & string) | ((record: Input) => unknown);

/** A record that could not be decided, and why. `index` counts from 0. */
export interface Reject {
  readonly index: number;
  readonly subject?: string;
  readonly issues: readonly Issue[];
}

/** One row of a batch: decided or rejected. */
export type BatchRow<D> =
  | { readonly ok: true; readonly index: number; readonly decision: D }
  | ({ readonly ok: false } & Reject);

/** What a batch returns: every record is in one of the lists, each in input order. */
export interface Batch<D> {
  readonly decided: readonly D[];
  readonly rejects: readonly Reject[];
}

/** Options of a batch. */
export interface BatchOptions<Input> {
  /** Where the subject's id stands; without it decisions carry no subject and duplicates go unnoticed. */
  readonly id?: SubjectOf<Input>;
}

/**
 * Decides every record; a bad one becomes a reject and the rest goes on. n in = n decided + n rejected, order kept.
 *
 * @param decide - a decider, or any function of record and context
 * @param records - the base; entries may be of any quality
 * @param context - shared by all records; the subject is set per record when `id` is given
 * @throws whatever is not the record's fault: no list, a bad context, or an InvariantError; a figure of the record beyond a stated
 * bound (LimitError) is its own
 */
export function decideAll<Input, D, Context extends DecisionContext>(
  decide: Decide<Input, D, Context>,
  records: Iterable<Input>,
  context: Context,
  options: BatchOptions<Input> = {},
): Batch<D> {
  const decided: D[] = [];
  const rejects: Reject[] = [];
  for (const row of decideEach(decide, records, context, options)) {
    if (row.ok) decided.push(row.decision);
    else rejects.push(rejectOf(row));
  }
  return { decided, rejects };
}

function rejectOf({ index, subject, issues }: Reject): Reject {
  return subject === undefined ? { index, issues } : { index, subject, issues };
}

/** The lazy form of {@link decideAll}: one row at a time, nothing kept but the ids seen. */
export function* decideEach<Input, D, Context extends DecisionContext>(
  decide: Decide<Input, D, Context>,
  records: Iterable<Input>,
  context: Context,
  options: BatchOptions<Input> = {},
): Generator<BatchRow<D>, void, undefined> {
  checkIterable(records, ['records'], 'a list of records');
  const decideRow = rowDecider(decide, context, options);
  let index = 0;
  for (const record of records) {
    yield decideRow(record, index);
    index += 1;
  }
}

/** {@link decideEach} over an asynchronous source, such as a file read as a stream. */
export async function* decideStream<Input, D, Context extends DecisionContext>(
  decide: Decide<Input, D, Context>,
  records: AsyncIterable<Input>,
  context: Context,
  options: BatchOptions<Input> = {},
): AsyncGenerator<BatchRow<D>, void, undefined> {
  if (typeof records?.[Symbol.asyncIterator] !== 'function') checkIterable(records, ['records'], 'a list of records');
  const decideRow = rowDecider(decide, context, options);
  let index = 0;
  for await (const record of records) {
    yield decideRow(record, index);
    index += 1;
  }
}

function rowDecider<Input, D, Context extends DecisionContext>(
  decide: Decide<Input, D, Context>,
  context: Context,
  { id }: BatchOptions<Input>,
): (record: Input, index: number) => BatchRow<D> {
  const firstSeen = new Map<string, number>();
  return (record, index) => {
    let subject: string | undefined;
    try {
      if (id === undefined) return { ok: true, index, decision: decide(record, context) };
      const own: unknown = subjectOf(record, id);
      const path = typeof id === 'string' ? [id] : ['id'];
      if (typeof own !== 'string' || own === '') throw new InputError([issue('type', path, 'the id, a text', own)]);
      const earlier = firstSeen.get(own);
      if (earlier !== undefined)
        throw new InputError([issue('duplicate', path, `an id not used by record ${earlier}`, own)]);
      subject = own;
      firstSeen.set(own, index);
      return { ok: true, index, decision: decide(record, { ...context, subject: own }) };
    } catch (error) {
      return { ok: false, index, ...(subject === undefined ? {} : { subject }), issues: faultsOf(error) };
    }
  };
}

/** What is wrong with the record; throws on whatever is not its fault. */
function faultsOf(error: unknown): readonly Issue[] {
  if (error instanceof LimitError)
    return [issue('limit', [], `${error.limit}, at most ${error.allowed}`, error.received)];
  // A bad context is nobody's record: it would reject the whole base one by one.
  if (error instanceof InputError && error.what !== 'context') return error.issues;
  throw error;
}

function subjectOf<Input>(record: Input, id: SubjectOf<Input>): unknown {
  if (typeof record !== 'object' || record === null || Array.isArray(record)) {
    throw new InputError([issue('type', [], 'a record of facts', record)]);
  }
  if (typeof id === 'function') return id(record);
  return Object.hasOwn(record, id) ? record[id] : undefined;
}

/** A record whose outcome differs between two policies. */
export interface Move {
  readonly index: number;
  readonly subject?: string;
  readonly from: string;
  readonly to: string;
}

/** What {@link comparePolicies} found. */
export interface PolicyComparison {
  readonly compared: number;
  readonly unchanged: number;
  readonly moved: readonly Move[];
  /** How many moved between each pair, most first, then by name. */
  readonly flows: readonly { readonly from: string; readonly to: string; readonly count: number }[];
  readonly rejects: readonly Reject[];
}

/**
 * Runs two deciders over one base and says who changes, from what to what.
 *
 * @param before - the decider in force
 * @param after - the one proposed
 * @param options - how to name a record in rejects, and `nameOf`: the comparable name of an outcome, such as its tier
 * @returns counts that add up: compared = unchanged + moved; a record that either decider rejects is a reject
 */
export function comparePolicies<Input, Outcome, Context extends DecisionContext>(
  before: Decide<Input, Decision<Outcome>, Context>,
  after: Decide<Input, Decision<Outcome>, Context>,
  records: Iterable<Input>,
  context: Context,
  options: BatchOptions<Input> & { readonly nameOf: (outcome: Outcome) => string },
): PolicyComparison {
  const both = (input: Input, ctx: Context): Omit<Move, 'index'> => {
    const [from, to] = [options.nameOf(before(input, ctx).outcome), options.nameOf(after(input, ctx).outcome)];
    return ctx.subject === undefined ? { from, to } : { subject: ctx.subject, from, to };
  };
  const moved: Move[] = [];
  const rejects: Reject[] = [];
  const flows = new Map<string, { from: string; to: string; count: number }>();
  let compared = 0;
  for (const row of decideEach(both, records, context, options)) {
    if (!row.ok) {
      rejects.push(rejectOf(row));
      continue;
    }
    compared += 1;
    const { from, to } = row.decision;
    if (from === to) continue;
    moved.push({ index: row.index, ...row.decision });
    const key = JSON.stringify([from, to]);
    const flow = flows.get(key) ?? { from, to, count: 0 };
    flow.count += 1;
    flows.set(key, flow);
  }
  const order = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
  return {
    compared,
    unchanged: compared - moved.length,
    moved,
    flows: [...flows.values()].sort((a, b) => b.count - a.count || order(a.from, b.from) || order(a.to, b.to)),
    rejects,
  };
}
