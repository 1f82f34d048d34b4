import { once } from 'node:events';
import { createWriteStream, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type CsvColumn, calendarOf, csvLines, planColumns, planRows, writeCsv, writeICalendar } from 'tenure/interop';
import type { CustomerDecisions } from './decide-customer.js';
import type { Standing } from './pipeline.js';
import type { Plans } from './plan.js';
import type { Policies } from './policies.js';
import { Refusal } from './refusal.js';
import type { RejectLine, Who } from './reviewed-base.js';

/** A file that is written line by line, as fast as the disk takes it. */
export interface LineFile {
  write(line: string): Promise<void>;
  end(): Promise<void>;
}

export function openLines(folder: string, name: string): LineFile {
  try {
    mkdirSync(folder, { recursive: true });
  } catch {
    throw new Refusal(`${folder}: cannot be made a folder`);
  }
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
  who: Who,
  decided: CustomerDecisions,
  atStake: string,
  standings: readonly Standing[] | undefined,
): string {
  const { segment, value, risk, offer, retention, facts } = decided;
  const funnel = standings?.map(({ state, lapsed, nextTouch }) => ({
    opportunity: state.opportunity,
    stage: state.stage,
    since: state.enteredOn,
    lapsed,
    nextTouch,
  }));
  const quote = offer === undefined ? undefined : 'decision' in offer ? offer.decision : offer;
  const contract = { endsOn: facts.contractEnd ?? null, value: facts[atStake] ?? null };
  return JSON.stringify({ row, ...who, contract, segment, value, risk, quote, retention, funnel });
}

const rejectColumns: readonly CsvColumn<RejectLine>[] = [
  { header: 'file', value: ({ file }) => file },
  { header: 'row', value: ({ row }) => row },
  { header: 'subject', value: ({ subject }) => subject },
  { header: 'path', value: ({ path }) => path },
  { header: 'expected', value: ({ expected }) => expected },
  { header: 'got', value: ({ got }) => unquoted(got) },
];

/** A text as it stands in the file: an issue shows it as JSON would, in quotes. */
function unquoted(shown: string): string {
  return /^"([^"\\]|\\.)*"$/.test(shown) ? String(JSON.parse(shown)) : shown;
}

const guarded = { formulas: 'apostrophe' } as const;

/** Header and lines of `rejects.csv`, without line ends. */
export function rejectCsv(rejects: readonly RejectLine[]): readonly string[] {
  return [...csvLines(rejects, rejectColumns, guarded)].map((line) => line.trimEnd());
}

/** Writes the plan as a table and as a calendar. */
export function writePlan(folder: string, { schedule, chosen }: Plans, { plan, retain }: Policies, asOf: string): void {
  const customers = new Map(chosen.map(({ subject, name }) => [subject, name ?? subject]));
  const people = new Map(plan.roster.map(({ id, name }) => [id, name ?? id]));
  const measures = new Map(retain.policy.measures.map(({ id, label }) => [id, label?.en ?? id]));
  const names = {
    account: (id: string) => customers.get(id) ?? id,
    person: (id: string) => people.get(id) ?? id,
    topic: (id: string) => measures.get(id) ?? id,
  };
  // The table keeps the account's id, which is what a reader joins other lists with.
  writeFileSync(
    join(folder, 'plan.csv'),
    writeCsv(planRows(schedule, { ...names, account: (id) => id }), planColumns, guarded),
  );
  const calendar = writeICalendar(calendarOf(schedule, 'book-review.example', names), {
    asOf,
    name: 'Contacts',
    clockChange: { gap: 'later', overlap: 'earlier' },
  });
  writeFileSync(join(folder, 'plan.ics'), calendar);
}
