import { partsOfDayNumber } from '../core/day-number.js';
import type { ContactCap } from './policy.js';

/** Counts touches per account and says whether one more keeps within the caps. */
export interface ContactLog {
  readonly allows: (account: string, day: number, channel: number) => boolean;
  readonly add: (account: string, day: number, channel: number) => void;
  readonly remove: (account: string, day: number, channel: number) => void;
}

interface Contact {
  readonly day: number;
  readonly channel: number;
}

function periodOf({ period }: ContactCap, day: number): number {
  if (period === 'day') return day;
  // Day 0 was a Thursday; weeks begin on Monday.
  if (period === 'week') return Math.floor((day + 3) / 7);
  const { year, month } = partsOfDayNumber(day);
  return period === 'month' ? year * 12 + month : year * 4 + Math.floor((month - 1) / 3);
}

/** Whether one more touch on `day` leaves every run of `length` days with at most `most`. */
function fitsEveryRun(days: readonly number[], day: number, length: number, most: number): boolean {
  const near = [...days.filter((other) => Math.abs(other - day) < length), day].sort((a, b) => a - b);
  return near.every((first, at) => {
    const last = near[at + most];
    return last === undefined || last - first >= length;
  });
}

/** An empty log under the caps; `channelAt` finds a channel's position by its id. */
export function createContactLog(caps: readonly ContactCap[], channelAt: ReadonlyMap<string, number>): ContactLog {
  const contacts = new Map<string, Contact[]>();
  const rules = caps.map((cap) => ({
    cap,
    channels: cap.channels === undefined ? undefined : new Set(cap.channels.map((id) => channelAt.get(id))),
  }));
  return {
    allows: (account, day, channel) => {
      const known = contacts.get(account) ?? [];
      return rules.every(({ cap, channels }) => {
        if (channels?.has(channel) === false) return true;
        const counted = channels === undefined ? known : known.filter((contact) => channels.has(contact.channel));
        if (cap.period === 'rolling') {
          return fitsEveryRun(
            counted.map((contact) => contact.day),
            day,
            cap.days!,
            cap.touches,
          );
        }
        const period = periodOf(cap, day);
        let count = 1;
        for (const contact of counted) if (periodOf(cap, contact.day) === period) count += 1;
        return count <= cap.touches;
      });
    },
    add: (account, day, channel) => {
      const known = contacts.get(account);
      if (known === undefined) contacts.set(account, [{ day, channel }]);
      else known.push({ day, channel });
    },
    remove: (account, day, channel) => {
      const known = contacts.get(account);
      const at = known?.findIndex((contact) => contact.day === day && contact.channel === channel) ?? -1;
      if (at >= 0) known?.splice(at, 1);
    },
  };
}
