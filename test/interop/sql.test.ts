import fc from 'fast-check';
import { conditionToSql, factChecksToSql, segmentationQuery, segmentationToSql } from 'tenure/interop';
import { compileSegmentationJson, type SegmentationPolicy } from 'tenure/segmentation';
import { describe, expect, it } from 'vitest';
import { telecomSegments } from '../../examples/policies/telecom-segments.js';
import { conditions, facts, records } from './conditions.js';
import { ask, tableOf } from './duckdb.js';

const context = { asOf: '2013-01-01' };
const duckdb = { dialect: 'duckdb' } as const;

/** A policy of one condition says which of the three truth values it has. */
const truthOf = (condition: object) =>
  compileSegmentationJson({
    kind: 'segmentation',
    id: 'truth',
    version: '1',
    facts,
    dimensions: [
      {
        id: 'truth',
        type: 'rules',
        segments: [{ id: 'true', when: condition }],
        otherwise: 'false',
        whenUnknown: 'null',
      },
    ],
  });

describe('a condition in SQL', () => {
  it('is true, false or NULL for DuckDB where it is true, false or unknown here', { timeout: 120_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(conditions, { minLength: 1, maxLength: 12 }),
        fc.array(records, { minLength: 1, maxLength: 40 }),
        async (trees, rows) => {
          const table = await tableOf(facts, rows);
          const columns = trees.map((tree) => conditionToSql(tree as never, facts, duckdb));
          const found = await ask(table, `SELECT ${columns.join(', ')} FROM base ORDER BY row`);
          const ours = trees.map((tree) => truthOf(tree));
          for (const [at, row] of rows.entries())
            expect(found[at]!.map(String)).toEqual(ours.map((decide) => decide.outcome(row, context).truth));
          table.closeSync();
        },
      ),
      { numRuns: 120 },
    );
  });

  it.each([
    [
      "(\"since\" BETWEEN DATE '2012-02-29' AND DATE '2013-01-01')",
      { since: { $between: ['2012-02-29', '2013-01-01'] } },
    ],
    ['(NOT ("lines" IN (CAST(1 AS BIGINT), CAST(2 AS BIGINT))))', { lines: { $not: { $in: [1, 2] } } }],
    ['("spend" >= CAST(\'120.50\' AS DECIMAL(18, 2)))', { spend: { $gte: '120.5' } }],
    ['("usage ""GB""" < CAST(\'0.1\' AS DOUBLE PRECISION))', { 'usage "GB"': { $lt: 0.1 } }],
    ['(\'x\' = ANY("tags"))', { tags: { $contains: 'x' } }],
    ['(NOT (("lines" = CAST(1 AS BIGINT)) OR ("autoPay" = TRUE)))', { $nor: [{ lines: 1 }, { autoPay: true }] }],
  ])('is written for PostgreSQL as %s', (expected, condition) => {
    expect(conditionToSql(condition as never, facts, { dialect: 'postgresql' })).toBe(expected);
  });

  it('reads facts from the columns that one names', () => {
    const column = (fact: string) => `c.${fact}`;
    expect(conditionToSql({ lines: 1 }, facts, { dialect: 'duckdb', column })).toBe('(c.lines = CAST(1 AS BIGINT))');
  });

  it('is refused where the facts do not allow it, or SQL cannot hold a text', () => {
    expect(() => conditionToSql({ autoPay: { $gt: 1 } } as never, facts, duckdb)).toThrow('autoPay.$gt');
    expect(() => conditionToSql({ "baker's": 'a\0b' }, facts, duckdb)).toThrow('a text without the character 0');
  });
});

const ids = fc.constantFrom('a', "b's", 'c/d', '__proto__');
const policies: fc.Arbitrary<SegmentationPolicy> = fc
  .record({
    rules: fc.array(conditions, { minLength: 1, maxLength: 4 }),
    cases: fc.array(fc.tuple(conditions, fc.integer({ min: -5, max: 5 })), { minLength: 1, maxLength: 3 }),
    cuts: fc.uniqueArray(fc.integer({ min: -2, max: 3 }), { minLength: 1, maxLength: 3 }),
    inclusive: fc.boolean(),
    threshold: fc.integer({ min: -10, max: 10 }),
    centroids: fc.array(fc.tuple(fc.integer({ min: -3, max: 3 }), fc.double({ min: -3, max: 3, noNaN: true })), {
      minLength: 1,
      maxLength: 4,
    }),
    name: ids,
  })
  .map(({ rules, cases, cuts, inclusive, threshold, centroids, name }) => ({
    kind: 'segmentation',
    id: 'random',
    version: '1',
    facts,
    dimensions: [
      {
        id: 'rules',
        type: 'rules',
        segments: rules.map((when, at) => ({ id: `${name}${at}`, when })),
        otherwise: 'none',
        whenUnknown: 'open',
      },
      {
        id: 'bands',
        type: 'bands',
        fact: 'lines',
        bands: [
          ...cuts.sort((a, b) => a - b).map((cut, at) => ({ id: `band${at}`, [inclusive ? 'upTo' : 'below']: cut })),
          { id: 'last' },
        ],
        whenUnknown: 'unmeasured',
      },
      {
        id: 'category',
        type: 'category',
        fact: "baker's",
        segments: [
          { id: 'care', values: ['hospital', "baker's"] },
          { id: 'public', values: ['政企', ''] },
        ],
        otherwise: 'other',
        whenUnknown: 'unlisted',
      },
      { id: 'grid', type: 'grid', rows: 'bands', columns: 'category' },
      {
        id: 'nested',
        type: 'nested',
        of: 'bands',
        refine: [
          { segment: 'last', by: 'rules' },
          { segment: 'unmeasured', by: 'category' },
        ],
      },
      {
        id: 'card',
        type: 'scorecard',
        factors: [
          {
            id: 'cases',
            type: 'cases',
            weight: 3,
            cases: cases.map(([when, points]) => ({ when, points })),
            otherwise: 1,
          },
          {
            id: 'spend',
            type: 'bands',
            weight: -2,
            fact: 'spend',
            bands: [{ below: '0.50', points: 1 }, { upTo: '1', points: 2 }, { points: 3 }],
          },
        ],
        segments: [
          { id: 'both', when: { cases: { $exists: true }, total: { $gte: threshold } } },
          { id: 'spender', when: { spend: 3 } },
        ],
        otherwise: 'low',
        whenUnknown: 'unscored',
      },
      {
        id: 'nearest',
        type: 'nearest',
        axes: [
          { fact: 'lines', scale: 0.7 },
          { fact: 'spend', scale: 1.3 },
        ],
        segments: centroids.map((centroid, at) => ({ id: `near${at}`, centroid })),
        whenUnknown: 'noProfile',
      },
    ],
  }));

describe('a segmentation in SQL', () => {
  it('assigns every row in DuckDB as it does here, whatever the policy', { timeout: 120_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(policies, fc.array(records, { minLength: 1, maxLength: 40 }), async (policy, rows) => {
        const table = await tableOf(facts, rows);
        const segment = compileSegmentationJson(policy);
        const query = segmentationQuery(policy, { ...duckdb, from: 'base', keep: ['row'] });
        const found = await ask(table, `${query} ORDER BY row`);
        for (const [at, row] of rows.entries())
          expect(found[at]).toEqual([at, ...Object.values(segment.outcome(row, context))]);
        table.closeSync();
      }),
      { numRuns: 80 },
    );
  });

  it('of the starter policy runs as it stands', async () => {
    const { policy } = telecomSegments;
    const row = {
      hasBusinessLicence: true,
      industry: 'hospital',
      sites: 1,
      monthlyUsageGb: 250,
      internetShare: 0.6,
      wantsBackupCircuit: false,
    };
    const table = await tableOf(policy.facts, [row]);
    const [found] = await ask(table, segmentationQuery(policy, { ...duckdb, from: 'base', keep: [] }));
    expect(found).toEqual(['business', 'data', 'medium', 'health', 'data:medium']);
    expect(found).toEqual(Object.values(telecomSegments.outcome(row as never, context)));
    table.closeSync();
  });

  it('says which rows the library would reject', async () => {
    const bounded = [
      { id: 'lines', kind: 'integer', min: 0, max: 5 },
      { id: 'kind', kind: 'text', values: ['smb', 'group'] },
      { id: 'free', kind: 'text' },
    ] as const;
    const checks = factChecksToSql(bounded, duckdb);
    expect(checks.map(({ fact }) => fact)).toEqual(['lines', 'kind']);
    const table = await tableOf(bounded, [{ lines: -1, kind: 'smb' }, { lines: 5, kind: 'soho' }, {}]);
    const found = await ask(
      table,
      `SELECT ${checks.map(({ expression }) => expression).join(', ')} FROM base ORDER BY row`,
    );
    expect(found).toEqual([
      [true, false],
      [false, true],
      [false, false],
    ]);
    table.closeSync();
  });

  it('has no form for code, and says so', () => {
    const policy = {
      kind: 'segmentation',
      id: 'own',
      version: '1',
      facts,
      dimensions: [{ id: 'own', type: 'code', uses: ['lines'], segments: [{ id: 'a' }], whenUnknown: 'b' }],
    } as const;
    expect(() => segmentationToSql(policy, duckdb)).toThrow(
      'dimensions.0.type: expected a dimension that is data: code has no SQL, got "own"',
    );
  });
});
