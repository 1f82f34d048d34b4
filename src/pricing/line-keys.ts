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

/** Refuses a line with a key that it has not: a misspelt quantity would be priced as one. */
export function checkLineKeys(line: RequestLine, at: number): void {
  for (const key in line) {
    // The usual keys first: to compare them is faster than to look them up.
    if (key !== 'offering' && key !== 'quantity' && key !== 'usage' && key !== 'id' && !known.has(key)) {
      const expected = `one of ${[...known].join(', ')}`;
      refuse('unknownKey', ['lines', at, key], expected, line[key as keyof RequestLine]);
    }
  }
}
