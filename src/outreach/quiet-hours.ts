import { readDayNumber } from '../core/day-number.js';
import { toLocal } from '../core/local-time.js';
import { readMinuteOfDay } from '../core/time-of-day.js';
import { type Span, shiftSpans, spansOf, subtractSpans } from './diary.js';
import type { Horizon } from './horizon.js';
import type { ContactChannel } from './policy.js';
import type { RosterPerson } from './roster.js';

/** When a person may reach a customer in a zone through a channel, in minutes of the person's day. */
export type Reachable = (person: number, channel: number, zone: string, day: number) => readonly Span[];

/** How many minutes local clocks are ahead of UTC at noon; a change of clocks on that day is in the night before. */
function offsetsOf(zone: string, horizon: Horizon): Int32Array {
  return Int32Array.from({ length: horizon.length }, (_, day) => {
    const date = horizon.dateAt(day);
    const local = toLocal(`${date}T12:00Z`, zone);
    return (readDayNumber(local.date) - horizon.dayAt(day)) * 1440 + readMinuteOfDay(local.time) - 720;
  });
}

/** People's hours without the customers' quiet hours; every combination is worked out once. */
export function createReachable(
  people: readonly RosterPerson[],
  channels: readonly ContactChannel[],
  horizon: Horizon,
): Reachable {
  const hours = people.map((person) => person.hours.flatMap(spansOf));
  const quiet = channels.map(({ quietHours }) => (quietHours === undefined ? undefined : spansOf(quietHours)));
  const offsets = new Map<string, Int32Array>();
  const offset = (zone: string, day: number): number => {
    const known = offsets.get(zone) ?? offsetsOf(zone, horizon);
    offsets.set(zone, known);
    return known[day]!;
  };
  const found = new Map<string, readonly Span[]>();
  return (person, channel, zone, day) => {
    const silent = quiet[channel];
    const own = hours[person]!;
    if (silent === undefined) return own;
    const home = people[person]!.zone;
    const shift = home === zone ? 0 : offset(home, day) - offset(zone, day);
    const key = `${person} ${channel} ${shift}`;
    const known = found.get(key);
    if (known !== undefined) return known;
    const left = subtractSpans(own, shiftSpans(silent, shift));
    found.set(key, left);
    return left;
  };
}
