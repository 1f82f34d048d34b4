import { InputError } from 'tenure/core';
import { compileSegmentation } from 'tenure/segmentation';
import { describe, expect, test } from 'vitest';
import { createCodes } from '../../src/core/match-columns.js';

const context = { asOf: '2013-01-01' };

/** A band for every whole number below `size`, and an open one above. */
const ladder = (size: number) =>
  compileSegmentation({
    kind: 'segmentation',
    id: 'ladder',
    version: '1',
    facts: [
      { id: 'lines', kind: 'integer' },
      { id: 'kind', kind: 'text', values: ['smb', 'group'] },
    ],
    dimensions: [
      {
        id: 'size',
        type: 'bands',
        fact: 'lines',
        bands: [...Array.from({ length: size }, (_, step) => ({ id: `to-${step}`, upTo: step })), { id: 'more' }],
        whenUnknown: 'unknown',
      },
      {
        id: 'kind',
        type: 'rules',
        segments: [{ id: 'group', when: { kind: 'group', lines: { $gte: 0 } } }],
        otherwise: 'other',
        whenUnknown: 'unknown',
      },
    ],
  });

describe('a base by columns', () => {
  test('has a frame: bare columns are refused, not read as a base without rows', () => {
    const assign = (base: unknown) => () => ladder(1).columns(base as never);
    const refused = 'length: expected a whole number of rows, 0 or more, got nothing (and 1 more)';
    expect(assign({ lines: Int32Array.of(1) })).toThrow(refused);
    expect(assign(null)).toThrow(refused);
    expect(assign({ length: 1, columns: null })).toThrow('columns: expected columns by fact, got null');
    expect(assign({ length: 0.5, columns: {} })).toThrow(InputError);
  });

  test.each([
    ['Int8Array', 127],
    ['Int16Array', 128],
    ['Int16Array', 32_767],
    ['Int32Array', 32_768],
  ])('is given back as %s where positions go up to %i', (name, most) => {
    expect(createCodes(3, most).constructor.name).toBe(name);
  });

  test.each([3, 126, 127, 200])('of %i bands is decided as its records are, in whatever width it comes', (size) => {
    const segment = ladder(size);
    const lines = [-1, 0, 1, 2, 125, 126, 127, 128, 199, 200, 5_000];
    const kinds = ['smb', 'group', null];
    const records = lines.flatMap((count) => kinds.map((kind) => ({ lines: count, kind: kind as 'smb' | null })));
    const counts = records.map((record) => record.lines);
    const kind = {
      codes: Int8Array.from(records, (record) => kinds.indexOf(record.kind as string)).map((code) =>
        code === 2 ? -1 : code,
      ),
      values: ['smb', 'group'],
    };
    const expected = records.map((record) => segment.outcome(record, context));
    for (const column of [Float64Array.from(counts), Int32Array.from(counts)]) {
      const { dimensions } = segment.columns({ length: records.length, columns: { lines: column, kind } });
      expect(
        records.map((_, row) =>
          Object.fromEntries(dimensions.map(({ id, segments, codes }) => [id, segments[codes[row]!]])),
        ),
      ).toEqual(expected);
    }
  });

  test('with a code beyond its list of texts is refused with the row', () => {
    const columns = {
      lines: Float64Array.of(1, 2, 3),
      kind: { codes: Int8Array.of(0, 2, -1), values: ['smb', 'group'] },
    };
    const refused = () => ladder(3).columns({ length: 3, columns });
    expect(refused).toThrow(InputError);
    expect(refused).toThrow('kind.1: expected a code below 2, or a negative one for unknown, got 2');
  });

  test.each([
    ['lines.0: expected a value between', { lines: Float64Array.of(2 ** 53) }],
    ['lines: expected a column of numbers', { lines: { codes: Int8Array.of(0), values: ['smb'] } }],
    ['kind: expected a column of codes and values', { kind: Float64Array.of(1) }],
    [
      'lines: expected a column: a Float64Array, Int32Array or Uint8Array, or codes and values, got null',
      { lines: null },
    ],
    [
      'lines: expected a column: a Float64Array, Int32Array or Uint8Array, or codes and values, got a list of 1',
      { lines: [1] },
    ],
    [
      'lines: expected a column: a Float64Array, Int32Array or Uint8Array, or codes and values',
      { lines: BigInt64Array.of(1n) },
    ],
    [
      'kind: expected a column: a Float64Array, Int32Array or Uint8Array, or codes and values',
      { kind: { codes: [0], values: ['smb'] } },
    ],
  ])('that no record could state is refused: %s', (message, columns) => {
    expect(() => ladder(3).columns({ length: 1, columns: columns as never })).toThrow(message);
  });

  test('hands its segments on as a column of texts', () => {
    const first = ladder(3).columns({ length: 2, columns: { lines: Int32Array.of(1, 9) } }).dimensions[0]!;
    const next = compileSegmentation({
      kind: 'segmentation',
      id: 'next',
      version: '1',
      facts: [{ id: 'size', kind: 'text' }],
      dimensions: [
        {
          id: 'big',
          type: 'rules',
          segments: [{ id: 'big', when: { size: 'more' } }],
          otherwise: 'small',
          whenUnknown: 'unknown',
        },
      ],
    });
    const { codes, segments } = next.columns({
      length: 2,
      columns: { size: { codes: first.codes, values: first.segments } },
    }).dimensions[0]!;
    expect([...codes].map((code) => segments[code])).toEqual(['small', 'big']);
  });
});
