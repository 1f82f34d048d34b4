import { type FactColumns, packColumns } from '../core/columns.js';
import { compileRuleSet } from '../core/rule-set.js';
import { compileFigures, type FigureProgram } from './figure-program.js';
import type { ValueOutcome } from './outcome.js';
import { compileOutcomes, type OutcomeBuilder } from './outcome-builder.js';
import type { AnyValuePolicy } from './policy.js';
import { type Carried, compileTierTable, gather, nothing, type TierTable, undecided } from './tier-table.js';
import { readTrees, type ValueTrees } from './trees.js';

/** Where a customer stands in the table, before hysteresis. */
interface Stand {
  /** Position of the tier, or that of UNRATED. */
  readonly tier: number;
  readonly provisional: boolean;
}

/** A value policy compiled to run on packed rows. */
export interface ValueEngine {
  readonly policy: AnyValuePolicy;
  readonly trees: ValueTrees;
  readonly table: TierTable;
  readonly figures: FigureProgram;
  readonly outcomes: OutcomeBuilder;
  /** The one row that records are packed into; it holds the last record read. */
  readonly row: Float64Array;
  /** @throws InputError with every fault of the record */
  read(facts: unknown): void;
  /** Place of the provisional rule that holds, or -1. */
  provisionalAt(): number;
  /** What the policy makes of the table's verdict on the row. */
  stand(verdict: number): Stand;
  /** What the last period makes of that; provisional and unrated customers carry nothing over. */
  carry(stand: Stand): Carried | undefined;
  outcome(verdict: number): ValueOutcome;
  /** Tiers of a base by columns: positions, and 1 where provisional. */
  columns(base: FactColumns): { readonly codes: Uint8Array; readonly provisional: Uint8Array };
}

/** Compiles a policy that was found sound. */
export function compileEngine(policy: AnyValuePolicy): ValueEngine {
  const trees = readTrees(policy, []);
  const table = compileTierTable(policy, trees);
  const figures = compileFigures(policy.figures, trees.table, compileRuleSet(trees.table, trees.terms));
  const outcomes = compileOutcomes(policy, trees);
  const row = table.rules.createRow();
  const { unratedAt, positionOf } = outcomes;
  const second = policy.whenUnknown.result === 'provisional' ? policy.whenUnknown.tiers : [];
  const settled = [...policy.tiers.map((_, tier) => tier), unratedAt].map(
    (tier): Stand => ({ tier, provisional: false }),
  );
  const provisionals = second.map(({ tier }): Stand => ({ tier: positionOf(tier), provisional: true }));
  const otherwise = settled[positionOf(policy.otherwise)]!;

  const provisionalAt = (): number => (second.length === 0 ? -1 : table.provisional.firstTrue(row));
  const stand = (verdict: number): Stand => {
    if (verdict >= 0) return settled[verdict]!;
    if (verdict === nothing) return otherwise;
    return (verdict === undecided ? provisionals[provisionalAt()] : undefined) ?? settled[unratedAt]!;
  };
  const carry = ({ tier, provisional }: Stand): Carried | undefined =>
    table.carries && !provisional && tier !== unratedAt ? table.carry(row, tier) : undefined;

  return {
    policy,
    trees,
    table,
    figures,
    outcomes,
    row,
    read: (facts) => {
      table.rules.read(facts, row);
      figures.fill(row);
    },
    provisionalAt,
    stand,
    carry,
    outcome: (verdict) => {
      const stood = stand(verdict);
      const carried = carry(stood);
      if (carried === undefined) return outcomes.build(row, stood.tier, stood.provisional);
      const outcome = outcomes.build(row, carried.tier, false);
      if (carried.because !== 'waiting') return outcome;
      return { ...outcome, pending: { tier: outcomes.tierIds[stood.tier]!, periods: carried.periods } };
    },
    columns: (base) => {
      const packed = packColumns(table.rules, base);
      figures.fillColumns(packed);
      const verdicts = table.verdicts(packed);
      const codes = new Uint8Array(packed.length);
      const provisional = new Uint8Array(packed.length);
      for (let i = 0; i < packed.length; i += 1) {
        const verdict = verdicts[i]!;
        if (table.carries || (verdict === undecided && second.length > 0)) gather(packed, i, row);
        const stood = stand(verdict);
        codes[i] = carry(stood)?.tier ?? stood.tier;
        provisional[i] = Number(stood.provisional);
      }
      return { codes, provisional };
    },
  };
}
