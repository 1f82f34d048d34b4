import type { Draft } from '../core/decider.js';
import type { Reason } from '../core/decision.js';
import type { AdvanceOutcome } from './advance-outcome.js';
import type { AnyInput, Verdict } from './judge.js';
import type { Machine } from './machine.js';
import type { FunnelEvent } from './opportunity.js';
import type { FunnelCode } from './reasons.js';

/** The reasons of a verdict: what was decided first, then what is missing, what holds, and what time did before. */
export function draftOf(
  machine: Machine,
  verdict: Verdict,
  outcome: AdvanceOutcome,
  input: AnyInput,
): Draft<AdvanceOutcome, FunnelCode> {
  const { move, lapsed } = verdict;
  const reasons: Reason<FunnelCode>[] = [];
  const met: Reason<FunnelCode>[] = [];
  let unknown: string[] | undefined;
  const first = headline(machine, verdict, outcome, input);
  if (first !== undefined) reasons.push(first);
  if (move !== undefined) {
    for (let k = 0; k < move.requirements.length; k += 1) {
      const reason = requirementReason(verdict, input, k);
      // What is missing comes first; where nothing is, the order is that of the move.
      if (verdict.refusal !== undefined && (reason.code === 'guardMet' || reason.code === 'waived')) met.push(reason);
      else reasons.push(reason);
      if (reason.code !== 'guardUnknown') continue;
      unknown ??= [];
      for (const root of move.unknownRoots(input.facts, k)) if (!unknown.includes(root)) unknown.push(root);
    }
    if (!outcome.accepted && outcome.retryOn !== null) reasons.push({ code: 'retry', facts: { on: outcome.retryOn } });
    for (const reason of met) reasons.push(reason);
  }
  if (lapsed.length > 0) for (const event of lapsed) reasons.push(lapseReason(machine, event));
  return { outcome, reasons, unknown: unknown ?? [] };
}

/** How one requirement turned out. A reason that shows flags and closed texts only is built once and shared. */
function requirementReason({ move, moment, waiver }: Verdict, { facts }: AnyInput, k: number): Reason<FunnelCode> {
  const sight = waiver === undefined ? move!.sight(k) : -1;
  const known = sight < 0 ? undefined : move!.reasons[k]![sight];
  if (known !== undefined) return known;
  const { id: rule, owner = null } = move!.requirements[k]!;
  const truth = move!.truth(k);
  const tests = move!.tests(facts, moment!, k);
  if (truth !== true && waiver?.outcome.waive.includes(rule)) {
    const { by, why, until } = waiver;
    return { code: 'waived', rule, facts: { by, why, until, tests } };
  }
  const reason: Reason<FunnelCode> =
    truth === true
      ? { code: 'guardMet', rule, facts: { tests } }
      : {
          code: truth === false ? 'guardUnmet' : 'guardUnknown',
          rule,
          facts: { tests, evidence: `${rule}.evidence`, owner },
        };
  return sight < 0 ? reason : remember(move!.reasons[k]!, sight, reason);
}

/** Keeps a reason for the next time; frozen, because decisions will share it. */
function remember(known: Reason<FunnelCode>[], sight: number, reason: Reason<FunnelCode>): Reason<FunnelCode> {
  for (const test of reason.facts.tests ?? []) Object.freeze(test);
  Object.freeze(reason.facts.tests);
  Object.freeze(reason.facts);
  known[sight] = Object.freeze(reason);
  return reason;
}

/** What became of the command; a denial needs no headline, its guards speak. */
function headline(
  machine: Machine,
  { refusal, state }: Verdict,
  outcome: AdvanceOutcome,
  { state: stored, command }: AnyInput,
): Reason<FunnelCode> | undefined {
  switch (refusal) {
    case undefined: {
      const { type, move, from, to } = outcome.events[outcome.events.length - 1]!;
      return { code: type, rule: move, facts: { from, to } };
    }
    case 'unknownCommand':
      return { code: refusal, facts: { command: command.type } };
    case 'conflict': {
      const { expectedRevision } = command;
      return { code: refusal, facts: { revision: stored?.revision ?? 0, expectedRevision } };
    }
    case 'notAllowed': {
      const stage = state?.stage ?? null;
      return { code: refusal, facts: { command: command.type, stage, allowed: machine.commandsFrom(stage) } };
    }
    default:
      return undefined;
  }
}

function lapseReason({ policy }: Machine, { move: rule, from, to, on }: FunnelEvent): Reason<FunnelCode> {
  const afterDays = policy.lapses!.find(({ id }) => id === rule)!.afterDays;
  return { code: 'lapsed', rule, facts: { from, to, on, afterDays } };
}
