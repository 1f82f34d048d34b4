import type { PlanChange, Touch, TouchPlace } from './plan.js';

/** Where every action of a plan stands. */
export function placesOf(touches: readonly Touch[]): ReadonlyMap<string, TouchPlace> {
  return new Map(
    touches.flatMap(({ id, person, date, time, channel, topics }) =>
      topics.map(({ action }) => [action, { touch: id, person, date, time, channel }] as const),
    ),
  );
}

const keys = ['touch', 'person', 'date', 'time', 'channel'] as const;

function isSame(a: TouchPlace, b: TouchPlace): boolean {
  return keys.every((key) => a[key] === b[key]);
}

/** What became of each action, by id; what stays as it was is left out. */
export function changesBetween(
  before: ReadonlyMap<string, TouchPlace>,
  after: ReadonlyMap<string, TouchPlace>,
  done: ReadonlySet<string>,
  wanted: ReadonlyMap<string, unknown>,
): readonly PlanChange[] {
  const changeOf = (action: string): PlanChange | undefined => {
    const from = before.get(action);
    const to = after.get(action);
    if (from === undefined) return to === undefined ? undefined : { action, change: 'added', to };
    if (to !== undefined) return isSame(from, to) ? undefined : { action, change: 'moved', from, to };
    return { action, change: done.has(action) ? 'done' : wanted.has(action) ? 'dropped' : 'withdrawn', from };
  };
  // Few of many change, so that only they are put in order.
  const changes: PlanChange[] = [];
  for (const action of new Set([...before.keys(), ...after.keys()])) {
    const change = changeOf(action);
    if (change !== undefined) changes.push(change);
  }
  return changes.sort((a, b) => (a.action < b.action ? -1 : 1));
}

/**
 * Ids of touches: a touch keeps the id that one of its actions had in the previous plan (the first action's by id that has one);
 * a new touch is named after its first action.
 */
export function nameTouches(
  topics: readonly (readonly string[])[],
  before: ReadonlyMap<string, TouchPlace>,
): readonly string[] {
  const sorted = topics.map((actions) => [...actions].sort());
  const order = sorted.map((_, at) => at).sort((a, b) => (sorted[a]![0]! < sorted[b]![0]! ? -1 : 1));
  const names: string[] = [];
  const used = new Set<string>();
  for (const at of order) {
    const inherited = sorted[at]!.map((action) => before.get(action)?.touch).find(
      (id) => id !== undefined && !used.has(id),
    );
    if (inherited !== undefined) {
      names[at] = inherited;
      used.add(inherited);
    }
  }
  const earlier = new Set([...before.values()].map(({ touch }) => touch));
  for (const at of order) {
    if (names[at] !== undefined) continue;
    const plain = `touch-${sorted[at]![0]!}`;
    let name = plain;
    for (let again = 2; used.has(name) || earlier.has(name); again += 1) name = `${plain}-${again}`;
    names[at] = name;
    used.add(name);
  }
  return names;
}
