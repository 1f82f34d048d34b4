import type { Reason } from '../core/decision.js';
import { commandFacts, countedDays, guardFacts, isReservedFact } from './guard-fact.js';
import type { FunnelCommand, OpportunityState } from './opportunity.js';
import type { FunnelMove, FunnelPolicy } from './policy.js';
import { readDay } from './read-day.js';
import type { FunnelCode } from './reasons.js';
import { compileRequirements, type OwnFacts, type Requirement, type RequirementSet } from './requirement-set.js';

/** What a move is judged on besides the caller's facts. */
export interface Moment {
  readonly state: OpportunityState | null;
  readonly command: FunnelCommand;
  /** Day number. */
  readonly asOf: number;
}

/** A move with its guards, role, technique and reason as one set of requirements. */
export interface CompiledMove extends RequirementSet<Moment> {
  readonly move: FunnelMove;
  /** Reasons built before, by requirement and by what its tests showed. */
  readonly reasons: readonly Reason<FunnelCode>[][];
  /** Whole lists of reasons, by the stage and by what all tests together showed. */
  readonly lists: Map<number, readonly Reason<FunnelCode>[]>;
}

const askedOfCommand = {
  roles: { id: 'command.role', evidence: { en: 'one of the roles that may do it', zh: '具备相应角色' } },
  techniques: { id: 'command.technique', evidence: { en: 'the technique used', zh: '注明所用手段' } },
  reasons: { id: 'command.reason', evidence: { en: 'a reason from the list', zh: '注明原因' } },
} as const;

/** What a move asks for, in the order in which a refusal lists it. */
function requirementsOf(move: FunnelMove, guards: FunnelPolicy['guards']): readonly Requirement[] {
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
  const requirements = requirementsOf(move, policy.guards);
  return {
    move,
    reasons: requirements.map(() => []),
    lists: new Map(),
    ...compileRequirements(requirements, policy.facts, own),
  };
}

function ownFacts(stages: readonly string[]): OwnFacts<Moment> {
  return {
    declared: guardFacts(stages),
    isOwn: isReservedFact,
    isCounted: (id) => id === 'asOf' || countedDays.some((counted) => counted === id),
    readerOf: (id) => {
      if (id === 'asOf') return ({ asOf }) => asOf;
      if (id === 'state.stage') return ({ state }) => state?.stage;
      const key = Object.hasOwn(commandFacts, id) ? commandFacts[id as keyof typeof commandFacts] : undefined;
      if (key !== undefined) return ({ command }) => command[key];
      return (moment) => {
        const zero = countedFrom(id, moment);
        return zero === undefined ? undefined : moment.asOf - zero;
      };
    },
    countedFrom,
    dayOf: ({ asOf }) => asOf,
    onDay: (moment, asOf) => ({ ...moment, asOf }),
  };
}

/** The day on which a counted fact is zero; `undefined` before the opportunity is opened, or for a fact that does not count. */
function countedFrom(id: string, { state }: Moment): number | undefined {
  if (id === 'asOf') return 0;
  if (state === null) return undefined;
  switch (id) {
    case 'state.daysInStage':
      return readDay(state.enteredOn, 'enteredOn');
    case 'state.daysSinceTouch':
      return readDay(state.touchedOn, 'touchedOn');
    case 'state.daysOpen':
      return readDay(state.openedOn, 'openedOn');
    default:
      return undefined;
  }
}
