import { dayNumber, fromDayNumber } from '../core/day-number.js';
import type { Reason } from '../core/decision.js';
import type { ClaimCommand } from './claim-command.js';
import type { Obstacle } from './claim-finding.js';
import type { ClaimCode } from './claim-reasons.js';
import type { ClaimsPolicy } from './claims-policy.js';
import { claimFacts, isReservedFact } from './guard-fact.js';
import type { Waivers } from './guard-waiver.js';
import { compileRequirements, type OwnFacts } from './requirement-set.js';

/** What the guards of a command come to: those met or waived, those in the way, and the facts that are missing. */
interface GuardFinding {
  readonly met: readonly Reason<ClaimCode>[];
  readonly obstacles: readonly Obstacle[];
  readonly unknown: readonly string[];
}

/** Asks the guards of a command on a day, those waived by then left alone; a command that has none finds nothing. */
export type AskGuards = (
  command: ClaimCommand,
  facts: { readonly [id: string]: unknown },
  asOf: string,
  waivers: Waivers | undefined,
) => GuardFinding;

interface ClaimMoment {
  readonly command: ClaimCommand;
  readonly asOf: number;
}

const own: OwnFacts<ClaimMoment> = {
  declared: claimFacts,
  isOwn: isReservedFact,
  isCounted: (id) => id === 'asOf',
  readerOf: (id) => {
    if (id === 'asOf') return ({ asOf }) => asOf;
    const key = id.slice('command.'.length) as 'person' | 'role' | 'team';
    return ({ command }) => (command as Partial<Record<typeof key, string>>)[key];
  },
  countedFrom: (id) => (id === 'asOf' ? 0 : undefined),
  dayOf: ({ asOf }) => asOf,
  onDay: (moment, asOf) => ({ ...moment, asOf }),
};

const guarded = ['claimTeam', 'register', 'transfer'] as const;

/** Compiles the guards of a policy that compiles. */
export function compileClaimGuards({ guards, facts: declared }: ClaimsPolicy): AskGuards {
  const sets = new Map(
    guarded.map((type): [string, ReturnType<typeof compileRequirements<ClaimMoment>>] => [
      type,
      compileRequirements(
        guards.filter(({ on }) => on.includes(type)),
        declared,
        own,
      ),
    ]),
  );
  return (command, facts, asOf, waivers) => {
    const set = sets.get(command.type);
    if (set === undefined) return { met: [], obstacles: [], unknown: [] };
    const moment = { command, asOf: dayNumber(asOf) };
    const waiver = waivers?.on(moment.asOf);
    set.hold(facts, moment);
    const [met, obstacles, unknown]: [Reason<ClaimCode>[], Obstacle[], string[]] = [[], [], []];
    for (const [k, { id, owner }] of set.requirements.entries()) {
      const truth = set.truth(k);
      const tests = set.tests(facts, moment, k);
      if (truth === true) {
        met.push({ code: 'guardMet', rule: id, facts: { tests } });
        continue;
      }
      if (waiver?.outcome.waive.includes(id)) {
        const { by, why, until } = waiver;
        met.push({ code: 'waived', rule: id, facts: { by, why, until, tests } });
        continue;
      }
      unknown.push(...set.unknownRoots(facts, k));
      const day = set.patience(moment, [k], waivers);
      const code = truth === false ? 'guardUnmet' : 'guardUnknown';
      const reason = { code, rule: id, facts: { tests, evidence: `${id}.evidence`, owner: owner ?? null } } as const;
      obstacles.push({ unmet: id, reason, ...(day === undefined ? {} : { until: fromDayNumber(day) }) });
    }
    return { met, obstacles, unknown: [...new Set(unknown)] };
  };
}
