import type { Draft } from '../core/decider.js';
import type { Reason } from '../core/decision.js';
import type { AdvanceOutcome } from './advance-outcome.js';
import type { AnyInput, Verdict } from './judge.js';
import { type Machine, unopened } from './machine.js';
import type { FunnelEvent } from './opportunity.js';
import type { FunnelCode } from './reasons.js';

/** The reasons of a verdict and the facts that it wants. */
export function draftOf(
  machine: Machine,
  verdict: Verdict,
  outcome: AdvanceOutcome,
  input: AnyInput,
): Draft<AdvanceOutcome, FunnelCode> {
  const { move, open } = verdict;
  const unknown: string[] = [];
  // Counted, because most lists are empty and walking an empty list costs more than asking its length.
  for (let i = 0; i < open.length; i += 1) {
    if (move!.truth(open[i]!) !== 'unknown') continue;
    for (const root of move!.unknownRoots(input.facts, open[i]!)) if (!unknown.includes(root)) unknown.push(root);
  }
  return { outcome, reasons: reasonsOf(machine, verdict, outcome, input), unknown };
}

/** Where all that the reasons show is the stage, flags and closed texts, the list is built once and shared. */
function reasonsOf(
  machine: Machine,
  verdict: Verdict,
  outcome: AdvanceOutcome,
  input: AnyInput,
): readonly Reason<FunnelCode>[] {
  const { move, at, lapsed, waiver } = verdict;
  const sight = move === undefined || waiver !== undefined || lapsed.length > 0 ? -1 : move.wholeSight();
  if (sight < 0) return listReasons(machine, verdict, outcome, input);
  const key = sight * (machine.stages.size + 1) + at - unopened;
  const known = move!.lists.get(key);
  if (known !== undefined) return known;
  const reasons = Object.freeze(listReasons(machine, verdict, outcome, input).map(freeze));
  move!.lists.set(key, reasons);
  return reasons;
}

/** What was decided first, then what is missing, what holds, and what time did before. */
function listReasons(
  machine: Machine,
  verdict: Verdict,
  outcome: AdvanceOutcome,
  input: AnyInput,
): readonly Reason<FunnelCode>[] {
  const { move, lapsed, open } = verdict;
  const first = headline(machine, verdict, outcome, input);
  const reasons = first === undefined ? [] : [first];
  for (let i = 0; i < open.length; i += 1) reasons.push(requirementReason(verdict, input, open[i]!));
  if (!outcome.accepted && outcome.retryOn !== null) reasons.push({ code: 'retry', facts: { on: outcome.retryOn } });
  const asked = move === undefined ? 0 : move.requirements.length;
  for (let k = 0; k < asked; k += 1) if (!open.includes(k)) reasons.push(requirementReason(verdict, input, k));
  for (let i = 0; i < lapsed.length; i += 1) reasons.push(lapseReason(machine, lapsed[i]!));
  return reasons;
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
  if (sight >= 0) move!.reasons[k]![sight] = freeze(reason);
  return reason;
}

/** Decisions will share it. */
function freeze(reason: Reason<FunnelCode>): Reason<FunnelCode> {
  for (const test of reason.facts.tests ?? []) Object.freeze(test);
  Object.freeze(reason.facts.tests);
  Object.freeze(reason.facts);
  return Object.freeze(reason);
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
