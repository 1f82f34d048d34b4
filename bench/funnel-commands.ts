import { dayNumber } from 'tenure/core';
import type { OpportunityState } from 'tenure/funnel';
import type { telecomFunnel } from '../examples/policies/telecom-funnel.js';
import { hash } from './customers.js';

type Input = Parameters<typeof telecomFunnel>[0];
export type StageId = NonNullable<Input['state']>['stage'];
export type Facts = Input['facts'];

export const stages = ['target', 'listed', 'potential', 'intent', 'order', 'onNet'] as const;
const commands = ['list', 'qualify', 'clarify', 'activate', 'cool', 'winBack'] as const;
export const asOf = '2012-04-10';

/** An opportunity, what is asked of it and what is known of the customer. */
export interface Item {
  readonly state: OpportunityState<StageId>;
  readonly command: { readonly type: (typeof commands)[number]; readonly technique: 'directVisit' };
  readonly facts: {
    readonly customerFileId: string | null;
    readonly claimedByTeam: boolean;
    readonly registration: 'valid' | 'lapsed';
    readonly needStatus: 'none' | 'latent' | 'unbearable';
    readonly ableToBuy: boolean;
    readonly customerAskedForSolution: boolean;
    readonly provisioning: 'scheduled' | 'activated';
  };
}

/** Few enough to stay in the processor's cache, so that the machine is timed and not the memory. */
export const distinct = 1024;

/** Commands of which two of three suit the stage; no lapse is due yet, but whether one is has to be asked. */
export function items(): readonly Item[] {
  return Array.from({ length: distinct }, (_, i): Item => {
    const bit = (n: number) => hash(i, n) % 8 !== 0;
    const stage = stages[hash(i, 1) % stages.length]!;
    const touchedOn = `2012-04-0${1 + (hash(i, 12) % 9)}`;
    return {
      state: {
        schema: 1,
        opportunity: `o${i}`,
        account: `a${i >> 1}`,
        product: null,
        follows: null,
        stage,
        revision: 1 + (hash(i, 2) % 9),
        openedOn: '2012-03-01',
        enteredOn: `2012-03-${20 + (hash(i, 13) % 10)}`,
        touchedOn,
        lastOn: touchedOn,
        reason: null,
        value: null,
      },
      command: {
        type:
          hash(i, 3) % 3 === 0
            ? commands[hash(i, 4) % commands.length]!
            : (['list', 'qualify', 'clarify', 'cool', 'activate', 'list'] as const)[stages.indexOf(stage as 'target')]!,
        technique: 'directVisit',
      },
      facts: {
        customerFileId: bit(5) ? 'F-1' : null,
        claimedByTeam: bit(6),
        registration: bit(7) ? 'valid' : 'lapsed',
        needStatus: bit(8) ? 'unbearable' : 'latent',
        ableToBuy: bit(9),
        customerAskedForSolution: bit(10),
        provisioning: bit(11) ? 'activated' : 'scheduled',
      },
    };
  });
}

/** The same items as a warehouse gives them. */
export function columnsOf(size: number) {
  const list = items();
  const rows = Array.from({ length: size }, (_, i) => list[i % distinct]!);
  const texts = (values: readonly string[], of: (item: Item) => string | null) => ({
    values,
    codes: Int8Array.from(rows, (item) => values.indexOf(of(item) ?? '')),
  });
  const flags = (of: (item: Item) => boolean) => Float64Array.from(rows, (item) => Number(of(item)));
  const daysSince = (of: (item: Item) => string) =>
    Float64Array.from(rows, (item) => dayNumber(asOf) - dayNumber(of(item)));
  return {
    length: size,
    columns: {
      'state.stage': texts(stages, ({ state }) => state.stage),
      'state.daysInStage': daysSince(({ state }) => state.enteredOn),
      'state.daysSinceTouch': daysSince(({ state }) => state.touchedOn),
      'command.type': texts(commands, ({ command }) => command.type),
      'command.technique': texts(['directVisit'], ({ command }) => command.technique),
      customerFileId: texts(['F-1'], ({ facts }) => facts.customerFileId),
      claimedByTeam: flags(({ facts }) => facts.claimedByTeam),
      registration: texts(['valid', 'lapsed'], ({ facts }) => facts.registration),
      needStatus: texts(['latent', 'unbearable'], ({ facts }) => facts.needStatus),
      ableToBuy: flags(({ facts }) => facts.ableToBuy),
      customerAskedForSolution: flags(({ facts }) => facts.customerAskedForSolution),
      provisioning: texts(['scheduled', 'activated'], ({ facts }) => facts.provisioning),
    },
  };
}
