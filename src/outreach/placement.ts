import type { OutreachAction } from './action.js';
import type { ContactLog } from './contact-log.js';
import { type DiaryDay, enter, findStart, isFree, type Span, strike } from './diary.js';
import type { DraftTouch } from './draft.js';
import type { Horizon } from './horizon.js';
import type { ContactPolicy } from './policy.js';
import type { Reachable } from './quiet-hours.js';
import type { UnplacedCode } from './reasons.js';
import type { OutreachAccount } from './roster.js';
import type { Staffing } from './staffing.js';

/** A place that an action can have: a touch of its own, or a topic of a touch that is there already. */
export interface Place {
  readonly person: number;
  readonly standInFor: number | undefined;
  readonly day: number;
  readonly channel: number;
  readonly start: number;
  readonly minutes: number;
  readonly joins: DraftTouch | undefined;
  /** Whether the place is that of the plan in force. */
  readonly isKept: boolean;
}

/** The place that an action had: its start, and the touch that stands there again since another of its topics was kept. */
interface KeptPlace {
  readonly start: number;
  readonly touch: DraftTouch | undefined;
}

/** Finds places and gives them out. */
export interface Board {
  readonly drafts: readonly DraftTouch[];
  /** The place of an action with a candidate on a day, or what is in the way; with `kept`, that one or none. */
  readonly fit: (need: Need, candidate: number, day: number, kept?: KeptPlace) => Place | UnplacedCode;
  readonly commit: (need: Need, place: Place) => DraftTouch;
  readonly minutesOf: (person: number) => number;
  readonly hasTouchOf: (account: string) => boolean;
  readonly day: (person: number, day: number) => DiaryDay;
}

/** An action with all that the search for a day needs. */
export interface Need {
  readonly action: OutreachAction;
  readonly account: OutreachAccount;
  readonly channel: number;
  readonly minutes: number;
  /** Position of the wanted day; negative when it is past. */
  readonly wanted: number;
}

/** What the board is made of. */
export interface BoardParts {
  readonly policy: ContactPolicy;
  readonly horizon: Horizon;
  readonly staffing: Staffing;
  readonly reachable: Reachable;
  readonly log: ContactLog;
}

export function createBoard({ policy, horizon, staffing, reachable, log }: BoardParts): Board {
  const { channels, extraTopicMinutes } = policy;
  const carries = channels.map(({ carries: ids = [] }) => new Set(ids));
  const days: DiaryDay[] = Array.from({ length: staffing.people.length * horizon.length }, () => ({
    minutes: 0,
    touches: [],
  }));
  const totals = new Float64Array(staffing.people.length);
  const byAccount = new Map<string, DraftTouch[]>();
  const drafts: DraftTouch[] = [];
  const dayOf = (person: number, day: number): DiaryDay => days[person * horizon.length + day]!;
  const serves = (channel: number, { topics }: DraftTouch): boolean =>
    topics.every(({ action }) => action.channel === channels[channel]!.id || carries[channel]!.has(action.channel));
  /** The channel of a touch that serves its topics and one more: its own, or else the one more's. */
  const shared = (touch: DraftTouch, channel: number): number | undefined => {
    if (touch.channel === channel || carries[touch.channel]!.has(channels[channel]!.id)) return touch.channel;
    return serves(channel, touch) ? channel : undefined;
  };

  const startFor = (
    person: number,
    day: number,
    spans: readonly Span[],
    minutes: number,
    moving?: DraftTouch,
    at?: number,
  ) => {
    const diary = dayOf(person, day);
    const room = staffing.people[person]!.minutesPerDay - diary.minutes + (moving?.minutes ?? 0);
    if (minutes > room) return undefined;
    const wanted = at ?? moving?.start;
    if (wanted !== undefined && isFree(diary, spans, wanted, minutes, moving)) return wanted;
    return at !== undefined || moving?.isKept === true ? undefined : findStart(diary, spans, minutes, moving);
  };

  const lengthOf = (topics: readonly { readonly minutes: number }[]): number =>
    topics.reduce((most, { minutes }) => Math.max(most, minutes), 0) + extraTopicMinutes * (topics.length - 1);

  /** Takes other touches of the account into one whose channel has come to serve them, where it finds the time. */
  const absorb = (touch: DraftTouch, need: Need): void => {
    const { account, person, day, channel } = touch;
    const diary = dayOf(person, day);
    const own = byAccount.get(account)!;
    for (const other of own.filter((one) => one !== touch && one.day === day && one.person === person)) {
      if (other.isKept || !serves(channel, other)) continue;
      const minutes = lengthOf([...touch.topics, ...other.topics]);
      strike(diary, other);
      const spans = reachable(person, channel, need.account.zone, day);
      const start = startFor(person, day, spans, minutes, touch);
      if (start === undefined) {
        enter(diary, other);
        continue;
      }
      strike(diary, touch);
      totals[person]! += minutes - touch.minutes - other.minutes;
      Object.assign(touch, { start, minutes });
      touch.topics.push(...other.topics);
      enter(diary, touch);
      log.remove(account, horizon.dayAt(day), other.channel);
      own.splice(own.indexOf(other), 1);
      drafts.splice(drafts.indexOf(other), 1);
    }
  };

  const join = (need: Need, touch: DraftTouch, channel: number): Place | UnplacedCode => {
    const { person, day, standInFor } = touch;
    const minutes = lengthOf([...touch.topics, need]);
    if (channel !== touch.channel) {
      log.remove(touch.account, horizon.dayAt(day), touch.channel);
      const allowed = log.allows(touch.account, horizon.dayAt(day), channel);
      log.add(touch.account, horizon.dayAt(day), touch.channel);
      if (!allowed) return 'contactCap';
    }
    const spans = reachable(person, channel, need.account.zone, day);
    const start = startFor(person, day, spans, minutes, touch);
    if (start === undefined) return 'capacity';
    return { person, standInFor, day, channel, start, minutes, joins: touch, isKept: touch.isKept };
  };

  const fit: Board['fit'] = (need, candidate, day, kept) => {
    const person = staffing.present(candidate, day, need.action);
    if (person < 0) return 'away';
    const beside = kept === undefined ? byAccount.get(need.account.id) : kept.touch && [kept.touch];
    const touch = beside?.find(
      (draft) => draft.day === day && draft.person === person && shared(draft, need.channel) !== undefined,
    );
    if (touch !== undefined) return join(need, touch, shared(touch, need.channel)!);
    const { channel, minutes } = need;
    const spans = reachable(person, channel, need.account.zone, day);
    if (!spans.some((span) => span.until - span.from >= minutes)) return 'quietHours';
    if (staffing.people[person]!.minutesPerDay - dayOf(person, day).minutes < minutes) return 'capacity';
    if (!log.allows(need.account.id, horizon.dayAt(day), channel)) return 'contactCap';
    const start = startFor(person, day, spans, minutes, undefined, kept?.start);
    if (start === undefined) return 'capacity';
    const standInFor = person === candidate ? undefined : candidate;
    return { person, standInFor, day, channel, start, minutes, joins: undefined, isKept: kept !== undefined };
  };

  const commit: Board['commit'] = (need, place) => {
    const { person, day, channel, start, minutes, joins } = place;
    const diary = dayOf(person, day);
    const topic = {
      action: need.action,
      minutes: need.minutes,
      lateWorkingDays: Math.max(0, day - need.wanted),
    };
    if (joins !== undefined) {
      strike(diary, joins);
      log.remove(joins.account, horizon.dayAt(day), joins.channel);
      totals[person]! += minutes - joins.minutes;
      Object.assign(joins, { channel, start, minutes });
      joins.topics.push(topic);
      enter(diary, joins);
      log.add(joins.account, horizon.dayAt(day), channel);
      absorb(joins, need);
      return joins;
    }
    const { standInFor } = place;
    const touch: DraftTouch = {
      account: need.account.id,
      person,
      standInFor,
      day,
      isKept: place.isKept,
      channel,
      start,
      minutes,
      topics: [topic],
    };
    enter(diary, touch);
    totals[person]! += minutes;
    log.add(touch.account, horizon.dayAt(day), channel);
    drafts.push(touch);
    const own = byAccount.get(touch.account);
    if (own === undefined) byAccount.set(touch.account, [touch]);
    else own.push(touch);
    return touch;
  };

  return {
    drafts,
    fit,
    commit,
    minutesOf: (person) => totals[person]!,
    hasTouchOf: (account) => byAccount.has(account),
    day: dayOf,
  };
}
