import * as z from 'zod';
import { isCurrency } from '../core/currency.js';
import { checkFacts } from '../core/fact-table.js';
import type { FactDeclaration } from '../core/facts.js';
import { type Issue, issue, issueAt, type Path } from '../core/issue.js';
import type { Label } from '../core/label.js';
import type { PolicyHeader } from '../core/policy.js';
import { checkPolicy, factSchema, headerShape, idSchema, labelSchema, parsePolicy } from '../core/policy-check.js';
import { type RoundingMode, roundingModes } from '../core/rounding.js';
import type { CodeOf } from '../practice/code-lists.js';
import { codesOf } from '../practice/label.js';
import { serviceFactIds, standardFacts } from './declarations.js';

/** A service that the profile speaks of. */
export interface ProfileService<S extends string> {
  readonly id: S;
  readonly label?: Label | undefined;
  /** Unit of its usage; shares of the mix are taken among services of one unit. */
  readonly unit: string;
}

/** An attribute that sources report: a fact with rules on whom to believe and for how long. */
export interface ProfileAttribute<D extends FactDeclaration = FactDeclaration> {
  readonly fact: D;
  /** Where a value may come from: satisfaction and price perception from research alone. */
  readonly provenance: readonly CodeOf<'provenance'>[];
  /** Sources, the most authoritative first; of one source the latest value holds. */
  readonly sources: readonly string[];
  /** From this age on a value is stale. */
  readonly staleAfterDays?: number | undefined;
  /** What a stale value is still good for. */
  readonly whenStale?: 'keep' | 'unknown' | undefined;
}

/** How a customer's record becomes facts: windows, services, sources, consent and required fields, all the house's own. */
export interface ProfilePolicy<
  S extends string = string,
  A extends readonly ProfileAttribute[] = readonly ProfileAttribute[],
> extends PolicyHeader<'profile'> {
  readonly currency: string;
  readonly services: readonly ProfileService<S>[];
  readonly windows: {
    /** Complete months before `asOf` that count as now. */
    readonly recentMonths: number;
    /** Months before those, to compare with. */
    readonly baselineMonths: number;
    /** Known months that a mean of `recentMonths` or `baselineMonths` needs at least. */
    readonly knownMonths: number;
    /** Days back from `asOf` within which complaints, events, contacts and late payments are recent. */
    readonly recentDays: number;
  };
  /** Rounding of monthly means, to the currency's scale. */
  readonly rounding: RoundingMode;
  /** Classes by the age of the oldest overdue invoice; nothing overdue is the first; the last is open. */
  readonly arrearsClasses: readonly {
    readonly id: string;
    readonly label?: Label | undefined;
    readonly upToDays?: number | undefined;
  }[];
  readonly attributes: A;
  /** Which facts a purpose may use only with consent. */
  readonly consent: readonly { readonly purpose: string; readonly facts: readonly string[] }[];
  /** Which fields each file has to have, and should have. */
  readonly files: readonly {
    readonly id: string;
    readonly label?: Label | undefined;
    readonly required: readonly string[];
    readonly optional: readonly string[];
  }[];
}

const whole = (least: number) => z.int().min(least);

const schema: z.ZodType<ProfilePolicy> = /* @__PURE__ */ z.strictObject({
  ...headerShape('profile'),
  currency: z.string(),
  services: z.array(z.strictObject({ id: idSchema, label: labelSchema.optional(), unit: z.string().min(1) })),
  windows: z.strictObject({
    recentMonths: whole(1).max(120),
    baselineMonths: whole(1).max(120),
    knownMonths: whole(1),
    recentDays: whole(1),
  }),
  rounding: z.enum(roundingModes),
  arrearsClasses: z
    .array(z.strictObject({ id: idSchema, label: labelSchema.optional(), upToDays: whole(0).optional() }))
    .min(1),
  attributes: z.array(
    z.strictObject({
      fact: factSchema,
      provenance: z.array(z.enum(codesOf('provenance'))).min(1),
      sources: z.array(idSchema).min(1),
      staleAfterDays: whole(1).optional(),
      whenStale: z.enum(['keep', 'unknown']).optional(),
    }),
  ),
  consent: z.array(z.strictObject({ purpose: idSchema, facts: z.array(idSchema).min(1) })),
  files: z.array(
    z.strictObject({
      id: idSchema,
      label: labelSchema.optional(),
      required: z.array(idSchema),
      optional: z.array(idSchema),
    }),
  ),
});

function duplicates(ids: readonly string[], pathOf: (at: number) => Path): readonly Issue[] {
  return ids.flatMap((id, at) =>
    ids.indexOf(id) < at ? [issue('duplicate', pathOf(at), 'an id of its own', id)] : [],
  );
}

/** Services whose facts would have the ids of others: `data` and `dataUsage` may not stand together. */
function clashes(services: readonly string[]): readonly Issue[] {
  const taken = new Set<string>(standardFacts.map(({ id }) => id));
  return [...new Set(services)].flatMap((service) => {
    const ids = Object.values(serviceFactIds(service));
    const clash = ids.find((id) => taken.has(id));
    for (const id of ids) taken.add(id);
    if (clash === undefined) return [];
    return [
      issue('conflict', ['services', services.indexOf(service), 'id'], `an id that leaves ${clash} free`, service),
    ];
  });
}

function crossCheck(policy: Partial<ProfilePolicy>): readonly Issue[] {
  const { currency, services = [], windows, arrearsClasses = [], attributes = [], consent = [], files = [] } = policy;
  const derived = [
    ...standardFacts.map(({ id }) => id as string),
    ...services.flatMap(({ id }) => Object.values(serviceFactIds(id))),
  ];
  const known = new Set([...derived, ...attributes.map(({ fact }) => fact.id)]);
  const smallest = windows === undefined ? 0 : Math.min(windows.recentMonths, windows.baselineMonths);
  return [
    ...(currency === undefined || isCurrency(currency)
      ? []
      : [issue('currency', ['currency'], 'an ISO 4217 currency code', currency)]),
    ...duplicates(
      services.map(({ id }) => id),
      (at) => ['services', at, 'id'],
    ),
    ...clashes(services.map(({ id }) => id)),
    ...(windows !== undefined && windows.knownMonths > smallest
      ? [issue('range', ['windows', 'knownMonths'], `at most ${smallest}, the shorter window`, windows.knownMonths)]
      : []),
    ...arrearsClasses.flatMap(({ upToDays }, at) => {
      const path = ['arrearsClasses', at, 'upToDays'];
      const last = at === arrearsClasses.length - 1;
      if (last !== (upToDays === undefined))
        return [
          issue(
            last ? 'unknownKey' : 'missing',
            path,
            last ? 'no bound, as the last class is open' : 'a bound',
            upToDays,
          ),
        ];
      const before = at === 0 ? undefined : arrearsClasses[at - 1]?.upToDays;
      return before !== undefined && upToDays !== undefined && upToDays <= before
        ? [issue('order', path, `more than ${before}`, upToDays)]
        : [];
    }),
    ...checkFacts(
      attributes.map(({ fact }) => fact),
      ['attributes'],
    ).map((fault) => issueAt(fault, [fault.path[0]!, fault.path[1]!, 'fact', ...fault.path.slice(2)])),
    ...attributes.flatMap(({ fact, staleAfterDays, whenStale }, at) => [
      ...(derived.includes(fact.id)
        ? [issue('duplicate', ['attributes', at, 'fact', 'id'], 'an id that no derived fact has', fact.id)]
        : []),
      ...((staleAfterDays === undefined) === (whenStale === undefined)
        ? []
        : [
            issue(
              'missing',
              ['attributes', at],
              'both staleAfterDays and whenStale, or neither',
              whenStale ?? staleAfterDays,
            ),
          ]),
    ]),
    ...consent.flatMap(({ facts }, at) =>
      facts.flatMap((id, position) =>
        known.has(id) ? [] : [issue('unknownFact', ['consent', at, 'facts', position], 'a fact of this profile', id)],
      ),
    ),
    ...files.flatMap(({ required, optional }, at) =>
      duplicates([...required, ...optional], (position) =>
        position < required.length
          ? ['files', at, 'required', position]
          : ['files', at, 'optional', position - required.length],
      ),
    ),
  ];
}

/** The faults of a profile policy of unknown content, all of them. */
export function checkProfile(json: unknown): readonly Issue[] {
  return checkPolicy(schema, crossCheck, json);
}

/** Reads a profile policy of unknown content. @throws PolicyError with every fault */
export function parseProfile(json: unknown): ProfilePolicy {
  return parsePolicy(schema, crossCheck, json, 'profile policy');
}
