import { type FactColumns, type PackedColumn, packColumns, type TextColumn } from '../core/columns.js';
import { type ConditionTree, readCondition } from '../core/condition-tree.js';
import { InputError } from '../core/errors.js';
import { createFactTable } from '../core/fact-table.js';
import { issue } from '../core/issue.js';
import { assemble, type Program } from '../core/program.js';
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
  const trees = moves.map(
    ({ requirements }): ConditionTree => ({
      op: 'all',
      of: requirements.map(({ when }) => readCondition(when, table, [], [])),
    }),
  );
  const program = assemble(trees);
  const asksForDay = trees.some((tree) => leavesOf(tree).some(({ fact }) => fact === 'asOf'));
  const lapses = compileLapses(machine);
  const moveAt = Int32Array.from(
    stages.flatMap((_, stage) => [...commands.values()].map((one) => moves.indexOf(machine.moveAt(stage, one)!))),
  );
  const target = Int32Array.from(moves, ({ move }) => (move.to === undefined ? -1 : machine.stages.get(move.to)!));
  const slotOf = (id: string): number => table.valueSlot(id)!.index;
  const stageAt = slotOf('state.stage');
  const daysAt = slotOf('state.daysInStage');
  const touchAt = slotOf('state.daysSinceTouch');
  return (base, asOf) => {
    const { length, columns } = base;
    const { asOf: _, ...given } = columns;
    const day = asksForDay ? { asOf: new Float64Array(length).fill(asOf) } : {};
    const packed = packColumns({ table }, { length, columns: { ...given, ...day } });
    const slots = [...packed.slots];
    const stageColumn = slots[stageAt]!;
    const command = commandColumn(columns['command.type'], length);
    const commandOf = Int32Array.from(command.values, (value) => commands.get(value) ?? noMove);
    const codes = new Int32Array(length);
    const accepted = new Uint8Array(length);
    for (let row = 0; row < length; row += 1) {
      let stage = stageColumn[row]!;
      if (Number.isNaN(stage)) throw unknownAt('state.stage', row);
      if (lapses[stage]!.length > 0) {
        const lapsed = settle(lapses, stage, slots[daysAt]![row]!, slots[touchAt]![row]!, row);
        if (lapsed !== undefined) {
          // The base's own column is not written into.
          if (slots[daysAt] === packed.slots[daysAt]) slots[daysAt] = packed.slots[daysAt]!.slice();
          slots[daysAt]![row] = lapsed.daysInStage;
          stage = lapsed.to;
          stageColumn[row] = stage;
        }
      }
      const type = command.codes[row]!;
      const asked = commandOf[type];
      if (asked === undefined) throw type < 0 ? unknownAt('command.type', row) : beyondAt(command, row);
      const move = asked < 0 ? noMove : moveAt[stage * commands.size + asked]!;
      const isMade = move >= 0 && holdsAt(program, slots, row, move);
      accepted[row] = Number(isMade);
      codes[row] = isMade && target[move]! >= 0 ? target[move]! : stage;
    }
    return { codes, values: stages, accepted };
  };
}

/** Does condition `k` hold for one row of the columns? The run of `isTrue`, reading columns. */
function holdsAt({ entries }: Program, slots: readonly PackedColumn[], row: number, k: number): boolean {
  let at = entries[k]!;
  while (at.condition === k) {
    const value = slots[at.slot]![row]!;
    at = value >= at.low && value <= at.high ? at.onTrue! : at.onFalse!;
  }
  return at.found === k;
}

/** A lapse that starts from some stage, by the positions of stages. */
interface LapseByDays {
  readonly to: number;
  readonly afterDays: number;
  readonly since: 'entered' | 'touched';
}

/** By the stage's position, in declared order. */
function compileLapses({ policy, stages }: Machine): readonly (readonly LapseByDays[])[] {
  return [...stages.keys()].map((stage) =>
    (policy.lapses ?? [])
      .filter(({ from }) => from.includes(stage))
      .map(({ to, afterDays, since }) => ({ to: stages.get(to)!, afterDays, since })),
  );
}

/** Where time has taken an opportunity, and for how many days it is there; `undefined` where no lapse was due. */
function settle(
  lapses: readonly (readonly LapseByDays[])[],
  stage: number,
  daysInStage: number,
  daysSinceTouch: number,
  row: number,
): { readonly to: number; readonly daysInStage: number } | undefined {
  if (Number.isNaN(daysInStage)) throw unknownAt('state.daysInStage', row);
  if (Number.isNaN(daysSinceTouch)) throw unknownAt('state.daysSinceTouch', row);
  let last: { readonly to: number; readonly daysInStage: number } | undefined;
  for (;;) {
    const present = last?.daysInStage ?? daysInStage;
    let next: typeof last;
    for (const { to, afterDays, since } of lapses[last?.to ?? stage]!) {
      // Days past its last good day; of two on one day the first declared holds.
      const past = (since === 'entered' ? present : Math.min(present, daysSinceTouch)) - afterDays - 1;
      if (past >= 0 && (next === undefined || past > next.daysInStage)) next = { to, daysInStage: past };
    }
    if (next === undefined) return last;
    last = next;
  }
}

function commandColumn(column: FactColumns['columns'][string] | undefined, length: number): TextColumn {
  const isTexts = typeof column === 'object' && column !== null && 'codes' in column;
  if (!isTexts || column.codes.length !== length || !Array.isArray(column.values)) {
    const expected = `a column of ${length} codes and their values`;
    throw new InputError([issue('type', ['command.type'], expected, column)], 'columns');
  }
  return column;
}

function beyondAt({ codes, values }: TextColumn, row: number): InputError {
  const expected = `a code below ${values.length}`;
  return new InputError([issue('range', ['command.type', row], expected, codes[row])], 'columns');
}

function unknownAt(id: string, row: number): InputError {
  return new InputError([issue('missing', [id, row], 'a known value', null)], 'columns');
}
