import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { fingerprint } from '../bench/answer.js';
import { compile } from '../bench/compile.js';
import { DifferentAnswers, hold } from '../bench/contest.js';
import { defineBench } from '../bench/define.js';
import { benchRows, figureRow, median } from '../bench/rows.js';
import { benches } from './bench/sums.bench.js';

const idle = () => () => 0;
const bench = defineBench({
  name: 'pricing/quote',
  size: 10,
  item: 'quote',
  contenders: { hand: idle, ours: idle, theirs: idle },
  baseline: 'hand',
  aims: [
    { contender: 'ours', ratio: { atMost: 2 } },
    { contender: 'ours', versus: 'theirs', ratio: { atLeast: 0.1, atMost: 0.4 } },
    { contender: 'ours', value: { atMost: 25 } },
  ],
});

describe('bench rows', () => {
  // ratios of ours to hand per round: 20/10 = 2, 30/20 = 1.5, 90/30 = 3; to theirs: 20/100, 30/100, 90/100
  const rows = benchRows(bench, { hand: [10, 20, 30], ours: [20, 30, 90], theirs: [100, 100, 100] });

  it('give the median time and the median of the ratios of each round', () => {
    expect(rows.map(({ row }) => [row.name, row.value, row.versus, row.ratio])).toEqual([
      ['pricing/quote: hand', 20, null, null],
      ['pricing/quote: ours', 30, 'hand', 2],
      ['pricing/quote: ours', 30, 'theirs', 0.3],
      ['pricing/quote: ours', 30, 'hand', 2],
      ['pricing/quote: theirs', 100, 'hand', 5],
    ]);
  });

  it('say each aim and whether it is met', () => {
    expect(rows.map(({ row }) => [row.aim, row.met])).toEqual([
      [null, null],
      ['ratio <= 2', true],
      ['ratio <= 0.4 and ratio >= 0.1', true],
      ['value <= 25', false],
      [null, null],
    ]);
  });

  it('keep the lowest and highest round beside the row', () => {
    expect([rows[1]!.low, rows[1]!.high]).toEqual([20, 90]);
  });

  it('take the mean of the middle two of an even count', () => {
    expect(median([4, 1, 3, 2])).toBe(2.5);
    expect(() => median([])).toThrow(RangeError);
  });

  it('give a single figure its unit and its aim', () => {
    const figure = { kind: 'figure', name: 'gap', unit: '%', measure: () => 0, aim: { atMost: 1 } } as const;
    expect(figureRow(figure, [3, 1, 2]).row).toEqual({
      name: 'gap',
      value: 2,
      unit: '%',
      versus: null,
      ratio: null,
      aim: 'value <= 1',
      met: false,
    });
  });
});

describe('answers', () => {
  it('are equal whatever the order of keys', () => {
    expect(fingerprint({ a: 1, b: [2n] })).toEqual(fingerprint({ b: [2n], a: 1 }));
  });

  it.each<[string, unknown, unknown]>([
    ['a number and its text', 1, '1'],
    ['zero and negative zero', 0, -0],
    ['NaN and null', Number.NaN, null],
    [
      'the last element of a long list',
      new Float64Array(1000),
      Float64Array.from({ length: 1000 }, (_, i) => (i === 999 ? 1 : 0)),
    ],
    ['a missing and an undefined property', {}, { a: undefined }],
  ])('differ in %s', (_what, one, other) => {
    expect(fingerprint(one).digest).not.toBe(fingerprint(other).digest);
  });
});

describe('a contest in fresh processes', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'bench-'));
  const source = fileURLToPath(new URL('./bench/sums.bench.ts', import.meta.url));
  const { files, contestant } = await compile([source], folder);
  const told: string[] = [];
  const conduct = { contestant, rounds: 2, tell: (line: string) => void told.push(line) };
  const entry = (name: string) => ({ file: files[0]!, bench: benches.find((one) => one.name === name)! });

  it('lets the contenders take turns at going first', { timeout: 60_000 }, async () => {
    const rows = await hold(entry('sums/agree'), conduct);
    expect(rows.map(({ row }) => [row.name, row.unit, row.met])).toEqual([
      ['sums/agree: loop', 'ns/number', null],
      ['sums/agree: formula', 'ns/number', true],
      ['sums/agree: short', 'ns/number', null],
    ]);
    expect(told.filter((line) => line.includes('round')).map((line) => line.replace(/.*, /, ''))).toEqual([
      ...['loop', 'formula', 'short'],
      ...['formula', 'short', 'loop'],
    ]);
  });

  it('refuses to time contenders whose answers differ, and shows both', { timeout: 60_000 }, async () => {
    const contest = hold(entry('sums/differ'), conduct);
    await expect(contest).rejects.toThrow(DifferentAnswers);
    // 1 + … + 1000 = 500500, without the last 499500
    await expect(contest).rejects.toThrow('sums/differ: answers differ\n  loop: 500500\n  off by one: 499500');
  });

  it('measures a single figure', { timeout: 60_000 }, async () => {
    const [measured] = await hold(entry('sums/figure'), conduct);
    expect(measured?.row).toMatchObject({ name: 'sums/figure', value: 10, unit: 'numbers', met: false });
  });
});
