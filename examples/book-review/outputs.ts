import { once } from 'node:events';
import { createWriteStream, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type CalendarEvent, type CsvColumn, csvLines, writeCsv, writeICalendar } from 'tenure/interop';
import type { CustomerDecisions } from './decide-customer.js';
import type { Standing } from './pipeline.js';
import type { Plans } from './plan.js';
import type { Policies } from './policies.js';
import type { RejectLine } from './reviewed-base.js';

/** A file that is written line by line, as fast as the disk takes it. */
export interface LineFile {
  write(line: string): Promise<void>;
  end(): Promise<void>;
}

export function openLines(folder: string, name: string): LineFile {
  mkdirSync(folder, { recursive: true });
  const stream = createWriteStream(join(folder, name));
  return {
    write: async (line) => {
      if (!stream.write(`${line}\n`)) await once(stream, 'drain');
    },
    end: async () => {
      stream.end();
      await once(stream, 'finish');
    },
  };
}

/** One line of `decisions.jsonl`: every decision with its reasons, and where the customer's opportunities stand. */
export function decisionLine(
  row: number,
  subject: string,
  decided: CustomerDecisions,
  standings: readonly Standing[] | undefined,
): string {
  const { segment, value, risk, offer, retention } = decided;
  const funnel = standings?.map(({ state, lapsed, nextTouch }) => ({
    opportunity: state.opportunity,
    stage: state.stage,
    since: state.enteredOn,
    lapsed,
    nextTouch,
  }));
  const quote = offer === undefined ? undefined : 'decision' in offer ? offer.decision : offer;
  return JSON.stringify({ row, subject, segment, value, risk, quote, retention, funnel });
}

const rejectColumns: readonly CsvColumn<RejectLine>[] = [
  { header: 'row', value: ({ row }) => row },
  { header: 'subject', value: ({ subject }) => subject },
  { header: 'path', value: ({ path }) => path },
  { header: 'expected', value: ({ expected }) => expected },
  { header: 'got', value: ({ got }) => (/^".*"$/.test(got) ? got.slice(1, -1) : got) },
];

const guarded = { formulas: 'apostrophe' } as const;

/** Header and lines of `rejects.csv`, without line ends. */
export function rejectCsv(rejects: readonly RejectLine[]): readonly string[] {
  return [...csvLines(rejects, rejectColumns, guarded)].map((line) => line.trimEnd());
}

/** Writes the plan as a table and as a calendar. */
export function writePlan(folder: string, { schedule, chosen }: Plans, { plan, retain }: Policies, asOf: string): void {
  const byId = new Map(chosen.map((offered) => [offered.id, offered]));
  const people = new Map(plan.roster.map((person) => [person.id, person.name ?? person.id]));
  const labels = new Map(retain.policy.measures.map(({ id, label }) => [id, label?.en ?? id]));
  const rows = schedule.touches.flatMap((touch) =>
    touch.topics.map((topic) => ({ touch, topic, offered: byId.get(topic.action) })),
  );
  type Row = (typeof rows)[number];
  const columns: readonly CsvColumn<Row>[] = [
    { header: 'date', value: ({ touch }) => touch.date },
    { header: 'time', value: ({ touch }) => touch.time },
    { header: 'person', value: ({ touch }) => people.get(touch.person) ?? touch.person },
    { header: 'account', value: ({ touch }) => touch.account },
    { header: 'name', value: ({ offered }) => offered?.name },
    { header: 'channel', value: ({ touch }) => touch.channel },
    { header: 'minutes', value: ({ touch }) => touch.minutes },
    { header: 'what', value: ({ topic }) => labels.get(topic.topic) ?? topic.topic },
    { header: 'why', value: ({ offered }) => offered?.candidate.causes.join(', ') },
    { header: 'due', value: ({ topic }) => topic.due },
    { header: 'cost', value: ({ offered }) => offered?.candidate.cost?.amount },
    { header: 'currency', value: ({ offered }) => offered?.candidate.cost?.currency },
    { header: 'approval', value: ({ offered }) => offered?.candidate.approval?.by },
    { header: 'action', value: ({ topic }) => topic.action },
  ];
  writeFileSync(join(folder, 'plan.csv'), writeCsv(rows, columns, guarded));
  const events: readonly CalendarEvent[] = schedule.touches.map((touch) => ({
    uid: touch.id,
    title: `${touch.channel}: ${byId.get(touch.topics[0]?.action ?? '')?.name ?? touch.account}`,
    date: touch.date,
    time: touch.time,
    minutes: touch.minutes,
    zone: touch.zone,
    description: touch.topics
      .map(({ topic, opening }) => `${labels.get(topic) ?? topic}${opening === undefined ? '' : ` (${opening})`}`)
      .join('\n'),
    categories: [people.get(touch.person) ?? touch.person],
  }));
  writeFileSync(
    join(folder, 'plan.ics'),
    writeICalendar(events, { asOf, name: 'Retention plan', clockChange: { gap: 'later', overlap: 'earlier' } }),
  );
}
