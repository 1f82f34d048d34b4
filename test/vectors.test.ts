import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { adaptedFiles, answer, committed, count, tally, vectorFiles } from './vectors/tally.js';

const files = adaptedFiles(committed);
const results = new Map<string, ReturnType<typeof tally>>();
/** Each adapter runs once for all that is asked of it. */
function resultOf(file: string): ReturnType<typeof tally> {
  const result = results.get(file) ?? tally(file, committed);
  results.set(file, result);
  return result;
}

describe('reference vectors', () => {
  it('has an adapter beside every file and a file beside every adapter', () => {
    expect(files).toEqual(vectorFiles(committed));
  });

  if (files.length > 0) {
    it.each(files)('%s agrees with its source', async (file) => {
      const result = await resultOf(file);
      if (result.missing) throw new Error(`${file} is missing`);
      expect(result.outcomes.filter(({ status }) => status === 'failed')).toEqual([]);
    });
  }
});

describe('the notes on the vectors', () => {
  const notes = readFileSync('test/vectors/README.md', 'utf8')
    .split(/^## /m)
    .slice(1)
    .map((section) => {
      const [heading = '', ...text] = section.split('\n');
      return { files: heading.split(', '), text: text.join('\n') };
    });

  it('speak of every file once, and of no other', () => {
    expect(notes.flatMap((note) => note.files).sort()).toEqual([...files].sort());
  });

  it.each(files)('say of %s why a case is unsupported, where one is', async (file) => {
    const result = await resultOf(file);
    const open = result.missing ? 0 : count(result.outcomes).unsupported;
    const { text } = notes.find((note) => note.files.includes(file))!;
    expect(open === 0 || /unsupported/i.test(text)).toBe(true);
  });
});

describe('the vector harness', () => {
  it('counts passed, failed and unsupported apart', async () => {
    const outcomes = await answer(
      () => [
        { id: 'a', status: 'passed' },
        { id: 'b', status: 'failed', why: 'expected 3, got 2' },
        { id: 'c', status: 'unsupported', why: 'wrong at the source' },
        { id: 'd', status: 'passed' },
      ],
      {},
    );
    expect(count(outcomes)).toEqual({ passed: 2, failed: 1, unsupported: 1 });
  });

  it('counts a throwing adapter as a failure and keeps what it had answered', async () => {
    const outcomes = await answer(function* () {
      yield { id: 'a', status: 'passed' } as const;
      throw new TypeError('no tiers');
    }, {});
    expect(outcomes).toEqual([
      { id: 'a', status: 'passed' },
      { id: '(adapter)', status: 'failed', why: 'the adapter threw TypeError: no tiers' },
    ]);
  });

  it('does not take silence for agreement', async () => {
    expect(count(await answer(() => [], {}))).toEqual({ passed: 0, failed: 1, unsupported: 0 });
  });

  it('does not let one id answer for two cases', async () => {
    const twice = await answer(async () => ['a', 'a'].map((id) => ({ id, status: 'passed' as const })), {});
    expect(count(twice)).toEqual({ passed: 1, failed: 1, unsupported: 0 });
  });

  it('reads the files of another folder with the same adapters, and says which it does not have', async () => {
    const adapters = mkdtempSync(join(tmpdir(), 'vectors-'));
    const vectors = mkdtempSync(join(tmpdir(), 'vectors-'));
    mkdirSync(join(adapters, 'pricing'));
    mkdirSync(join(vectors, 'pricing'));
    const source = `export const adapter = ({ sums }) => sums.map(({ id, a, b, sum }) =>
      a + b === sum ? { id, status: 'passed' } : { id, status: 'failed', why: 'expected ' + sum + ', got ' + (a + b) });`;
    writeFileSync(join(adapters, 'pricing/sums.adapter.ts'), source);
    writeFileSync(join(adapters, 'pricing/rest.adapter.ts'), source);
    const sums = [
      { id: 'right', a: 1, b: 2, sum: 3 },
      { id: 'wrong', a: 1, b: 2, sum: 4 },
    ];
    writeFileSync(join(vectors, 'pricing/sums.json'), JSON.stringify({ sums }));
    expect(adaptedFiles(adapters)).toEqual(['pricing/rest.json', 'pricing/sums.json']);
    expect(await tally('pricing/sums.json', vectors, adapters)).toEqual({
      file: 'pricing/sums.json',
      missing: false,
      outcomes: [
        { id: 'right', status: 'passed' },
        { id: 'wrong', status: 'failed', why: 'expected 4, got 3' },
      ],
    });
    expect(await tally('pricing/rest.json', vectors, adapters)).toEqual({ file: 'pricing/rest.json', missing: true });
  });

  it('reports a file that is not JSON as a failure of that file', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'vectors-'));
    writeFileSync(join(folder, 'broken.adapter.ts'), 'export const adapter = () => [];');
    writeFileSync(join(folder, 'broken.json'), '{');
    const result = await tally('broken.json', folder, folder);
    expect(result.missing ? [] : result.outcomes.map(({ status }) => status)).toEqual(['failed']);
  });
});
