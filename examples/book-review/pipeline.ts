import { createReadStream } from 'node:fs';
import { basename } from 'node:path';
import { createInterface } from 'node:readline';
import { addDays, InputError, issue } from 'tenure/core';
import { evolve, type Funnel, type FunnelEvent, type LapseDeadline, type OpportunityState } from 'tenure/funnel';
import type { OutreachAccount, OutreachAction } from 'tenure/outreach';
import type { Plan } from './policies.js';
import { sizeOf } from './read-book.js';
import { type RejectLine, rejectLines } from './reviewed-base.js';

/** Where one opportunity stands on the day of the review, lapses applied. */
export interface Standing {
  readonly state: OpportunityState;
  readonly by: string | null;
  readonly lapsed: boolean;
  readonly deadline: LapseDeadline | undefined;
  /** The day of the next touch by the stage's cadence; `null` where the stage has none. */
  readonly nextTouch: string | null;
}

/** All opportunities, and the events that could not be used. */
export interface Pipeline {
  readonly standings: readonly Standing[];
  readonly byAccount: ReadonlyMap<string, readonly Standing[]>;
  readonly events: number;
  readonly rejects: readonly RejectLine[];
}

export const emptyPipeline: Pipeline = { standings: [], byAccount: new Map(), events: 0, rejects: [] };

/** Folds a file of funnel events. An opportunity with a faulty event is set aside whole: its state would be a guess. */
export async function readPipeline(file: string, funnel: Funnel, asOf: string): Promise<Pipeline> {
  sizeOf(file);
  const states = new Map<string, OpportunityState>();
  const owners = new Map<string, string>();
  const broken = new Set<string>();
  const rejects: RejectLine[] = [];
  let row = 0;
  for await (const line of createInterface({ input: createReadStream(file), crlfDelay: Number.POSITIVE_INFINITY })) {
    if (line.trim() === '') continue;
    row += 1;
    try {
      const event = parseEvent(line);
      if (broken.has(event?.opportunity)) continue;
      states.set(event?.opportunity, evolve(states.get(event?.opportunity) ?? null, event));
      if (event.by !== undefined) owners.set(event.opportunity, event.by);
    } catch (error) {
      if (!(error instanceof InputError) && !(error instanceof SyntaxError)) throw error;
      const subject = opportunityIn(line);
      if (subject !== null) {
        broken.add(subject);
        states.delete(subject);
      }
      const faults =
        error instanceof InputError
          ? error.issues
          : [issue('format', [], 'a funnel event, one JSON object a line', line)];
      rejects.push(...rejectLines({ file: basename(file), row, subject }, faults));
    }
  }
  const standings = [...states.values()].map((state) =>
    standingOf(state, owners.get(state.opportunity) ?? null, funnel, asOf),
  );
  return { standings, byAccount: groupByAccount(standings), events: row, rejects };
}

function parseEvent(line: string): FunnelEvent {
  return JSON.parse(line) as FunnelEvent;
}

function opportunityIn(line: string): string | null {
  const found = /"opportunity"\s*:\s*"((?:[^"\\]|\\.)*)"/.exec(line)?.[1];
  return found ?? null;
}

function standingOf(stored: OpportunityState, by: string | null, funnel: Funnel, asOf: string): Standing {
  const due = funnel.dueEvents(stored, { asOf });
  const state = due.reduce((current, event) => evolve(current, event), stored);
  const stage = funnel.policy.stages.find(({ id }) => id === state.stage);
  return {
    state,
    by,
    lapsed: due.length > 0,
    deadline: funnel.nextDeadline(state),
    nextTouch:
      stage?.cadenceDays === undefined || stage.kind !== 'open' ? null : addDays(state.touchedOn, stage.cadenceDays),
  };
}

function groupByAccount(standings: readonly Standing[]): ReadonlyMap<string, readonly Standing[]> {
  const groups = new Map<string, Standing[]>();
  for (const standing of standings) {
    const { account } = standing.state;
    const group = groups.get(account);
    if (group === undefined) groups.set(account, [standing]);
    else group.push(standing);
  }
  return groups;
}

/** Follow-ups that fall due in time, as actions for the same calendar as the retention calls. */
export function followUps(
  { standings }: Pipeline,
  plan: Plan,
  asOf: string,
): readonly { readonly action: OutreachAction; readonly account: OutreachAccount }[] {
  const rule = plan.followUp;
  if (rule === undefined) return [];
  const until = addDays(asOf, rule.withinDays);
  return standings.flatMap(({ state, by, deadline, nextTouch }) => {
    if (nextTouch === null || nextTouch > until) return [];
    const { opportunity, account, touchedOn, stage } = state;
    return [
      {
        action: {
          id: `${opportunity}/followUp/${touchedOn}`,
          account,
          topic: 'followUp',
          role: rule.role,
          channel: rule.channel,
          due: nextTouch < asOf ? asOf : nextTouch,
          priority: deadline === undefined ? 0 : 100,
          opening: deadline === undefined ? stage : `${stage}; ${deadline.lapse} after ${deadline.lastDay}`,
        },
        account: { id: account, name: account, owner: by, patch: null, zone: plan.zone },
      },
    ];
  });
}
