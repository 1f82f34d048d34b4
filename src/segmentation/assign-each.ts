import type { CompiledDimension } from './dimension.js';

type Assign = CompiledDimension['assign'];

/**
 * Assigns a row in every dimension, in order.
 *
 * The first eight have lines of their own: the engine remembers at such a place which function it called and puts it
 * in there. Called in a loop, every dimension costs a call that it can neither foresee nor leave out.
 */
export function assignEach(
  assigns: readonly Assign[],
): (row: Float64Array, assigned: Int32Array, record: object, complete: boolean) => void {
  const [a, b, c, d, e, f, g, h] = assigns as readonly (Assign | undefined)[];
  return (row, assigned, record, complete) => {
    if (a !== undefined) assigned[0] = a(row, assigned, record, complete);
    if (b !== undefined) assigned[1] = b(row, assigned, record, complete);
    if (c !== undefined) assigned[2] = c(row, assigned, record, complete);
    if (d !== undefined) assigned[3] = d(row, assigned, record, complete);
    if (e !== undefined) assigned[4] = e(row, assigned, record, complete);
    if (f !== undefined) assigned[5] = f(row, assigned, record, complete);
    if (g !== undefined) assigned[6] = g(row, assigned, record, complete);
    if (h !== undefined) assigned[7] = h(row, assigned, record, complete);
    for (let index = 8; index < assigns.length; index += 1)
      assigned[index] = assigns[index]!(row, assigned, record, complete);
  };
}
