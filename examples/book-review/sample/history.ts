import { addDays } from 'tenure/core';
import { compileFunnelJson, type FunnelEvent, fold } from 'tenure/funnel';
import { seededRandom } from 'tenure/statistics';
import funnelPolicy from './policies/funnel.json' with { type: 'json' };

/*
 * Funnel events of made-up prospects and second sales, made by the funnel itself: every command is one that it accepts.
 */

const advance = compileFunnelJson(funnelPolicy);

const facts = {
  visitedOnSite: true,
  basicAttributesKnown: 6,
  customerFileId: 'F-1',
  claimedByTeam: true,
  registration: 'valid',
  needStatus: 'unbearable',
  ableToBuy: true,
  customerAskedForSolution: true,
  resourcesConfirmed: true,
  feasible: true,
  goalAgreed: true,
  costAgreed: true,
  priceAgreed: true,
  returnUnderstood: true,
  solutionAccepted: true,
  orderId: 'O-1',
  signedOn: '2012-12-01',
  promisesMissing: 0,
  provisioning: 'activated',
  accountOnNet: true,
  warning: 'none',
} as const;

const steps = ['list', 'qualify', 'clarify', 'sign', 'activate'] as const;
const techniques = ['marketEvent', 'telemarketing', 'agentPartnerReferral', 'directVisit'] as const;
const opportunities = 240;
const asOf = '2013-01-04';

function eventsOf(index: number, seed: number): readonly FunnelEvent[] {
  const random = seededRandom(seed, 'history', String(index));
  const secondSale = index % 5 === 0;
  const opens = {
    opportunity: `OPP-${String(index + 1).padStart(4, '0')}`,
    account: secondSale
      ? `SME-${String(1 + random.below(3_000)).padStart(5, '0')}`
      : `PRO-${String(index + 1).padStart(4, '0')}`,
    product: ['fibre-100', 'mobile-business', 'switchboard'][random.below(3)]!,
  };
  const by = `M0${1 + random.below(8)}`;
  const events: FunnelEvent[] = [];
  let day = addDays(asOf, -20 - random.below(220));
  const tell = (type: 'find' | 'openSecondSale' | 'lose' | (typeof steps)[number], more: object = {}): boolean => {
    const { outcome } = advance(
      { state: fold(events), command: { type, by, role: 'accountManager', ...more }, facts },
      { asOf: day },
    );
    events.push(...outcome.events);
    return outcome.accepted;
  };
  if (!tell(secondSale ? 'openSecondSale' : 'find', { opens })) return events;
  for (const step of secondSale ? steps.slice(2) : steps) {
    day = addDays(day, 4 + random.below(24));
    if (day > asOf || random.next() < 0.18) break;
    if (random.next() < 0.14) {
      tell('lose', { reason: (['price', 'competitor', 'noBudget'] as const)[random.below(3)]! });
      break;
    }
    if (!tell(step, step === 'qualify' ? { technique: techniques[random.below(techniques.length)]! } : {})) break;
  }
  return events;
}

/** The history as JSON lines, in the order of days; the same text for the same seed. */
export function sampleHistory(seed = 20_130_104): string {
  const events = Array.from({ length: opportunities }, (_, index) => eventsOf(index, seed)).flat();
  const ordered = events
    .map((event, at) => ({ event, at }))
    .sort((a, b) => (a.event.on < b.event.on ? -1 : a.event.on > b.event.on ? 1 : a.at - b.at));
  return `${ordered.map(({ event }) => JSON.stringify(event)).join('\n')}\n`;
}
