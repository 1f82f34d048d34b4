import { rootsOf, seenIn, type Test } from '../core/comparison.js';
import { fromDayNumber, lastDayNumber } from '../core/day-number.js';
import type { Reason } from '../core/decision.js';
import type { FactDeclaration } from '../core/facts.js';
import type { RiskLayout } from './risk-layout.js';
import type { Risk } from './risk-outcome.js';
import type { Warning } from './risk-policy.js';
import type { RiskCode } from './risk-reasons.js';

/** Why warnings hold, lift the band or stay open, with their evidence. */
export function warningReasons(
  layout: RiskLayout,
  record: object,
  row: Float64Array,
  today: number,
  scoreBand: string,
  outcome: Risk,
  unknown: Set<string>,
): readonly Reason<RiskCode>[] {
  const { policy, rules } = layout;
  const reasons: Reason<RiskCode>[] = [];
  let band = scoreBand;
  policy.warnings?.forEach((warning, w) => {
    const rule = layout.warningRule[w]!;
    const expiry = expiryTest(warning, record, row[layout.expirySlot[w]!] ?? Number.NaN, today);
    const tests = [...(rule < 0 ? [] : rules.tests(row, record, rule)), ...expiry];
    // A condition that is false, or a date out of sight, settles the matter whatever else is unknown.
    const refuted = (rule >= 0 && rules.truth(row, rule) === false) || expiry.some((test) => test.holds === false);
    const raised = outcome.warnings.find(({ id }) => id === warning.id);
    if (raised !== undefined) {
      reasons.push({ code: 'warned', rule: warning.id, facts: { level: raised.level, onset: raised.onset, tests } });
      const order = policy.bands.map(({ id }) => id);
      if (warning.lifts === true && order.indexOf(warning.level) > order.indexOf(band)) {
        reasons.push({ code: 'lifted', rule: warning.id, facts: { from: band, to: warning.level } });
        band = warning.level;
      }
    } else if (!refuted) {
      reasons.push({ code: 'warningOpen', rule: warning.id, facts: { level: warning.level, tests } });
      if (rule >= 0) for (const root of rules.unknownRoots(row, record, rule)) unknown.add(root);
      for (const test of expiry)
        if (test.seen === null) for (const root of rootsOf(record, test.fact)) unknown.add(root);
    }
  });
  return reasons;
}

function expiryTest(
  { expiry }: Warning<readonly FactDeclaration[], string>,
  record: object,
  end: number,
  today: number,
): readonly Test[] {
  if (expiry === undefined) return [];
  const known = !Number.isNaN(end);
  return [
    {
      fact: expiry.fact,
      operator: '$between',
      // No date lies after the last one.
      needed: [fromDayNumber(today), fromDayNumber(Math.min(today + expiry.withinDays, lastDayNumber))],
      seen: seenIn(record, expiry.fact),
      holds: known ? end >= today && end <= today + expiry.withinDays : 'unknown',
    },
  ];
}
