import { type FactColumns, packColumns, type TextColumn } from '../core/columns.js';
import { type ConditionTree, readCondition } from '../core/condition-tree.js';
import { InputError } from '../core/errors.js';
import { createFactTable } from '../core/fact-table.js';
import { issue } from '../core/issue.js';
import { assemble, isTrue, type Program } from '../core/program.js';
import { guardFacts } from './guard-fact.js';
import type { Machine } from './machine.js';
import { leavesOf } from './requirement-set.js';

/** The stage of every row after its command. */
export interface StageColumns extends TextColumn {
  readonly codes: Int32Array;
  /** 1 where the command was accepted. */
  readonly accepted: Uint8Array;
}

/** No move, for a command that its stage does not know. */
const noMove = -1;

/**
 * Compiles a machine's way by columns: which stage each opportunity of a base is in after its command. All moves' guards
 * stand in one program; a row runs only the part of its own move.
 */
export function compileStageColumns(machine: Machine): (base: FactColumns, asOf: number) => StageColumns {
  const { policy, moves, commands } = machine;
  const stages = [...machine.stages.keys()];
  const table = createFactTable([...policy.facts, ...guardFacts(stages)]);
  // A move that asks for nothing has no condition: an empty one would run into the next.
  const guarded = moves.filter(({ requirements }) => requirements.length > 0);
  const trees = guarded.map(
    ({ requirements }): ConditionTree => ({
      op: 'all',
      of: requirements.map(({ when }) => readCondition(when, table, [], [])),
    }),
  );
  const program = assemble(trees);
  const conditionOf = Int32Array.from(moves, (move) => guarded.indexOf(move));
  const asksForDay = trees.some((tree) => leavesOf(tree).some(({ fact }) => fact === 'asOf'));
  const types = [...commands.keys()];
  const moveAt = Int32Array.from(
    stages.flatMap((_, stage) => types.map((_, command) => moves.indexOf(machine.moveAt(stage, command)!))),
  );
  const target = Int32Array.from(moves, ({ move }) => (move.to === undefined ? -1 : machine.stages.get(move.to)!));
  const slotOf = (id: string): number => table.valueSlot(id)!.index;
  const lapse = compileLapse(machine, [
    slotOf('state.daysInStage'),
    slotOf('state.daysSinceTouch'),
    slotOf('state.stage'),
  ]);
  return (base, asOf) => {
    const { length, columns } = base;
    const { asOf: _, ...given } = columns;
    const day = asksForDay ? { asOf: new Float64Array(length).fill(asOf) } : {};
    const { slots } = packColumns({ table }, { length, columns: { ...given, ...day } });
    const typeColumn = commandColumn(columns['command.type'], length);
    const typeCodes = Int32Array.from(typeColumn.values, (value) => types.indexOf(value));
    const stageColumn = slots[slotOf('state.stage')]!;
    const codes = new Int32Array(length);
    const accepted = new Uint8Array(length);
    for (let row = 0; row < length; row += 1) {
      let stage = stageColumn[row]!;
      if (Number.isNaN(stage)) throw unknownAt('state.stage', row);
      let copy: Float64Array | undefined;
      if (lapse.waits[stage] === 1) {
        copy = lapse.settle(slots, row);
        if (copy !== undefined) stage = copy[slotOf('state.stage')]!;
      }
      codes[row] = stage;
      const type = typeColumn.codes[row]!;
      const command = type < 0 ? -1 : typeCodes[type]!;
      const move = command < 0 ? noMove : moveAt[stage * types.length + command]!;
      if (move < 0) continue;
      const k = conditionOf[move]!;
      if (k >= 0 && !(copy === undefined ? holdsAt(program, slots, row, k) : isTrue(program, copy, k))) continue;
      accepted[row] = 1;
      if (target[move]! >= 0) codes[row] = target[move]!;
    }
    return { codes, values: stages, accepted };
  };
}

/** Does condition `k` hold for one row of the columns? The run of `isTrue`, reading columns. */
function holdsAt(
  { slot, low, high, onTrue, onFalse, entries }: Program,
  slots: readonly Float64Array[],
  row: number,
  k: number,
): boolean {
  const end = entries[k + 1]!;
  let at = entries[k]!;
  while (at >= 0 && at < end) {
    const value = slots[slot[at]!]![row]!;
    at = value >= low[at]! && value <= high[at]! ? onTrue[at]! : onFalse[at]!;
  }
  return at < 0;
}

interface LapseRun {
  /** 1 for stages that time can end. */
  readonly waits: Uint8Array;
  /** The row after the lapses that were due; `undefined` where none was. */
  readonly settle: (slots: readonly Float64Array[], row: number) => Float64Array | undefined;
}

function compileLapse({ policy, stages }: Machine, [inStage, sinceTouch, stageSlot]: readonly number[]): LapseRun {
  const lapses = (policy.lapses ?? []).map(({ from, to, afterDays, since }) => ({
    from: new Set(from.map((stage) => stages.get(stage)!)),
    to: stages.get(to)!,
    afterDays,
    since,
  }));
  const waits = Uint8Array.from(stages.values(), (stage) => Number(lapses.some(({ from }) => from.has(stage))));
  const settle = (slots: readonly Float64Array[], row: number): Float64Array | undefined => {
    let stage = slots[stageSlot!]![row]!;
    let days = slots[inStage!]![row]!;
    const touched = slots[sinceTouch!]![row]!;
    if (Number.isNaN(days)) throw unknownAt('state.daysInStage', row);
    if (Number.isNaN(touched)) throw unknownAt('state.daysSinceTouch', row);
    let moved = false;
    for (;;) {
      // Days left of the earliest lapse that is past its last good day; of two on one day the first declared holds.
      let next: { readonly to: number; readonly left: number } | undefined;
      for (const { from, to, afterDays, since } of lapses) {
        const left = (since === 'entered' ? days : Math.min(days, touched)) - afterDays - 1;
        if (from.has(stage) && left >= 0 && (next === undefined || left > next.left)) next = { to, left };
      }
      if (next === undefined) break;
      stage = next.to;
      days = next.left;
      moved = true;
    }
    if (!moved) return undefined;
    const copy = Float64Array.from(slots, (column) => column[row]!);
    copy[stageSlot!] = stage;
    copy[inStage!] = days;
    return copy;
  };
  return { waits, settle };
}

function commandColumn(column: FactColumns['columns'][string] | undefined, length: number): TextColumn {
  if (column !== undefined && 'codes' in column && column.codes.length === length) return column;
  const expected = `a column of ${length} codes and their values`;
  throw new InputError([issue('type', ['command.type'], expected, column)], 'columns');
}

function unknownAt(id: string, row: number): InputError {
  return new InputError([issue('missing', [id, row], 'a known value', null)], 'columns');
}
