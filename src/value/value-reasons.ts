import { rootsOf, seenIn } from '../core/comparison.js';
import type { Draft } from '../core/decider.js';
import type { Reason } from '../core/decision.js';
import type { ValueEngine } from './engine.js';
import type { ValueOutcome } from './outcome.js';
import type { ValueCode } from './reasons.js';
import { ambiguous, nothing, undecided } from './tier-table.js';

/** One decision on its way: the record with its figures, and the roots of what was missing. */
interface Account {
  readonly engine: ValueEngine;
  readonly shown: object;
  readonly verdict: number;
  readonly unknown: Set<string>;
}

/** Decides the record that the engine has read, with its reasons: the tier, the figures, the flags, the classes. */
export function draftWithReasons(engine: ValueEngine, record: object): Draft<ValueOutcome, ValueCode> {
  const { row } = engine;
  const verdict = engine.table.verdict(row);
  const account: Account = { engine, verdict, shown: engine.figures.shown(row, record), unknown: new Set() };
  const outcome = engine.outcome(verdict);
  const reasons = [
    ...tierReasons(account),
    ...figureReasons(account),
    ...flagReasons(account, outcome),
    ...classReasons(account),
  ];
  return { outcome, reasons, unknown: [...account.unknown] };
}

/** The deciding reason first, then every tier not taken. */
function tierReasons(account: Account): readonly Reason<ValueCode>[] {
  const { engine, shown, verdict, unknown } = account;
  const { rules } = engine.table;
  const { row, policy } = engine;
  const listed: Reason<ValueCode>[] = [];
  const missing = new Set<string>();
  const holding: string[] = [];
  const considered = verdict >= 0 && policy.hitPolicy !== 'unique' ? verdict : policy.tiers.length;
  for (let k = 0; k < considered; k += 1) {
    if (k === verdict) continue;
    const truth = rules.truth(row, k);
    const rule = policy.tiers[k]!.id;
    for (const root of rules.unknownRoots(row, shown, k)) missing.add(root);
    if (truth === true) holding.push(rule);
    const code = truth === true ? 'tierReached' : truth === 'unknown' ? 'tierUndecided' : 'tierMissed';
    listed.push({ code, rule, facts: { tests: rules.tests(row, shown, k) } });
  }
  for (const root of missing) unknown.add(root);
  return [...decidingReasons(account, [...missing], holding), ...listed];
}

function decidingReasons(
  account: Account,
  missing: readonly string[],
  holding: readonly string[],
): readonly Reason<ValueCode>[] {
  const { engine, shown, verdict } = account;
  const { row, policy, table } = engine;
  if (verdict === ambiguous) return [{ code: 'ambiguous', facts: { tiers: holding } }];
  if (verdict === undecided) {
    const taken = engine.provisionalAt();
    const rule = engine.outcomes.tierIds[engine.stand(verdict).tier]!;
    if (taken < 0) return [{ code: 'unrated', facts: { missing } }];
    return [{ code: 'provisional', rule, facts: { missing, tests: table.provisional.tests(row, shown, taken) } }];
  }
  const base: Reason<ValueCode> =
    verdict === nothing
      ? { code: 'otherwise', facts: { tier: policy.otherwise } }
      : {
          code: 'tierReached',
          rule: policy.tiers[verdict]!.id,
          facts: { tests: table.rules.tests(row, shown, verdict) },
        };
  return [...carryingReasons(account), base];
}

/** Why the last period's tier still holds. */
function carryingReasons(account: Account): readonly Reason<ValueCode>[] {
  const { engine, shown, verdict } = account;
  const stood = engine.stand(verdict);
  const carried = engine.carry(stood);
  if (carried === undefined) return [];
  const open = openBarReasons(account, stood.tier);
  if (carried.because === 'table') return open;
  const { tierIds } = engine.outcomes;
  const rule = tierIds[carried.tier]!;
  const tableTier = tierIds[stood.tier]!;
  if (carried.because === 'waiting') {
    const { periods: heldPeriods, needed: neededPeriods } = carried;
    return [{ code: 'tierWaiting', rule, facts: { tableTier, heldPeriods, neededPeriods } }, ...open];
  }
  const tests = engine.table.stays.tests(engine.row, shown, engine.table.staysOf[carried.tier]!);
  return [{ code: 'tierKept', rule, facts: { tableTier, tests } }];
}

/** The lower bar of the tier held cannot be told: known, it could have kept the tier. */
function openBarReasons({ engine, shown, unknown }: Account, tier: number): readonly Reason<ValueCode>[] {
  const { row, table, policy } = engine;
  const bar = table.openBar(row, tier);
  if (bar < 0) return [];
  for (const root of table.stays.unknownRoots(row, shown, bar)) unknown.add(root);
  const rule = policy.tiers[table.staysOf.indexOf(bar)]!.id;
  return [{ code: 'stayUndecided', rule, facts: { tests: table.stays.tests(row, shown, bar) } }];
}

/** The deciding numbers, with the evidence of terms that counted under a condition. */
function figureReasons({ engine, shown }: Account): readonly Reason<ValueCode>[] {
  return engine.policy.figures.map(({ id }, f) => {
    const value = seenIn(shown, id);
    if (value === null) return { code: 'figureUnknown', rule: id, facts: { missing: rootsOf(shown, id) } };
    const tests = engine.figures.evidence(engine.row, shown, f);
    return { code: 'figure', rule: id, facts: tests.length === 0 ? { value } : { value, tests } };
  });
}

/** Of the flags that can stand on the tier, those that do, those that do not and those that missing facts leave open. */
function flagReasons({ engine, shown, unknown }: Account, outcome: ValueOutcome): readonly Reason<ValueCode>[] {
  const { row, outcomes } = engine;
  return (engine.policy.flags ?? []).flatMap(({ id, tiers }, f): readonly Reason<ValueCode>[] => {
    if (!tiers.includes(outcome.tier)) return [];
    const truth = outcomes.flagRules.truth(row, f);
    for (const root of outcomes.flagRules.unknownRoots(row, shown, f)) unknown.add(root);
    const code = truth === true ? 'flagged' : truth === false ? 'flagMissed' : 'flagUndecided';
    return [{ code, rule: id, facts: { tests: outcomes.flagRules.tests(row, shown, f) } }];
  });
}

/** The primary class, then for each class the rules that made or could make the customer a member, or all that failed. */
function classReasons({ engine, shown, unknown }: Account): readonly Reason<ValueCode>[] {
  const { row, outcomes } = engine;
  const { classRules } = outcomes;
  const listed: Reason<ValueCode>[] = [];
  let primary: Reason<ValueCode> | undefined;
  outcomes.classes.forEach(({ id, sources, rules }, c) => {
    const state = outcomes.classState(row, c);
    const code = ({ yes: 'classHeld', open: 'classUndecided', no: 'classMissed' } as const)[state];
    if (state === 'yes') primary ??= { code: 'primaryClass', rule: id, facts: {} };
    rules.forEach((k, r) => {
      if (state === 'yes' && classRules.truth(row, k) !== true) return;
      if (state === 'open') for (const root of classRules.unknownRoots(row, shown, k)) unknown.add(root);
      listed.push({ code, rule: id, facts: { source: sources[r]!, tests: classRules.tests(row, shown, k) } });
    });
  });
  return primary === undefined ? listed : [primary, ...listed];
}
