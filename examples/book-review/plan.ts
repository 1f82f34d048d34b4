import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { type Money, minorUnits, money, moneyFromMinorUnits } from 'tenure/core';
import { type OutreachAction, type Schedule, schedule } from 'tenure/outreach';
import {
  type AllocationAnswer,
  type AnyRetentionPolicy,
  allocateColumns,
  type Candidate,
  type ExpiringContract,
  type ExpiryBook,
  expiryBook,
} from 'tenure/retention';
import { followUps, type Pipeline } from './pipeline.js';
import type { Policies } from './policies.js';
import type { Base, Offers, Who } from './reviewed-base.js';

/** A chosen action with what the plan needs to know of its customer. */
interface Chosen extends Who {
  readonly id: string;
  readonly riskPoints: number;
  readonly candidate: Candidate;
}

/** What to do with the budget, who calls when, and what runs out. */
export interface Plans {
  readonly allocation: Pick<AllocationAnswer, 'gap' | 'proof'> & {
    readonly spent: Money;
    readonly value: Money;
    readonly upperBound: Money;
    /** What one more unit of the budget would bring. */
    readonly shadowPrice: number;
  };
  readonly chosen: readonly Chosen[];
  readonly schedule: Schedule;
  readonly expiry: ExpiryBook;
}

/** Spends the budget on the candidates of the whole base and gives the chosen ones their days. */
export async function planBook(
  base: Base,
  decisions: string,
  pipeline: Pipeline,
  policies: Policies,
  asOf: string,
): Promise<Plans> {
  const { contact, plan, retain } = policies;
  const budget = minorUnits(money(plan.budget, plan.currency));
  const { answer, picked } = spend(base.offers, budget);
  const expiring = new Set(base.ends.inWindow.values());
  const chosen: Chosen[] = [];
  const contracts: ExpiringContract[] = [];
  // Only columns were kept, so what the plan says of the chosen few is read back from what was written.
  for await (const { line, customer } of readBack(decisions, (at) => picked.has(at) || expiring.has(at))) {
    if (expiring.has(line)) contracts.push(contractOf(customer));
    const { subject, name, owner, patch, risk, retention } = customer;
    for (const place of picked.get(line) ?? []) {
      const candidate = retention.outcome.candidates[place]!;
      const id = `${subject}/${candidate.measure}`;
      chosen.push({ subject, name, owner, patch, id, riskPoints: risk.outcome.points, candidate });
    }
  }
  const duties = followUps(pipeline, plan, asOf);
  const accounts = new Map(duties.map(({ account }) => [account.id, account]));
  for (const { subject, name, owner, patch } of chosen) {
    accounts.set(subject, { id: subject, name: name ?? subject, owner, patch, zone: plan.zone });
  }
  const amount = (units: number): Money => moneyFromMinorUnits(units, plan.currency);
  const [limit] = answer.shadowPrices;
  return {
    allocation: {
      gap: answer.gap,
      proof: answer.proof,
      spent: amount(limit?.used ?? 0),
      value: amount(answer.value),
      // A bound between two cents is said as the higher one: nothing can be worth more.
      upperBound: amount(Math.ceil(answer.upperBound)),
      shadowPrice: limit?.price ?? 0,
    },
    chosen,
    schedule: schedule({
      actions: [
        ...chosen.map((offered) => actionOf(offered, retain.policy.causes)),
        ...duties.map(({ action }) => action),
      ],
      accounts: [...accounts.values()],
      roster: plan.roster,
      calendar: plan.calendar,
      contactPolicy: contact,
      asOf,
    }),
    expiry: expiryBook(contracts, { ...plan.expiry, asOf, calendar: plan.calendar, currency: plan.currency }),
  };
}

/** Chooses by columns; `picked` holds the places chosen of each line. Customers go in the order of their ids, for ties. */
function spend({ line, place, gain, cost, subjects }: Offers, budget: number) {
  const starts: number[] = [];
  for (let at = 0; at < line.length; at += 1) if (at === 0 || line.get(at) !== line.get(at - 1)) starts.push(at);
  const order = [...starts.keys()].sort((a, b) => (subjects[a]! < subjects[b]! ? -1 : 1));
  const options = order.flatMap((customer) => {
    const end = starts[customer + 1] ?? line.length;
    return Array.from({ length: end - starts[customer]! }, (_, step) => starts[customer]! + step);
  });
  let end = 0;
  const from = Int32Array.from([
    0,
    ...order.map((customer) => (end += (starts[customer + 1] ?? line.length) - starts[customer]!)),
  ]);
  // An unknown gain or cost is never chosen; it is no zero, so it is left out by a net of nothing.
  const known = (at: number): boolean => !Number.isNaN(gain.get(at)) && !Number.isNaN(cost.get(at));
  const answer = allocateColumns({
    from,
    net: Float64Array.from(options, (at) => (known(at) ? gain.get(at) - cost.get(at) : 0)),
    limits: [
      { id: 'budget', allowed: budget, uses: Float64Array.from(options, (at) => (known(at) ? cost.get(at) : 0)) },
    ],
  });
  const picked = new Map<number, number[]>();
  for (const option of answer.choice) {
    if (option < 0) continue;
    const at = options[option]!;
    picked.set(line.get(at), [...(picked.get(line.get(at)) ?? []), place.get(at)]);
  }
  return { answer, picked };
}

interface Written extends Who {
  readonly contract: { readonly endsOn: string; readonly value: Money | null };
  readonly risk: { readonly outcome: { readonly points: number } };
  readonly retention: { readonly outcome: { readonly candidates: readonly Candidate[] } };
}

async function* readBack(
  file: string,
  wanted: (line: number) => boolean,
): AsyncGenerator<{ readonly line: number; readonly customer: Written }> {
  let line = -1;
  for await (const text of createInterface({ input: createReadStream(file) })) {
    line += 1;
    if (wanted(line)) yield { line, customer: JSON.parse(text) as Written };
  }
}

function contractOf({ subject, owner, contract, retention }: Written): ExpiringContract {
  const [cheapest] = retention.outcome.candidates;
  return {
    id: subject,
    customer: subject,
    endsOn: contract.endsOn,
    value: contract.value,
    costToKeep: cheapest?.cost ?? null,
    owner,
  };
}

/** The riskier the customer, the earlier a day is given; the role's level and approvals are the candidate's. */
function actionOf(
  { id, subject, riskPoints, candidate }: Chosen,
  causes: AnyRetentionPolicy['causes'],
): OutreachAction {
  return {
    id,
    account: subject,
    topic: candidate.measure,
    role: candidate.owner,
    channel: candidate.channel,
    due: candidate.due,
    ...(candidate.deadline === null ? {} : { latest: candidate.deadline }),
    priority: Math.round(riskPoints),
    ...(candidate.approval === null ? {} : { approval: candidate.approval.by }),
    opening: openingOf(candidate, causes),
  };
}

/** What to say first: why we call, and the day that it hangs on. */
function openingOf({ causes: ids, anchor }: Candidate, causes: AnyRetentionPolicy['causes']): string {
  const why = ids.map((id) => causes.find((cause) => cause.id === id)?.label?.en ?? id).join('; ');
  return anchor.fact === null ? why : `${why} on ${anchor.date}`;
}
