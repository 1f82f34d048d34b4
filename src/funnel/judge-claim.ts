import type { Draft } from '../core/decider.js';
import type { Reason } from '../core/decision.js';
import { checkLedger } from './check-ledger.js';
import { readClaimCommand } from './claim-command.js';
import type { ClaimEvent } from './claim-event.js';
import { createFinder, type Obstacle } from './claim-finding.js';
import { compileClaimGuards } from './claim-guards.js';
import { lapsesDue, teamEnds } from './claim-lapse.js';
import type { ClaimInput, ClaimOutcome } from './claim-outcome.js';
import type { ClaimCode } from './claim-reasons.js';
import type { ClaimsPolicy } from './claims-policy.js';
import { type FunnelContext, type Waivers, waiverOf, waiversOf } from './guard-waiver.js';
import { applyClaim } from './ledger.js';

type AnyInput = ClaimInput<{ readonly [id: string]: unknown }>;
type Verdict = Draft<ClaimOutcome, ClaimCode>;

/** Compiles the judgement of a claims policy: lapses first, then the rules of ownership and the guards, every obstacle named. */
export function compileJudgement(policy: ClaimsPolicy): (input: AnyInput, context: FunnelContext) => Verdict {
  const find = createFinder(policy);
  const askGuards = compileClaimGuards(policy);
  const guards = new Set<string>(policy.guards.map(({ id }) => id));

  /**
   * The first day on which waiting alone helps. What stands in the way today says from when it no longer does; whether nothing else
   * does by then, as a team's claim that ends with the ownership, the same question on that day says.
   */
  const retryOn = (input: AnyInput, obstacles: readonly Obstacle[], waivers: Waivers | undefined): string | null => {
    const untils = obstacles.map(({ until }) => until);
    if (untils.includes(undefined)) return null;
    const day = (untils as string[]).reduce((a, b) => (a > b ? a : b));
    const { outcome } = judge(input, day, waivers);
    return outcome.accepted ? day : outcome.retryOn;
  };

  const judge = (input: AnyInput, asOf: string, waivers: Waivers | undefined): Verdict => {
    const { ledger: given, facts } = input;
    const command = readClaimCommand(input.command);
    const lapsed = lapsesDue(given, asOf, policy);
    const ledger = lapsed.reduce(applyClaim, given);
    const lapses = lapsed.flatMap(({ type, person, on }): Reason<ClaimCode>[] =>
      type === 'lapsed' ? [{ code: 'lapsed', facts: { person, on } }] : [],
    );
    const refuse = (refusal: 'unknownCommand' | 'conflict', seen: Reason['facts']): Verdict => ({
      outcome: { accepted: false, refusal, unmet: [], retryOn: null, events: lapsed },
      reasons: [{ code: refusal, facts: seen }, ...lapses],
      unknown: [],
    });
    const { expectedRevision } = command;
    const finding = find(ledger, command, asOf);
    if (finding === undefined) return refuse('unknownCommand', { command: (command as { type: string }).type });
    if (expectedRevision !== undefined && expectedRevision !== given.revision)
      return refuse('conflict', { revision: given.revision, expectedRevision });
    const { met, obstacles: unmet, unknown } = askGuards(command, facts, asOf, waivers);
    const obstacles = [...finding.obstacles, ...unmet];
    if (obstacles.length > 0) {
      const retry = retryOn(input, obstacles, waivers);
      return {
        outcome: {
          accepted: false,
          refusal: obstacles.some(({ held }) => held) ? 'held' : 'denied',
          unmet: obstacles.map((obstacle) => obstacle.unmet),
          retryOn: retry,
          events: lapsed,
        },
        reasons: [
          ...obstacles.map(({ reason }) => reason),
          ...(retry === null ? [] : [{ code: 'retry', facts: { on: retry } } as const]),
          ...met,
          ...lapses,
        ],
        unknown,
      };
    }
    const { account, revision } = ledger;
    const event: ClaimEvent = { schema: 1, account, revision: revision + 1, on: asOf, ...finding.event! };
    const after = event.type === 'released' ? teamEnds(ledger, event, policy) : [];
    return {
      outcome: { accepted: true, events: [...lapsed, event, ...after] },
      reasons: [...finding.reasons, ...met, ...lapses],
      unknown: [],
    };
  };
  return (input, context) => {
    const { asOf, overrides } = context;
    checkLedger(input?.ledger, asOf);
    if (overrides === undefined) return judge(input, asOf, undefined);
    const { account } = input.ledger;
    waiverOf(context, account, guards);
    return judge(input, asOf, waiversOf(context, account));
  };
}
