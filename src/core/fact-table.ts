import { readCurrencyScale } from './currency.js';
import { dayNumber, isDate } from './day-number.js';
import type { FactDeclaration } from './facts.js';
import { type Issue, issue, type Path } from './issue.js';
import { readScaled, scaledFromNumber } from './scaled.js';

/** One column of the packed record. */
export interface Slot {
  readonly index: number;
  readonly fact: FactDeclaration;
  /** `value` holds the fact; `exists` 1 or 0; `member` 1 or 0 for one code of a text list. */
  readonly role: 'value' | 'exists' | 'member';
  readonly member?: string;
}

/**
 * Lays out the packed record of a policy: which fact stands in which slot, and which code a text has.
 * Texts that no condition mentions share the code {@link otherText}; a missing fact is NaN.
 */
export interface FactTable {
  /** What a record states; read and checked. */
  readonly facts: readonly FactDeclaration[];
  /** What the room works out from the record: conditions may test it, and the room fills its slots after reading. */
  readonly computed: readonly FactDeclaration[];
  readonly slots: readonly Slot[];
  fact(id: string): FactDeclaration | undefined;
  valueSlot(id: string): Slot | undefined;
  existsSlot(id: string): Slot;
  memberSlot(id: string, member: string): Slot;
  /** Code of a text; given out on first mention by a policy. */
  codeOf(id: string, text: string): number;
  codes(id: string): ReadonlyMap<string, number>;
}

export const otherText = -1;

/** Lays out a table over declarations that {@link checkFacts} accepted; a record's key never stands in for a computed fact. */
export function createFactTable(
  facts: readonly FactDeclaration[],
  computed: readonly FactDeclaration[] = [],
): FactTable {
  const all = [...facts, ...computed];
  const byId = new Map(all.map((fact) => [fact.id, fact]));
  const slots: Slot[] = [];
  const keyed = new Map<string, Slot>();
  const codes = new Map<string, Map<string, number>>();
  const add = (key: string, make: (index: number) => Slot): Slot => {
    const known = keyed.get(key);
    if (known !== undefined) return known;
    const slot = make(slots.length);
    slots.push(slot);
    keyed.set(key, slot);
    return slot;
  };
  for (const fact of all) {
    codes.set(fact.id, new Map());
    if (fact.kind === 'text')
      for (const value of fact.values ?? []) codes.get(fact.id)?.set(value, codes.get(fact.id)!.size);
    add(JSON.stringify(['value', fact.id]), (index) => ({ index, fact, role: 'value' }));
  }
  return {
    facts,
    computed,
    slots,
    fact: (id) => byId.get(id),
    valueSlot: (id) => keyed.get(JSON.stringify(['value', id])),
    existsSlot: (id) =>
      add(JSON.stringify(['exists', id]), (index) => ({ index, fact: byId.get(id)!, role: 'exists' })),
    memberSlot: (id, member) =>
      add(JSON.stringify(['member', id, member]), (index) => ({ index, fact: byId.get(id)!, role: 'member', member })),
    codeOf: (id, text) => {
      const known = codes.get(id)!;
      const code = known.get(text) ?? known.size;
      known.set(text, code);
      return code;
    },
    codes: (id) => codes.get(id) ?? new Map(),
  };
}

/** Decimal places at which a numeric fact is packed as an integer; 0 for kinds that are packed as they are. */
export function scaleOf(fact: FactDeclaration): number {
  if (fact.kind === 'decimal') return fact.scale;
  if (fact.kind === 'money') return readCurrencyScale(fact.currency) ?? 2;
  return 0;
}

/** The packed number of a literal written in a policy, or an issue that says what was expected. */
export function packLiteral(fact: FactDeclaration, literal: unknown, path: Path): number | Issue {
  switch (fact.kind) {
    case 'integer':
      return Number.isSafeInteger(literal) ? (literal as number) : issue('type', path, 'a whole number', literal);
    case 'number':
      return Number.isFinite(literal) ? (literal as number) : issue('type', path, 'a finite number', literal);
    case 'decimal':
    case 'money': {
      const scale = scaleOf(fact);
      const packed =
        typeof literal === 'string'
          ? readScaled(literal, scale)
          : typeof literal === 'number'
            ? scaledFromNumber(literal, scale)
            : Number.NaN;
      return Number.isNaN(packed)
        ? issue('format', path, `a decimal with at most ${scale} decimal places`, literal)
        : packed;
    }
    case 'date':
      return isDate(literal) ? dayNumber(literal) : issue('format', path, 'a calendar date YYYY-MM-DD', literal);
    case 'flag':
      return typeof literal === 'boolean' ? Number(literal) : issue('type', path, 'true or false', literal);
    default:
      return issue('type', path, `a test that suits a ${fact.kind}`, literal);
  }
}

/** Checks declarations: duplicate ids, bounds that suit the kind, closed value lists that are not empty. */
export function checkFacts(facts: readonly FactDeclaration[], path: Path): readonly Issue[] {
  const issues: Issue[] = [];
  const first = new Map<string, number>();
  facts.forEach((fact, index) => {
    const at = [...path, index];
    const earlier = first.get(fact.id);
    if (earlier !== undefined)
      issues.push(issue('duplicate', [...at, 'id'], `an id not used at position ${earlier}`, fact.id));
    else first.set(fact.id, index);
    if (fact.id.startsWith('$'))
      issues.push(issue('format', [...at, 'id'], 'an id that does not start with $', fact.id));
    if (fact.kind === 'money' && readCurrencyScale(fact.currency) === undefined) {
      issues.push(issue('currency', [...at, 'currency'], 'an ISO 4217 currency code', fact.currency));
      return;
    }
    if ('values' in fact && fact.values?.length === 0)
      issues.push(issue('empty', [...at, 'values'], 'at least one value', fact.values));
    const bounds = fact as { readonly min?: unknown; readonly max?: unknown };
    const packed = (['min', 'max'] as const).map((bound) => {
      if (bounds[bound] === undefined) return undefined;
      const value = packLiteral(fact, bounds[bound], [...at, bound]);
      if (typeof value === 'object') issues.push(value);
      return typeof value === 'number' ? value : undefined;
    });
    const [low, high] = packed;
    if (low !== undefined && high !== undefined && low > high) {
      issues.push(issue('order', [...at, 'max'], `at least min ${String(bounds.min)}`, bounds.max));
    }
  });
  return issues;
}
