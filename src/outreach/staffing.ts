import { dayNumber } from '../core/day-number.js';
import type { OutreachAction } from './action.js';
import type { Horizon } from './horizon.js';
import type { ContactPolicy } from './policy.js';
import type { UnplacedCode } from './reasons.js';
import type { OutreachAccount, RosterPerson } from './roster.js';

/** What a person has to have. */
type Qualification = Pick<OutreachAction, 'role' | 'level' | 'skills'>;

/** Turns roles into people. People are positions in `people`, which is in the order of their ids. */
export interface Staffing {
  readonly people: readonly RosterPerson[];
  readonly positionOf: ReadonlyMap<string, number>;
  /** Who could do an action, or why nobody may. An owner who holds the role is the only one: accounts are a personal responsibility. */
  readonly candidates: (action: OutreachAction, account: OutreachAccount) => readonly number[] | UnplacedCode;
  /** Who holds a role for a patch. */
  readonly holders: (role: string, patch: string | null | undefined) => readonly number[];
  /** The person, or the first stand-in who is present and can do it; -1 for nobody. */
  readonly present: (person: number, day: number, need: Qualification) => number;
  readonly isPresent: (person: number, day: number) => boolean;
}

function isQualified(person: RosterPerson, { role, level, skills }: Qualification): boolean {
  return (
    person.roles.includes(role) &&
    (level === undefined || person.level >= level) &&
    (skills ?? []).every((skill) => person.skills?.includes(skill) === true)
  );
}

function covers({ patches }: RosterPerson, patch: string | null | undefined): boolean {
  return patches === 'all' || (typeof patch === 'string' && Array.isArray(patches) && patches.includes(patch));
}

function absences(person: RosterPerson, horizon: Horizon): Uint8Array {
  const away = new Uint8Array(horizon.length);
  for (const { from, until } of person.absences ?? []) {
    const [first, last] = [dayNumber(from), dayNumber(until)];
    for (let day = 0; day < horizon.length; day += 1) {
      const number = horizon.dayAt(day);
      if (number >= first && number <= last) away[day] = 1;
    }
  }
  return away;
}

/** Makes a sound roster ready for questions. */
export function createStaffing(roster: readonly RosterPerson[], policy: ContactPolicy, horizon: Horizon): Staffing {
  const people = [...roster].sort((a, b) => (a.id < b.id ? -1 : 1));
  const positionOf = new Map(people.map(({ id }, at) => [id, at]));
  const away = people.map((person) => absences(person, horizon));
  const remits = new Map(policy.remits.map(({ role, channels }) => [role, new Set(channels)]));
  const pools = new Map<string, readonly number[]>();
  const pool = (need: Qualification, patch: string | null | undefined) => {
    const key = JSON.stringify([need.role, need.level ?? null, need.skills ?? [], patch ?? null]);
    const known = pools.get(key);
    if (known !== undefined) return known;
    const found = people.flatMap((person, at) => (isQualified(person, need) && covers(person, patch) ? [at] : []));
    pools.set(key, found);
    return found;
  };
  const isPresent = (person: number, day: number): boolean => away[person]![day] === 0;
  return {
    people,
    positionOf,
    isPresent,
    candidates: (action, account) => {
      if (remits.get(action.role)?.has(action.channel) === false) return 'notInRemit';
      if (account.refusedChannels?.includes(action.channel) === true) return 'channelRefused';
      const owner = positionOf.get(account.owner ?? '');
      if (owner !== undefined && isQualified(people[owner]!, action)) return [owner];
      const found = pool(action, account.patch);
      return found.length === 0 ? 'noPerson' : found;
    },
    holders: (role, patch) => pool({ role }, patch),
    present: (person, day, need) => {
      if (isPresent(person, day)) return person;
      for (const id of people[person]!.standIns ?? []) {
        const standIn = positionOf.get(id);
        if (standIn !== undefined && isPresent(standIn, day) && isQualified(people[standIn]!, need)) return standIn;
      }
      return -1;
    },
  };
}
