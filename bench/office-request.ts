/** A request for a quote of five lines, as a business with one office sends it. */
export interface OfficeRequest {
  readonly lines: readonly OfficeLine[];
  readonly termMonths: number;
}

export interface OfficeLine {
  readonly offering: 'access' | 'mobile' | 'minutes' | 'data' | 'extensions';
  readonly quantity?: number;
  readonly usage?: Readonly<Record<string, number>>;
}

/** Spreads an index over 32 bits, so that rows look random and are the same everywhere. */
export function hash(index: number, salt: number): number {
  let x = Math.imul(index ^ (salt * 0x9e3779b9), 0x85ebca6b);
  x = Math.imul(x ^ (x >>> 13), 0xc2b2ae35);
  return (x ^ (x >>> 16)) >>> 0;
}

/** Few enough to stay in the processor's cache, so that the machine is timed and not the memory. */
const distinct = 1024;

/** Requests that differ in all quantities. */
export const officeRequests: readonly OfficeRequest[] = Array.from({ length: distinct }, (_, i) => ({
  lines: [
    { offering: 'access', quantity: 1 + (hash(i, 1) % 4) },
    { offering: 'mobile', quantity: 1 + (hash(i, 2) % 150) },
    { offering: 'minutes', usage: { minutes: hash(i, 3) % 3000 } },
    { offering: 'data', usage: { gb: hash(i, 4) % 300 } },
    { offering: 'extensions', quantity: 1 + (hash(i, 5) % 90) },
  ],
  termMonths: 24,
}));

/** The units of a line, checked as the library checks them. */
export function unitsOf({ quantity, usage }: OfficeLine, meter?: string): number {
  const units = meter === undefined ? quantity : usage?.[meter];
  if (!Number.isSafeInteger(units) || (units as number) < (meter === undefined ? 1 : 0))
    throw new RangeError('quantity');
  return units as number;
}

/** Whether a line's price comes back every month. */
export const isRecurring = ({ offering }: OfficeLine): boolean => offering !== 'minutes' && offering !== 'data';
