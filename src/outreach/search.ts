import type { Horizon } from './horizon.js';
import type { Board, Need, Place } from './placement.js';
import type { ContactPolicy } from './policy.js';
import type { UnplacedCode } from './reasons.js';
import type { Staffing } from './staffing.js';

/** Why there was no place. */
export interface Failure {
  readonly because: UnplacedCode;
  readonly blockedDays: Readonly<Partial<Record<UnplacedCode, number>>>;
}

/** The days that an action may have, and the one it would rather have; the window is empty where `last < first`. */
export interface Window {
  readonly first: number;
  readonly last: number;
  readonly preferred: number;
  /** Whether it is the approval that keeps `first` from being earlier. */
  readonly waitsForApproval: boolean;
}

/** The window of an action: not before `asOf`, its own bounds and its approval's lead time. */
export function windowOf({ action, wanted }: Need, policy: ContactPolicy, horizon: Horizon): Window {
  const own = action.earliest === undefined ? 0 : Math.max(0, horizon.onOrAfter(action.earliest));
  const rule = action.approvedOn === undefined ? policy.approvals.find(({ id }) => id === action.approval) : undefined;
  const asked = action.requestedOn === undefined ? 0 : horizon.onOrAfter(action.requestedOn);
  const answered = rule === undefined ? 0 : asked + rule.leadWorkingDays;
  const first = Math.max(own, answered);
  const last =
    action.latest === undefined ? horizon.length - 1 : Math.min(horizon.onOrBefore(action.latest), horizon.length - 1);
  return { first, last, preferred: Math.min(Math.max(wanted, first), last), waitsForApproval: answered > own };
}

/** A mutable count of what blocked how many days. */
type Tally = Partial<Record<UnplacedCode, number>>;

function mostOf(tally: Tally): UnplacedCode {
  const counted = Object.entries(tally) as [UnplacedCode, number][];
  return counted.reduce((most, entry) => (entry[1] > most[1] ? entry : most))[0];
}

/** The people who could take an action, the best first, or why nobody may. */
function ranked(
  need: Need,
  board: Board,
  staffing: Staffing,
  familiar: number | undefined,
): readonly number[] | UnplacedCode {
  const found = staffing.candidates(need.action, need.account);
  if (typeof found === 'string' || found.length === 1) return found;
  return [...found].sort(
    (a, b) => Number(b === familiar) - Number(a === familiar) || board.minutesOf(a) - board.minutesOf(b) || a - b,
  );
}

/** The place with the first candidate who has one on a day, or what keeps the best candidate from it. */
function placeOn(need: Need, day: number, candidates: readonly number[], board: Board): Place | UnplacedCode {
  let first: UnplacedCode | undefined;
  for (const candidate of candidates) {
    const place = board.fit(need, candidate, day);
    if (typeof place !== 'string') return place;
    first ??= place;
  }
  return first!;
}

/**
 * Finds the best place: on the wanted day, else the nearest earlier day of the window, else the nearest later one; on a day with the
 * candidate who knows the account from this plan, then whoever has least to do, then by id.
 */
export function findPlace(
  need: Need,
  window: Window,
  board: Board,
  staffing: Staffing,
  horizon: Horizon,
  familiar: number | undefined,
): Place | Failure {
  const candidates = ranked(need, board, staffing, familiar);
  if (typeof candidates === 'string') return { because: candidates, blockedDays: {} };
  const isLater = window.first >= horizon.length && !window.waitsForApproval;
  if (need.wanted >= horizon.length || isLater) return { because: 'beyondHorizon', blockedDays: {} };
  const tally: Tally = {};
  for (const day of searchOrder(window)) {
    const place = placeOn(need, day, candidates, board);
    if (typeof place !== 'string') return place;
    tally[place] = (tally[place] ?? 0) + 1;
  }
  if (window.last >= window.first) return { because: mostOf(tally), blockedDays: tally };
  return { because: window.waitsForApproval ? 'approvalLead' : 'windowPassed', blockedDays: tally };
}

/** The first day after its window on which an action would still fit into the finished plan. */
export function earliestDay(
  need: Need,
  window: Window,
  board: Board,
  staffing: Staffing,
  horizon: Horizon,
): number | null {
  const candidates = ranked(need, board, staffing, undefined);
  if (typeof candidates === 'string' || need.wanted >= horizon.length) return null;
  for (let day = Math.max(window.first, window.last + 1); day < horizon.length; day += 1) {
    if (typeof placeOn(need, day, candidates, board) !== 'string') return day;
  }
  return null;
}

function* searchOrder({ first, last, preferred }: Window): Generator<number, void, undefined> {
  if (last < first) return;
  for (let day = preferred; day >= first; day -= 1) yield day;
  for (let day = preferred + 1; day <= last; day += 1) yield day;
}
