/** A column of numbers that grows by doubling: all that the review keeps of a customer. */
export interface Column {
  readonly length: number;
  push(value: number): void;
  get(index: number): number;
  values(): Float64Array;
}

export function createColumn(): Column {
  let store = new Float64Array(1024);
  let length = 0;
  return {
    get length() {
      return length;
    },
    push: (value) => {
      if (length === store.length) {
        const larger = new Float64Array(store.length * 2);
        larger.set(store);
        store = larger;
      }
      store[length] = value;
      length += 1;
    },
    get: (index) => store[index]!,
    values: () => store.subarray(0, length),
  };
}

/** A column of names, kept as codes; `null` is unknown. */
export interface NameColumn {
  push(name: string | null): void;
  readonly names: readonly string[];
  get(index: number): string | null;
  /** How often each name occurs, in the order of first appearance. */
  counts(): ReadonlyMap<string, number>;
}

export function createNameColumn(): NameColumn {
  const codes = createColumn();
  const byName = new Map<string, number>();
  const names: string[] = [];
  return {
    names,
    push: (name) => {
      if (name === null) return codes.push(-1);
      let code = byName.get(name);
      if (code === undefined) {
        code = names.length;
        byName.set(name, code);
        names.push(name);
      }
      codes.push(code);
    },
    get: (index) => names[codes.get(index)] ?? null,
    counts: () => {
      const counts = new Map<string, number>();
      for (const code of codes.values()) {
        const name = names[code] ?? 'unknown';
        counts.set(name, (counts.get(name) ?? 0) + 1);
      }
      return counts;
    },
  };
}
