import * as fc from 'fast-check';
import { InputError } from 'tenure/core';
import {
  absorbingChain,
  chainValue,
  forecastShares,
  migration,
  migrationShares,
  stabilityIndex,
  stationaryShares,
  transitionMatrix,
} from 'tenure/statistics';
import { describe, expect, it } from 'vitest';

describe('a transition matrix', () => {
  it('is refused with every row that does not sum to one', () => {
    const attempt = () =>
      transitionMatrix(
        [
          [0.42, 0.59],
          [0, 1.01],
        ],
        'refuse',
      );
    expect(attempt).toThrow(InputError);
    try {
      attempt();
    } catch (error) {
      expect((error as InputError).issues.map(({ message }) => message)).toEqual([
        'matrix.0: expected a row that sums to 1, got 1.01',
        'matrix.1.1: expected a probability, got 1.01',
      ]);
    }
  });

  it('is normalised only when asked', () => {
    expect(
      transitionMatrix(
        [
          [1, 3],
          [0, 2],
        ],
        'normalize',
      ),
    ).toEqual([
      [0.25, 0.75],
      [0, 1],
    ]);
  });

  it.each([
    [
      'matrix.0: expected a row that is not all zero, got 0',
      [
        [0, 0],
        [0, 1],
      ],
    ],
    [
      'matrix.0.0: expected a finite number of at least 0, got -1',
      [
        [-1, 2],
        [0, 1],
      ],
    ],
    [
      'matrix.0.1: expected a finite number of at least 0, got NaN',
      [
        [1, Number.NaN],
        [0, 1],
      ],
    ],
    ['matrix.1: expected 2 entries, got 1', [[0, 1], [1]]],
    ['matrix: expected at least one state, got 0', []],
  ])('refuses with "%s" even then', (message, matrix) => {
    expect(() => transitionMatrix(matrix, 'normalize')).toThrow(message);
  });
});

describe('an absorbing chain', () => {
  it('says when some state can never end', () => {
    // States 0 and 1 swap for ever.
    expect(
      absorbingChain(
        [
          [0, 1, 0],
          [1, 0, 0],
          [0, 0, 1],
        ],
        'refuse',
      ),
    ).toEqual({ undefinedBecause: 'notReached' });
    expect(
      absorbingChain(
        [
          [0, 1],
          [1, 0],
        ],
        'refuse',
      ),
    ).toEqual({ undefinedBecause: 'notReached' });
  });

  it('has nothing to solve where every state is absorbing', () => {
    expect(
      absorbingChain(
        [
          [1, 0],
          [0, 1],
        ],
        'refuse',
      ).value,
    ).toMatchObject({ transient: [], absorbing: [0, 1], steps: [] });
  });

  it('ends somewhere with certainty, after at least one step', () => {
    const weights = fc.array(fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 5, maxLength: 5 }), {
      minLength: 3,
      maxLength: 3,
    });
    fc.assert(
      fc.property(weights, (rows) => {
        const { absorption, steps, visits } = absorbingChain([...rows, [0, 0, 0, 1, 0], [0, 0, 0, 0, 1]], 'normalize')
          .value!;
        for (const ends of absorption) expect(ends[0]! + ends[1]!).toBeCloseTo(1, 12);
        steps.forEach((expected, i) => {
          expect(expected).toBeGreaterThanOrEqual(1);
          expect(visits[i]!.reduce((a, b) => a + b, 0)).toBeCloseTo(expected, 10);
        });
      }),
    );
  });
});

describe('the value of a chain', () => {
  it('is the reward over the discount rate for a member who stays for ever, the first period undiscounted', () => {
    // 10 · (1 + 1/1.25 + …) = 10 · 1.25 / 0.25
    expect(chainValue([[1]], [10], 0.25, 'infinite').value![0]).toBeCloseTo(50, 10);
  });

  it('needs an end or a discount', () => {
    expect(chainValue([[1]], [10], 0, 'infinite')).toEqual({ undefinedBecause: 'notEstimable' });
    expect(chainValue([[1]], [10], 0, { steps: 3 }).value).toEqual([40]);
  });

  it('approaches the infinite horizon', () => {
    const matrix = [
      [0.8, 0.2],
      [0.1, 0.9],
    ];
    const [far, all] = [
      chainValue(matrix, [5, -1], 0.1, { steps: 400 }).value!,
      chainValue(matrix, [5, -1], 0.1, 'infinite').value!,
    ];
    far.forEach((value, i) => {
      expect(value).toBeCloseTo(all[i]!, 10);
    });
  });

  it('forecasts shares and finds where they settle', () => {
    const matrix = [
      [0.9, 0.1],
      [0.3, 0.7],
    ];
    expect(forecastShares(matrix, [1, 0], 1)).toEqual([0.9, 0.1]);
    expect(forecastShares(matrix, [1, 0], 200)[0]).toBeCloseTo(0.75, 12);
    expect(stationaryShares(matrix).value![0]).toBeCloseTo(0.75, 12);
    expect(
      stationaryShares([
        [1, 0],
        [0, 1],
      ]),
    ).toEqual({ undefinedBecause: 'notEstimable' });
  });
});

describe('migration', () => {
  const states = ['gold', 'silver', '__proto__'] as const;
  const moves = fc.array(fc.tuple(fc.constantFrom(...states), fc.constantFrom(...states)));

  it('keeps the sizes before and after', () => {
    fc.assert(
      fc.property(moves, (pairs) => {
        const [before, after] = [pairs.map(([a]) => a), pairs.map(([, b]) => b)];
        const found = migration(before, after, states);
        states.forEach((state, i) => {
          expect(found.fromTotals[i]).toBe(before.filter((s) => s === state).length);
          expect(found.toTotals[i]).toBe(after.filter((s) => s === state).length);
        });
        expect(found.counts.flat().reduce((a, b) => a + b, 0)).toBe(pairs.length);
        expect(found.stayed).toBe(pairs.filter(([a, b]) => a === b).length);
      }),
    );
  });

  it('goes between two versions with different states', () => {
    const found = migration(['a', 'b'], ['x', 'b'], { from: ['a', 'b'], to: ['b', 'x'] });
    expect(found).toMatchObject({
      counts: [
        [0, 1],
        [1, 0],
      ],
      stayed: 1,
    });
    expect(migrationShares(found.counts)).toEqual([{ value: [0, 1] }, { value: [1, 0] }]);
  });

  it('refuses a state that was not declared', () => {
    expect(() => migration(['a'], ['z'], ['a'])).toThrow('after.0: expected a declared state, got "z"');
  });
});

describe('the population stability index', () => {
  it('is 0 when nothing moved, whatever the totals', () => {
    expect(stabilityIndex([50, 30, 20], [500, 300, 200], 'undefined')).toEqual({ value: 0 });
  });

  it('computes by hand', () => {
    // (0.6 − 0.5) ln (0.6 / 0.5) + (0.4 − 0.5) ln (0.4 / 0.5)
    expect(stabilityIndex([50, 50], [60, 40], 'undefined').value).toBeCloseTo(
      0.1 * Math.log(1.2) - 0.1 * Math.log(0.8),
      14,
    );
  });

  it('is undefined where a category emptied, unless it is told what an empty one counts as', () => {
    expect(stabilityIndex([50, 50], [100, 0], 'undefined')).toEqual({ undefinedBecause: 'emptyGroup' });
    expect(stabilityIndex([50, 50], [100, 0], { countAs: 0.5 }).value).toBeCloseTo(
      0.5 * Math.log(2) - 0.495 * Math.log(0.01),
      12,
    );
    expect(stabilityIndex([0, 5], [0, 7], 'undefined')).toEqual({ value: 0 });
    expect(stabilityIndex([0], [5], 'undefined')).toEqual({ undefinedBecause: 'noObservations' });
  });
});
