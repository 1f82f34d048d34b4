import fc from 'fast-check';
import { InputError } from 'tenure/core';
import {
  checkSegmentation,
  checkSegmentationDraft,
  compileSegmentation,
  compileSegmentationJson,
  fitSegmentation,
  fitSegmentationJson,
} from 'tenure/segmentation';
import { describe, expect, it } from 'vitest';

const context = { asOf: '2013-01-01' };
const draft = Object.freeze({
  kind: 'segmentation',
  id: 'fitted',
  version: '1',
  facts: [
    { id: 'usageGb', kind: 'number', min: 0 },
    { id: 'lines', kind: 'integer', min: 0 },
    { id: 'spend', kind: 'money', currency: 'CNY' },
  ],
  dimensions: [
    {
      id: 'usage',
      type: 'bands',
      fact: 'usageGb',
      bands: [
        { id: 'low', below: { quantile: 0.25, method: 7 } },
        { id: 'medium', upTo: { quantile: 0.75, method: 7 } },
        { id: 'high' },
      ],
      whenUnknown: 'unmeasured',
    },
    {
      id: 'kind',
      type: 'clusters',
      axes: ['usageGb', 'spend'],
      segments: [{ id: 'small' }, { id: 'large' }],
      search: { seed: 7, starts: 5, scale: 'zScore' },
      whenUnknown: 'noProfile',
    },
    {
      id: 'value',
      type: 'scorecard',
      factors: [
        {
          id: 'spending',
          type: 'bands',
          weight: 10,
          fact: 'spend',
          bands: [{ below: { quantile: 0.5, method: 2 }, points: 1 }, { points: 2 }],
        },
        {
          id: 'lines',
          type: 'bands',
          weight: 1,
          fact: 'lines',
          bands: [{ upTo: { quantile: 0.5, method: 7 }, points: 1 }, { points: 2 }],
        },
      ],
      segments: [{ id: 'top', when: { total: { $gte: 22 } } }],
      otherwise: 'rest',
      whenUnknown: 'unscored',
    },
    { id: 'cell', type: 'grid', rows: 'usage', columns: 'kind' },
  ],
} as const);

const cny = (amount: string) => ({ amount, currency: 'CNY' }) as const;
const customers = Object.freeze([
  { usageGb: 10, lines: 1, spend: cny('100.00') },
  { usageGb: 20, lines: 1, spend: cny('120.00') },
  { usageGb: 30, lines: 2, spend: cny('110.00') },
  { usageGb: 900, lines: 9, spend: cny('880.00') },
  { usageGb: 1000, lines: 8, spend: cny('901.01') },
]);

describe('a fit', () => {
  const { policy, report } = fitSegmentation(draft, customers);

  it('freezes quantiles into cuts by the method that the draft names', () => {
    // Type 7 of 10, 20, 30, 900, 1000: the second and the fourth value.
    expect(policy.dimensions[0].bands).toEqual([{ id: 'low', below: 20 }, { id: 'medium', upTo: 900 }, { id: 'high' }]);
    // Type 2 of the spending: the middle one. Type 7 of 1, 1, 2, 8, 9: 2.
    expect(policy.dimensions[2].factors.map((factor) => ('bands' in factor ? factor.bands[0] : undefined))).toEqual([
      { below: '120.00', points: 1 },
      { upTo: 2, points: 1 },
    ]);
  });

  it('freezes centroids in the units of the facts, named in ascending order', () => {
    const kind = policy.dimensions[1];
    expect(kind.segments.map(({ id }) => id)).toEqual(['small', 'large']);
    // Means of the first three customers and of the last two.
    expect(kind.segments[0]!.centroid[0]).toBeCloseTo(20, 9);
    expect(kind.segments[0]!.centroid[1]).toBeCloseTo(110, 9);
    expect(kind.segments[1]!.centroid[0]).toBeCloseTo(950, 9);
    expect(kind.segments[1]!.centroid[1]).toBeCloseTo(890.505, 9);
  });

  it('says how many records it knew and what it found', () => {
    expect(report.records).toBe(5);
    expect(report.fitted.map(({ type, dimension, known, unknown }) => [type, dimension, known, unknown])).toEqual([
      ['bands', 'usage', 5, 0],
      ['clusters', 'kind', 5, 0],
      ['bands', 'value', 5, 0],
      ['bands', 'value', 5, 0],
    ]);
    const clusters = report.fitted.find((entry) => entry.type === 'clusters');
    expect(clusters?.sizes).toEqual([
      { segment: 'small', members: 3 },
      { segment: 'large', members: 2 },
    ]);
  });

  it('gives plain JSON that compiles, with the outcome typed as in the draft', () => {
    expect(JSON.parse(JSON.stringify(policy))).toEqual(policy);
    expect(checkSegmentation(policy)).toEqual([]);
    const segment = compileSegmentation(policy);
    const { outcome } = segment(customers[4]!, context);
    const usage: 'low' | 'medium' | 'high' | 'unmeasured' = outcome.usage;
    const cell: `${typeof usage}:${'small' | 'large' | 'noProfile'}` = outcome.cell;
    expect([usage, cell, outcome.value]).toEqual(['high', 'high:large', 'top']);
  });

  it('uses what is known, and counts what is not', () => {
    const { report: partly } = fitSegmentation(draft, [...customers, { usageGb: null, lines: 3, spend: cny('5.00') }]);
    expect(partly.fitted.map(({ known, unknown }) => [known, unknown])).toEqual([
      [5, 1],
      [5, 1],
      [6, 0],
      [6, 0],
    ]);
  });

  it('rejects a record that the facts refuse, and goes on', () => {
    const { report: partly } = fitSegmentation(draft, [...customers, { usageGb: -1 }]);
    expect(partly.records).toBe(6);
    expect(partly.rejects.map(({ index, issues }) => [index, issues[0]?.message])).toEqual([
      [5, 'usageGb: expected at least 0, got -1'],
    ]);
  });

  it('is the same to the last bit for shuffled records', () => {
    const wide = fc.record({
      usageGb: fc.double({ min: 0, max: 5000, noNaN: true }),
      lines: fc.integer({ min: 0, max: 50 }),
      spend: fc.integer({ min: 0, max: 99_999 }).map((cents) => cny((cents / 100).toFixed(2))),
    });
    fc.assert(
      fc.property(
        fc
          .uniqueArray(wide, { minLength: 12, maxLength: 40, selector: ({ usageGb }) => usageGb })
          .chain((rows) => fc.tuple(fc.constant(rows), fc.shuffledSubarray(rows, { minLength: rows.length }))),
        ([rows, shuffled]) => {
          expect(JSON.stringify(fitSegmentation(draft, shuffled).policy)).toBe(
            JSON.stringify(fitSegmentation(draft, rows).policy),
          );
        },
      ),
      { numRuns: 60 },
    );
  });
});

describe('the number of clusters', () => {
  const searching = {
    ...draft,
    dimensions: [
      {
        id: 'kind',
        type: 'clusters',
        axes: ['usageGb'],
        search: { seed: 7, starts: 5, scale: 'minMax', choose: { among: [2, 3, 4], by: 'silhouette' } },
        whenUnknown: 'noProfile',
      },
    ],
  } as const;
  const three = [1, 2, 3, 501, 502, 503, 998, 999, 1000].map((usageGb) => ({ usageGb }));

  it('is chosen by the criterion that the draft names, and every trial is shown', () => {
    const { policy, report } = fitSegmentation(searching, three);
    expect(policy.dimensions[0].segments.map(({ id }) => id)).toEqual(['cluster1', 'cluster2', 'cluster3']);
    const [found] = report.fitted;
    expect(found?.type === 'clusters' && found.trials.map(({ clusters }) => clusters)).toEqual([2, 3, 4]);
  });

  it('says which axis tells nothing apart', () => {
    const { dimensions } = searching;
    const wider = { ...searching, dimensions: [{ ...dimensions[0], axes: ['usageGb', 'lines'] }] } as const;
    const { policy, report } = fitSegmentation(
      wider,
      three.map((row) => ({ ...row, lines: 4 })),
    );
    const [found] = report.fitted;
    expect(found?.type === 'clusters' && found.constant).toEqual(['lines']);
    expect(policy.dimensions[0].segments).toHaveLength(3);
  });
});

describe('a base that does not determine the fit', () => {
  const bands = { ...draft, dimensions: [draft.dimensions[0]] } as const;
  const clusters = { ...draft, dimensions: [draft.dimensions[1]] } as const;
  const same = Array.from({ length: 5 }, () => customers[0]!);
  it.each<[string, () => unknown]>([
    [
      'dimensions.0: expected a known usageGb in at least one record, got 0',
      () => fitSegmentation(bands, [{ lines: 2 }]),
    ],
    ['dimensions.0: expected a known usageGb in at least one record, got 0', () => fitSegmentation(bands, [])],
    ['dimensions.0.axes: expected a record of which every axis is known, got 0', () => fitSegmentation(clusters, [])],
    [
      'dimensions.0.segments: expected at most 1, the number of distinct points, got 2',
      () => fitSegmentation(clusters, same),
    ],
  ])('is refused with %s', (expected, fit) => {
    expect(fit).toThrow(InputError);
    expect(fit).toThrow(expected);
  });

  it('is told that quantiles fall on one value, because a segment would stay empty', () => {
    const [usage] = bands.dimensions;
    const tight = [usage.bands[0], { id: 'medium', below: { quantile: 0.75, method: 7 } }, usage.bands[2]];
    const strict = { ...bands, dimensions: [{ ...usage, bands: tight }] };
    expect(() => fitSegmentationJson(strict, same)).toThrow(
      'dimensions.0.bands.1.below: expected more than 10, got 10',
    );
  });

  it('gives equal points to equal values even where all values are equal', () => {
    const card = { ...draft, dimensions: [draft.dimensions[2]] } as const;
    const segment = compileSegmentation(fitSegmentation(card, same).policy);
    expect(new Set(same.map((row) => segment.outcome(row, context).value)).size).toBe(1);
  });
});

describe('a draft', () => {
  it('is checked like a policy, and is not one', () => {
    expect(checkSegmentationDraft(draft)).toEqual([]);
    expect(checkSegmentation(draft).map(({ message }) => message)).toEqual([
      'dimensions.0.bands.0.below: expected a cut: freeze quantiles with fitSegmentation first, got 0.25',
      'dimensions.0.bands.1.upTo: expected a cut: freeze quantiles with fitSegmentation first, got 0.75',
      'dimensions.1.type: expected nearest: freeze clusters with fitSegmentation first, got "clusters"',
      'dimensions.2.factors.0.bands.0.below: expected a cut: freeze quantiles with fitSegmentation first, got 0.5',
      'dimensions.2.factors.1.bands.0.upTo: expected a cut: freeze quantiles with fitSegmentation first, got 0.5',
    ]);
    // @ts-expect-error a draft does not compile
    expect(() => compileSegmentation(draft)).toThrow('fitSegmentation first');
  });

  it.each<[string, object]>([
    [
      'dimensions.0.bands.1.below: expected more than 0.5, got 0.25',
      {
        bands: [
          { id: 'a', below: { quantile: 0.5, method: 7 } },
          { id: 'b', below: { quantile: 0.25, method: 7 } },
          { id: 'c' },
        ],
      },
    ],
    [
      'dimensions.0.bands.0.below: expected a value of the fact, or a quantile between 0 and 1 with a method from 1 to 9, got an object',
      { bands: [{ id: 'a', below: { quantile: 0.5 } }, { id: 'c' }] },
    ],
  ])('is refused with %s', (expected, change) => {
    const faulty = { ...draft, dimensions: [{ ...draft.dimensions[0], ...change }] };
    expect(checkSegmentationDraft(faulty).map(({ message }) => message)).toEqual([expected]);
  });

  it('needs either the names of its clusters or a way to choose how many there are', () => {
    const { segments: _, ...unnamed } = draft.dimensions[1];
    expect(checkSegmentationDraft({ ...draft, dimensions: [unnamed] })[0]?.message).toBe(
      'dimensions.0: expected either segments to name, or search.choose to find how many there are, got nothing',
    );
  });

  it('assigns by a frozen policy exactly as the fit did', () => {
    const rows = Array.from({ length: 200 }, (_, i) => ({
      usageGb: (i * 37) % 100,
      lines: (i * 11) % 13,
      spend: cny(`${(i * 53) % 997}.00`),
    }));
    const { policy, report } = fitSegmentation(draft, rows);
    const segment = compileSegmentationJson(JSON.parse(JSON.stringify(policy)));
    const clusters = report.fitted.find((entry) => entry.type === 'clusters');
    for (const { segment: id, members } of clusters?.sizes ?? [])
      expect(rows.filter((row) => segment.outcome(row, context).kind === id)).toHaveLength(members);
  });
});
