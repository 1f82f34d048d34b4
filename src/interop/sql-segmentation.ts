import { PolicyError } from '../core/errors.js';
import type { FactDeclaration } from '../core/facts.js';
import { issue } from '../core/issue.js';
import type { PolicyHeader } from '../core/policy.js';
import { checkSegmentation, type Dimension, type SegmentationPolicy } from '../segmentation/index.js';
import { checkedConditionToSql, columnOf, joined } from './sql-condition.js';
import { sharedColumns, sharedResults } from './sql-names.js';
import { checkDialect, doubleType, quoteName, quoteText, type SqlOptions, sqlDouble, sqlLiteral } from './sql-text.js';

type Facts = readonly FactDeclaration[];
type AnyDimension = Dimension<Facts, string, string>;
type OfType<T extends AnyDimension['type']> = Extract<AnyDimension, { readonly type: T }>;

/** A segmentation policy of any content: a literal, a fitted one, or the `policy` of a compiled one. */
export interface WrittenSegmentation extends PolicyHeader<'segmentation'> {
  readonly facts: Facts;
  /** Checked when the SQL is written. */
  readonly dimensions: readonly object[];
}

/** A dimension as an expression over a table's row; its value is the id of the segment, never NULL. */
export interface DimensionSql {
  readonly dimension: string;
  readonly expression: string;
}

interface Scope {
  readonly facts: Facts;
  readonly options: SqlOptions;
  readonly earlier: ReadonlyMap<string, string>;
}

/**
 * Writes a segmentation policy as one SQL expression a dimension, so that a warehouse assigns segments as the library does. What the
 * declared bounds of the facts refuse, see {@link factChecksToSql}: SQL assigns such rows too. Where a distance of `nearest` leaves the
 * range of doubles once squared (below about 1e-162 or above 1e154 scales), the library and DuckDB go on with zero and infinity,
 * and PostgreSQL stops with `value out of range`.
 *
 * @throws PolicyError where the policy does not compile, or a dimension of type `code` has no SQL; `duplicate` for facts whose names the
 * database takes for one (see {@link SqlOptions})
 * @example
 * segmentationToSql({
 *   kind: 'segmentation', id: 'usage', version: '1', facts: [{ id: 'gb', kind: 'integer' }],
 *   dimensions: [{ id: 'usage', type: 'bands', fact: 'gb', whenUnknown: 'none', bands: [{ id: 'low', below: 200 }, { id: 'high' }] }],
 * }, { dialect: 'duckdb' })[0].expression
 * //=> `CASE WHEN "gb" IS NULL THEN 'none' WHEN "gb" < CAST(200 AS BIGINT) THEN 'low' ELSE 'high' END`
 */
export function segmentationToSql(written: WrittenSegmentation, options: SqlOptions): readonly DimensionSql[] {
  const policy = written as PolicyHeader as SegmentationPolicy;
  checkDialect(options);
  const dimensions = Array.isArray(policy?.dimensions) ? policy.dimensions : [];
  const issues = [
    ...checkSegmentation(policy),
    ...dimensions.flatMap((dimension, at) =>
      dimension?.type === 'code'
        ? [issue('type', ['dimensions', at, 'type'], 'a dimension that is data: code has no SQL', dimension.id)]
        : [],
    ),
  ];
  if (issues.length === 0) issues.push(...sharedColumns(policy.facts, options));
  if (issues.length > 0) throw new PolicyError(issues, 'segmentation policy');
  const earlier = new Map<string, string>();
  return policy.dimensions.map((dimension) => {
    const expression = dimensionToSql(dimension, { facts: policy.facts, options, earlier });
    earlier.set(dimension.id, expression);
    return { dimension: dimension.id, expression };
  });
}

/**
 * Writes a whole query: the columns to keep and one column a dimension.
 *
 * @param options - with `from`, SQL of the table such as a quoted name, and `keep`, its columns to carry along
 * @throws PolicyError as {@link segmentationToSql}; `duplicate` where two columns of the result would have one name
 */
export function segmentationQuery(
  policy: WrittenSegmentation,
  options: SqlOptions & { readonly from: string; readonly keep: readonly string[] },
): string {
  const dimensions = segmentationToSql(policy, options);
  const ids = dimensions.map(({ dimension }) => dimension);
  const issues = sharedResults(options.keep, ids, options);
  if (issues.length > 0) throw new PolicyError(issues, 'segmentation query');
  const assigned = dimensions.map(({ dimension, expression }) => `${expression} AS ${quoteName(dimension)}`);
  return `SELECT\n  ${[...options.keep.map(quoteName), ...assigned].join(',\n  ')}\nFROM ${options.from}`;
}

/**
 * What the library rejects and SQL would let pass: per fact with bounds or a closed list, an expression that is true where the value
 * breaks them, and false otherwise, never NULL.
 */
export function factChecksToSql(
  facts: Facts,
  options: SqlOptions,
): readonly { readonly fact: string; readonly expression: string }[] {
  checkDialect(options);
  const issues = sharedColumns(facts, options);
  if (issues.length > 0) throw new PolicyError(issues, 'facts');
  return facts.flatMap((fact) => {
    const column = columnOf(fact.id, options);
    const literal = (value: unknown): string => sqlLiteral(fact, value, options.dialect);
    const { min, max, values } = fact as {
      readonly min?: unknown;
      readonly max?: unknown;
      readonly values?: readonly string[];
    };
    const broken = [
      ...(min === undefined ? [] : [`${column} < ${literal(min)}`]),
      ...(max === undefined ? [] : [`${column} > ${literal(max)}`]),
      ...(values === undefined ? [] : [strangerTo(values.map(literal).join(', '), column, fact.kind, options)]),
    ];
    return broken.length === 0 ? [] : [{ fact: fact.id, expression: `COALESCE(${broken.join(' OR ')}, FALSE)` }];
  });
}

/** Whether a text, or one of a list of texts, is none of a closed list. */
function strangerTo(closed: string, column: string, kind: FactDeclaration['kind'], { dialect }: SqlOptions): string {
  if (kind !== 'textList') return `${column} NOT IN (${closed})`;
  return dialect === 'duckdb'
    ? `NOT list_has_all([${closed}], ${column})`
    : `NOT (CAST(${column} AS TEXT[]) <@ CAST(ARRAY[${closed}] AS TEXT[]))`;
}

function dimensionToSql(dimension: AnyDimension, scope: Scope): string {
  switch (dimension.type) {
    case 'rules': {
      const cases = dimension.segments.map(({ id, when }) => [condition(when, scope), quoteText(id)] as const);
      return firstMatch(cases, quoteText(dimension.otherwise), quoteText(dimension.whenUnknown));
    }
    case 'bands':
      return bands(dimension.fact, dimension.bands, ({ id }) => quoteText(id), quoteText(dimension.whenUnknown), scope);
    case 'category': {
      const column = columnOf(dimension.fact, scope.options);
      const cases = dimension.segments.map(
        ({ id, values }) => `WHEN ${column} IN (${values.map(quoteText).join(', ')}) THEN ${quoteText(id)}`,
      );
      const unknown = `WHEN ${column} IS NULL THEN ${quoteText(dimension.whenUnknown)}`;
      return `CASE ${[unknown, ...cases].join(' ')} ELSE ${quoteText(dimension.otherwise)} END`;
    }
    case 'grid':
      return `(${scope.earlier.get(dimension.rows)} || ':' || ${scope.earlier.get(dimension.columns)})`;
    case 'nested': {
      const outer = scope.earlier.get(dimension.of)!;
      const cases = dimension.refine.map(
        ({ segment, by }) => `WHEN ${quoteText(segment)} THEN ${quoteText(`${segment}/`)} || ${scope.earlier.get(by)}`,
      );
      return `CASE ${[outer, ...cases].join(' ')} ELSE ${outer} END`;
    }
    case 'scorecard':
      return scorecard(dimension, scope);
    default:
      return nearest(dimension as OfType<'nearest'>, scope);
  }
}

const condition = (when: unknown, { facts, options }: Scope): string => checkedConditionToSql(when, facts, options);

/** The first that is true; where none is and one is open, the result for what is unknown. */
function firstMatch(
  cases: readonly (readonly [when: string, then: string])[],
  otherwise: string,
  whenUnknown: string,
): string {
  const open = `(${joined(
    cases.map(([when]) => when),
    'OR',
  )} IS NULL)`;
  const written = [...cases, [open, whenUnknown] as const].map(([when, then]) => `WHEN ${when} THEN ${then}`);
  return `CASE ${written.join(' ')} ELSE ${otherwise} END`;
}

function bands<B extends { readonly upTo?: unknown; readonly below?: unknown }>(
  id: string,
  list: readonly B[],
  result: (band: B) => string,
  whenUnknown: string,
  { facts, options }: Scope,
): string {
  const fact = facts.find((declared) => declared.id === id)!;
  const column = columnOf(id, options);
  const cases = list.slice(0, -1).map((band) => {
    const [sign, bound] = band.upTo === undefined ? ['<', band.below] : ['<=', band.upTo];
    return `WHEN ${column} ${sign} ${sqlLiteral(fact, bound, options.dialect)} THEN ${result(band)}`;
  });
  return `CASE ${[`WHEN ${column} IS NULL THEN ${whenUnknown}`, ...cases].join(' ')} ELSE ${result(list.at(-1)!)} END`;
}

function scorecard({ factors, segments, otherwise, whenUnknown }: OfType<'scorecard'>, scope: Scope): string {
  const points = (value: number): string => `CAST(${value} AS BIGINT)`;
  const columns = new Map<string, string>();
  for (const factor of factors) {
    const expression =
      factor.type === 'bands'
        ? bands(factor.fact, factor.bands, (band) => points(band.points), 'NULL', scope)
        : firstMatch(
            factor.cases.map((entry) => [condition(entry.when, scope), points(entry.points)] as const),
            points(factor.otherwise),
            'NULL',
          );
    columns.set(factor.id, `(${expression})`);
  }
  columns.set('total', `(${factors.map(({ id, weight }) => `${points(weight)} * ${columns.get(id)}`).join(' + ')})`);
  const inner: Scope = {
    ...scope,
    facts: [...columns.keys()].map((id) => ({ id, kind: 'integer' })),
    options: { ...scope.options, column: (fact) => columns.get(fact)! },
  };
  const cases = segments.map(({ id, when }) => [condition(when, inner), quoteText(id)] as const);
  return firstMatch(cases, quoteText(otherwise), quoteText(whenUnknown));
}

function nearest({ axes, segments, whenUnknown }: OfType<'nearest'>, { options }: Scope): string {
  const { dialect } = options;
  const columns = axes.map(({ fact }) => `CAST(${columnOf(fact, options)} AS ${doubleType(dialect)})`);
  // In the order in which the library adds, so that both come to the same double.
  const distances = segments.map(({ centroid }) => {
    const parts = axes.map(({ scale }, axis) => {
      const apart = `((${columns[axis]} - ${sqlDouble(centroid[axis]!, dialect)}) / ${sqlDouble(scale, dialect)})`;
      return `${apart} * ${apart}`;
    });
    return `(${parts.join(' + ')})`;
  });
  // The first that no later one is nearer than is the nearest.
  const cases = segments.slice(0, -1).map(({ id }, at) => {
    const least = distances.slice(at + 1).map((other) => `${distances[at]} <= ${other}`);
    return `WHEN ${least.join(' AND ')} THEN ${quoteText(id)}`;
  });
  const missing = axes.map(({ fact }) => `${columnOf(fact, options)} IS NULL`).join(' OR ');
  const unknown = `WHEN ${missing} THEN ${quoteText(whenUnknown)}`;
  return `CASE ${[unknown, ...cases].join(' ')} ELSE ${quoteText(segments.at(-1)!.id)} END`;
}
