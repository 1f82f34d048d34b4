import { defineBench, defineFigure } from '../../bench/define.js';

function add(size: number): number {
  let sum = 0;
  for (let i = 1; i <= size; i++) sum += i;
  return sum;
}

const closedForm = (size: number): number => (size * (size + 1)) / 2;

/** Fixtures: contenders that agree, one that is wrong, a single number. */
export const benches = [
  defineBench({
    name: 'sums/agree',
    size: 1000,
    item: 'number',
    contenders: {
      loop: (size) => () => add(size),
      formula: async (size) => async () => closedForm(size),
      short: { size: 10, prepare: (size) => () => add(size) },
    },
    baseline: 'loop',
    aims: [{ contender: 'formula', ratio: { atMost: 1e9 } }],
  }),
  defineBench({
    name: 'sums/differ',
    size: 1000,
    contenders: { loop: (size) => () => add(size), 'off by one': (size) => () => add(size - 1) },
    baseline: 'loop',
  }),
  defineFigure({ name: 'sums/figure', unit: 'numbers', measure: () => add(4), aim: { atMost: 9 } }),
];
