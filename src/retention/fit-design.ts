import { readCondition } from '../core/condition-tree.js';
import { dayNumber } from '../core/day-number.js';
import { createFactTable } from '../core/fact-table.js';
import { compileRuleSet, type RuleSet } from '../core/rule-set.js';
import { within } from '../core/within.js';
import { checkPeriod, type PersonPeriod } from './person-period.js';
import { binIds } from './risk-bins.js';
import type { AnyRiskPolicy, RiskTerm } from './risk-policy.js';
import { createMarks, lineAt, mark, type Scorecard } from './scorecard.js';
import { layOutScorecard } from './scorecard-layout.js';
import { microPoints, type Weight } from './weight.js';

/** Which coefficients stand for which term; the hand's micro-points as priors. */
export interface FitDesign {
  readonly card: Scorecard;
  /** First coefficient of each term, and the number of all as the last entry. */
  readonly first: readonly number[];
  readonly prior: readonly number[];
  /** Interactions: coefficient of each combination of bins, -1 where the policy lists none. */
  readonly cells: readonly (Int32Array | undefined)[];
  readonly rules: RuleSet;
}

/** Lays out the coefficients of a checked policy. */
export function layOutDesign(policy: AnyRiskPolicy): FitDesign {
  const table = createFactTable(policy.facts);
  const trees = policy.terms.flatMap((term) =>
    term.kind === 'condition' ? [readCondition(term.when, table, [], [])] : [],
  );
  const card = layOutScorecard(policy, table);
  const weigh = (weight: Weight): number => microPoints(weight, policy.scale?.pointsToDouble);
  const first = [0];
  const prior: number[] = [];
  const cells: (Int32Array | undefined)[] = [];
  policy.terms.forEach((term) => {
    const own = weightsOf(term).map(weigh);
    cells.push(term.kind === 'interaction' ? cellTable(policy, term) : undefined);
    prior.push(...own);
    first.push(prior.length);
  });
  return { card, first, prior, cells, rules: compileRuleSet(table, trees) };
}

function cellTable(policy: AnyRiskPolicy, term: RiskTerm & { readonly kind: 'interaction' }): Int32Array {
  const parts = term.of.map((id) => binIds(policy.terms.find((one) => one.id === id)!));
  const table = new Int32Array(parts.reduce((product, bins) => product * bins.length, 1)).fill(-1);
  term.cells.forEach(({ bins }, cell) => {
    const at = bins.reduce(
      (index, bin, p) => index * parts[p]!.length + parts[p]!.findIndex(({ id }) => id === bin),
      0,
    );
    table[at] = cell;
  });
  return table;
}

/** The weights of a term in the order of its coefficients. */
function weightsOf(term: RiskTerm): readonly Weight[] {
  switch (term.kind) {
    case 'bins':
      return [...term.bins, term.missing];
    case 'categories':
      return [...term.categories, term.otherwise, term.missing];
    case 'condition':
      return [term, term.missing];
    case 'linear':
      return [term.perUnit, term.missing];
    default:
      return term.cells;
  }
}

/** Packs the facts of a row; its day. @throws InputError with paths inside the row */
function readPeriod(period: PersonPeriod, rules: RuleSet, row: Float64Array): number {
  checkPeriod(period);
  rules.read(period.facts, row);
  return dayNumber(period.asOf, ['asOf']);
}

/** The rows as a matrix of coefficients, its first column the level, with who left. */
export function designRows(
  policy: AnyRiskPolicy,
  { card, first, cells, rules }: FitDesign,
  rows: Iterable<PersonPeriod>,
): { readonly matrix: readonly Float64Array[]; readonly outcome: readonly number[] } {
  const width = 1 + first.at(-1)!;
  const row = rules.createRow();
  const marks = createMarks(card);
  const matrix: Float64Array[] = [];
  const outcome: number[] = [];
  for (const period of rows) {
    const today = within(
      (path) => [outcome.length, ...path],
      'rows',
      () => readPeriod(period, rules, row),
    );
    mark(card, rules.program, row, today, marks);
    const line = new Float64Array(width);
    line[0] = 1;
    policy.terms.forEach((term, t) => {
      const bin = marks.bin[t]!;
      const at = 1 + first[t]!;
      if (term.kind === 'linear') {
        if (bin === 1) line[at + 1] = 1;
        else line[at] = lineAt(card, t, row[card.slot[t]!]!, today);
      } else if (term.kind === 'condition') {
        if (bin > 0) line[at + bin - 1] = 1;
      } else if (term.kind === 'interaction') {
        const cell = cells[t]![bin]!;
        if (cell >= 0) line[at + cell] = 1;
      } else line[at + bin] = 1;
    });
    matrix.push(line);
    outcome.push(Number(period.left));
  }
  return { matrix, outcome };
}
