import {
  checkStrategy,
  checkStrategyReferences,
  compareWithBenchmark,
  compileStrategyJson,
  isStale,
  strategyCompleteness,
} from 'tenure/segmentation';
import { describe, expect, it } from 'vitest';
import { carrierBenchmarks } from '../../examples/policies/carrier-benchmarks.js';
import { segmentStrategies } from '../../examples/policies/segment-strategies.js';

const context = { asOf: '2013-01-01' };
const cards = segmentStrategies.policy.cards;
const card = (segment: string) => cards.find((entry) => entry.segment === segment)!;

describe('a strategy card', () => {
  it('is complete with product mix, price, loyalty plan and channel', () => {
    expect(strategyCompleteness(card('data'))).toEqual({ have: 4, of: 4, missing: [] });
    const { channel: _, ...without } = card('data');
    expect(strategyCompleteness(without)).toEqual({ have: 3, of: 4, missing: ['channel'] });
  });

  it('is found by segment, and says what it lacks', () => {
    const decision = segmentStrategies({ segment: 'voice' }, context);
    expect(decision.outcome?.productMix).toEqual(['callBundle']);
    expect(segmentStrategies.explain(decision, 'en')).toEqual([
      'The card of Voice holds.',
      'The card of Voice lacks loyaltyPlan.',
    ]);
  });

  it('is none for a segment without a card, or for an unknown one, and the two differ', () => {
    const none = segmentStrategies({ segment: 'constructor' }, context);
    const unknown = segmentStrategies({ segment: null }, context);
    expect([none.outcome, none.unknown, unknown.outcome, unknown.unknown]).toEqual([null, [], null, ['need']]);
    expect([none, unknown].map(({ reasons }) => reasons[0]?.code)).toEqual(['noCard', 'segmentUnknown']);
  });

  it('gives way to what was agreed with one customer until that ends, and then holds again', () => {
    const override = {
      subject: 'acme',
      outcome: { pricePosture: ['fixedForTwoYears'] },
      by: 'head of sales',
      why: 'frame contract',
      until: '2013-06-30',
    };
    const at = (asOf: string) =>
      segmentStrategies({ segment: 'data' }, { asOf, subject: 'acme', overrides: [override] });
    expect(at('2013-06-30').outcome?.pricePosture).toEqual(['fixedForTwoYears']);
    expect(at('2013-07-01').outcome?.pricePosture).toEqual(['floatingBroadbandPrice', 'valueMessage']);
    expect(at('2013-06-30').reasons[0]).toMatchObject({ code: 'overridden', facts: { by: 'head of sales' } });
  });

  it('points at segments, actions, owners and indicators that are there', () => {
    const references = {
      segments: ['resilience', 'networking', 'data', 'voice', 'unclear'],
      actions: ['networkReview'],
      owners: ['accountManager'],
      indicators: ['retentionRate'],
    };
    expect(checkStrategyReferences({ cards }, references).map(({ message }) => message)).toEqual([
      'cards.0.actions.0.owner: expected one of accountManager, got "chiefAccountManager"',
      'cards: expected a card for unclear, got nothing',
    ]);
  });

  it('stands once a segment', () => {
    const json = { ...segmentStrategies.policy, cards: [card('data'), card('data')] };
    expect(checkStrategy(json).map(({ message }) => message)).toEqual([
      'cards.1.segment: expected a segment without a card at position 0, got "data"',
    ]);
    expect(() => compileStrategyJson(json)).toThrow('cards.1.segment');
  });
});

describe('carrier benchmarks', () => {
  const benchmark = (id: string) => carrierBenchmarks.find((entry) => entry.id === id)!;
  const traits = (id: string, aspect: string) =>
    benchmark(id)
      .aspects.find((entry) => entry.id === aspect)
      ?.traits.map((trait) => trait.id);

  it.each([
    ['AT&T', 'priceLevel', ['defensive']],
    ['AT&T', 'channel', ['directSales', 'teleSales']],
    ['MCI', 'priceLevel', ['offensive']],
    ['Sprint', 'priceStructure', ['flat']],
  ])('say of %s under %s: %j', (id, aspect, expected) => {
    expect(traits(id, aspect)).toEqual(expected);
  });

  it('say what is inferred from a layout and what is cut off in the source', () => {
    const aspect = (id: string, name: string) => benchmark(id).aspects.find((entry) => entry.id === name)!;
    expect(aspect('Sprint', 'productDifferentiatedPricing').confidence).toBe('layoutInferred');
    expect(aspect('reseller', 'channel').traits.map(({ id, share }) => [id, share])).toEqual([
      ['direct', 0.47],
      ['agent', 0.17],
      ['unspecified', 0.36],
    ]);
  });

  it('are stale where nobody knows of when they are', () => {
    expect(isStale(benchmark('AT&T'), '2013-01-01', 3650)).toBe(true);
    const dated = { source: { ...benchmark('AT&T').source, date: '2012-01-01' } };
    expect([365, 366].map((days) => isStale(dated, '2013-01-01', days))).toEqual([true, false]);
  });

  it('match ours in target, price structure and price level, and the channel differs with its reason', () => {
    const own = [
      { id: 'target', traits: [{ id: 'sme' }] },
      { id: 'priceStructure', traits: [{ id: 'flat' }] },
      { id: 'priceLevel', traits: [{ id: 'belowMajors' }] },
      { id: 'channel', traits: [{ id: 'agent' }] },
    ];
    const compared = compareWithBenchmark(own, benchmark('reseller'));
    expect(compared.map(({ aspect, result }) => [aspect, result])).toEqual([
      ['target', 'match'],
      ['priceStructure', 'match'],
      ['priceLevel', 'match'],
      ['channel', 'mismatch'],
      ['products', 'unknown'],
    ]);
    expect(compared[3]).toMatchObject({ both: ['agent'], onlyOwn: [], onlyTheirs: ['direct', 'unspecified'] });
  });
});
