import type { FactColumns } from '../core/columns.js';
import { packColumns } from '../core/columns.js';
import { readCondition } from '../core/condition-tree.js';
import { dayNumber, fromDayNumber } from '../core/day-number.js';
import { contextChecker, createDecider, type Decider } from '../core/decider.js';
import type { DecisionContext, Reason } from '../core/decision.js';
import { createFactTable } from '../core/fact-table.js';
import type { FactDeclaration, FactsOf } from '../core/facts.js';
import { type Issue, issue } from '../core/issue.js';
import { labelLookup } from '../core/label.js';
import type { PolicyHeader } from '../core/policy.js';
import { checkPolicy, parsePolicy } from '../core/policy-check.js';
import { isTrue } from '../core/program.js';
import { compileRuleSet, type RuleSet, rootsOf, seenIn, type Test } from '../core/rule-set.js';
import {
  type AnyRiskPolicy,
  binIds,
  crossCheckRisk,
  type RiskPolicy,
  riskSchema,
  type Warning,
} from './risk-policy.js';
import { type RiskCode, riskTexts } from './risk-reasons.js';
import {
  bandLimits,
  confidenceOf,
  createMarks,
  isMissing,
  layOutScorecard,
  type Marks,
  mark,
  probabilityOf,
  type Scorecard,
} from './scorecard.js';
import { markColumns, type RiskColumns } from './scorecard-columns.js';
import { microPerPoint, toPoints } from './weight.js';

/** A warning that holds. */
export interface RaisedWarning<B extends string = string> {
  readonly id: string;
  readonly level: B;
  /** Since when, where the policy knows it. */
  readonly onset: string | null;
}

/** What {@link compileRisk} decides of one customer. */
export interface Risk<B extends string = string> {
  /** Exact to a millionth: the sum of the contributions. */
  readonly points: number;
  readonly band: B;
  /** Of leaving within the scale's months, for display; `null` where the policy has no scale. */
  readonly probability: number | null;
  /** Share of the score's reach whose facts are known, 0 to 1. Unknown signals lower it, not the score. */
  readonly confidence: number;
  readonly warnings: readonly RaisedWarning<B>[];
}

/** A compiled risk policy; `columns` scores a base by columns. */
export type RiskDecider<Facts, B extends string, P extends PolicyHeader> = Decider<Facts, Risk<B>, RiskCode, P> & {
  /**
   * The scores of a base by columns, equal to those of its records.
   *
   * @throws InputError with every faulty column
   */
  readonly columns: (input: FactColumns, context: Pick<DecisionContext, 'asOf'>) => RiskColumns<B>;
};

/**
 * Compiles a risk policy into `assess`: how likely a customer is to leave, as integer points that add up, with the
 * warnings that hold and the evidence for both.
 *
 * Every term gives points for the bin its fact falls into, an unknown fact for its own bin. The sum is of whole
 * micro-points, so it is exact and bands never depend on the order of terms. The probability follows from the scale:
 * `pointsToDouble` points double the monthly hazard. Source: discrete-time proportional hazards (Prentice and
 * Gloeckler 1978) in scorecard form; practice: early-warning management (预警管理).
 *
 * @param policy - a typed literal; a misspelt fact, bin or band fails to compile
 * @returns a decider over flat facts; its decisions carry one reason per term, warning and lifted band
 * @throws PolicyError with every fault of the policy
 * @example
 * compileRisk({
 *   kind: 'risk', id: 'card', version: '1', target: 'hard',
 *   facts: [{ id: 'complaintOpen', kind: 'flag' }],
 *   terms: [{ kind: 'condition', id: 'complaint', when: { complaintOpen: true }, points: 20, missing: { points: 0 } }],
 *   bands: [{ id: 'calm', below: 20 }, { id: 'alert' }],
 * })({ complaintOpen: true }, { asOf: '2013-01-01' }).outcome.band //=> 'alert'
 */
export function compileRisk<const F extends readonly FactDeclaration[], const B extends string>(
  policy: RiskPolicy<F, B>,
): RiskDecider<FactsOf<F>, B, RiskPolicy<F, B>> {
  return compile<FactsOf<F>, B, RiskPolicy<F, B>>(policy);
}

/** {@link compileRisk} for a policy of unknown content: the same checks, wider types. */
export function compileRiskJson(json: unknown): RiskDecider<{ readonly [id: string]: unknown }, string, AnyRiskPolicy> {
  return compile(json);
}

/** The faults of a risk policy as a list, for an editor; none means that it compiles. */
export const checkRisk = (json: unknown): readonly Issue[] => checkPolicy(riskSchema, crossCheckRisk, json);

interface Compiled {
  readonly policy: AnyRiskPolicy;
  readonly rules: RuleSet;
  readonly card: Scorecard;
  readonly limits: Float64Array;
  /** Rule number of each warning's condition, -1 without one. */
  readonly warningRule: readonly number[];
  readonly expirySlot: readonly number[];
  readonly onsetSlot: readonly number[];
  readonly warningLevel: readonly number[];
}

function layOut(json: unknown): Compiled {
  const policy = parsePolicy(riskSchema, crossCheckRisk, json, 'risk policy');
  const table = createFactTable(policy.facts);
  const { warnings = [] } = policy;
  const conditions = [
    ...policy.terms.flatMap((term) => (term.kind === 'condition' ? [term.when] : [])),
    ...warnings.flatMap(({ when }) => (when === undefined ? [] : [when])),
  ];
  const trees = conditions.map((when) => readCondition(when, table, [], []));
  const card = layOutScorecard(policy, table);
  const rules = compileRuleSet(table, trees);
  let next = policy.terms.filter(({ kind }) => kind === 'condition').length;
  const slotOf = (fact: string | undefined): number => (fact === undefined ? -1 : table.valueSlot(fact)!.index);
  return {
    policy,
    rules,
    card,
    limits: bandLimits(policy.bands),
    warningRule: warnings.map(({ when }) => {
      if (when === undefined) return -1;
      next += 1;
      return next - 1;
    }),
    expirySlot: warnings.map(({ expiry }) => slotOf(expiry?.fact)),
    onsetSlot: warnings.map(({ onset }) => slotOf(onset)),
    warningLevel: warnings.map(({ level }) => policy.bands.findIndex(({ id }) => id === level)),
  };
}

function compile<Facts, B extends string, P extends PolicyHeader>(json: unknown): RiskDecider<Facts, B, P> {
  const compiled = layOut(json);
  const { policy, rules, card, limits } = compiled;
  const todayOf = dayReader();
  const row = rules.createRow();
  const marks = createMarks(card);
  const score = (facts: unknown, context: DecisionContext): { readonly micro: number; readonly today: number } => {
    rules.read(facts, row);
    const today = todayOf(context.asOf);
    return { micro: mark(card, rules.program, row, today, marks), today };
  };
  const settle = (micro: number, today: number): Risk => settleRisk(compiled, row, marks, micro, today);
  const decider = createDecider<Facts, Risk, RiskCode, PolicyHeader, DecisionContext>({
    policy,
    outcome: (facts, context) => {
      const { micro, today } = score(facts, context);
      return settle(micro, today);
    },
    decide: (facts, context) => {
      const { micro, today } = score(facts, context);
      const outcome = settle(micro, today);
      return { outcome, ...reasonsFor(compiled, facts as object, row, marks, micro, today, outcome) };
    },
    checkOutcome: (outcome) => checkRiskOutcome(policy, outcome),
    texts: riskTexts,
    names: labelLookup([
      policy.terms,
      policy.warnings ?? [],
      policy.bands,
      policy.facts,
      policy.terms.flatMap(binIds),
      calibrationLabels,
    ]),
  });
  const checkContext = contextChecker();
  return Object.assign(decider as unknown as Decider<Facts, Risk<B>, RiskCode, P>, {
    columns: (input: FactColumns, context: Pick<DecisionContext, 'asOf'>) => {
      checkContext(context);
      const packed = packColumns(rules, input);
      const bands = policy.bands.map(({ id }) => id as B);
      return markColumns(card, rules.program, packed, todayOf(context.asOf), limits, bands);
    },
  });
}

const calibrationLabels = [
  { id: 'uncalibrated', label: { en: 'uncalibrated', zh: '未校准' } },
  { id: 'calibrated', label: { en: 'calibrated', zh: '已校准' } },
];

/** A batch repeats one date; the last one read is remembered. */
function dayReader(): (asOf: string) => number {
  let lastDate = '';
  let lastDay = 0;
  return (asOf) => {
    if (asOf !== lastDate) {
      lastDay = dayNumber(asOf);
      lastDate = asOf;
    }
    return lastDay;
  };
}

function checkRiskOutcome(policy: AnyRiskPolicy, outcome: unknown): readonly Issue[] {
  const { band, points } = (outcome ?? {}) as Partial<Risk>;
  const ids = policy.bands.map(({ id }) => id);
  const issues: Issue[] = [];
  if (!ids.includes(band as string))
    issues.push(issue('unknownReference', ['outcome', 'band'], `one of ${ids.join(', ')}`, band));
  if (typeof points !== 'number' || !Number.isFinite(points))
    issues.push(issue('type', ['outcome', 'points'], 'a finite number', points));
  return issues;
}

const noWarnings: readonly RaisedWarning[] = Object.freeze([]);

function bandOf(limits: Float64Array, micro: number): number {
  let band = 0;
  while (micro > limits[band]!) band += 1;
  return band;
}

function settleRisk(compiled: Compiled, row: Float64Array, marks: Marks, micro: number, today: number): Risk {
  const { policy, card, limits } = compiled;
  const { bands, scale } = policy;
  let band = bandOf(limits, micro);
  let raised: RaisedWarning[] | undefined;
  const count = compiled.warningLevel.length;
  for (let w = 0; w < count; w += 1) {
    if (!holds(compiled, row, today, w)) continue;
    const level = compiled.warningLevel[w]!;
    const warning = policy.warnings![w]!;
    if (warning.lifts === true && level > band) band = level;
    raised ??= [];
    raised.push({ id: warning.id, level: bands[level]!.id, onset: onsetOf(compiled, row, today, w) });
  }
  return {
    points: micro / microPerPoint,
    band: bands[band]!.id,
    probability: scale === undefined ? null : probabilityOf(scale, micro),
    confidence: confidenceOf(card, marks.missing),
    warnings: raised ?? noWarnings,
  };
}

function holds(compiled: Compiled, row: Float64Array, today: number, w: number): boolean {
  const rule = compiled.warningRule[w]!;
  if (rule >= 0 && !isTrue(compiled.rules.program, row, rule)) return false;
  const slot = compiled.expirySlot[w]!;
  if (slot < 0) return true;
  const left = row[slot]! - today;
  return left >= 0 && left <= compiled.policy.warnings![w]!.expiry!.withinDays;
}

/** The named date; for an expiry the day on which it came into sight. */
function onsetOf(compiled: Compiled, row: Float64Array, today: number, w: number): string | null {
  const slot = compiled.onsetSlot[w]!;
  const named = slot < 0 ? Number.NaN : row[slot]!;
  if (!Number.isNaN(named) && named <= today) return fromDayNumber(named);
  const end = compiled.expirySlot[w]!;
  return end < 0 ? null : fromDayNumber(row[end]! - compiled.policy.warnings![w]!.expiry!.withinDays);
}

function reasonsFor(
  compiled: Compiled,
  record: object,
  row: Float64Array,
  marks: Marks,
  micro: number,
  today: number,
  outcome: Risk,
): { readonly reasons: readonly Reason<RiskCode>[]; readonly unknown: readonly string[] } {
  const { policy, limits } = compiled;
  const { scale } = policy;
  const unknown = new Set<string>();
  const terms = termReasons(compiled, record, row, marks, unknown);
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
        calibration: scale.calibration === undefined ? 'uncalibrated' : 'calibrated',
        ...(scale.calibration === undefined ? {} : { against: scale.calibration }),
      },
    });
  }
  reasons.push(...warningReasons(compiled, record, row, today, scoreBand, outcome, unknown));
  return { reasons, unknown: [...unknown] };
}

/** One reason per term, the weightiest first, then by declared order. */
function termReasons(
  { policy, card, rules }: Compiled,
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

function warningReasons(
  compiled: Compiled,
  record: object,
  row: Float64Array,
  today: number,
  scoreBand: string,
  outcome: Risk,
  unknown: Set<string>,
): readonly Reason<RiskCode>[] {
  const { policy, rules } = compiled;
  const reasons: Reason<RiskCode>[] = [];
  let band = scoreBand;
  policy.warnings?.forEach((warning, w) => {
    const rule = compiled.warningRule[w]!;
    const expiry = expiryTest(warning, record, row[compiled.expirySlot[w]!] ?? Number.NaN, today);
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
      needed: [fromDayNumber(today), fromDayNumber(today + expiry.withinDays)],
      seen: seenIn(record, expiry.fact),
      holds: known ? end >= today && end <= today + expiry.withinDays : 'unknown',
    },
  ];
}
