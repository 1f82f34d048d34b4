import { describe, expect, it } from 'vitest';
import { readCondition } from '../../src/core/condition-tree.js';
import { createFactTable } from '../../src/core/fact-table.js';
import { subsumes } from '../../src/core/subsumption.js';

const table = createFactTable([
  { id: 'x', kind: 'integer' },
  { id: 'y', kind: 'integer' },
  { id: 'c', kind: 'text', values: ['a', 'b', 'd'] },
]);
const tree = (condition: object) => readCondition(condition, table, [], []);

describe('one condition takes all that another would', () => {
  it.each([
    [true, { x: { $gte: 10 } }, { x: { $gte: 50 } }],
    [false, { x: { $gte: 50 } }, { x: { $gte: 10 } }],
    [true, { x: { $gte: 10 } }, { x: { $gte: 50, $lt: 60 }, y: 1 }],
    [false, { x: { $gte: 10 }, y: 1 }, { x: { $gte: 50 } }],
    [true, { c: { $in: ['a', 'b'] } }, { c: 'a' }],
    [false, { c: { $in: ['a', 'b'] } }, { c: { $ne: 'd' }, x: 1, $or: [{ c: 'd' }, { c: 'a' }] }],
    [true, { x: { $gte: 10 } }, { x: { $gte: 10 }, $or: [{ y: 1 }, { y: 2 }] }],
    [false, { $or: [{ x: 1 }, { y: 1 }] }, { x: 1 }],
    [false, { x: { $exists: true } }, { x: { $gte: 1 } }],
    [false, { misspelt: 1 }, { x: 1 }],
    [false, { x: { $gte: 10 }, misspelt: 1 }, { x: { $gte: 50 } }],
    [false, { x: { $gte: 10 }, $misspelt: [] }, { x: { $gte: 50 } }],
    [false, { x: { $gte: 10, $misspelt: 1 } }, { x: { $gte: 50 } }],
    [false, { x: { $gte: 10 }, y: { $not: 1 } }, { x: { $gte: 50 } }],
    [false, { x: { $gte: 10 }, y: {} }, { x: { $gte: 50 } }],
    [false, { x: { $gte: 10 }, y: null }, { x: { $gte: 50 } }],
    [false, { x: { $gte: 'ten' } }, { x: { $gte: 50 } }],
    [false, { x: { $gte: 10, $lt: 'ninety' } }, { x: { $gte: 50 } }],
    [false, { x: { $gte: 10 }, $and: [] }, { x: { $gte: 50 } }],
    [false, { x: { $gte: 10 }, $and: [{}] }, { x: { $gte: 50 } }],
    [false, { x: { $exists: 'no' } }, { x: { $exists: false } }],
    [false, { c: { $in: ['a', 'b'] } }, { c: { $in: ['a', 'misspelt'] } }],
    [false, { x: { $gte: 10 } }, { x: { $between: [50, 40] } }],
    [true, { x: { $gte: 10 } }, { x: { $gte: 50 }, misspelt: 1 }],
  ])('%s: %j over %j, and never claimed where unsure', (expected, first, second) => {
    expect(subsumes(tree(first), tree(second))).toBe(expected);
  });
});
