import { money } from 'tenure/core';
import { type OutreachAction, type Schedule, schedule } from 'tenure/outreach';
import { type Allocation, type AnyRetentionPolicy, allocate, type ExpiryBook, expiryBook } from 'tenure/retention';
import { followUps, type Pipeline } from './pipeline.js';
import type { Policies } from './policies.js';
import type { Base, Offered } from './reviewed-base.js';

/** What to do with the budget, who calls when, and what runs out. */
export interface Plans {
  readonly allocation: Allocation;
  readonly chosen: readonly (Offered & { readonly id: string })[];
  readonly schedule: Schedule;
  readonly expiry: ExpiryBook;
}

const idOf = ({ subject, candidate }: Offered): string => `${subject}/${candidate.measure}`;

/** Spends the budget on the candidates of the whole base and gives the chosen ones their days. */
export function planBook(base: Base, pipeline: Pipeline, { contact, plan, retain }: Policies, asOf: string): Plans {
  const byId = new Map(base.offered.map((offered) => [idOf(offered), offered]));
  const allocation = allocate(
    [...byId].map(([id, { subject, candidate }]) => ({
      id,
      subject,
      gain: candidate.value.kind === 'incremental' ? candidate.value.gain : null,
      cost: candidate.cost,
    })),
    { currency: plan.currency, budget: money(plan.budget, plan.currency) },
  );
  const chosen = allocation.chosen.map(({ id }) => ({ ...byId.get(id)!, id }));
  const duties = followUps(pipeline, plan, asOf);
  const accounts = new Map(duties.map(({ account }) => [account.id, account]));
  for (const { subject, name, owner, patch } of chosen) {
    accounts.set(subject, { id: subject, name: name ?? subject, owner, patch, zone: plan.zone });
  }
  return {
    allocation,
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
    expiry: expiryBook(base.contracts, { ...plan.expiry, asOf, currency: plan.currency }),
  };
}

/** The riskier the customer, the earlier a day is given; the role's level and approvals are the candidate's. */
function actionOf(
  { id, subject, riskPoints, candidate }: Offered & { readonly id: string },
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
function openingOf({ causes: ids, anchor }: Offered['candidate'], causes: AnyRetentionPolicy['causes']): string {
  const why = ids.map((id) => causes.find((cause) => cause.id === id)?.label?.en ?? id).join('; ');
  return anchor.fact === null ? why : `${why} on ${anchor.date}`;
}
