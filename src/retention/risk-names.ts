import { type LabelLookup, type Labelled, labelLookup, labelLookupWithin } from '../core/label.js';
import { binIds } from './risk-bins.js';
import type { AnyRiskPolicy, RiskTerm } from './risk-policy.js';

/**
 * The names of a risk policy's elements. Bins are named within their term: two terms may both have a bin `≤ 2`, or one
 * called like a band, and mean different things by it.
 */
export function riskNames(policy: AnyRiskPolicy): LabelLookup {
  const { terms, warnings = [], bands, facts } = policy;
  const bins = new Map(terms.map((term) => [term.id, binsOf(policy, term)]));
  return labelLookupWithin(bins, labelLookup([terms, warnings, bands, facts, probabilityLabels]));
}

/** The bins of a term; those of an interaction are what the terms have that it crosses. */
function binsOf({ terms }: AnyRiskPolicy, term: RiskTerm): readonly Labelled[] {
  const parts = term.kind === 'interaction' ? terms.filter(({ id }) => term.of.includes(id)) : [term];
  return parts.flatMap(binIds);
}

/** What a probability speaks of and what it was checked against. */
const probabilityLabels = [
  { id: 'hardChurn', label: { en: 'leave', zh: '离网' } },
  { id: 'serviceChurn', label: { en: 'give up the service', zh: '退订业务' } },
  { id: 'softChurn', label: { en: 'stop using without cancelling', zh: '软流失' } },
  { id: 'uncalibrated', label: { en: 'uncalibrated', zh: '未校准' } },
  { id: 'calibrated', label: { en: 'calibrated', zh: '已校准' } },
];
