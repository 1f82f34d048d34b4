import * as z from 'zod';
import type { Condition } from '../core/condition.js';
import { readCondition } from '../core/condition-tree.js';
import { checkFacts, createFactTable } from '../core/fact-table.js';
import type { FactDeclaration } from '../core/facts.js';
import { type Issue, issue } from '../core/issue.js';
import type { Label, Labelled } from '../core/label.js';
import type { PolicyHeader } from '../core/policy.js';
import { conditionSchema, factSchema, headerShape, idSchema, labelSchema } from '../core/policy-check.js';
import { type ClaimFact, claimFacts, isReservedFact } from './guard-fact.js';

/**
 * A length of time: days, or calendar months with the day clamped to the month's end. The last day still counts; one that would lie
 * after 9999-12-31 is that day.
 */
export interface ClaimSpan {
  readonly length: number;
  readonly unit: 'days' | 'months';
}

/** A sales action of the catalogue, which renews a registration when one of its outcomes is recorded. */
export interface SalesAction<A extends string = string> {
  readonly id: A;
  readonly label?: Label | undefined;
  readonly outcomes: readonly string[];
}

/** What a claim command has to satisfy besides ownership itself: capacity, daily quota, anything the facts tell. */
export interface ClaimGuard<F extends readonly FactDeclaration[], G extends string = string> {
  readonly id: G;
  readonly label?: Label | undefined;
  /** The commands it is asked for. */
  readonly on: readonly ('claimTeam' | 'register' | 'transfer')[];
  readonly when: Condition<readonly (F[number] | ClaimFact)[]>;
  readonly evidence: Label;
  readonly owner?: string | undefined;
}

/** Who may own an account, for how long, and what keeps the ownership alive: plain data, compiled by `compileClaims`. */
export interface ClaimsPolicy<
  F extends readonly FactDeclaration[] = readonly FactDeclaration[],
  A extends string = string,
  G extends string = string,
> extends PolicyHeader<'claims'> {
  readonly facts: F;
  /** How long a registration holds after it was made or last renewed. */
  readonly validity: ClaimSpan;
  /** From how many days before its end a registration counts as expiring. */
  readonly expiringDays: number;
  /** A former owner may register again this many days after the ownership ended; 0 at once. */
  readonly coolDownDays: number;
  /** Whether a person may register only where the own team has claimed the account. */
  readonly teamClaim: 'needed' | 'notNeeded';
  /** Whether the team's claim outlives a personal lapse or release. */
  readonly teamClaimAfterLapse: 'survives' | 'ends';
  /** Ownership holds for this long after the end of a contract made known by `protect`; no contract protects where missing. */
  readonly protection?: ClaimSpan | undefined;
  /** A role named earlier takes over from one named later, within so many days of the registration. */
  readonly precedence?: { readonly roles: readonly string[]; readonly withinDays: number } | undefined;
  /** The only actions that renew. */
  readonly actions: readonly SalesAction<A>[];
  readonly guards: readonly ClaimGuard<NoInfer<F>, G>[];
  readonly terms?: readonly Labelled[] | undefined;
}

const span = /* @__PURE__ */ z.strictObject({ length: z.int().min(1), unit: z.enum(['days', 'months']) });

/** The shape of a claims policy. */
export const claimsSchema: z.ZodType<ClaimsPolicy> = /* @__PURE__ */ z.strictObject({
  ...headerShape('claims'),
  facts: z.array(factSchema),
  validity: span,
  expiringDays: z.int().min(0),
  coolDownDays: z.int().min(0),
  teamClaim: z.enum(['needed', 'notNeeded']),
  teamClaimAfterLapse: z.enum(['survives', 'ends']),
  protection: span.optional(),
  precedence: z.strictObject({ roles: z.array(idSchema).min(2), withinDays: z.int().min(0) }).optional(),
  actions: z.array(z.strictObject({ id: idSchema, label: labelSchema.optional(), outcomes: z.array(idSchema).min(1) })),
  guards: z.array(
    z.strictObject({
      id: idSchema,
      label: labelSchema.optional(),
      on: z.array(z.enum(['claimTeam', 'register', 'transfer'])).min(1),
      when: conditionSchema,
      evidence: labelSchema,
      owner: idSchema.optional(),
    }),
  ),
  terms: z.array(z.strictObject({ id: idSchema, label: labelSchema.optional() })).optional(),
});

/** Requirements that the ownership itself makes; a policy's guard may not take their ids. */
const ownRequirements = ['free', 'coolDown', 'teamClaimed', 'owner', 'notOwner', 'teamHolder', 'protection'] as const;

/** Checks what the shape of a claims policy cannot. */
export function crossCheckClaims(policy: Partial<ClaimsPolicy>): readonly Issue[] {
  const { facts = [], guards = [], actions = [], precedence } = policy;
  const issues: Issue[] = [...checkFacts(facts, ['facts'])];
  facts.forEach(({ id }, index) => {
    if (isReservedFact(id))
      issues.push(issue('duplicate', ['facts', index, 'id'], 'an id that claims do not use themselves', id));
  });
  const table = createFactTable([...facts, ...claimFacts]);
  guards.forEach(({ id, when }, index) => {
    if (ownRequirements.some((own) => own === id))
      issues.push(issue('duplicate', ['guards', index, 'id'], 'an id that claims do not use themselves', id));
    readCondition(when, table, ['guards', index, 'when'], issues);
  });
  checkUnique(
    'guards',
    guards.map(({ id }) => id),
    issues,
  );
  checkUnique(
    'actions',
    actions.map(({ id }) => id),
    issues,
  );
  if (policy.actions?.length === 0)
    issues.push(issue('empty', ['actions'], 'at least one action that renews', policy.actions));
  precedence?.roles.forEach((role, index) => {
    if (precedence.roles.indexOf(role) < index)
      issues.push(issue('duplicate', ['precedence', 'roles', index], 'each role once', role));
  });
  return issues;
}

function checkUnique(list: string, ids: readonly string[], issues: Issue[]): void {
  ids.forEach((id, index) => {
    const first = ids.indexOf(id);
    if (first < index) issues.push(issue('duplicate', [list, index, 'id'], `an id not used at position ${first}`, id));
  });
}
