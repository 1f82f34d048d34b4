/** An entry without the keys that hold `null`, which is another way of writing that something is missing; the entry itself where none does. */
export function withoutNulls<T extends object>(entry: T): T {
  if (!Object.values(entry).includes(null)) return entry;
  return Object.fromEntries(Object.entries(entry).filter(([, value]) => value !== null)) as T;
}
