import type { Codes, PackedColumns } from '../core/columns.js';
import type { FactTable } from '../core/fact-table.js';
import { firstTrueColumns } from '../core/match-columns.js';
import { slotsOf } from '../core/program.js';
import { compileRuleSet, type RuleSet } from '../core/rule-set.js';
import type { AnyValuePolicy } from './policy.js';
import type { ValueTrees } from './trees.js';

/** No tier's condition is true, and an unknown one could be. */
export const undecided = -1;
/** Two conditions hold where only one may. */
export const ambiguous = -2;
/** Every condition is false. */
export const nothing = -3;

/** What a customer's last period says about this one's tier. */
export interface Carried {
  /** Position of the tier that holds now. */
  readonly tier: number;
  readonly because: 'table' | 'kept' | 'waiting';
  readonly periods: number;
  readonly needed: number;
}

/** The compiled decision table of a value policy. Positions are those of the policy's tiers. */
export interface TierTable {
  readonly rules: RuleSet;
  readonly provisional: RuleSet;
  readonly stays: RuleSet;
  /** Position of the tier's `stays` among {@link stays}, or -1. */
  readonly staysOf: readonly number[];
  /** The table's word on one row: a position, or {@link undecided}, {@link ambiguous}, {@link nothing}. */
  verdict(row: Float64Array): number;
  verdicts(packed: PackedColumns): Codes;
  /** What the last period makes of a tier that the table says. */
  carry(row: Float64Array, tier: number): Carried;
  /** Position among {@link stays} of the lower bar that could keep the tier held, were it known; -1 where none could. */
  openBar(row: Float64Array, tier: number): number;
  readonly carries: boolean;
}

export function compileTierTable(policy: AnyValuePolicy, trees: ValueTrees): TierTable {
  const { table } = trees;
  const rules = compileRuleSet(table, trees.tiers);
  const staysTrees = trees.stays.filter((tree) => tree !== undefined);
  const stays = compileRuleSet(table, staysTrees);
  const staysOf = trees.stays.map((tree) => (tree === undefined ? -1 : staysTrees.indexOf(tree)));
  const tested = Int32Array.from(slotsOf(rules.program));
  const size = trees.tiers.length;
  const { hitPolicy } = policy;

  const isOpen = (row: Float64Array, first: number): boolean => {
    let missing = false;
    for (const slot of tested) if (Number.isNaN(row[slot])) missing = true;
    if (!missing) return false;
    const until = first < 0 || hitPolicy === 'unique' ? size : first;
    for (let k = 0; k < until; k += 1) if (k !== first && rules.truth(row, k) === 'unknown') return true;
    return false;
  };
  const settle = (row: Float64Array, first: number): number => {
    if (first >= 0 && hitPolicy === 'first') return first;
    if (first >= 0 && hitPolicy === 'unique' && rules.firstTrue(row, first + 1) >= 0) return ambiguous;
    if (isOpen(row, first)) return undecided;
    return first < 0 ? nothing : first;
  };
  return {
    rules,
    provisional: compileRuleSet(table, trees.provisional),
    stays,
    staysOf,
    verdict: (row) => settle(row, rules.firstTrue(row)),
    verdicts: (packed) => {
      const found = firstTrueColumns(rules.program, packed);
      const unsure = hitPolicy === 'unique' ? undefined : missingIn(packed, tested);
      const row = new Float64Array(packed.slots.length);
      for (let i = 0; i < packed.length; i += 1) {
        const first = found[i]!;
        if (first >= 0 && hitPolicy === 'first') continue;
        if (unsure !== undefined && unsure[i] === 0) {
          if (first < 0) found[i] = nothing;
          continue;
        }
        gather(packed, i, row);
        found[i] = settle(row, first);
      }
      return found;
    },
    ...compileStanding(policy, table, stays, staysOf),
  };
}

/** 1 where one of the slots is unknown. */
function missingIn(packed: PackedColumns, slots: Int32Array): Uint8Array {
  const missing = new Uint8Array(packed.length);
  for (const slot of slots) {
    const column = packed.slots[slot]!;
    for (let i = 0; i < missing.length; i += 1) missing[i]! |= Number(Number.isNaN(column[i]));
  }
  return missing;
}

/** One row of packed columns. */
export function gather(packed: PackedColumns, i: number, row: Float64Array): void {
  for (let slot = 0; slot < row.length; slot += 1) row[slot] = packed.slots[slot]![i]!;
}

/**
 * Hysteresis: a holder keeps a tier while its lower bar holds, and a change waits until the table has said it for the
 * periods that both tiers ask for.
 */
function compileStanding(
  policy: AnyValuePolicy,
  table: FactTable,
  stays: RuleSet,
  staysOf: readonly number[],
): Pick<TierTable, 'carry' | 'carries' | 'openBar'> {
  const { standing, tiers } = policy;
  if (standing === undefined) {
    const carry = (_: Float64Array, tier: number): Carried => ({ tier, because: 'table', periods: 0, needed: 1 });
    return { carries: false, carry, openBar: () => -1 };
  }
  const slotOf = (fact: string): number => table.valueSlot(fact)!.index;
  const [tierSlot, candidateSlot, periodsSlot] = [standing.tier, standing.candidate, standing.periods].map(slotOf) as [
    number,
    number,
    number,
  ];
  const held = new Map(tiers.map(({ id }, t) => [table.codeOf(standing.tier, id), t]));
  const candidates = tiers.map(({ id }) => table.codeOf(standing.candidate, id));
  return {
    carries: true,
    openBar: (row, tier) => {
      const before = held.get(row[tierSlot]!);
      const bar = before === undefined || before === tier ? -1 : staysOf[before]!;
      return bar >= 0 && stays.truth(row, bar) === 'unknown' ? bar : -1;
    },
    carry: (row, tier) => {
      const before = held.get(row[tierSlot]!);
      const entering = tiers[tier]!;
      if (before === undefined || before === tier) return { tier, because: 'table', periods: 0, needed: 1 };
      const bar = staysOf[before]!;
      if (bar >= 0 && stays.truth(row, bar) === true) {
        return { tier: before, because: 'kept', periods: 0, needed: 1 };
      }
      const needed = Math.max(entering.enterAfter ?? 1, tiers[before]!.leaveAfter ?? 1);
      const earlier = row[candidateSlot] === candidates[tier] ? row[periodsSlot]! : 0;
      const periods = (Number.isNaN(earlier) ? 0 : earlier) + 1;
      return periods >= needed
        ? { tier, because: 'table', periods: 0, needed }
        : { tier: before, because: 'waiting', periods, needed };
    },
  };
}
