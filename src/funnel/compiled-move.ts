import { commandFacts, guardFacts, isReservedFact } from './guard-fact.js';
import type { FunnelCommand, OpportunityState } from './opportunity.js';
import type { FunnelMove, FunnelPolicy } from './policy.js';
import { compileRequirements, type OwnFacts, type Requirement, type RequirementSet } from './requirement-set.js';

/** What a move is judged on besides the caller's facts. */
export interface Moment {
  readonly state: OpportunityState | null;
  readonly command: FunnelCommand;
  readonly asOf: number;
  /** Day numbers of the state's dates; NaN before the opportunity is opened. */
  readonly openedOn: number;
  readonly enteredOn: number;
  readonly touchedOn: number;
}

/** A move with its guards, role, technique and reason as one set of requirements. */
export interface CompiledMove extends RequirementSet<Moment> {
  readonly move: FunnelMove;
}

const askedOfCommand = {
  roles: { id: 'command.role', evidence: { en: 'one of the roles that may do it', zh: '具备相应角色' } },
  techniques: { id: 'command.technique', evidence: { en: 'the technique used', zh: '注明所用手段' } },
  reasons: { id: 'command.reason', evidence: { en: 'a reason from the list', zh: '注明原因' } },
} as const;

/** What a move asks for, in the order in which a refusal lists it. */
export function requirementsOf(move: FunnelMove, guards: FunnelPolicy['guards']): readonly Requirement[] {
  const asked = (['roles', 'techniques', 'reasons'] as const).flatMap((key): Requirement[] => {
    const values = move[key];
    const { id, evidence } = askedOfCommand[key];
    return values === undefined ? [] : [{ id, when: { [id]: { $in: values } }, evidence }];
  });
  return [...asked, ...(move.guards ?? []).map((id) => guards.find((guard) => guard.id === id)!)];
}

/** Compiles one move of a policy that has been checked. */
export function compileMove(move: FunnelMove, policy: FunnelPolicy): CompiledMove {
  const own = ownFacts(policy.stages.map(({ id }) => id));
  return { move, ...compileRequirements(requirementsOf(move, policy.guards), policy.facts, own) };
}

function ownFacts(stages: readonly string[]): OwnFacts<Moment> {
  return {
    declared: guardFacts(stages),
    isOwn: isReservedFact,
    valueOf: (id, moment) => {
      if (id === 'asOf') return moment.asOf;
      if (id === 'state.stage') return moment.state?.stage;
      const zero = countedFrom(id, moment);
      if (zero === undefined) return moment.command[commandFacts[id as keyof typeof commandFacts]];
      return Number.isNaN(zero) ? undefined : moment.asOf - zero;
    },
    countedFrom,
    dayOf: ({ asOf }) => asOf,
    onDay: (moment, asOf) => ({ ...moment, asOf }),
  };
}

function countedFrom(id: string, moment: Moment): number | undefined {
  switch (id) {
    case 'asOf':
      return 0;
    case 'state.daysInStage':
      return moment.enteredOn;
    case 'state.daysSinceTouch':
      return moment.touchedOn;
    case 'state.daysOpen':
      return moment.openedOn;
    default:
      return undefined;
  }
}
