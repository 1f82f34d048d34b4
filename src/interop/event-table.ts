import { InputError } from '../core/errors.js';
import { issue } from '../core/issue.js';
import { type Language, labelLookup } from '../core/label.js';
import type { FunnelEvent } from '../funnel/opportunity.js';
import type { FunnelPolicy } from '../funnel/policy.js';
import type { CsvColumn } from './csv.js';

/** One event as process-mining tools read it: a case, an activity, a time, a resource. */
export interface EventRow {
  readonly caseId: string;
  readonly activity: string;
  /** Local date with the event's place within its case, so that events of one day keep their order. */
  readonly timestamp: string;
  readonly resource: string | null;
  readonly account: string | null;
  readonly from: string | null;
  readonly to: string;
  readonly type: string;
  readonly role: string | null;
  readonly technique: string | null;
  readonly reason: string | null;
  readonly amount: string | null;
  readonly currency: string | null;
}

/**
 * Funnel events as one flat row each, for process-mining tools (case, activity, timestamp, resource) and spreadsheets.
 *
 * Events have days and no times, so the place within the case becomes the time of day: event 1 at 00:00:01, event 2 at
 * 00:00:02. It orders and does not measure.
 *
 * @param events - in any order of cases; each case's own in order
 * @param policy - its moves and lapses name the activities in `language`
 */
export function* eventRows(
  events: Iterable<FunnelEvent>,
  policy: Pick<FunnelPolicy, 'moves' | 'lapses'>,
  language: Language,
): Generator<EventRow, void, undefined> {
  const name = labelLookup([policy.moves, policy.lapses ?? []]);
  const accounts = new Map<string, string>();
  let at = -1;
  for (const event of events) {
    at += 1;
    if (typeof event !== 'object' || event === null)
      throw new InputError([issue('type', ['events', at], 'an event', event)]);
    if (event.account !== undefined) accounts.set(event.opportunity, event.account);
    yield {
      caseId: event.opportunity,
      activity: name(event.move, language),
      timestamp: `${event.on}T${clock(event.revision)}`,
      resource: event.by ?? null,
      account: accounts.get(event.opportunity) ?? null,
      from: event.from,
      to: event.to,
      type: event.type,
      role: event.role ?? null,
      technique: event.technique ?? null,
      reason: event.reason ?? null,
      amount: event.value?.amount ?? null,
      currency: event.value?.currency ?? null,
    };
  }
}

function clock(place: number): string {
  const two = (value: number): string => String(value % 60).padStart(2, '0');
  return `${two(Math.min(23, Math.floor(place / 3600)))}:${two(Math.floor(place / 60))}:${two(place)}`;
}

const keys = [
  'caseId',
  'activity',
  'timestamp',
  'resource',
  'account',
  'from',
  'to',
  'type',
  'role',
  'technique',
  'reason',
  'amount',
  'currency',
] as const satisfies readonly (keyof EventRow)[];

/** The columns of {@link eventRows} for `writeCsv`. */
export const eventColumns: readonly CsvColumn<EventRow>[] = /* @__PURE__ */ keys.map((header) => ({
  header,
  value: (row) => row[header],
}));
