import { LogicEngine } from 'json-logic-engine';
import { Engine } from 'json-rules-engine';
import { Query } from 'mingo';
import { compileSegmentation } from 'tenure/segmentation';
import { type Customer, customerFacts, customers, kinds } from './customers.js';
import { defineBench } from './define.js';

export const rules = [
  { id: 'atRisk', when: { daysToEnd: { $lt: 60 }, tickets: { $gte: 6 }, autoPay: false } },
  { id: 'overUser', when: { usedGb: { $gte: 300 }, allowedGb: { $lt: 200 }, lines: { $gte: 5 } } },
  { id: 'lateGroup', when: { kind: 'group', daysLate: { $gte: 30 }, arpuFen: { $gte: 20_000 } } },
  { id: 'loyal', when: { tenureMonths: { $gte: 60 }, tickets: { $lt: 3 }, daysLate: { $lt: 10 } } },
  { id: 'newSmall', when: { kind: 'soho', tenureMonths: { $lt: 12 }, lines: { $lt: 10 } } },
  { id: 'bigPublic', when: { kind: 'public', lines: { $gte: 20 }, arpuFen: { $gte: 50_000 } } },
  { id: 'idle', when: { usedGb: { $lt: 50 }, allowedGb: { $gte: 100 }, daysToEnd: { $gte: 180 } } },
  { id: 'steady', when: { autoPay: true, daysLate: { $lt: 30 }, tenureMonths: { $gte: 24 } } },
] as const;

const compile = () =>
  compileSegmentation({
    kind: 'segmentation',
    id: 'bench',
    version: '1',
    facts: customerFacts,
    dimensions: [
      { id: 'rule', type: 'rules', segments: rules, otherwise: 'other', whenUnknown: 'unclear' },
      {
        id: 'usage',
        type: 'bands',
        fact: 'usedGb',
        bands: [{ id: 'low', below: 100 }, { id: 'mid', below: 300 }, { id: 'high' }],
        whenUnknown: 'unclear',
      },
      {
        id: 'spend',
        type: 'bands',
        fact: 'arpuFen',
        bands: [{ id: 'low', below: 10_000 }, { id: 'mid', below: 50_000 }, { id: 'high' }],
        whenUnknown: 'unclear',
      },
      { id: 'cell', type: 'grid', rows: 'usage', columns: 'spend' },
    ],
  });

const ruleNames = [...rules.map(({ id }) => id as string), 'other'];
const bandNames = ['low', 'mid', 'high'];
const cellNames = bandNames.flatMap((usage) => bandNames.map((spend) => `${usage}:${spend}`));

/** The answer of every contender: how many customers each pair of rule and cell holds. */
const tally = (): Int32Array => new Int32Array(ruleNames.length * 9);
const context = { asOf: '2013-01-01' };

const whole = (value: unknown): boolean => typeof value === 'number' && Number.isSafeInteger(value);
const finite = (value: unknown): boolean => typeof value === 'number' && Number.isFinite(value);

/** What a careful person writes: the same checks of the same facts, then the rules in order. */
function ruleByHand(c: Customer): number {
  if (typeof c.kind !== 'string' || typeof c.autoPay !== 'boolean') throw new TypeError('kind, autoPay');
  if (!whole(c.tenureMonths) || c.tenureMonths < 0) throw new TypeError('tenureMonths');
  if (!whole(c.arpuFen) || c.arpuFen < 0) throw new TypeError('arpuFen');
  if (!whole(c.lines) || c.lines < 0) throw new TypeError('lines');
  if (!finite(c.usedGb) || c.usedGb < 0) throw new TypeError('usedGb');
  if (!finite(c.allowedGb) || c.allowedGb < 0) throw new TypeError('allowedGb');
  if (!whole(c.tickets) || c.tickets < 0) throw new TypeError('tickets');
  if (!whole(c.daysLate) || c.daysLate < 0) throw new TypeError('daysLate');
  if (!whole(c.daysToEnd)) throw new TypeError('daysToEnd');
  if (c.daysToEnd < 60 && c.tickets >= 6 && !c.autoPay) return 0;
  if (c.usedGb >= 300 && c.allowedGb < 200 && c.lines >= 5) return 1;
  if (c.kind === 'group' && c.daysLate >= 30 && c.arpuFen >= 20_000) return 2;
  if (c.tenureMonths >= 60 && c.tickets < 3 && c.daysLate < 10) return 3;
  if (c.kind === 'soho' && c.tenureMonths < 12 && c.lines < 10) return 4;
  if (c.kind === 'public' && c.lines >= 20 && c.arpuFen >= 50_000) return 5;
  if (c.usedGb < 50 && c.allowedGb >= 100 && c.daysToEnd >= 180) return 6;
  return c.autoPay && c.daysLate < 30 && c.tenureMonths >= 24 ? 7 : 8;
}

function cellByHand(usedGb: number, arpuFen: number): number {
  const usage = usedGb < 100 ? 0 : usedGb < 300 ? 1 : 2;
  return usage * 3 + (arpuFen < 10_000 ? 0 : arpuFen < 50_000 ? 1 : 2);
}

type Condition = Readonly<Record<string, unknown>>;

/** The position of the first condition of a list that a record meets, or how many there are. */
type First = (row: Condition) => number;

/** The customers as objects of any shape, which is what engines take. */
const recordsOf = (size: number): readonly Condition[] => customers(size).map((row) => ({ ...row }));

/** What an engine is given, each list to be searched for the first that holds: the rules, and the bands of the grid's sides. */
const lists: readonly (readonly Condition[])[] = [
  rules.map(({ when }) => when),
  [{ usedGb: { $lt: 100 } }, { usedGb: { $lt: 300 } }],
  [{ arpuFen: { $lt: 10_000 } }, { arpuFen: { $lt: 50_000 } }],
];

/** Where a record counts, by the position of the first condition that holds in each list. */
const placeOf = (rule: number, usage: number, spend: number): number => rule * 9 + usage * 3 + spend;

/** Counts by what an engine made of each list. */
function countWith(rows: readonly Condition[], engineOf: (list: readonly Condition[]) => First): () => Int32Array {
  const [rule, usage, spend] = lists.map(engineOf) as [First, First, First];
  return () => {
    const counts = tally();
    for (const row of rows) counts[placeOf(rule(row), usage(row), spend(row))]! += 1;
    return counts;
  };
}

export function columnsOf(size: number) {
  const rows = customers(size);
  const numbers = (pick: (row: Customer) => number): Float64Array => Float64Array.from(rows, pick);
  return {
    kind: { codes: Int8Array.from(rows, ({ kind }) => kinds.indexOf(kind as 'smb')), values: kinds },
    tenureMonths: numbers((row) => row.tenureMonths),
    arpuFen: numbers((row) => row.arpuFen),
    lines: numbers((row) => row.lines),
    usedGb: numbers((row) => row.usedGb),
    allowedGb: numbers((row) => row.allowedGb),
    tickets: numbers((row) => row.tickets),
    daysLate: numbers((row) => row.daysLate),
    daysToEnd: numbers((row) => row.daysToEnd),
    autoPay: Float64Array.from(rows, ({ autoPay }) => Number(autoPay)),
  };
}

type Outcome = ReturnType<ReturnType<typeof compile>['outcome']>;

function countOutcomes(rows: readonly Customer[], outcomeOf: (row: Customer) => Outcome): Int32Array {
  const ruleAt = new Map<string, number>(ruleNames.map((name, at) => [name, at * 9]));
  const cellAt = new Map<string, number>(cellNames.map((name, at) => [name, at]));
  // Others count by numbers: names are looked up once for each outcome that is met, not for each record.
  const places = new Map<Outcome, number>();
  const placeOf = (outcome: Outcome): number => {
    const place = ruleAt.get(outcome.rule)! + cellAt.get(outcome.cell)!;
    places.set(outcome, place);
    return place;
  };
  const counts = tally();
  for (const row of rows) {
    const outcome = outcomeOf(row);
    counts[places.get(outcome) ?? placeOf(outcome)]! += 1;
  }
  return counts;
}

function checkWhole(column: Float64Array, low: number, high: number): void {
  for (let row = 0; row < column.length; row += 1) {
    const value = column[row]!;
    if (!(value >= low && value <= high && value === Math.trunc(value))) throw new TypeError(`row ${row}`);
  }
}

function checkCodes(codes: Int8Array, count: number): void {
  for (let row = 0; row < codes.length; row += 1) {
    const code = codes[row]!;
    if (code < 0 || code >= count) throw new TypeError(`row ${row}`);
  }
}

function checkFinite(column: Float64Array): void {
  for (let row = 0; row < column.length; row += 1) {
    const value = column[row]!;
    if (!(value >= 0 && value <= Number.MAX_VALUE)) throw new TypeError(`row ${row}`);
  }
}

const engineOperators: Readonly<Record<string, string>> = { $lt: 'lessThan', $gte: 'greaterThanInclusive' };

function toEngine(fact: string, test: unknown) {
  if (typeof test !== 'object' || test === null) return [{ fact, operator: 'equal', value: test }];
  return Object.entries(test).map(([operator, value]) => ({ fact, operator: engineOperators[operator]!, value }));
}

const logicOperators: Readonly<Record<string, string>> = { $lt: '<', $gte: '>=' };

/** A list of conditions as one JsonLogic expression: the index of the first that holds, else how many there are. */
function toLogic(conditions: readonly Condition[]) {
  const branches = conditions.flatMap((when, index) => {
    const tests = Object.entries(when).flatMap(([fact, test]) =>
      typeof test === 'object' && test !== null
        ? Object.entries(test).map(([operator, value]) => ({ [logicOperators[operator]!]: [{ var: fact }, value] }))
        : [{ '===': [{ var: fact }, test] }],
    );
    return [{ and: tests }, index];
  });
  return { if: [...branches, conditions.length] };
}

export const benches = [
  defineBench({
    name: 'segmentation/rules and grid',
    size: 1_000_000,
    item: 'record',
    contenders: {
      'hand-written loop': (size) => {
        const rows = customers(size);
        return () => {
          const counts = tally();
          for (const row of rows) counts[ruleByHand(row) * 9 + cellByHand(row.usedGb, row.arpuFen)]! += 1;
          return counts;
        };
      },
      'hand-written columns': (size) => {
        const c = columnsOf(size);
        return () => {
          const most = Number.MAX_SAFE_INTEGER;
          for (const column of [c.tenureMonths, c.arpuFen, c.lines, c.tickets, c.daysLate]) checkWhole(column, 0, most);
          checkWhole(c.daysToEnd, -most, most);
          checkWhole(c.autoPay, 0, 1);
          checkCodes(c.kind.codes, c.kind.values.length);
          for (const column of [c.usedGb, c.allowedGb]) checkFinite(column);
          const counts = tally();
          for (let i = 0; i < size; i += 1) {
            const kind = c.kind.codes[i]!;
            let rule = 8;
            if (c.daysToEnd[i]! < 60 && c.tickets[i]! >= 6 && c.autoPay[i] === 0) rule = 0;
            else if (c.usedGb[i]! >= 300 && c.allowedGb[i]! < 200 && c.lines[i]! >= 5) rule = 1;
            else if (kind === 2 && c.daysLate[i]! >= 30 && c.arpuFen[i]! >= 20_000) rule = 2;
            else if (c.tenureMonths[i]! >= 60 && c.tickets[i]! < 3 && c.daysLate[i]! < 10) rule = 3;
            else if (kind === 1 && c.tenureMonths[i]! < 12 && c.lines[i]! < 10) rule = 4;
            else if (kind === 3 && c.lines[i]! >= 20 && c.arpuFen[i]! >= 50_000) rule = 5;
            else if (c.usedGb[i]! < 50 && c.allowedGb[i]! >= 100 && c.daysToEnd[i]! >= 180) rule = 6;
            else if (c.autoPay[i] === 1 && c.daysLate[i]! < 30 && c.tenureMonths[i]! >= 24) rule = 7;
            counts[rule * 9 + cellByHand(c.usedGb[i]!, c.arpuFen[i]!)]! += 1;
          }
          return counts;
        };
      },
      'fast lane, objects': (size) => {
        const rows = customers(size);
        const segment = compile();
        return () => countOutcomes(rows, (row) => segment.outcome(row, context));
      },
      'fast lane, columns': (size) => {
        const columns = columnsOf(size);
        const segment = compile();
        return () => {
          const { dimensions } = segment.columns({ length: size, columns });
          const [rule, , , cell] = dimensions;
          const rank = rule!.segments.map((name) => ruleNames.indexOf(name));
          const place = cell!.segments.map((name) => cellNames.indexOf(name));
          const counts = tally();
          for (let i = 0; i < size; i += 1) counts[rank[rule!.codes[i]!]! * 9 + place[cell!.codes[i]!]!]! += 1;
          return counts;
        };
      },
      'full decisions': (size) => {
        const rows = customers(size);
        const segment = compile();
        return () => countOutcomes(rows, (row) => segment(row, context).outcome);
      },
      'json-logic-engine, compiled': {
        size: 300_000,
        prepare: (size) => countWith(recordsOf(size), (list) => new LogicEngine().build(toLogic(list)) as First),
      },
      mingo: {
        size: 300_000,
        prepare: (size) =>
          countWith(recordsOf(size), (list) => {
            const queries = list.map((when) => new Query(when));
            return (row) => {
              const found = queries.findIndex((query) => query.test(row));
              return found < 0 ? queries.length : found;
            };
          }),
      },
      'json-rules-engine': {
        size: 2_000,
        prepare: (size) => {
          const rows = recordsOf(size);
          const [rule, usage, spend] = lists.map((list) => {
            const engines = list.map((when) => {
              const all = Object.entries(when).flatMap(([fact, test]) => toEngine(fact, test));
              return new Engine([{ conditions: { all }, event: { type: 'holds' } }]);
            });
            return async (row: Condition): Promise<number> => {
              let at = 0;
              while (at < engines.length && (await engines[at]!.run(row)).events.length === 0) at += 1;
              return at;
            };
          });
          return async () => {
            const counts = tally();
            for (const row of rows) counts[placeOf(await rule!(row), await usage!(row), await spend!(row))]! += 1;
            return counts;
          };
        },
      },
    },
    baseline: 'hand-written loop',
    aims: [
      { contender: 'fast lane, columns', ratio: { atMost: 1 } },
      { contender: 'fast lane, columns', versus: 'hand-written columns', ratio: { atMost: 1 / 0.7 } },
      { contender: 'fast lane, objects', ratio: { atMost: 1 / 0.35 } },
      { contender: 'full decisions', ratio: { atMost: 1 / 0.08 } },
      { contender: 'fast lane, objects', versus: 'mingo', ratio: { atMost: 1 / 15 } },
    ],
  }),
];
