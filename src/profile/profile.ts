import { isDate, readDayNumber } from '../core/day-number.js';
import type { DecisionContext } from '../core/decision.js';
import { InputError } from '../core/errors.js';
import type { FactDeclaration } from '../core/facts.js';
import { type Issue, issue } from '../core/issue.js';
import { readMonthNumber } from '../core/month.js';
import { type PolicyReference, referenceTo } from '../core/policy.js';
import {
  type AttributeFindings,
  createAttributeFacts,
  type SourceConflict,
  staleFields,
  type ValueOrigin,
} from './attribute-facts.js';
import { type Completeness, completenessOf } from './completeness.js';
import { consentFor, createWithholding } from './consent.js';
import { createContractFacts } from './contract-facts.js';
import { declarationsOf, type ProfileFacts } from './declarations.js';
import type { Derivation } from './derivation.js';
import { deriveIdentity } from './identity-facts.js';
import { createMoneyFacts } from './money-facts.js';
import { derivePlaceFacts } from './place-facts.js';
import { type ProfileAttribute, type ProfilePolicy, parseProfile } from './policy.js';
import type { CustomerRecord } from './record.js';
import { deriveRelationFacts } from './relation-facts.js';
import { soundRecord } from './sound-record.js';
import { createUsageFacts, type UsageGap } from './usage-facts.js';

/** The day, and what the facts are for: with a purpose, facts that need consent are unknown without it. */
export interface ProfileContext extends DecisionContext {
  readonly purpose?: string | undefined;
}

/** The facts of one account, with what stands behind them. */
export interface DerivedProfile<Facts> {
  readonly subject: string;
  readonly asOf: string;
  /** Flat; ready for every decider whose policy declares them. */
  readonly facts: Facts;
  /** Where the value of an attribute comes from. */
  readonly origins: readonly ValueOrigin[];
  readonly conflicts: readonly SourceConflict[];
  /** Months without usable usage: a gap is no fault of the record, and no month of zero. */
  readonly gaps: readonly UsageGap[];
  /** What is wrong with the record; the parts concerned are unknown, the rest is derived. */
  readonly faults: readonly Issue[];
}

/** A compiled profile policy. */
export interface Profiler<S extends string, Facts> {
  /** @throws InputError for a record without an id, or a bad context */
  readonly deriveFacts: (record: CustomerRecord<S>, context: ProfileContext) => DerivedProfile<Facts>;
  /** The facts alone. */
  readonly facts: (record: CustomerRecord<S>, context: ProfileContext) => Facts;
  /** Measures a record against its file, or the one named. */
  readonly completeness: (record: CustomerRecord<S>, file?: string) => Completeness;
  /** Every fact, as the policies that test them declare it. */
  readonly declarations: readonly FactDeclaration[];
  readonly policy: ProfilePolicy;
  readonly reference: PolicyReference;
}

/** Derived facts without the types of a literal policy. */
export type AnyProfileFacts = { readonly [id: string]: unknown };

/**
 * Compiles a profile policy: how a customer's record becomes the flat facts that every decision tests. Missing data stay unknown and
 * name what is missing; a month without data is no month without usage.
 *
 * @param policy a literal, so that the facts are typed by its services and attributes
 * @throws PolicyError with every fault
 */
export function compileProfile<const S extends string, const A extends readonly ProfileAttribute[]>(
  policy: ProfilePolicy<S, A>,
): Profiler<S, ProfileFacts<S, A>> {
  return compile<S, ProfileFacts<S, A>>(policy);
}

/** {@link compileProfile} for a policy of unknown content. */
export function compileProfileJson(json: unknown): Profiler<string, AnyProfileFacts> {
  return compile<string, AnyProfileFacts>(json);
}

function compile<S extends string, Facts>(json: unknown): Profiler<S, Facts> {
  const policy = parseProfile(json);
  const usage = createUsageFacts(policy);
  const money = createMoneyFacts(policy);
  const contracts = createContractFacts(policy);
  const attributes = createAttributeFacts(policy.attributes);
  const purposes = new Map(policy.consent.map(({ purpose, facts }) => [purpose, createWithholding(purpose, facts)]));

  const declarations = declarationsOf(policy.currency, policy.services, policy.attributes);
  // One shape for all records. Made at once: copies of an object that grew key by key are a hundred times slower.
  const blank: Readonly<Record<string, unknown>> = Object.fromEntries(declarations.map(({ id }) => [id, null]));

  const begin = (record: CustomerRecord, { asOf, purpose }: ProfileContext): Derivation => {
    if (!isDate(asOf)) throw new InputError([issue('format', ['asOf'], 'a calendar date YYYY-MM-DD', asOf)], 'context');
    if (purpose !== undefined && !purposes.has(purpose)) {
      const expected = `one of ${[...purposes.keys()].join(', ')}`;
      throw new InputError([issue('unknownReference', ['purpose'], expected, purpose)], 'context');
    }
    if (typeof record !== 'object' || record === null || typeof record.id !== 'string' || record.id === '') {
      throw new InputError([issue('type', ['id'], 'a record with an id, a text', record?.id)], 'record');
    }
    return {
      today: readDayNumber(asOf),
      lastMonth: readMonthNumber(asOf.slice(0, 7)) - 1,
      facts: { ...blank },
      faults: [],
    };
  };

  const derive = (record: CustomerRecord, { purpose }: ProfileContext, derivation: Derivation): AttributeFindings => {
    const { facts } = derivation;
    deriveIdentity(record, derivation);
    contracts(record, derivation);
    money(record, derivation);
    usage.derive(record, derivation);
    derivePlaceFacts(record, derivation);
    deriveRelationFacts(record, policy.windows.recentDays, derivation);
    const findings = attributes(record, derivation);
    if (purpose === undefined) return findings;
    const answer = consentFor(purpose, record.consents ?? [], derivation);
    if (answer === 'given') return findings;
    const withholding = purposes.get(purpose)!;
    // Conflicts hold values, and where a value comes from, or that it is stale, tells that there is one.
    const isFree = ({ attribute }: { readonly attribute: string }): boolean => !withholding.facts.has(attribute);
    facts.staleFields = staleFields(findings.origins.filter(isFree));
    withholding.withhold(facts, answer);
    return { origins: findings.origins.filter(isFree), conflicts: findings.conflicts.filter(isFree) };
  };

  return {
    deriveFacts: (record, context) => {
      const derivation = begin(record, context);
      const sound = soundRecord(record, derivation.faults);
      const findings = derive(sound, context, derivation);
      const { facts, faults } = derivation;
      const gaps = usage.gaps(sound, derivation);
      return { subject: record.id, asOf: context.asOf, facts: facts as Facts, ...findings, gaps, faults };
    },
    facts: (record, context) => {
      const derivation = begin(record, context);
      derive(soundRecord(record, derivation.faults), context, derivation);
      return derivation.facts as Facts;
    },
    completeness: (record, file = record.file) => completenessOf(soundRecord(record, []), policy, file),
    declarations,
    policy,
    reference: referenceTo(policy),
  };
}
