import { refuse } from './refuse.js';
import type { RequestLine } from './request.js';

// Listed by the type's own keys, so that a new one is not forgotten. A request itself may carry more: a batch's ids.
const ofLine: Readonly<Record<keyof RequestLine, true>> = {
  id: true,
  offering: true,
  quantity: true,
  usage: true,
  choices: true,
  site: true,
  discount: true,
  index: true,
  cost: true,
  proration: true,
  benefit: true,
};

const known: ReadonlySet<string> = new Set(Object.keys(ofLine));

/**
 * Refuses a line with a key that it has not (a misspelt quantity would be priced as one), or with something else where a record,
 * a list or a text belongs. What is inside is checked where it is read.
 */
export function checkLine(line: RequestLine, at: number): void {
  if (line === undefined || !isRecord(line)) refuse('type', ['lines', at], 'a line', line);
  for (const key in line) {
    // The usual keys first: to compare them is faster than to look them up.
    if (key !== 'offering' && key !== 'quantity' && key !== 'usage' && key !== 'id' && !known.has(key)) {
      const expected = `one of ${[...known].join(', ')}`;
      refuse('unknownKey', ['lines', at, key], expected, line[key as keyof RequestLine]);
    }
  }
  const { id, site, usage, proration, benefit, choices } = line;
  if (!isText(id)) refuse('type', ['lines', at, 'id'], 'a text', id);
  if (!isText(site)) refuse('type', ['lines', at, 'site'], 'a text', site);
  if (!isRecord(usage)) refuse('type', ['lines', at, 'usage'], 'a record of what each meter counted', usage);
  if (!isRecord(proration)) refuse('type', ['lines', at, 'proration'], 'days of a period { days, of }', proration);
  if (benefit !== null && !isRecord(benefit))
    refuse('type', ['lines', at, 'benefit'], 'what is given, to whom', benefit);
  if (choices === undefined || choices === null) return;
  if (!Array.isArray(choices)) refuse('type', ['lines', at, 'choices'], 'a list of choices', choices);
  for (let k = 0; k < choices.length; k += 1) {
    const choice: unknown = choices[k];
    if (choice === undefined || !isRecord(choice)) refuse('type', ['lines', at, 'choices', k], 'a choice', choice);
  }
}

/** Whether a text, or nothing, stands there. */
export function isText(value: unknown): boolean {
  return value === undefined || typeof value === 'string';
}

/** Whether a record, or nothing, stands there. */
export function isRecord(value: unknown): boolean {
  return value === undefined || (typeof value === 'object' && value !== null && !Array.isArray(value));
}
