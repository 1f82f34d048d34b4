import { existsSync, readFileSync } from 'node:fs';
import { money } from 'tenure/core';
import { expiryBook } from 'tenure/retention';
import { describe, expect, it } from 'vitest';

const path = new URL('../../../shared/data/powerco/client_data.csv', import.meta.url);
const present = existsSync(path);
if (!present) console.warn('SKIPPED: powerco is absent, so the expiry book was not made of real contracts');

function contracts() {
  const [head, ...lines] = readFileSync(path, 'utf8').trim().split(/\r?\n/);
  const at = (name: string): number => head!.split(',').indexOf(name);
  const [id, end, margin] = [at('id'), at('date_end'), at('net_margin')];
  return lines.map((line) => {
    const cells = line.split(',');
    const value = money(cells[margin]!, 'EUR');
    return { id: cells[id]!, customer: cells[id]!, endsOn: cells[end]!, value, costToKeep: null, owner: null };
  });
}

describe.skipIf(!present)('the expiry book of 14,606 SME energy contracts as of 2016-02-01', () => {
  it('holds those that end within 60 days, their margin, and the rest apart', () => {
    const book = expiryBook(present ? contracts() : [], {
      asOf: '2016-02-01',
      windowDays: 60,
      remindMonths: 2,
      decisionDays: 14,
      approvals: [{ by: 'sales head', leadDays: 7 }],
      currency: 'EUR',
    });
    // Counted independently from the file: 2,704 ends from 2016-02-01 to 2016-04-01, margins 583,091.86; 106 past.
    expect(book.totals).toMatchObject({
      contracts: 2704,
      value: { amount: '583091.86', currency: 'EUR' },
      unknownCosts: 2704,
      withoutOwner: 2704,
    });
    expect(book.outside).toEqual({ ended: 106, later: 14_606 - 2704 - 106, unknownEnd: 0 });
    expect(book.rows.every(({ endsOn, latestCall }) => latestCall !== null && latestCall < endsOn)).toBe(true);
  });
});
