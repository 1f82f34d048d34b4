import { InputError } from '../core/errors.js';
import { type Issue, issue, type Path } from '../core/issue.js';
import { type Measured, measured, unmeasured } from '../statistics/measured.js';

/** Whom we serve (person, household, enterprise) by what (voice, broadband, internet). */
export interface PenetrationGrid {
  readonly levels: readonly string[];
  readonly services: readonly string[];
}

/** What a customer has at one level; `null` where nobody knows. A cell that is not named is not adopted. */
export interface Adoption {
  readonly level: string;
  readonly service: string;
  readonly adopted: boolean | null;
}

/** A cell of the matrix. */
export interface PenetrationCell {
  readonly level: string;
  readonly service: string;
}

/** One customer's matrix. */
export interface Penetration {
  readonly cells: readonly (PenetrationCell & { readonly adopted: boolean | null })[];
  readonly adopted: number;
  readonly of: number;
  /** Not adopted, nearest first: levels where the customer has most already, then declared order. */
  readonly whiteSpace: readonly PenetrationCell[];
  readonly unknown: readonly PenetrationCell[];
}

/**
 * What a customer has and has not (客户渗透×业务渗透).
 *
 * @example
 * penetration(
 *   { levels: ['person', 'enterprise'], services: ['voice', 'internet'] },
 *   [{ level: 'enterprise', service: 'voice', adopted: true }],
 * ).whiteSpace[0] //=> { level: 'enterprise', service: 'internet' }
 */
export function penetration(grid: PenetrationGrid, adoptions: readonly Adoption[]): Penetration {
  checkGrid(grid);
  return penetrationOf(grid, adoptions, ['adoptions']);
}

function checkGrid(grid: PenetrationGrid): void {
  const faults = (['levels', 'services'] as const).flatMap((side): readonly Issue[] => {
    const ids: unknown = grid?.[side];
    if (!Array.isArray(ids)) return [issue('type', ['grid', side], 'a list of ids', ids)];
    return ids.flatMap((id, at) => (typeof id === 'string' ? [] : [issue('type', ['grid', side, at], 'a text', id)]));
  });
  if (faults.length > 0) throw new InputError(faults);
}

function checkAdoptions(grid: PenetrationGrid, adoptions: readonly Adoption[], path: Path): void {
  if (!Array.isArray(adoptions)) throw new InputError([issue('type', path, 'a list of adoptions', adoptions)]);
  const faults = adoptions.flatMap((entry: Adoption | null | undefined, at): readonly Issue[] => {
    const named = (side: 'level' | 'service', ids: readonly string[]): readonly Issue[] =>
      ids.includes(entry?.[side] as string)
        ? []
        : [issue('unknownReference', [...path, at, side], `one of ${ids.join(', ')}`, entry?.[side])];
    const adopted: unknown = entry?.adopted ?? null;
    const isKnown = adopted === null || typeof adopted === 'boolean';
    return [
      ...named('level', grid.levels),
      ...named('service', grid.services),
      ...(isKnown ? [] : [issue('type', [...path, at, 'adopted'], 'true, false, or null where unknown', adopted)]),
    ];
  });
  if (faults.length > 0) throw new InputError(faults);
}

function penetrationOf(grid: PenetrationGrid, adoptions: readonly Adoption[], path: Path): Penetration {
  checkAdoptions(grid, adoptions, path);
  const cells = grid.levels.flatMap((level) =>
    grid.services.map((service) => {
      const own = adoptions.filter((entry) => entry.level === level && entry.service === service);
      const adopted = own.some((entry) => entry.adopted)
        ? true
        : own.some((entry) => (entry.adopted ?? null) === null)
          ? null
          : false;
      return { level, service, adopted };
    }),
  );
  const held = (level: string): number => cells.filter((cell) => cell.level === level && cell.adopted).length;
  const named = ({ level, service }: PenetrationCell): PenetrationCell => ({ level, service });
  return {
    cells,
    adopted: cells.filter(({ adopted }) => adopted).length,
    of: cells.length,
    whiteSpace: cells
      .filter(({ adopted }) => adopted === false)
      .sort((a, b) => held(b.level) - held(a.level))
      .map(named),
    unknown: cells.filter(({ adopted }) => adopted === null).map(named),
  };
}

/** A cell over a base. */
export interface CellAdoption extends PenetrationCell {
  readonly adopted: number;
  readonly whiteSpace: number;
  readonly unknown: number;
  /** Of those known. */
  readonly rate: Measured;
}

/** Rolls customers' matrices up to a base's: how many have each cell, and how many could. */
export function basePenetration(
  grid: PenetrationGrid,
  base: readonly (readonly Adoption[])[],
): readonly CellAdoption[] {
  checkGrid(grid);
  if (!Array.isArray(base)) throw new InputError([issue('type', ['base'], 'a list of customers', base)]);
  const matrices = base.map((adoptions, at) => penetrationOf(grid, adoptions, ['base', at]).cells);
  return grid.levels.flatMap((level, l) =>
    grid.services.map((service, s) => {
      const cells = matrices.map((matrix) => matrix[l * grid.services.length + s]!.adopted);
      const adopted = cells.filter((cell) => cell === true).length;
      const unknown = cells.filter((cell) => cell === null).length;
      const known = cells.length - unknown;
      const rate = known === 0 ? unmeasured('noObservations') : measured(adopted / known);
      return { level, service, adopted, whiteSpace: known - adopted, unknown, rate };
    }),
  );
}
