import fc from 'fast-check';
import type { FactDeclaration } from 'tenure/core';
import { describe, expect, it } from 'vitest';
import { packColumns } from '../../src/core/columns.js';
import type { Truth } from '../../src/core/comparison.js';
import { readCondition } from '../../src/core/condition-tree.js';
import { createFactTable } from '../../src/core/fact-table.js';
import type { Issue } from '../../src/core/issue.js';
import { firstMatchColumns, firstTrueColumns } from '../../src/core/match-columns.js';
import { compileRuleSet, type RuleSet } from '../../src/core/rule-set.js';

const facts: readonly FactDeclaration[] = [
  { id: 'lines', kind: 'integer', min: 0 },
  { id: 'usageGb', kind: 'number' },
  { id: 'share', kind: 'decimal', scale: 4 },
  { id: 'fee', kind: 'money', currency: 'CNY' },
  { id: 'category', kind: 'text' },
  { id: 'active', kind: 'flag' },
  { id: 'end', kind: 'date' },
  { id: 'needs', kind: 'textList' },
];

function compile(conditions: readonly unknown[]): RuleSet {
  const table = createFactTable(facts);
  const issues: Issue[] = [];
  const trees = conditions.map((condition, index) => readCondition(condition, table, [index], issues));
  expect(issues).toEqual([]);
  return compileRuleSet(table, trees);
}

function truthOf(condition: unknown, record: object): Truth {
  const rules = compile([condition]);
  const row = rules.createRow();
  rules.read(Object.freeze(record), row);
  return rules.truth(row, 0);
}

function issuesOf(condition: unknown): readonly string[] {
  const issues: Issue[] = [];
  readCondition(condition, createFactTable(facts), ['when'], issues);
  return issues.map(({ message }) => message);
}

describe('a comparison', () => {
  it.each([
    { lines: 1 },
    { $and: [{ lines: 1 }] },
    { $or: [{ $or: [{ lines: 1 }] }] },
    { lines: { $not: { $ne: 1 } } },
  ])('that stands alone is compiled as itself: %j', (condition) => {
    expect(readCondition(condition, createFactTable(facts), [], [])).toMatchObject({ op: 'leaf', fact: 'lines' });
  });

  it.each<[Truth, object, object]>([
    [true, { usageGb: 200 }, { usageGb: 200 }],
    [true, { usageGb: { $gte: 200 } }, { usageGb: 200 }],
    [false, { usageGb: { $gt: 200 } }, { usageGb: 200 }],
    [true, { usageGb: { $gt: 200 } }, { usageGb: 200.00000000000003 }],
    [false, { usageGb: { $lt: 200 } }, { usageGb: 200 }],
    [true, { usageGb: { $lt: 0 } }, { usageGb: -5e-324 }],
    [true, { usageGb: { $gte: 100, $lt: 200 } }, { usageGb: 150 }],
    [true, { lines: { $between: [1, 3] } }, { lines: 3 }],
    [true, { lines: { $in: [1, 3] } }, { lines: 3 }],
    [false, { lines: { $in: [1, 3] } }, { lines: 2 }],
    [true, { lines: { $nin: [1, 3] } }, { lines: 2 }],
    [true, { share: { $lte: '0.1' } }, { share: 0.1 }],
    [false, { share: { $lt: '0.1' } }, { share: '0.1000' }],
    [true, { fee: { $gte: '368.00' } }, { fee: { amount: '368', currency: 'CNY' } }],
    [false, { fee: { $gte: '368.00' } }, { fee: { amount: '367.99', currency: 'CNY' } }],
    [true, { category: 'smb' }, { category: 'smb' }],
    [false, { category: 'smb' }, { category: 'never mentioned' }],
    [true, { category: { $ne: 'smb' } }, { category: 'never mentioned' }],
    [true, { category: { $nin: ['smb', 'soho'] } }, { category: 'key' }],
    [true, { active: true }, { active: true }],
    [false, { active: { $ne: true } }, { active: true }],
    [true, { end: { $lte: '2013-02-28' } }, { end: '2013-02-28' }],
    [false, { end: { $lt: '2013-02-28' } }, { end: '2013-02-28' }],
    [true, { needs: { $contains: 'data' } }, { needs: ['voice', 'data'] }],
    [false, { needs: 'data' }, { needs: [] }],
    [true, { usageGb: { $not: { $gte: 200 } } }, { usageGb: 199 }],
    [true, { $nor: [{ category: 'smb' }, { active: true }] }, { category: 'key', active: false }],
    [false, { $nor: [{ category: 'smb' }, { active: true }] }, { category: 'key', active: true }],
  ])('is %s for %j of %j', (expected, condition, record) => {
    expect(truthOf(condition, record)).toBe(expected);
  });
});

describe('an unknown fact', () => {
  it.each<[Truth, object, object]>([
    ['unknown', { usageGb: { $gte: 200 } }, {}],
    ['unknown', { usageGb: { $ne: 200 } }, { usageGb: null }],
    ['unknown', { category: { $nin: ['smb'] } }, {}],
    ['unknown', { usageGb: { $not: { $gte: 200 } } }, { usageGb: undefined }],
    ['unknown', { $nor: [{ usageGb: 200 }] }, {}],
    [true, { $or: [{ usageGb: 1 }, { active: true }] }, { active: true }],
    [false, { usageGb: 1, active: true }, { active: false }],
    ['unknown', { usageGb: 1, active: true }, { active: true }],
    [true, { usageGb: { $exists: false } }, {}],
    [false, { usageGb: { $exists: true } }, {}],
    [true, { usageGb: { $not: { $exists: true } } }, {}],
    [true, { usageGb: { $exists: false } }, { usageGb: { unknown: ['meter'] } }],
    ['unknown', { needs: { $contains: 'data' } }, {}],
  ])('makes it %s: %j of %j', (expected, condition, record) => {
    expect(truthOf(condition, record)).toBe(expected);
  });

  it('is traced to the root that an earlier decision missed', () => {
    const rules = compile([{ category: 'MVC', active: true }]);
    const record = { category: { unknown: ['costToServe'] } };
    const row = rules.createRow();
    rules.read(record, row);
    expect(rules.unknownRoots(row, record, 0)).toEqual(['costToServe', 'active']);
  });
});

describe('a faulty condition', () => {
  it.each<[string, unknown]>([
    [
      'when.usagGb: expected a declared fact (lines, usageGb, share, fee, category, active, end, needs), got "usagGb"',
      { usagGb: 1 },
    ],
    ['when: expected at least one test, got an object', {}],
    ['when.usageGb: expected at least one operator, got an object', { usageGb: {} }],
    ['when.$or: expected a list of at least one condition, got a list of 0', { $or: [] }],
    ['when.lines.$in: expected a list of at least one value, got a list of 0', { lines: { $in: [] } }],
    ['when.lines: expected a whole number, got 1.5', { lines: 1.5 }],
    ['when.usageGb.$gt: expected a finite number, got NaN', { usageGb: { $gt: Number.NaN } }],
    ['when.fee.$gt: expected a decimal with at most 2 decimal places, got "3.001"', { fee: { $gt: '3.001' } }],
    ['when.end: expected a calendar date YYYY-MM-DD, got "2013-02-30"', { end: '2013-02-30' }],
    ['when.lines.$between.1: expected at least 3, got 1', { lines: { $between: [3, 1] } }],
    ['when.usageGb: expected a value or tests; to ask for a missing fact use $exists, got null', { usageGb: null }],
    ['when.$where: expected $and, $or, $nor or the id of a declared fact, got "$where"', { $where: '1' }],
    ['when: expected a condition, an object of tests, got a list of 1', [{ lines: 1 }]],
  ])('says %s', (expected, condition) => {
    expect(issuesOf(condition)).toEqual([expected]);
  });

  it('refuses an order on texts, because collations differ', () => {
    expect(issuesOf({ category: { $gt: 'a' } })[0]).toMatch(/^when\.category\.\$gt: expected one of .*no order/);
  });
});

/** An oracle that shares nothing with the compiled form: conditions walked on plain values, after SQL's truth tables. */
function oracle(condition: Readonly<Record<string, unknown>>, record: Readonly<Record<string, unknown>>): Truth {
  return and(
    Object.entries(condition).map(([key, value]) => {
      if (key === '$and') return and((value as Readonly<Record<string, unknown>>[]).map((c) => oracle(c, record)));
      if (key === '$or') return or((value as Readonly<Record<string, unknown>>[]).map((c) => oracle(c, record)));
      if (key === '$nor') return not(or((value as Readonly<Record<string, unknown>>[]).map((c) => oracle(c, record))));
      return field(record[key], value);
    }),
  );
}

function field(seen: unknown, test: unknown): Truth {
  if (typeof test !== 'object' || test === null) return seen === undefined ? 'unknown' : seen === test;
  return and(
    Object.entries(test).map(([operator, needed]): Truth => {
      if (operator === '$exists') return (seen !== undefined) === needed;
      if (operator === '$not') return not(field(seen, needed));
      if (seen === undefined) return 'unknown';
      const [a, b] = [seen as number, needed as number];
      if (operator === '$eq') return a === b;
      if (operator === '$ne') return a !== b;
      if (operator === '$gt') return a > b;
      if (operator === '$gte') return a >= b;
      if (operator === '$lt') return a < b;
      if (operator === '$lte') return a <= b;
      if (operator === '$in') return (needed as unknown[]).includes(seen);
      if (operator === '$nin') return !(needed as unknown[]).includes(seen);
      const [low, high] = needed as [number, number];
      return a >= low && a <= high;
    }),
  );
}

const and = (all: readonly Truth[]): Truth =>
  all.includes(false) ? false : all.includes('unknown') ? 'unknown' : true;
const or = (all: readonly Truth[]): Truth => not(and(all.map(not)));
const not = (value: Truth): Truth => (value === 'unknown' ? value : !value);

const numbers = fc.oneof(fc.integer({ min: -3, max: 3 }), fc.constantFrom(0.5, -0.5));
const texts = fc.constantFrom('smb', 'key', 'constructor', '__proto__');
const numberTest = fc.oneof(
  numbers,
  ...['$eq', '$ne', '$gt', '$gte', '$lt', '$lte'].map((operator) => numbers.map((value) => ({ [operator]: value }))),
  fc.array(numbers, { minLength: 1, maxLength: 3 }).map(($in) => ({ $in })),
  fc.array(numbers, { minLength: 1, maxLength: 3 }).map(($nin) => ({ $nin })),
  fc.tuple(numbers, numbers).map(([a, b]) => ({ $between: [Math.min(a, b), Math.max(a, b)] })),
  fc.boolean().map(($exists) => ({ $exists })),
  fc.tuple(numbers, numbers).map(([$gt, $lte]) => ({ $not: { $gt, $lte } })),
);
const textTest = fc.oneof(
  texts,
  texts.map(($ne) => ({ $ne })),
  fc.array(texts, { minLength: 1, maxLength: 3 }).map(($in) => ({ $in })),
  fc.array(texts, { minLength: 1, maxLength: 3 }).map(($nin) => ({ $nin })),
);
const conditions = fc.letrec((tie) => ({
  condition: fc.oneof(
    { maxDepth: 3 },
    numberTest.map((test) => ({ usageGb: test })),
    textTest.map((test) => ({ category: test })),
    fc.record({ usageGb: numberTest, category: textTest, active: fc.boolean() }),
    fc.array(tie('condition'), { minLength: 1, maxLength: 3 }).map(($and) => ({ $and })),
    fc.array(tie('condition'), { minLength: 1, maxLength: 3 }).map(($or) => ({ $or })),
    fc.array(tie('condition'), { minLength: 1, maxLength: 3 }).map(($nor) => ({ $nor })),
  ),
})).condition as fc.Arbitrary<Readonly<Record<string, unknown>>>;
const records = fc.record(
  { usageGb: numbers, category: fc.oneof(texts, fc.constant('other')), active: fc.boolean() },
  { requiredKeys: [] },
);

describe('the compiled form', () => {
  it('agrees with three-valued logic on every condition and record', () => {
    fc.assert(
      fc.property(conditions, records, (condition, record) => {
        expect(truthOf(condition, record)).toBe(oracle(condition, record));
      }),
      { numRuns: 2000 },
    );
  });

  // More than 32 comparisons are too many for the bits of one number.
  const wide = fc.tuple(fc.array(numberTest, { minLength: 30, maxLength: 36 }), conditions).map(([tests, last]) => ({
    $and: [...tests.map((usageGb) => ({ usageGb })), last],
  }));
  it.each<[string, fc.Arbitrary<object>]>([
    ['of any shape', conditions],
    ['with some thirty comparisons', wide],
  ])('names what keeps a condition %s from being true: the comparisons that do not hold', (_, shape) => {
    fc.assert(
      fc.property(shape, records, (condition, record) => {
        const rules = compile([condition]);
        const row = rules.createRow();
        rules.read(record, row);
        const failing = rules.failing(row, 0);
        expect(failing === 0).toBe(rules.truth(row, 0) === true);
        if (failing === 0) return;
        const tests = rules.tests(row, record, 0);
        expect(rules.unmet(row, record, 0, failing)).toEqual(tests.filter(({ holds }) => holds !== true));
      }),
      { numRuns: 1000 },
    );
  });

  const values = ['smb', 'key', 'constructor', '__proto__', 'other'];
  type Row = { readonly usageGb?: number; readonly category?: string; readonly active?: boolean };
  const packOf = (rules: RuleSet, base: readonly Row[]) =>
    packColumns(rules, {
      length: base.length,
      columns: {
        usageGb: Float64Array.from(base, ({ usageGb }) => usageGb ?? Number.NaN),
        category: {
          codes: Int8Array.from(base, ({ category }) => (category === undefined ? -1 : values.indexOf(category))),
          values,
        },
        active: Float64Array.from(base, ({ active }) => (active === undefined ? Number.NaN : Number(active))),
      },
    });
  const [open, none] = [1000, 1001];
  const expectSame = (rulesJson: readonly Readonly<Record<string, unknown>>[], base: readonly Row[]) => {
    const rules = compile(rulesJson);
    const packed = packOf(rules, base);
    const row = rules.createRow();
    const byRows = base.map((record) => {
      rules.read(record, row);
      return rules.firstTrue(row);
    });
    expect([...firstTrueColumns(rules.program, packed)]).toEqual(byRows);
    expect([...firstMatchColumns(rules.program, packed, { whenUnknown: open, otherwise: none })]).toEqual(
      base.map((record, at) => {
        if (byRows[at]! >= 0) return byRows[at];
        return rulesJson.some((condition) => oracle(condition, record) === 'unknown') ? open : none;
      }),
    );
  };

  // More than 32 alternatives take more than one word of bits.
  it.each([
    [500, 5, 40],
    [60, 60, 20],
  ])('finds the same first match by columns as by rows: %i times up to %i conditions', (numRuns, most, rows) => {
    fc.assert(
      fc.property(
        fc.array(conditions, { minLength: 1, maxLength: most }),
        fc.oneof(
          fc.array(records, { maxLength: rows }),
          // Nothing unknown: codes and bounds go other ways.
          fc.array(fc.record({ usageGb: numbers, category: fc.constantFrom(...values), active: fc.boolean() }), {
            maxLength: rows,
          }),
        ),
        expectSame,
      ),
      { numRuns },
    );
  });

  it('decides by columns what branches more widely than alternatives are listed', () => {
    const either = { $or: [{ usageGb: { $gt: 1 } }, { active: true }] };
    const wide = (size: number) => ({ $and: Array.from({ length: size }, () => either) });
    const base: readonly Row[] = [{ usageGb: 2 }, { usageGb: 0 }, { active: true }, { usageGb: 0, active: false }, {}];
    for (const size of [1, 5, 8, 9, 40]) expectSame([{ category: 'smb', ...wide(size) }, wide(size)], base);
  });

  it('decides more rows than one block in order', () => {
    const rules = compile([{ usageGb: { $gte: 5000 } }, { usageGb: { $lt: 10 } }]);
    const packed = packColumns(rules, {
      length: 10_000,
      columns: { usageGb: Float64Array.from({ length: 10_000 }, (_, i) => i) },
    });
    const found = firstTrueColumns(rules.program, packed);
    expect([found[0], found[9], found[10], found[4999], found[5000], found[9999]]).toEqual([1, 1, -1, -1, 0, 0]);
  });
});
