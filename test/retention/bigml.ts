import { existsSync, readFileSync } from 'node:fs';
import type { PersonPeriod } from 'tenure/retention';

const path = new URL('../../../shared/data/bigml-telecom/bigml_churn_3333.csv', import.meta.url);

/** 3,333 telecom customers with their churn, or `undefined` where the data folder is absent. */
export function readBigml(): readonly PersonPeriod[] | undefined {
  if (!existsSync(path)) return undefined;
  const [head, ...lines] = readFileSync(path, 'utf8').trim().split(/\r?\n/);
  const names = head!.split(',').map((name) => name.trim());
  return lines.map((line) => {
    const cells = line.split(',');
    const cell = (name: string): string => cells[names.indexOf(name)]!.trim();
    const charges = ['day', 'eve', 'night', 'intl'].map((part) => Number(cell(`total ${part} charge`)));
    return {
      asOf: '2013-01-01',
      left: cell('churn').startsWith('True'),
      facts: {
        totalCharge: charges.reduce((sum, charge) => sum + charge, 0),
        dayMinutes: Number(cell('total day minutes')),
        serviceCalls: Number(cell('customer service calls')),
        internationalPlan: cell('international plan') === 'yes',
        internationalMinutes: Number(cell('total intl minutes')),
        internationalCalls: Number(cell('total intl calls')),
        voiceMail: cell('voice mail plan') === 'yes',
      },
    };
  });
}
