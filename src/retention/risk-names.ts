import { type Label, type LabelLookup, labelLookup } from '../core/label.js';
import { binIds } from './risk-bins.js';
import type { AnyRiskPolicy, RiskTerm } from './risk-policy.js';

/**
 * The names of a risk policy's elements. Bins are named within their term: two terms may both have a bin `≤ 2`, or one
 * called like a band, and mean different things by it.
 */
export function riskNames(policy: AnyRiskPolicy): LabelLookup {
  const { terms, warnings = [], bands, facts } = policy;
  const shared = labelLookup([terms, warnings, bands, facts, probabilityLabels]);
  const bins = new Map(terms.map((term) => [term.id, labelsOf(policy, term)]));
  return (id, language, of) => {
    const own = of === undefined ? undefined : bins.get(of);
    return own?.has(id) ? (own.get(id)?.[language] ?? id) : shared(id, language);
  };
}

/** The labels of a term's bins; an interaction shows the id of a bin that the terms it crosses call by different names. */
function labelsOf({ terms }: AnyRiskPolicy, term: RiskTerm): ReadonlyMap<string, Label | undefined> {
  const parts = term.kind === 'interaction' ? terms.filter(({ id }) => term.of.includes(id)) : [term];
  const labels = new Map<string, Label | undefined>();
  for (const { id, label } of parts.flatMap(binIds)) {
    const known = labels.get(id);
    const same = known?.en === label?.en && known?.zh === label?.zh;
    labels.set(id, !labels.has(id) || same ? label : undefined);
  }
  return labels;
}

/** What a probability speaks of and what it was checked against. */
const probabilityLabels = [
  { id: 'hardChurn', label: { en: 'leave', zh: '离网' } },
  { id: 'serviceChurn', label: { en: 'give up the service', zh: '退订业务' } },
  { id: 'softChurn', label: { en: 'stop using without cancelling', zh: '软流失' } },
  { id: 'uncalibrated', label: { en: 'uncalibrated', zh: '未校准' } },
  { id: 'calibrated', label: { en: 'calibrated', zh: '已校准' } },
];
