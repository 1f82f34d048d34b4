import { fromDayNumber } from '../core/day-number.js';
import { InputError } from '../core/errors.js';
import { compileFactReader } from '../core/fact-reader.js';
import { createFactTable } from '../core/fact-table.js';
import { issue } from '../core/issue.js';
import { canonicalJson } from '../core/policy.js';
import { type Derivation, dayOf, setFact, unknownFor } from './derivation.js';
import type { ProfileAttribute } from './policy.js';
import type { CustomerRecord, SourcedValue } from './record.js';

/** Sources that disagree on an attribute, and whom the policy believes. */
export interface SourceConflict {
  readonly attribute: string;
  readonly chosen: SourcedValue;
  /** The others whose value differs, by source and day. */
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

/** Whom to believe: the most authoritative source, of one source the latest, of one day the smallest value as text. */
function compareCandidates(a: Candidate, b: Candidate): number {
  return a.rank - b.rank || b.day - a.day || (canonicalJson(a.value.value) < canonicalJson(b.value.value) ? -1 : 1);
}

/** Reads the attributes that sources report, under the policy's rules on provenance, authority and age. */
export function createAttributeFacts(
  attributes: readonly ProfileAttribute[],
): (record: CustomerRecord, derivation: Derivation) => AttributeFindings {
  const table = createFactTable(attributes.map(({ fact }) => fact));
  const reader = compileFactReader(table);
  const row = new Float64Array(reader.width);
  const rules = new Map(attributes.map((attribute) => [attribute.fact.id, attribute]));

  const accept = (entry: SourcedValue, at: number, { today, faults }: Derivation): Candidate | undefined => {
    const path = ['attributes', at];
    const rule = rules.get(entry.attribute);
    if (rule === undefined) {
      faults.push(issue('unknownReference', [...path, 'attribute'], 'an attribute of the policy', entry.attribute));
      return undefined;
    }
    const day = dayOf(entry.on, [...path, 'on'], faults);
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
    if (day === undefined || !(day <= today) || rank < 0 || !isAllowed || lacksStudy) return undefined;
    try {
      reader.read({ [entry.attribute]: entry.value }, row);
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      faults.push(...error.issues.map((fault) => issue(fault.code, [...path, 'value'], fault.expected, entry.value)));
      return undefined;
    }
    return entry.value === null || entry.value === undefined ? undefined : { value: entry, day, rank };
  };

  return (record, derivation) => {
    const found = new Map<string, Candidate[]>();
    (record.attributes ?? []).forEach((entry, at) => {
      const candidate = accept(entry, at, derivation);
      if (candidate === undefined) return;
      const list = found.get(entry.attribute);
      if (list === undefined) found.set(entry.attribute, [candidate]);
      else list.push(candidate);
    });
    const origins: ValueOrigin[] = [];
    const conflicts: SourceConflict[] = [];
    for (const { fact, staleAfterDays, whenStale } of attributes) {
      const [best, ...rest] = (found.get(fact.id) ?? []).sort(compareCandidates);
      if (best === undefined) {
        setFact(derivation.facts, fact.id, unknownFor(fact.id));
        continue;
      }
      const ageDays = derivation.today - best.day;
      const isStale = staleAfterDays !== undefined && ageDays >= staleAfterDays;
      const { value, source, provenance } = best.value;
      const isGone = isStale && whenStale === 'unknown';
      const known = isGone ? unknownFor(fact.id, `last known ${fromDayNumber(best.day)}, too old`) : value;
      setFact(derivation.facts, fact.id, known);
      origins.push({ attribute: fact.id, source, provenance, on: best.value.on, ageDays, isStale });
      // An older value of the same source is history and no contradiction.
      const others = rest.filter(
        (other) => other.value.source !== source && canonicalJson(other.value.value) !== canonicalJson(value),
      );
      if (others.length > 0) {
        conflicts.push({ attribute: fact.id, chosen: best.value, others: others.map((other) => other.value) });
      }
    }
    return { origins, conflicts };
  };
}
