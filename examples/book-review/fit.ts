import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { PolicyError } from 'tenure/core';
import { fitSegmentationJson } from 'tenure/segmentation';
import { columnsOf, compileMapping, type Facts, readMapping } from './mapping.js';
import { readJson } from './policies.js';
import { readBook } from './read-book.js';
import { Refusal } from './refusal.js';

/*
 * Freezes a segmentation draft on a book: quantiles become cuts, clusters become centroids, in a policy as plain JSON.
 *
 *   npx tsx examples/book-review/fit.ts --book FILE --mapping FILE --draft FILE --as-of DATE --out FILE
 */

async function main(): Promise<string> {
  const { values } = parseArgs({
    options: {
      book: { type: 'string' },
      mapping: { type: 'string' },
      draft: { type: 'string' },
      'as-of': { type: 'string' },
      out: { type: 'string' },
    },
  });
  const need = (name: keyof typeof values): string => {
    const value = values[name];
    if (value === undefined) throw new Refusal(`--${name} is missing`);
    return value;
  };
  const mapping = readMapping(readJson(need('mapping')).json, need('mapping'));
  const map = compileMapping(mapping, need('as-of'));
  const records: Facts[] = [];
  for await (const row of readBook(need('book'), columnsOf(mapping), () => undefined)) {
    const mapped = 'issues' in row ? row : map(row.value);
    if ('facts' in mapped) records.push(mapped.facts);
  }
  const { policy } = fitSegmentationJson(readJson(need('draft')).json, records);
  writeFileSync(need('out'), `${JSON.stringify(policy, null, 2)}\n`);
  return `${records.length} records, ${need('out')}`;
}

try {
  console.log(await main());
} catch (error) {
  if (!(error instanceof Refusal) && !(error instanceof PolicyError)) throw error;
  console.error(error.message);
  process.exitCode = 2;
}
