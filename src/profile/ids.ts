import { InputError } from '../core/errors.js';
import { issue } from '../core/issue.js';

declare const brand: unique symbol;

/** A text that is the id of one kind of thing and cannot stand for another kind's. */
export type Branded<Kind extends string> = string & { readonly [brand]: Kind };

/** A group unit (集团单位): the organisation side of a group customer. */
export type UnitId = Branded<'unit'>;
/** A subscriber (用户): a person or site with services of its own, perhaps a member of a unit. */
export type SubscriberId = Branded<'subscriber'>;
/** A line (线路, 号码): one access or number of a subscriber. */
export type LineId = Branded<'line'>;

function checked(id: string, what: string): string {
  if (typeof id === 'string' && id !== '') return id;
  throw new InputError([issue('type', [what], 'an id, a text', id)], 'id');
}

/** Says that a text is a unit's id. */
export const unitId = (id: string): UnitId => checked(id, 'unit') as UnitId;
/** Says that a text is a subscriber's id. */
export const subscriberId = (id: string): SubscriberId => checked(id, 'subscriber') as SubscriberId;
/** Says that a text is a line's id. */
export const lineId = (id: string): LineId => checked(id, 'line') as LineId;

/**
 * How many customers there are: units, each once. Lines and subscribers are no customers and fail to compile here.
 *
 * @example
 * countCustomers([unitId('hospital'), unitId('school'), unitId('hospital')]) //=> 2
 */
export function countCustomers(units: Iterable<UnitId>): number {
  return new Set(units).size;
}

/** How many lines there are, each once. */
export function countLines(lines: Iterable<LineId>): number {
  return new Set(lines).size;
}
