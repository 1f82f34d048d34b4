import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));
const lines = readFileSync(`${root}docs/practice.md`, 'utf8').split('\n');

/** How many rows each area of the field's practice has. */
const areas = {
  SEG: 44,
  FUN: 67,
  VAL: 44,
  PRC: 55,
  CMP: 30,
  RET: 51,
  TEA: 26,
  CHN: 19,
  PRM: 12,
  CIS: 14,
  PRO: 13,
  STR: 12,
  XCT: 10,
} as const;

/** `SEG-01`, `SEG-01, 02`, `FUN-10…12`: the rows that a table's first cell names. */
function rowsIn(cell: string): readonly string[] {
  const [, area] = /([A-Z]{3})-\d\d/.exec(cell) ?? [];
  if (area === undefined) return [];
  return [...cell.matchAll(/(?<!\d)(\d\d)(?:\s*[…–-]\s*(?:[A-Z]{3}-)?(\d\d))?(?!\d)/g)].flatMap(([, from, to]) =>
    Array.from(
      { length: Number(to ?? from) - Number(from) + 1 },
      (_, step) => `${area}-${String(Number(from) + step).padStart(2, '0')}`,
    ),
  );
}

const cells = lines.filter((line) => line.startsWith('| ')).map((line) => line.split('|').map((cell) => cell.trim()));

describe('the table from the practice to the functions', () => {
  it.each(Object.entries(areas))('holds every row of %s: %d', (area, count) => {
    const listed = new Set(cells.flatMap(([, first]) => rowsIn(first!)).filter((row) => row.startsWith(area)));
    const expected = Array.from({ length: count }, (_, index) => `${area}-${String(index + 1).padStart(2, '0')}`);
    expect(expected.filter((row) => !listed.has(row))).toEqual([]);
    expect([...listed].filter((row) => !expected.includes(row))).toEqual([]);
  });

  it('names tests, sources and examples that exist', () => {
    const named = lines.flatMap((line) =>
      [...line.matchAll(/(?:^|[\s`(])((?:test|examples|src|docs|bench)\/[\w./-]*\w\/?)/g)].map(([, path]) => path!),
    );
    expect(named.length).toBeGreaterThan(100);
    expect([...new Set(named)].filter((path) => !existsSync(`${root}${path}`))).toEqual([]);
  });
});
