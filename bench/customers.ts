/** Ten facts of a customer that the rule benches share. */
export interface Customer {
  readonly kind: string;
  readonly tenureMonths: number;
  readonly arpuFen: number;
  readonly lines: number;
  readonly usedGb: number;
  readonly allowedGb: number;
  readonly tickets: number;
  readonly daysLate: number;
  readonly daysToEnd: number;
  readonly autoPay: boolean;
}

/** Declarations of those that tell how likely a customer is to leave. */
export const riskFacts = [
  { id: 'tenureMonths', kind: 'integer', min: 0 },
  { id: 'arpuFen', kind: 'integer', min: 0 },
  { id: 'lines', kind: 'integer', min: 0 },
  { id: 'usedGb', kind: 'number', min: 0 },
  { id: 'tickets', kind: 'integer', min: 0 },
  { id: 'daysLate', kind: 'integer', min: 0 },
  { id: 'daysToEnd', kind: 'integer' },
  { id: 'autoPay', kind: 'flag' },
] as const;

/** Declarations of all ten. */
export const customerFacts = [
  { id: 'kind', kind: 'text' },
  ...riskFacts,
  { id: 'allowedGb', kind: 'number', min: 0 },
] as const;

export const kinds = ['smb', 'soho', 'group', 'public'] as const;

/** An integer hash: the same rows in every process and on every machine. */
export function hash(row: number, field: number): number {
  let x = Math.imul(row + 1, 0x9e3779b1) ^ Math.imul(field + 1, 0x85ebca6b);
  x = Math.imul(x ^ (x >>> 16), 0x21f0aaad);
  x = Math.imul(x ^ (x >>> 15), 0x735a2d97);
  return (x ^ (x >>> 15)) >>> 0;
}

function customer(row: number): Customer {
  return {
    kind: kinds[hash(row, 0) % 4]!,
    tenureMonths: hash(row, 1) % 120,
    arpuFen: hash(row, 2) % 100_000,
    lines: hash(row, 3) % 50,
    usedGb: (hash(row, 4) % 2_000) / 4,
    allowedGb: (hash(row, 5) % 2_000) / 4,
    tickets: hash(row, 6) % 12,
    daysLate: hash(row, 7) % 90,
    daysToEnd: hash(row, 8) % 720,
    autoPay: hash(row, 9) % 2 === 1,
  };
}

export function customers(size: number): readonly Customer[] {
  return Array.from({ length: size }, (_, row) => customer(row));
}
