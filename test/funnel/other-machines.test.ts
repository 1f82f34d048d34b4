import { InputError } from 'tenure/core';
import {
  compileFunnel,
  conversionsOf,
  fold,
  needIntensity,
  type OpportunityState,
  replicateSolution,
} from 'tenure/funnel';
import { describe, expect, it } from 'vitest';
import { telecomFunnel } from '../../examples/policies/telecom-funnel.js';

const at = <S extends string>(stage: S, day: string): OpportunityState<S> => ({
  schema: 1,
  opportunity: 'c1',
  account: 'a1',
  product: null,
  follows: null,
  stage,
  revision: 1,
  openedOn: day,
  enteredOn: day,
  touchedOn: day,
  lastOn: day,
  reason: null,
  value: null,
});

describe('six stages have five conversions', () => {
  it('and the second sale opens anew', () => {
    const conversions = conversionsOf(telecomFunnel.policy as never);
    expect(conversions.map(({ move }) => move)).toEqual(['list', 'qualify', 'clarify', 'sign', 'activate']);
    expect(conversions[1]?.techniques).toHaveLength(6);
    expect(telecomFunnel.policy.moves.find(({ id }) => id === 'openSecondSale')).toMatchObject({ to: 'potential' });
  });
});

describe('the relation to a contact is a funnel like any other', () => {
  const relation = compileFunnel({
    kind: 'funnel',
    id: 'contact-relation',
    version: '1',
    facts: [{ id: 'recommendsUs', kind: 'flag' }],
    stages: [
      { id: 'filed', kind: 'open' },
      { id: 'iceBroken', kind: 'open' },
      { id: 'maintained', kind: 'open' },
      { id: 'trusted', kind: 'won' },
    ],
    guards: [{ id: 'trust', when: { recommendsUs: true }, evidence: { en: 'a recommendation' } }],
    moves: [
      { id: 'file', on: 'file', to: 'filed' },
      { id: 'breakTheIce', on: 'meet', from: ['filed'], to: 'iceBroken' },
      { id: 'maintain', on: 'meet', from: ['iceBroken'], to: 'maintained' },
      { id: 'keep', on: 'meet', from: ['maintained'] },
      { id: 'trust', on: 'trust', from: ['maintained'], to: 'trusted', guards: ['trust'] },
    ],
    // An example figure: 60 days without a meeting, and a maintained relation is none.
    lapses: [{ id: 'neglect', from: ['maintained'], to: 'iceBroken', afterDays: 60, since: 'touched' }],
  });

  it('met once, the ice is broken; left alone for more than 60 days it is no longer maintained', () => {
    const met = relation(
      { state: at('filed', '2012-03-01'), command: { type: 'meet' }, facts: {} },
      { asOf: '2012-03-02' },
    );
    expect(met.outcome.events[0]).toMatchObject({ move: 'breakTheIce', to: 'iceBroken' });
    const state = at('maintained', '2012-03-01');
    expect(relation.dueEvents(state, { asOf: '2012-04-30' })).toEqual([]);
    expect(relation.dueEvents(state, { asOf: '2012-05-01' })[0]).toMatchObject({ to: 'iceBroken' });
  });
});

describe('a pilot that spreads is a funnel like any other', () => {
  const rollOut = compileFunnel({
    kind: 'funnel',
    id: 'roll-out',
    version: '1',
    facts: [{ id: 'pilotStable', kind: 'flag' }],
    stages: [
      { id: 'city', kind: 'open' },
      { id: 'province', kind: 'open' },
      { id: 'nation', kind: 'won' },
    ],
    guards: [{ id: 'stable', when: { pilotStable: true }, evidence: { en: 'a stable pilot' } }],
    moves: [
      { id: 'begin', on: 'begin', to: 'city' },
      { id: 'toProvince', on: 'spread', from: ['city'], to: 'province', guards: ['stable'] },
      { id: 'toNation', on: 'spread', from: ['province'], to: 'nation', guards: ['stable'] },
    ],
  });
  const spread = (pilotStable: boolean) =>
    rollOut(
      { state: at('city', '2012-03-01'), command: { type: 'spread' }, facts: { pilotStable } },
      { asOf: '2012-03-02' },
    ).outcome;

  it('a stable pilot goes to the province, an unstable one is blocked', () => {
    expect(fold(spread(true).events.slice(1))).toBeNull();
    expect(spread(true).events[0]).toMatchObject({ to: 'province' });
    expect(spread(false)).toMatchObject({ accepted: false, unmet: ['stable'] });
  });
});

describe('needs and solutions', () => {
  it('pains of 8 and 7 against a gain of 3 are unbearable at a threshold of 7', () => {
    expect(needIntensity([8, 7], [3], 7)).toEqual({ driver: 'pain', score: 7.5, unbearable: true });
    expect(needIntensity([2], [6], 7)).toEqual({ driver: 'gain', score: 6, unbearable: false });
    expect(needIntensity([], [], 7)).toEqual({ driver: 'none', score: null, unbearable: false });
  });

  it('a solution replicated for another industry keeps its structure under new names', () => {
    const elevators = {
      id: 'elevatorGuard',
      anchor: 'qualityBureau',
      functions: ['faultMonitoring', 'graduatedManagement', 'voiceComfort', 'videoRecord', 'maintenanceRecord'].map(
        (id) => ({ id }),
      ),
      devices: [{ id: 'blackBox' }],
      partners: [{ id: 'equipmentMaker' }],
      network: 'mobile data',
      platform: 'operator platform',
      relationshipLevels: ['bureau leader', 'department', 'inspector'],
    };
    const drugs = replicateSolution(elevators, { id: 'drugGuard', anchor: 'drugAdministration' }, [
      { part: 'faultMonitoring', by: { id: 'coldChainMonitoring' } },
    ]);
    expect(drugs.functions.map(({ id }) => id)).toEqual([
      'coldChainMonitoring',
      'graduatedManagement',
      'voiceComfort',
      'videoRecord',
      'maintenanceRecord',
    ]);
    expect([drugs.anchor, drugs.relationshipLevels.length]).toEqual(['drugAdministration', 3]);
    expect(() =>
      replicateSolution(elevators, { id: 'x', anchor: 'y' }, [{ part: 'nothing', by: { id: 'z' } }]),
    ).toThrow(InputError);
  });
});
