import { allocateColumns, compileRetention, compileRisk } from 'tenure/retention';
import { keepPlans } from '../examples/policies/keep-plans.js';
import { allocationBase, greedy, highsValue } from './allocation-base.js';
import { type Customer, customers, riskFacts } from './customers.js';
import { defineBench, defineFigure } from './define.js';
import { keepCustomers } from './keep-customers.js';

const none = { points: 0 };
const compile = () =>
  compileRisk({
    kind: 'risk',
    id: 'bench',
    version: '1',
    target: 'hard',
    facts: riskFacts,
    terms: [
      {
        kind: 'bins',
        id: 'tenure',
        fact: 'tenureMonths',
        bins: [{ below: 12, points: 12 }, { below: 36, points: 5 }, { points: 0 }],
        missing: none,
      },
      {
        kind: 'bins',
        id: 'spend',
        fact: 'arpuFen',
        bins: [{ below: 10_000, points: 6 }, { below: 50_000, points: 3 }, { points: 0 }],
        missing: none,
      },
      {
        kind: 'bins',
        id: 'size',
        fact: 'lines',
        bins: [{ upTo: 1, points: 4 }, { upTo: 10, points: 2 }, { points: 0 }],
        missing: none,
      },
      {
        kind: 'bins',
        id: 'use',
        fact: 'usedGb',
        bins: [{ below: 20, points: 15 }, { below: 100, points: 6 }, { points: 0 }],
        missing: none,
      },
      {
        kind: 'bins',
        id: 'tickets',
        fact: 'tickets',
        bins: [{ upTo: 2, points: 0 }, { upTo: 5, points: 8 }, { points: 20 }],
        missing: none,
      },
      {
        kind: 'bins',
        id: 'late',
        fact: 'daysLate',
        bins: [{ upTo: 15, points: 0 }, { upTo: 35, points: 8 }, { points: 15 }],
        missing: none,
      },
      {
        kind: 'bins',
        id: 'end',
        fact: 'daysToEnd',
        bins: [{ upTo: 60, points: 20 }, { upTo: 180, points: 6 }, { points: 0 }],
        missing: none,
      },
      { kind: 'condition', id: 'autoPay', when: { autoPay: true }, points: -5, missing: none },
    ],
    bands: [{ id: 'green', below: 30 }, { id: 'yellow', below: 50 }, { id: 'orange', below: 65 }, { id: 'red' }],
  });

const context = { asOf: '2013-01-01' };
const names = ['green', 'yellow', 'orange', 'red'];
const whole = (value: unknown): boolean => typeof value === 'number' && Number.isSafeInteger(value);

/** What a careful person writes: the same checks of the same facts, the points, the band, an object a customer. */
function byHand(c: Customer): { readonly points: number; readonly band: string; readonly confidence: number } {
  if (!whole(c.tenureMonths) || c.tenureMonths < 0) throw new TypeError('tenureMonths');
  if (!whole(c.arpuFen) || c.arpuFen < 0) throw new TypeError('arpuFen');
  if (!whole(c.lines) || c.lines < 0) throw new TypeError('lines');
  if (typeof c.usedGb !== 'number' || !Number.isFinite(c.usedGb) || c.usedGb < 0) throw new TypeError('usedGb');
  if (!whole(c.tickets) || c.tickets < 0) throw new TypeError('tickets');
  if (!whole(c.daysLate) || c.daysLate < 0) throw new TypeError('daysLate');
  if (!whole(c.daysToEnd)) throw new TypeError('daysToEnd');
  if (typeof c.autoPay !== 'boolean') throw new TypeError('autoPay');
  const points =
    (c.tenureMonths < 12 ? 12 : c.tenureMonths < 36 ? 5 : 0) +
    (c.arpuFen < 10_000 ? 6 : c.arpuFen < 50_000 ? 3 : 0) +
    (c.lines <= 1 ? 4 : c.lines <= 10 ? 2 : 0) +
    (c.usedGb < 20 ? 15 : c.usedGb < 100 ? 6 : 0) +
    (c.tickets <= 2 ? 0 : c.tickets <= 5 ? 8 : 20) +
    (c.daysLate <= 15 ? 0 : c.daysLate <= 35 ? 8 : 15) +
    (c.daysToEnd <= 60 ? 20 : c.daysToEnd <= 180 ? 6 : 0) -
    (c.autoPay ? 5 : 0);
  return {
    points,
    band: points < 30 ? 'green' : points < 50 ? 'yellow' : points < 65 ? 'orange' : 'red',
    confidence: 1,
  };
}

/** Customers and points of every band, and a checksum over the rows' order. */
class Tally {
  readonly counts = new Float64Array(4);
  readonly points = new Float64Array(4);
  check = 0;
  add(row: number, band: number, points: number): void {
    this.counts[band]! += 1;
    this.points[band]! += points;
    this.check = (this.check + Math.imul(row + 1, points + 7)) | 0;
  }
  answer() {
    return { counts: [...this.counts], points: [...this.points], check: this.check };
  }
}

const planAnswer = (
  outcomes: Iterable<{
    readonly candidates: readonly { readonly due: string }[];
    readonly rejected: readonly unknown[];
  }>,
) => {
  let [candidates, rejected, check] = [0, 0, 0];
  for (const plan of outcomes) {
    candidates += plan.candidates.length;
    rejected += plan.rejected.length;
    for (const { due } of plan.candidates) check = (Math.imul(check, 31) + due.charCodeAt(9) + due.charCodeAt(8)) | 0;
  }
  return { candidates, rejected, check };
};

/** One allocation of the whole base in a fresh process. */
function allocated(customersInBase: number) {
  const base = allocationBase(customersInBase);
  const start = performance.now();
  const answer = allocateColumns(base);
  return { base, answer, seconds: (performance.now() - start) / 1000 };
}

const million = 1_000_000;

export const benches = [
  defineBench({
    name: 'retention/risk',
    size: million,
    item: 'customer',
    contenders: {
      'hand-written loop': (size) => {
        const base = customers(size);
        return () => {
          const tally = new Tally();
          base.forEach((one, row) => {
            const { points, band } = byHand(one);
            tally.add(row, names.indexOf(band), points);
          });
          return tally.answer();
        };
      },
      objects: (size) => {
        const base = customers(size);
        const assess = compile();
        return () => {
          const tally = new Tally();
          base.forEach((one, row) => {
            const { points, band } = assess.outcome(one, context);
            tally.add(row, names.indexOf(band), points);
          });
          return tally.answer();
        };
      },
      columns: (size) => {
        const base = customers(size);
        const assess = compile();
        const number = (pick: (one: Customer) => number) => Float64Array.from(base, pick);
        const columns = {
          tenureMonths: number((c) => c.tenureMonths),
          arpuFen: number((c) => c.arpuFen),
          lines: number((c) => c.lines),
          usedGb: number((c) => c.usedGb),
          tickets: number((c) => c.tickets),
          daysLate: number((c) => c.daysLate),
          daysToEnd: number((c) => c.daysToEnd),
          autoPay: Uint8Array.from(base, (c) => Number(c.autoPay)),
        };
        return () => {
          const tally = new Tally();
          const { points, band } = assess.columns({ length: size, columns }, context);
          for (let row = 0; row < size; row += 1) tally.add(row, band[row]!, points[row]!);
          return tally.answer();
        };
      },
    },
    baseline: 'hand-written loop',
    aims: [
      { contender: 'columns', ratio: { atMost: 1 } },
      { contender: 'objects', ratio: { atMost: 1 / 0.35 } },
    ],
  }),
  defineBench({
    name: 'retention/candidates',
    size: 100_000,
    item: 'customer',
    contenders: {
      'full decision': (size) => {
        const base = keepCustomers(size);
        const retain = compileRetention(keepPlans);
        return () => planAnswer(base.map((one) => retain(one, context).outcome));
      },
      'fast lane': (size) => {
        const base = keepCustomers(size);
        const retain = compileRetention(keepPlans);
        return () => planAnswer(base.map((one) => retain.outcome(one, context)));
      },
    },
    baseline: 'full decision',
  }),
  defineFigure({
    name: 'retention/allocation 1 M × 20, budget and five capacities: gap',
    unit: '%',
    measure: () => allocated(million).answer.gap * 100,
    aim: { atMost: 0.06 },
  }),
  defineFigure({
    name: 'retention/allocation 1 M × 20: value as a share of the bound',
    unit: '%',
    measure: () => {
      const { value, upperBound } = allocated(million).answer;
      return (value / upperBound) * 100;
    },
    aim: { atLeast: 99.94 },
  }),
  defineFigure({
    name: 'retention/allocation 1 M × 20: time',
    unit: 's',
    measure: () => allocated(million).seconds,
  }),
  defineFigure({
    name: 'retention/allocation 1 M × 20: peak memory, the 280 MB of input included',
    unit: 'MB',
    measure: () => {
      allocated(million);
      return process.resourceUsage().maxRSS / 1024;
    },
  }),
  ...(['value', 'ratio'] as const).map((by) =>
    defineFigure({
      name: `retention/allocation 1 M × 20: greedy by ${by}, as a share of the bound`,
      unit: '%',
      measure: () => {
        const { base, answer } = allocated(million);
        return (greedy(base, by) / answer.upperBound) * 100;
      },
    }),
  ),
  ...[200, 2000].map((size) =>
    defineFigure({
      name: `retention/allocation of ${size} × 20 as a share of HiGHS (30 s)`,
      unit: '%',
      measure: async () => {
        const { base, answer } = allocated(size);
        return (answer.value / (await highsValue(base, 30))) * 100;
      },
      aim: { atLeast: 99.9 },
    }),
  ),
];
