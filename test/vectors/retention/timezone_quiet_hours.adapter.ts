import {
  afterWindow,
  type ClockChangeRule,
  instantToMilliseconds,
  isInWindow,
  type LocalDateTime,
  toInstant,
  toLocal,
} from 'tenure/core';
import type { VectorAdapter, VectorOutcome } from '../adapter.js';

interface Recurrence {
  readonly id: string;
  readonly local: readonly string[];
  readonly tz: string;
  readonly utc: readonly string[];
}

interface QuietHours {
  readonly now: string;
  readonly tz: string;
  readonly quiet_start: string;
  readonly quiet_end: string;
  readonly local: string;
  readonly is_quiet: boolean;
  readonly send_at: string;
}

interface File {
  readonly recurrences?: readonly Recurrence[];
  readonly quiet_hours?: readonly QuietHours[];
  readonly pega_limit?: { readonly cases?: readonly { readonly id?: string }[] };
}

/** Python's `fold=0`, from which the file comes: the first showing, and the offset before the gap. */
const fold0: ClockChangeRule = { gap: 'later', overlap: 'earlier' };

function parse(text: string): LocalDateTime {
  const [date = '', time = ''] = text.split('T');
  return { date, time };
}

function verdict(id: string, differences: readonly string[]): VectorOutcome {
  return differences.length === 0 ? { id, status: 'passed' } : { id, status: 'failed', why: differences.join('; ') };
}

function differ(what: string, expected: unknown, received: unknown): readonly string[] {
  return expected === received ? [] : [`${what}: expected ${expected}, got ${received}`];
}

function differAt(what: string, expected: string, received: string): readonly string[] {
  return instantToMilliseconds(expected) === instantToMilliseconds(received) ? [] : differ(what, expected, received);
}

function judgeRecurrence({ id, local, tz, utc }: Recurrence): VectorOutcome {
  const differences = local.flatMap((text, at) =>
    differAt(text, utc[at] ?? '', toInstant(parse(text), tz, fold0).instant),
  );
  return verdict(id, [...differ('dates', utc.length, local.length), ...differences]);
}

function judgeQuietHours(given: QuietHours, at: number): VectorOutcome {
  const local = toLocal(given.now, given.tz);
  const quiet = { from: given.quiet_start, until: given.quiet_end };
  const isQuiet = isInWindow(local.time, quiet);
  const next = afterWindow(local, quiet);
  const sendAt = !isQuiet ? given.now : next === undefined ? 'never' : toInstant(next, given.tz, fold0).instant;
  return verdict(`quiet_hours.${at} ${given.now} ${given.tz}`, [
    ...differ('local', given.local, `${local.date}T${local.time}`),
    ...differ('is_quiet', given.is_quiet, isQuiet),
    ...differAt('send_at', given.send_at, sendAt),
  ]);
}

function guarded<T>(judge: (one: T, at: number) => VectorOutcome): (one: T, at: number) => VectorOutcome {
  return (one, at) => {
    try {
      return judge(one, at);
    } catch (error) {
      return { id: (one as { readonly id?: string }).id ?? `case ${at}`, status: 'failed', why: String(error) };
    }
  };
}

export const adapter: VectorAdapter = (file) => {
  const { recurrences = [], quiet_hours: quietHours = [], pega_limit: limits } = file as File;
  const contactLimits = (limits?.cases ?? []).map(
    ({ id }, at): VectorOutcome => ({
      id: id ?? `pega_limit.${at}`,
      status: 'unsupported',
      why: 'contact limits are judged where outreach is scheduled',
    }),
  );
  return [...recurrences.map(guarded(judgeRecurrence)), ...quietHours.map(guarded(judgeQuietHours)), ...contactLimits];
};
