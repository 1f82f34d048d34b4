import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { InputError } from 'tenure/core';
import { type CsvCell, writeCsv } from 'tenure/interop';
import { describe, expect, it } from 'vitest';

const one = [{ header: 'a', value: (cell: CsvCell) => cell }];
const guarded = { formulas: 'apostrophe' } as const;
const body = (cell: CsvCell) => writeCsv([cell], one, guarded).slice('a\r\n'.length);

describe('a CSV file', () => {
  it.each([
    ['plain\r\n', 'plain'],
    ['"a,b"\r\n', 'a,b'],
    ['"say ""no"""\r\n', 'say "no"'],
    ['"two\nlines"\r\n', 'two\nlines'],
    ['" edge "\r\n', ' edge '],
    ['""\r\n', null],
    ['""\r\n', undefined],
    ['0\r\n', 0],
    ['-2.02\r\n', -2.02],
    ['false\r\n', false],
    ['中小企业\r\n', '中小企业'],
  ])('writes %j for %j', (expected, cell) => {
    expect(body(cell)).toBe(expected);
  });

  it('is not written before it is said what to do with formulas', () => {
    for (const options of [undefined, {}, { formulas: 'no' }])
      expect(() => writeCsv(['=1'], one, options as never)).toThrow('formulas: expected apostrophe or keep');
  });

  it.each(['=1+1', '+cmd', '-2+3', '@SUM(A1)', '\t=1', '\r=1', '＝1', ' =1'])(
    'lets no spreadsheet run %j as a formula',
    (text) => {
      expect(parse(writeCsv([text], one, guarded))).toEqual([['a'], [`'${text}`]]);
      expect(parse(writeCsv([text], one, { formulas: 'keep' }), { relax_quotes: true })[1]).toEqual([text]);
    },
  );

  it('leaves a negative amount a number', () => {
    expect(body('-12.50')).toBe('-12.50\r\n');
  });

  it('comes back from a well-kept reader as it was', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.string({ unit: 'binary' }), fc.string())), (rows) => {
        const columns = [0, 1].map((at) => ({ header: `c${at}`, value: (row: [string, string]) => row[at] }));
        expect(parse(writeCsv(rows, columns, { formulas: 'keep' }), { record_delimiter: '\r\n' }).slice(1)).toEqual(
          rows,
        );
      }),
    );
  });

  it('begins with a byte order mark where asked', () => {
    expect(writeCsv([], one, { ...guarded, byteOrderMark: true })).toBe('\uFEFFa\r\n');
  });

  it('refuses what is no cell', () => {
    expect(() => body(Number.NaN)).toThrow('a: expected a finite number, got NaN');
    expect(() => body({} as string)).toThrow(InputError);
    expect(() => writeCsv([], [], guarded)).toThrow('columns: expected at least one column');
  });
});
