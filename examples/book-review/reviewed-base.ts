import { dayNumber, type Issue, type Money, minorUnits, minorUnitsBig, moneyFromMinorUnits } from 'tenure/core';
import { type Column, createColumn, createNameColumn, type NameColumn } from './columns.js';
import type { CustomerDecisions } from './decide-customer.js';
import type { Facts, Mapping } from './mapping.js';

/** Who a customer is, for the plan. */
export interface Who {
  readonly subject: string;
  readonly name: string | null;
  readonly owner: string | null;
  readonly patch: string | null;
}

/** Candidates as columns: the line of `decisions.jsonl`, the place in its list, gain and cost in minor units (NaN unknown). */
export interface Offers {
  readonly line: Column;
  readonly place: Column;
  readonly gain: Column;
  readonly cost: Column;
  /** Ids of the customers with candidates, in the order of lines, for ties. */
  readonly subjects: readonly string[];
  readonly byMeasure: ReadonlyMap<string, number>;
}

/** Contracts by where their end lies; those in the window by their line of `decisions.jsonl`. */
interface Ends {
  readonly inWindow: Column;
  readonly outside: () => { readonly ended: number; readonly later: number; readonly unknownEnd: number };
}

/** Of how many a flag is true, false and unknown, by the value of another fact. */
interface Rate {
  readonly flag: string;
  readonly by: string;
  readonly rows: ReadonlyMap<string, { readonly n: number; readonly yes: number; readonly unknown: number }>;
}

/** What the review keeps of a book: columns and counters, no records. */
export interface Base {
  /** Takes in the customer of the next line of `decisions.jsonl`. */
  add(decisions: CustomerDecisions, who: Who): void;
  readonly customers: () => number;
  readonly dimensions: ReadonlyMap<string, NameColumn>;
  readonly tiers: NameColumn;
  readonly bands: NameColumn;
  readonly points: Column;
  readonly probabilities: Column;
  /** The mapping's value fact in minor units, NaN where unknown; and the flag that came true later, 1, 0 or NaN. */
  readonly value: Column;
  readonly outcome: Column;
  readonly totals: () => readonly { readonly fact: string; readonly sum: Money | null; readonly unknown: number }[];
  readonly rates: () => readonly Rate[];
  readonly offers: Offers;
  readonly left: () => number;
  readonly ends: Ends;
  /** Root facts whose absence could have changed a decision, and how many decisions. */
  readonly missing: ReadonlyMap<string, number>;
  readonly rejectedMeasures: ReadonlyMap<string, number>;
  /** Per comparison how many customers go from one name to another, keyed by the JSON pair. */
  readonly flows: readonly ReadonlyMap<string, number>[];
  /** Quotes by verdict, with those left open for a missing fact; `null` where nothing is quoted. */
  readonly quotes: () => {
    readonly total: Money | null;
    readonly verdicts: readonly { readonly name: string; readonly count: number }[];
  } | null;
}

/** An empty base. `contractEnd` names the date fact of the expiry book, `left` the flag of who has gone. */
export function createBase(
  mapping: Mapping,
  comparisons: number,
  window: { readonly asOf: string; readonly days: number },
): Base {
  const { summary } = mapping;
  const dimensions = new Map<string, NameColumn>();
  const [tiers, bands] = [createNameColumn(), createNameColumn()];
  const [points, probabilities, value, outcome] = [createColumn(), createColumn(), createColumn(), createColumn()];
  const totals = (summary?.totals ?? []).map((fact) => createTotal(fact));
  const rates = (summary?.rates ?? []).map(({ flag, by }) => createRate(flag, by));
  const offers = { line: createColumn(), place: createColumn(), gain: createColumn(), cost: createColumn() };
  const subjects: string[] = [];
  const byMeasure = new Map<string, number>();
  const inWindow = createColumn();
  const outside = { ended: 0, later: 0, unknownEnd: 0 };
  const today = dayNumber(window.asOf);
  const missing = new Map<string, number>();
  const rejectedMeasures = new Map<string, number>();
  const flows = Array.from({ length: comparisons }, () => new Map<string, number>());
  const verdicts = new Map<string, number>();
  const quoted = createTotal('offerTotal');
  const count = (counts: Map<string, number>, key: string): void => {
    counts.set(key, (counts.get(key) ?? 0) + 1);
  };
  let customers = 0;
  let left = 0;
  return {
    add: (decisions, who) => {
      const { segment, risk, retention, facts } = decisions;
      customers += 1;
      for (const [dimension, name] of Object.entries(segment.outcome)) {
        const column = dimensions.get(dimension) ?? createNameColumn();
        dimensions.set(dimension, column);
        column.push(name);
      }
      tiers.push(decisions.value.outcome.tier);
      bands.push(risk.outcome.band);
      points.push(risk.outcome.points);
      probabilities.push(risk.outcome.probability ?? Number.NaN);
      value.push(summary?.value === undefined ? Number.NaN : unitsOf(facts[summary.value]));
      outcome.push(summary?.outcome === undefined ? Number.NaN : flagOf(facts[summary.outcome]));
      for (const total of totals) total.add(facts);
      for (const rate of rates) rate.add(facts);
      const gone = retention.reasons.some(({ code }) => code === 'hasLeft');
      if (gone) left += 1;
      const line = customers - 1;
      const { candidates } = retention.outcome;
      if (candidates.length > 0) subjects.push(who.subject);
      for (const [place, { measure, cost, value: worth }] of candidates.entries()) {
        offers.line.push(line);
        offers.place.push(place);
        offers.gain.push(worth.kind === 'incremental' ? minorUnits(worth.gain) : Number.NaN);
        offers.cost.push(cost === null ? Number.NaN : minorUnits(cost));
        count(byMeasure, measure);
      }
      for (const { measure, because } of retention.outcome.rejected) count(rejectedMeasures, `${measure}: ${because}`);
      if (!gone && typeof facts.contractEnd === 'string') {
        const left = dayNumber(facts.contractEnd) - today;
        if (left < 0) outside.ended += 1;
        else if (left > window.days) outside.later += 1;
        else inWindow.push(line);
      } else if (!gone) outside.unknownEnd += 1;
      for (const [index, { from, to }] of decisions.compared.entries())
        count(flows[index]!, JSON.stringify([from, to]));
      const { offer } = decisions;
      if (offer !== undefined) {
        quoted.add(facts);
        count(
          verdicts,
          'decision' in offer ? offer.decision.outcome.verdict : 'missing' in offer ? 'open' : 'notPriced',
        );
      }
      const roots = new Set([...segment.unknown, ...decisions.value.unknown, ...risk.unknown, ...retention.unknown]);
      for (const root of roots) count(missing, root);
    },
    customers: () => customers,
    dimensions,
    tiers,
    bands,
    points,
    probabilities,
    value,
    outcome,
    totals: () => totals.map((total) => total.result()),
    rates: () => rates.map((rate) => rate.result()),
    offers: { ...offers, subjects, byMeasure },
    left: () => left,
    ends: { inWindow, outside: () => outside },
    missing,
    rejectedMeasures,
    flows,
    quotes: () =>
      verdicts.size === 0
        ? null
        : {
            total: quoted.result().sum,
            verdicts: [...verdicts].map(([name, count]) => ({ name, count })).sort((a, b) => b.count - a.count),
          },
  };
}

const isMoney = (value: unknown): value is Money =>
  typeof value === 'object' && value !== null && 'amount' in value && 'currency' in value;
const unitsOf = (value: unknown): number => (isMoney(value) ? minorUnits(value) : Number.NaN);
const flagOf = (value: unknown): number => (typeof value === 'boolean' ? Number(value) : Number.NaN);

function createTotal(fact: string) {
  let units = 0n;
  let currency: string | undefined;
  let unknown = 0;
  return {
    add: (facts: Facts) => {
      const value = facts[fact];
      if (!isMoney(value)) {
        unknown += 1;
        return;
      }
      units += minorUnitsBig(value);
      currency = value.currency;
    },
    result: () => ({ fact, sum: currency === undefined ? null : moneyFromMinorUnits(units, currency), unknown }),
  };
}

function createRate(flag: string, by: string) {
  const rows = new Map<string, { n: number; yes: number; unknown: number }>();
  return {
    add: (facts: Facts) => {
      const key = String(facts[by] ?? 'unknown');
      const row = rows.get(key) ?? { n: 0, yes: 0, unknown: 0 };
      row.n += 1;
      if (facts[flag] === true) row.yes += 1;
      else if (facts[flag] !== false) row.unknown += 1;
      rows.set(key, row);
    },
    result: (): Rate => ({ flag, by, rows: new Map([...rows].sort(([a], [b]) => (a < b ? -1 : 1))) }),
  };
}

/** A reject as a line of `rejects.csv`. */
export interface RejectLine {
  /** The file's name: the book, or the history of the funnel. */
  readonly file: string;
  readonly row: number;
  readonly subject: string;
  readonly path: string;
  readonly expected: string;
  readonly got: string;
}

/** Where a row stands, and whose it is: `null` where its id cannot be read. */
export interface RowId {
  readonly file: string;
  readonly row: number;
  readonly subject: string | null;
}

/** A row's faults, a line for each. */
export function rejectLines({ file, row, subject }: RowId, issues: readonly Issue[]): readonly RejectLine[] {
  return issues.map(({ path, expected, received }) => ({
    file,
    row,
    subject: subject ?? '',
    path: path.join('.'),
    expected,
    got: received,
  }));
}
