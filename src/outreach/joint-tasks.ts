import { type Issue, issue } from '../core/issue.js';
import type { OutreachAction } from './action.js';
import type { JointTask, TouchPlace } from './plan.js';

/** The actions of each joint task by its id, each id once. Faulty actions count: a part that cannot be planned is a part still. */
function partsByTask(actions: readonly OutreachAction[]): ReadonlyMap<string, ReadonlySet<string>> {
  const tasks = new Map<string, Set<string>>();
  for (const { id, partOf } of actions) {
    if (typeof partOf !== 'string' || partOf === '') continue;
    const parts = tasks.get(partOf);
    if (parts === undefined) tasks.set(partOf, new Set([id]));
    else parts.add(id);
  }
  return tasks;
}

/** Joint tasks that have one part only: nobody else would have to close them. */
export function checkJointTasks(actions: readonly OutreachAction[]): readonly Issue[] {
  return [...partsByTask(actions)].flatMap(([task, parts]) =>
    parts.size > 1
      ? []
      : [issue('missing', ['actions', [...parts][0]!, 'partOf'], `a second part of ${task}`, undefined)],
  );
}

/** Where the tasks of several owners stand: closed when all parts are done. */
export function jointTasksOf(
  actions: readonly OutreachAction[],
  done: ReadonlySet<string>,
  places: ReadonlyMap<string, TouchPlace>,
): readonly JointTask[] {
  const tasks = [...partsByTask(actions)].map(([id, ids]): JointTask => {
    const parts = [...ids].sort().map((action) => {
      const place = places.get(action);
      return { action, isDone: done.has(action), person: place?.person ?? null, date: place?.date ?? null };
    });
    return { id, isClosed: parts.every(({ isDone }) => isDone), parts };
  });
  return tasks.sort((a, b) => (a.id < b.id ? -1 : 1));
}
