import fc from 'fast-check';
import { conditionToSql, factChecksToSql, segmentationQuery, segmentationToSql } from 'tenure/interop';
import { compileSegmentationJson, type SegmentationPolicy } from 'tenure/segmentation';
import { beforeAll, describe, expect, it } from 'vitest';
import { telecomSegments } from '../../examples/policies/telecom-segments.js';
import { conditions, facts, records } from './conditions.js';
import { duckdb, postgresql } from './database.js';

const context = { asOf: '2013-01-01' };
const databases = [duckdb, postgresql];

// PostgreSQL starts once, before any test is timed.
beforeAll(async () => (await postgresql.tableOf(facts, [])).close(), 120_000);

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
  it.each(databases)(
    'is true, false or NULL for $dialect where it is true, false or unknown here',
    { timeout: 120_000 },
    async ({ dialect, tableOf }) => {
      await fc.assert(
        fc.asyncProperty(
          fc.array(conditions, { minLength: 1, maxLength: 12 }),
          fc.array(records, { minLength: 1, maxLength: 40 }),
          async (trees, rows) => {
            const table = await tableOf(facts, rows);
            const columns = trees.map((tree) => conditionToSql(tree as never, facts, { dialect }));
            const found = await table.ask(`SELECT ${columns.join(', ')} FROM base ORDER BY row`);
            const ours = trees.map((tree) => truthOf(tree));
            for (const [at, row] of rows.entries())
              expect(found[at]!.map(String)).toEqual(ours.map((decide) => decide.outcome(row, context).truth));
            await table.close();
          },
        ),
        { numRuns: 120 },
      );
    },
  );

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
    expect(() => conditionToSql({ autoPay: { $gt: 1 } } as never, facts, { dialect: 'duckdb' })).toThrow('autoPay.$gt');
    expect(() => conditionToSql({ "baker's": 'a\0b' }, facts, { dialect: 'duckdb' })).toThrow(
      'a text without the character 0',
    );
  });
});

const ids = fc.constantFrom('a', "b's", 'c/d', '__proto__');

/** No closer to zero than a distance can be squared: PostgreSQL refuses what lies beyond (see below). */
const coordinates = fc.double({ min: -3, max: 3, noNaN: true }).map((value) => (Math.abs(value) < 1e-150 ? 0 : value));

const policies: fc.Arbitrary<SegmentationPolicy> = fc
  .record({
    rules: fc.array(conditions, { minLength: 1, maxLength: 4 }),
    cases: fc.array(fc.tuple(conditions, fc.integer({ min: -5, max: 5 })), { minLength: 1, maxLength: 3 }),
    cuts: fc.uniqueArray(fc.integer({ min: -2, max: 3 }), { minLength: 1, maxLength: 3 }),
    inclusive: fc.boolean(),
    threshold: fc.integer({ min: -10, max: 10 }),
    centroids: fc.array(fc.tuple(fc.integer({ min: -3, max: 3 }), coordinates), {
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

describe('names that a database takes for one', () => {
  // Twenty-one Chinese characters are 63 octets: PostgreSQL keeps them and cuts off what follows.
  const long = '客'.repeat(21);
  const integer = (id: string) => ({ id, kind: 'integer' }) as const;
  const policyOf = (facts: readonly string[], dimensions: readonly string[]) => ({
    kind: 'segmentation' as const,
    id: 'names',
    version: '1',
    facts: facts.map(integer),
    dimensions: dimensions.map((id) => ({
      id,
      type: 'rules',
      segments: [{ id: 'yes', when: { [facts.at(-1)!]: 1 } }],
      otherwise: 'no',
      whenUnknown: 'open',
    })),
  });

  it.each([
    ['duckdb', 'Lines', 'lines'],
    ['postgresql', `${long}甲`, `${long}乙`],
    ['postgresql', long, `${long}乙`],
    // 62 octets and a character of two: what would be cut in the middle goes altogether.
    ['postgresql', `${'x'.repeat(62)}é`, `${'x'.repeat(62)}ü`],
  ] as const)('are refused for %s: %s and %s', async (dialect, first, second) => {
    const facts = [integer(first), integer(second)];
    const { tableOf } = databases.find((one) => one.dialect === dialect)!;
    await expect(tableOf(facts, [])).rejects.toThrow(/already exists|more than once/);

    const refusal = `a name that ${dialect} tells from "${first}"`;
    expect(() => conditionToSql({ [second]: 1 }, facts, { dialect })).toThrow(`facts.1.id: expected ${refusal}`);
    expect(() => factChecksToSql(facts, { dialect })).toThrow(refusal);
    expect(() => segmentationToSql(policyOf([first, second], ['segment']), { dialect })).toThrow(refusal);
    // Where each stands can be said.
    const column = (fact: string) => (fact === first ? 'a' : 'b');
    expect(conditionToSql({ [second]: 1 }, facts, { dialect, column })).toBe('(b = CAST(1 AS BIGINT))');

    const twoResults = policyOf(['lines'], [first, second]);
    expect(() => segmentationQuery(twoResults, { dialect, from: 'base', keep: [] })).toThrow(
      `dimensions.1.id: expected ${refusal}`,
    );
    const query = { dialect, from: 'base', keep: [first] };
    expect(() => segmentationQuery(policyOf(['lines'], [second]), query)).toThrow(
      `dimensions.0.id: expected ${refusal}`,
    );
  });

  it.each([
    ['duckdb', 'É', 'é'],
    ['duckdb', `${long}甲`, `${long}乙`],
    ['postgresql', 'Lines', 'lines'],
    ['postgresql', `${long.slice(1)}甲`, `${long.slice(1)}乙`],
  ] as const)('are not these for %s: %s and %s', async (dialect, first, second) => {
    const { tableOf } = databases.find((one) => one.dialect === dialect)!;
    const table = await tableOf([integer(first), integer(second)], [{ [first]: 7, [second]: 1 }]);
    const query = { dialect, from: 'base', keep: [first] };
    expect(await table.ask(segmentationQuery(policyOf([first, second], [second]), query)).then(String)).toBe('7,yes');
    await table.close();
  });

  it('are a column that is kept and a dimension of the same name', () => {
    const query = { dialect: 'duckdb', from: 'base', keep: ['id', 'segment'] } as const;
    expect(() => segmentationQuery(policyOf(['lines'], ['segment']), query)).toThrow(
      'dimensions.0.id: expected a name that duckdb tells from "segment", got "segment"',
    );
  });
});

describe('a segmentation in SQL', () => {
  it.each(databases)(
    'assigns every row in $dialect as it does here, whatever the policy',
    { timeout: 120_000 },
    async ({ dialect, tableOf }) => {
      await fc.assert(
        fc.asyncProperty(policies, fc.array(records, { minLength: 1, maxLength: 40 }), async (policy, rows) => {
          const table = await tableOf(facts, rows);
          const segment = compileSegmentationJson(policy);
          const query = segmentationQuery(policy, { dialect, from: 'base', keep: ['row'] });
          const found = await table.ask(`${query} ORDER BY row`);
          for (const [at, row] of rows.entries())
            expect(found[at]).toEqual([at, ...Object.values(segment.outcome(row, context))]);
          await table.close();
        }),
        { numRuns: 80 },
      );
    },
  );

  it.each(databases)('of the starter policy runs in $dialect as it stands', async ({ dialect, tableOf }) => {
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
    const [found] = await table.ask(segmentationQuery(policy, { dialect, from: 'base', keep: [] }));
    expect(found).toEqual([
      'business',
      'data',
      'medium',
      'health',
      'business/health',
      'industryApplies',
      'data:medium',
    ]);
    expect(found).toEqual(Object.values(telecomSegments.outcome(row as never, context)));
    await table.close();
  });

  it.each(databases)('says which rows the library would reject, in $dialect', async ({ dialect, tableOf }) => {
    const bounded = [
      { id: 'lines', kind: 'integer', min: 0, max: 5 },
      { id: 'kind', kind: 'text', values: ['smb', 'group'] },
      { id: 'free', kind: 'text' },
      { id: 'services', kind: 'textList', values: ['voice', 'data'] },
      { id: 'notes', kind: 'textList' },
    ] as const;
    const checks = factChecksToSql(bounded, { dialect });
    expect(checks.map(({ fact }) => fact)).toEqual(['lines', 'kind', 'services']);
    const table = await tableOf(bounded, [
      { lines: -1, kind: 'smb', services: ['data'] },
      { lines: 5, kind: 'soho', services: [] },
      { services: ['voice', 'data'] },
      { services: ['voice', 'fax'], notes: ['fax'] },
      {},
    ]);
    const found = await table.ask(
      `SELECT ${checks.map(({ expression }) => expression).join(', ')} FROM base ORDER BY row`,
    );
    expect(found).toEqual([
      [true, false, false],
      [false, true, false],
      [false, false, false],
      [false, false, true],
      [false, false, false],
    ]);
    await table.close();
  });

  it('stops in PostgreSQL, and never answers otherwise, where a distance leaves the range of doubles', async () => {
    const axes = [{ id: 'lines', kind: 'number' }] as const;
    const policy = {
      kind: 'segmentation',
      id: 'far',
      version: '1',
      facts: axes,
      dimensions: [
        {
          id: 'near',
          type: 'nearest',
          axes: [{ fact: 'lines', scale: 1 }],
          segments: [
            { id: 'a', centroid: [0] },
            { id: 'b', centroid: [1] },
          ],
          whenUnknown: 'none',
        },
      ],
    } as const;
    const answers = async ({ dialect, tableOf }: (typeof databases)[number], lines: number) => {
      const table = await tableOf(axes, [{ lines }]);
      return table.ask(segmentationQuery(policy, { dialect, from: 'base', keep: [] })).finally(table.close);
    };
    // Squared, 1e-200 is 0 as a double, and 1e200 is infinite: as far from b as from a, so that the first holds.
    for (const lines of [1e-200, 1e200]) {
      expect(await answers(duckdb, lines)).toEqual([['a']]);
      await expect(answers(postgresql, lines)).rejects.toThrow('value out of range');
    }
  });

  it('has no form for code, and says so', () => {
    const policy = {
      kind: 'segmentation',
      id: 'own',
      version: '1',
      facts,
      dimensions: [{ id: 'own', type: 'code', uses: ['lines'], segments: [{ id: 'a' }], whenUnknown: 'b' }],
    } as const;
    expect(() => segmentationToSql(policy, { dialect: 'duckdb' })).toThrow(
      'dimensions.0.type: expected a dimension that is data: code has no SQL, got "own"',
    );
  });

  it('has to be for a database that is known, and of a policy', () => {
    const mysql = { dialect: 'mysql' as 'duckdb' };
    for (const write of [
      () => segmentationToSql(telecomSegments.policy, mysql),
      () => conditionToSql({ lines: 1 }, [{ id: 'lines', kind: 'integer' }], mysql),
      () => factChecksToSql([], mysql),
    ])
      expect(write).toThrow('dialect: expected duckdb or postgresql, got "mysql"');
    for (const none of [null, {}, { dimensions: [null] }])
      expect(() => segmentationToSql(none as never, { dialect: 'duckdb' })).toThrow('segmentation policy');
  });
});
