import { rootsOf, seenIn } from '../core/comparison.js';
import type { Reason } from '../core/decision.js';
import { binIds } from './risk-bins.js';
import type { RiskLayout } from './risk-layout.js';
import type { Risk } from './risk-outcome.js';
import type { AnyRiskPolicy } from './risk-policy.js';
import type { RiskCode } from './risk-reasons.js';
import { bandOf } from './risk-settling.js';
import { isMissing, type Marks } from './scorecard.js';
import { warningReasons } from './warning-explanation.js';
import { toPoints } from './weight.js';

/** Why a score is what it is: one reason a term, the weightiest first, the probability and the warnings. */
export function reasonsFor(
  layout: RiskLayout,
  record: object,
  row: Float64Array,
  marks: Marks,
  micro: number,
  today: number,
  outcome: Risk,
): { readonly reasons: readonly Reason<RiskCode>[]; readonly unknown: readonly string[] } {
  const { policy, limits } = layout;
  const { scale } = policy;
  const unknown = new Set<string>();
  const terms = termReasons(layout, record, row, marks, unknown);
  const scoreBand = policy.bands[bandOf(limits, micro)]!.id;
  const reasons: Reason<RiskCode>[] = [
    {
      code: 'scored',
      facts: {
        points: toPoints(micro),
        microPoints: micro,
        band: scoreBand,
        confidencePercent: Math.round(outcome.confidence * 10_000) / 100,
      },
    },
    ...driverReason(terms),
    ...terms,
  ];
  if (scale !== undefined && outcome.probability !== null) {
    reasons.push({
      code: 'probability',
      facts: {
        percent: Math.round(outcome.probability * 10_000) / 100,
        months: scale.months,
        target: `${policy.target}Churn`,
        calibration: scale.calibration === undefined ? 'uncalibrated' : 'calibrated',
        ...(scale.calibration === undefined ? {} : { against: scale.calibration }),
      },
    });
  }
  reasons.push(...warningReasons(layout, record, row, today, scoreBand, outcome, unknown));
  return { reasons, unknown: [...unknown] };
}

/** One reason per term, the weightiest first, then by declared order. */
function termReasons(
  { policy, card, rules }: RiskLayout,
  record: object,
  row: Float64Array,
  marks: Marks,
  unknown: Set<string>,
): readonly Reason<RiskCode>[] {
  let condition = 0;
  const reasons = policy.terms.map((term, t): Reason<RiskCode> => {
    const missing = isMissing(card, marks, t);
    const points = { points: toPoints(marks.micro[t]!), microPoints: marks.micro[t]! };
    const k = condition;
    if (term.kind === 'condition') condition += 1;
    if (missing) {
      const roots =
        term.kind === 'condition'
          ? rules.unknownRoots(row, record, k)
          : 'fact' in term
            ? rootsOf(record, term.fact)
            : [];
      for (const root of roots) unknown.add(root);
      return { code: 'unknownSignal', rule: term.id, facts: { unknown: roots, ...points } };
    }
    const seen =
      term.kind === 'condition'
        ? { tests: rules.tests(row, record, k) }
        : 'fact' in term
          ? { seen: seenIn(record, term.fact) }
          : {};
    const bin = term.kind === 'linear' ? seenIn(record, term.fact) : binName(policy, term, marks.bin[t]!);
    return { code: 'contributes', rule: term.id, facts: { bin, ...seen, ...points } };
  });
  const weight = (reason: Reason): number => Math.abs(reason.facts.microPoints as number);
  return reasons.toSorted((a, b) => weight(b) - weight(a));
}

const mostDrivers = 3;

/** The few terms that raise the score most, for a summary in one sentence. */
function driverReason(terms: readonly Reason<RiskCode>[]): readonly Reason<RiskCode>[] {
  const raising = terms.filter(({ facts }) => (facts.microPoints as number) > 0).slice(0, mostDrivers);
  if (raising.length === 0) return [];
  const drivers = raising.map(({ rule, facts }) => ({ [rule!]: facts.bin ?? null }));
  return [{ code: 'drivers', facts: { drivers } }];
}

function binName(policy: AnyRiskPolicy, term: AnyRiskPolicy['terms'][number], bin: number): string | readonly string[] {
  if (term.kind !== 'interaction') return binIds(term)[bin]!.id;
  const parts = term.of.map((id) => binIds(policy.terms.find((one) => one.id === id)!));
  const found: string[] = [];
  let rest = bin;
  for (const bins of parts.toReversed()) {
    found.unshift(bins[rest % bins.length]!.id);
    rest = Math.floor(rest / bins.length);
  }
  return found;
}
