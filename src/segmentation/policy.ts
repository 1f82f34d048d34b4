import * as z from 'zod';
import type { Condition } from '../core/condition.js';
import { readCondition } from '../core/condition-tree.js';
import { checkFacts, createFactTable, packLiteral } from '../core/fact-table.js';
import type { FactDeclaration } from '../core/facts.js';
import { type Issue, issue, type Path } from '../core/issue.js';
import type { Label } from '../core/label.js';
import type { PolicyHeader } from '../core/policy.js';
import { conditionSchema, factSchema, headerShape, idSchema, labelSchema } from '../core/policy-check.js';

/** A dimension or a segment: its id and what people call it. */
export interface Named<Id extends string> {
  readonly id: Id;
  readonly label?: Label | undefined;
}

/** First segment whose condition is true (按需求、按规则细分). */
export interface RulesDimension<F extends readonly FactDeclaration[], D extends string, S extends string>
  extends Named<D> {
  readonly type: 'rules';
  readonly segments: readonly (Named<S> & { readonly when: Condition<F> })[];
  readonly otherwise: S;
  readonly whenUnknown: S;
}

/** One bound of a band: inclusive `upTo` or exclusive `below`; the last band has none and is open. */
export type BandBound = { readonly upTo?: number | string | undefined; readonly below?: number | string | undefined };

/** Cuts of an ordered fact (按使用量细分). One bound a band, so that gaps and overlaps cannot be written. */
export interface BandsDimension<F extends readonly FactDeclaration[], D extends string, S extends string>
  extends Named<D> {
  readonly type: 'bands';
  readonly fact: F[number]['id'];
  readonly bands: readonly (Named<S> & BandBound)[];
  readonly whenUnknown: S;
}

/** Lists of values of a text fact (按客户类别细分). */
export interface CategoryDimension<F extends readonly FactDeclaration[], D extends string, S extends string>
  extends Named<D> {
  readonly type: 'category';
  readonly fact: F[number]['id'];
  readonly segments: readonly (Named<S> & { readonly values: readonly string[] })[];
  readonly otherwise: S;
  readonly whenUnknown: S;
}

/** Two earlier dimensions crossed (按需求和使用量细分); a cell is called `row:column`. */
export interface GridDimension<D extends string> extends Named<D> {
  readonly type: 'grid';
  readonly rows: NoInfer<D>;
  readonly columns: NoInfer<D>;
}

/** One way of telling customers apart. */
export type Dimension<F extends readonly FactDeclaration[], D extends string, S extends string> =
  | RulesDimension<F, D, S>
  | BandsDimension<F, D, S>
  | CategoryDimension<F, D, S>
  | GridDimension<D>;

/** Which kinds of customer there are: named dimensions, decided in the order written. */
export interface SegmentationPolicy<
  F extends readonly FactDeclaration[] = readonly FactDeclaration[],
  D extends string = string,
  S extends string = string,
> extends PolicyHeader<'segmentation'> {
  readonly facts: F;
  readonly dimensions: readonly Dimension<NoInfer<F>, D, S>[];
}

/** Segment by dimension; a grid's segment is `row:column`. */
export type Segments<D extends string, S extends string> = { readonly [K in D]: S | `${S}:${S}` };

const named = { id: idSchema, label: /* @__PURE__ */ labelSchema.optional() };
const bound = /* @__PURE__ */ z.union([z.number(), z.string()]).optional();
const fallbacks = { otherwise: idSchema, whenUnknown: idSchema };

export const segmentationSchema = /* @__PURE__ */ z.strictObject({
  ...headerShape('segmentation'),
  facts: z.array(factSchema),
  dimensions: z
    .array(
      z.discriminatedUnion('type', [
        z.strictObject({
          ...named,
          type: z.literal('rules'),
          segments: z.array(z.strictObject({ ...named, when: conditionSchema })).min(1),
          ...fallbacks,
        }),
        z.strictObject({
          ...named,
          type: z.literal('bands'),
          fact: idSchema,
          bands: z.array(z.strictObject({ ...named, upTo: bound, below: bound })).min(1),
          whenUnknown: idSchema,
        }),
        z.strictObject({
          ...named,
          type: z.literal('category'),
          fact: idSchema,
          segments: z.array(z.strictObject({ ...named, values: z.array(z.string()).min(1) })).min(1),
          ...fallbacks,
        }),
        z.strictObject({ ...named, type: z.literal('grid'), rows: idSchema, columns: idSchema }),
      ]),
    )
    .min(1),
}) as unknown as z.ZodType<SegmentationPolicy>;

/** References, order and duplicates of a segmentation policy. */
export function crossCheckSegmentation({ facts = [], dimensions = [] }: Partial<SegmentationPolicy>): readonly Issue[] {
  const issues: Issue[] = [...checkFacts(facts, ['facts'])];
  const table = createFactTable(facts);
  const earlier = new Set<string>();
  for (const [index, dimension] of dimensions.entries()) {
    const path = ['dimensions', index];
    if (earlier.has(dimension.id))
      issues.push(issue('duplicate', [...path, 'id'], 'an id not used by an earlier dimension', dimension.id));
    const fact = 'fact' in dimension ? table.fact(dimension.fact) : undefined;
    if ('fact' in dimension && fact === undefined) {
      issues.push(
        issue(
          'unknownFact',
          [...path, 'fact'],
          `a declared fact (${facts.map(({ id }) => id).join(', ') || 'none'})`,
          dimension.fact,
        ),
      );
    }
    switch (dimension.type) {
      case 'rules':
        checkIds(dimension.segments, [...path, 'segments'], issues);
        for (const [k, { when }] of dimension.segments.entries())
          readCondition(when, table, [...path, 'segments', k, 'when'], issues);
        break;
      case 'bands':
        checkIds(dimension.bands, [...path, 'bands'], issues);
        if (fact !== undefined) checkBands(dimension.bands, fact, [...path, 'bands'], issues);
        break;
      case 'category':
        checkIds(dimension.segments, [...path, 'segments'], issues);
        if (fact !== undefined) checkCategory(dimension, fact, path, issues);
        break;
      default:
        for (const side of ['rows', 'columns'] as const) {
          if (!earlier.has(dimension[side])) {
            issues.push(
              issue(
                'unknownReference',
                [...path, side],
                `an earlier dimension (${[...earlier].join(', ') || 'none'})`,
                dimension[side],
              ),
            );
          }
        }
    }
    earlier.add(dimension.id);
  }
  return issues;
}

function checkIds(entries: readonly { readonly id: string }[], path: Path, issues: Issue[]): void {
  const first = new Map<string, number>();
  for (const [index, { id }] of entries.entries()) {
    const at = first.get(id);
    if (at !== undefined)
      issues.push(issue('duplicate', [...path, index, 'id'], `an id not used at position ${at}`, id));
    else first.set(id, index);
  }
}

function checkBands(bands: readonly BandBound[], fact: FactDeclaration, path: Path, issues: Issue[]): void {
  if (fact.kind === 'text' || fact.kind === 'flag' || fact.kind === 'textList') {
    issues.push(issue('type', path, 'bands of a fact that has an order', fact.kind));
    return;
  }
  let previous: { readonly packed: number; readonly upTo: boolean; readonly shown: unknown } | undefined;
  for (const [index, { upTo, below }] of bands.entries()) {
    const last = index === bands.length - 1;
    const written = [upTo, below].filter((value) => value !== undefined).length;
    if (written !== (last ? 0 : 1)) {
      issues.push(
        issue(
          'order',
          [...path, index],
          last ? 'no bound, because the last band is open' : 'one bound, upTo or below',
          bands[index],
        ),
      );
      continue;
    }
    if (last) continue;
    const key = upTo === undefined ? 'below' : 'upTo';
    const packed = packLiteral(fact, upTo ?? below, [...path, index, key]);
    if (typeof packed !== 'number') {
      issues.push(packed);
      continue;
    }
    // `below 10` then `upTo 10` leaves exactly 10 for the second band; the other order leaves nothing.
    const grows =
      previous === undefined ||
      packed > previous.packed ||
      (packed === previous.packed && !previous.upTo && key === 'upTo');
    if (!grows)
      issues.push(issue('order', [...path, index, key], `more than ${String(previous?.shown)}`, upTo ?? below));
    previous = { packed, upTo: key === 'upTo', shown: upTo ?? below };
  }
}

function checkCategory(
  dimension: CategoryDimension<readonly FactDeclaration[], string, string>,
  fact: FactDeclaration,
  path: Path,
  issues: Issue[],
): void {
  if (fact.kind !== 'text') {
    issues.push(issue('type', [...path, 'fact'], 'a text fact', fact.kind));
    return;
  }
  const owner = new Map<string, string>();
  for (const [k, segment] of dimension.segments.entries()) {
    for (const [v, value] of segment.values.entries()) {
      const at = [...path, 'segments', k, 'values', v];
      const other = owner.get(value);
      if (other !== undefined) issues.push(issue('overlap', at, `a value not listed under ${other}`, value));
      if (fact.values !== undefined && !fact.values.includes(value))
        issues.push(issue('unknownReference', at, `one of ${fact.values.join(', ')}`, value));
      owner.set(value, other ?? segment.id);
    }
  }
}
