import { fromDayNumber } from '../core/day-number.js';
import { InputError } from '../core/errors.js';
import { compileFactReader } from '../core/fact-reader.js';
import { createFactTable } from '../core/fact-table.js';
import { issue } from '../core/issue.js';
import { canonicalJson } from '../core/policy.js';
import { type Derivation, neededDay, setFact, unknownFor } from './derivation.js';
import type { ProfileAttribute } from './policy.js';
import type { CustomerRecord, SourcedValue } from './record.js';

/** Sources that disagree on an attribute, and whom the policy believes. */
export interface SourceConflict {
  readonly attribute: string;
  readonly chosen: SourcedValue;
  /** The others whose value differs: the latest of each source, the more authoritative first. */
  readonly others: readonly SourcedValue[];
}

/** Where an attribute's value comes from and how old it is. */
export interface ValueOrigin {
  readonly attribute: string;
  readonly source: string;
  readonly provenance: SourcedValue['provenance'];
  readonly on: string;
  readonly ageDays: number;
  readonly isStale: boolean;
}

/** What came of the attributes beside the facts. */
export interface AttributeFindings {
  readonly origins: readonly ValueOrigin[];
  readonly conflicts: readonly SourceConflict[];
}

interface Candidate {
  readonly value: SourcedValue;
  readonly day: number;
  readonly rank: number;
}

/** Whom to believe: the most authoritative source, of one source the latest, of one day the smallest value as text, then entry as text. */
function compareCandidates(a: Candidate, b: Candidate): number {
  return (
    a.rank - b.rank || b.day - a.day || compareAsText(a.value.value, b.value.value) || compareAsText(a.value, b.value)
  );
}

function compareAsText(a: unknown, b: unknown): number {
  const [first, second] = [canonicalJson(a), canonicalJson(b)];
  return first < second ? -1 : first > second ? 1 : 0;
}

const nothing: AttributeFindings = { origins: [], conflicts: [] };

/**
 * Values that contradict the chosen one: the latest of each other source, and those of its own day and source. Older values of a source
 * are history and no contradiction.
 */
function contradicting(chosen: Candidate, rest: readonly Candidate[]): readonly SourcedValue[] {
  const text = canonicalJson(chosen.value.value);
  const latest = new Map<string, number>([[chosen.value.source, chosen.day]]);
  // In order, so that the first of a source is its latest.
  for (const { value, day } of rest) if (!latest.has(value.source)) latest.set(value.source, day);
  return rest.flatMap(({ value, day }) =>
    day === latest.get(value.source) && canonicalJson(value.value) !== text ? [value] : [],
  );
}

/** The attributes whose value is stale, in order. */
export function staleFields(origins: readonly ValueOrigin[]): readonly string[] {
  return origins.flatMap(({ attribute, isStale }) => (isStale ? [attribute] : [])).sort();
}

/** Reads the attributes that sources report, under the policy's rules on provenance, authority and age. */
export function createAttributeFacts(
  attributes: readonly ProfileAttribute[],
): (record: CustomerRecord, derivation: Derivation) => AttributeFindings {
  const table = createFactTable(attributes.map(({ fact }) => fact));
  const reader = compileFactReader(table);
  const row = new Float64Array(reader.width);
  const rules = new Map(attributes.map((attribute) => [attribute.fact.id, attribute]));
  const unknowns = attributes.map(({ fact }) => unknownFor(fact.id));

  const accept = (entry: SourcedValue, at: number, { today, faults }: Derivation): Candidate | undefined => {
    const path = ['attributes', at];
    const rule = rules.get(entry.attribute);
    if (rule === undefined) {
      faults.push(issue('unknownReference', [...path, 'attribute'], 'an attribute of the policy', entry.attribute));
      return undefined;
    }
    const day = neededDay(entry.on, faults, 'attributes', at, 'on');
    const rank = rule.sources.indexOf(entry.source);
    if (rank < 0)
      faults.push(issue('unknownReference', [...path, 'source'], `one of ${rule.sources.join(', ')}`, entry.source));
    const isAllowed = rule.provenance.includes(entry.provenance);
    if (!isAllowed) {
      faults.push(
        issue('conflict', [...path, 'provenance'], `a value from ${rule.provenance.join(' or ')}`, entry.provenance),
      );
    }
    const lacksStudy = entry.provenance === 'research' && entry.study === undefined;
    if (lacksStudy) faults.push(issue('missing', [...path, 'study'], 'the study that asked', entry.study));
    if (!(day <= today) || rank < 0 || !isAllowed || lacksStudy) return undefined;
    try {
      reader.read({ [entry.attribute]: entry.value }, row);
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      faults.push(...error.issues.map((fault) => issue(fault.code, [...path, 'value'], fault.expected, entry.value)));
      return undefined;
    }
    return entry.value === null || entry.value === undefined ? undefined : { value: entry, day, rank };
  };

  const acceptAll = (entries: readonly SourcedValue[], derivation: Derivation) => {
    const found = new Map<string, Candidate[]>();
    entries.forEach((entry, at) => {
      const candidate = accept(entry, at, derivation);
      if (candidate === undefined) return;
      const list = found.get(entry.attribute);
      if (list === undefined) found.set(entry.attribute, [candidate]);
      else list.push(candidate);
    });
    return found;
  };

  return ({ attributes: entries = [] }, derivation) => {
    const { facts, today } = derivation;
    facts.staleFields = [];
    attributes.forEach(({ fact }, at) => {
      setFact(facts, fact.id, unknowns[at]);
    });
    if (entries.length === 0) return nothing;
    const found = acceptAll(entries, derivation);
    const origins: ValueOrigin[] = [];
    const conflicts: SourceConflict[] = [];
    for (const { fact, staleAfterDays = Number.POSITIVE_INFINITY, whenStale } of attributes) {
      const all = (found.get(fact.id) ?? []).sort(compareCandidates);
      const isFresh = ({ day }: Candidate): boolean => today - day < staleAfterDays;
      // A value that is good for nothing any more doesn't stand in the way of a fresh one from a lesser source.
      const usable = whenStale === 'unknown' && all.some(isFresh) ? all.filter(isFresh) : all;
      const [best, ...rest] = usable;
      if (best === undefined) continue;
      const isStale = !isFresh(best);
      const isGone = isStale && whenStale === 'unknown';
      const { value, source, provenance, on } = best.value;
      const known = isGone ? unknownFor(fact.id, `last known ${fromDayNumber(best.day)}, too old`) : value;
      setFact(facts, fact.id, known);
      origins.push({ attribute: fact.id, source, provenance, on, ageDays: today - best.day, isStale });
      const others = contradicting(best, rest);
      if (others.length > 0) conflicts.push({ attribute: fact.id, chosen: best.value, others });
    }
    facts.staleFields = staleFields(origins);
    return { origins, conflicts };
  };
}
