import { codeLists } from 'tenure/practice';
import {
  checkStrategy,
  checkStrategyReferences,
  compareWithBenchmark,
  compileStrategyJson,
  isStale,
  segmentsIn,
  strategyCompleteness,
} from 'tenure/segmentation';
import { describe, expect, it } from 'vitest';
import { retentionAssessment } from '../../examples/policies/assessment.js';
import { careCalendar } from '../../examples/policies/care-calendar.js';
import { carrierBenchmarks } from '../../examples/policies/carrier-benchmarks.js';
import { keepPlans } from '../../examples/policies/keep-plans.js';
import { segmentStrategies } from '../../examples/policies/segment-strategies.js';
import { smePriceList } from '../../examples/policies/sme-price-list.js';
import { telecomSegments } from '../../examples/policies/telecom-segments.js';

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
    expect(decision.outcome?.productMix).toEqual(['mobile-business']);
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

  it('is none at all where that was agreed, in full and without reasons alike', () => {
    const override = { subject: 'acme', outcome: null, by: 'head of sales', why: 'leave alone', until: '2013-06-30' };
    const at = { ...context, subject: 'acme', overrides: [override] };
    const input = { segment: 'data' } as const;
    expect([segmentStrategies(input, at).outcome, segmentStrategies.outcome(input, at)]).toEqual([null, null]);
  });

  it.each<[string, unknown]>([
    ['expected an object, got "discount"', 'discount'],
    ['expected an object, got nothing', undefined],
    ['chanel: expected no such key', { chanel: ['web'] }],
    ['channel: expected at least 1 entries', { channel: [] }],
  ])('is not overridden by what is no strategy: %s', (expected, outcome) => {
    const override = { subject: 'acme', outcome, by: 'head of sales', why: 'agreed', until: '2013-06-30' };
    const at = { ...context, subject: 'acme', overrides: [override as never] };
    expect(() => segmentStrategies({ segment: 'data' }, at)).toThrow(expected);
    expect(() => segmentStrategies.outcome({ segment: 'data' }, at)).toThrow(expected);
  });

  it('sets targets in figures', () => {
    const target = { indicator: 'retention', value: 'lots' };
    const actions = [{ action: 'renewalCall', owner: 'accountManager', target }];
    expect(
      checkStrategy({ ...segmentStrategies.policy, cards: [{ segment: 'data', actions }] }).map(
        ({ message }) => message,
      ),
    ).toEqual(['cards.0.actions.0.target.value: expected a decimal text such as "95.00", got "lots"']);
  });

  it('stands once a segment', () => {
    const json = { ...segmentStrategies.policy, cards: [card('data'), card('data')] };
    expect(checkStrategy(json).map(({ message }) => message)).toEqual([
      'cards.1.segment: expected a segment without a card at position 0, got "data"',
    ]);
    expect(() => compileStrategyJson(json)).toThrow('cards.1.segment');
  });
});

describe('the references of strategy cards', () => {
  const references = {
    segmentation: telecomSegments.policy,
    products: smePriceList.policy.offerings,
    loyaltyPlans: [...keepPlans.measures, ...careCalendar.reminders],
    channels: codeLists.channel.entries,
    actions: keepPlans.measures,
    owners: keepPlans.owners,
    indicators: retentionAssessment.indicators,
  };
  const messages = (policy: Parameters<typeof checkStrategyReferences>[0], given = references) =>
    checkStrategyReferences(policy, given).map(({ message }) => message);

  it('of the starter policies all lead somewhere', () => {
    expect(messages(segmentStrategies.policy)).toEqual([]);
  });

  it.each([
    ['cards.0.productMix.0', 'leasedLine', { productMix: ['leasedLine'] }],
    ['cards.0.loyaltyPlan.1', 'fax', { loyaltyPlan: ['keyVisit', 'fax'] }],
    ['cards.0.channel.0', 'telex', { channel: ['telex'] }],
    ['cards.0.actions.0.action', 'hope', { actions: [{ action: 'hope', owner: 'grid' }] }],
    ['cards.0.actions.0.owner', 'nobody', { actions: [{ action: 'renewalCall', owner: 'nobody' }] }],
    [
      'cards.0.actions.0.target.indicator',
      'smiles',
      { actions: [{ action: 'renewalCall', owner: 'grid', target: { indicator: 'smiles', value: '9' } }] },
    ],
  ])('dangle at %s for %s', (path, id, change) => {
    const [first, ...rest] = cards;
    const found = checkStrategyReferences(
      { dimension: 'need', cards: [{ ...first!, ...change }, ...rest] },
      references,
    );
    expect(found.map((issue) => [issue.code, issue.path.join('.'), issue.received])).toEqual([
      ['unknownReference', path, JSON.stringify(id)],
    ]);
  });

  it('name every segment that stands for something known, and no other', () => {
    const [, ...rest] = cards;
    const policy = { dimension: 'need', cards: [...rest, { segment: 'unclear' }, { segment: 'constructor' }] };
    expect(messages(policy)).toEqual([
      'cards.4.segment: expected one of resilience, networking, data, voice, unclear, got "constructor"',
      'cards: expected a card for resilience, got nothing',
    ]);
  });

  it('need a dimension that is there', () => {
    expect(messages({ dimension: 'wishes', cards })).toEqual([
      'dimension: expected one of category, need, usage, vertical, profile, industryUse, cell, got "wishes"',
    ]);
  });

  it('are looked at only where there is a list to hold them against', () => {
    expect(checkStrategyReferences({ dimension: 'wishes', cards: [{ segment: 'x', channel: ['telex'] }] }, {})).toEqual(
      [],
    );
  });
});

describe('the segments of a dimension', () => {
  it('are those that say something, and those that hold an unknown', () => {
    expect(segmentsIn(telecomSegments.policy, 'usage')).toEqual({
      known: ['low', 'medium', 'high'],
      unknown: ['unmeasured'],
    });
    const { known, unknown } = segmentsIn(telecomSegments.policy, 'cell');
    // Four needs by three bands; with `unclear` and `unmeasured` five by four.
    expect([known.length, unknown.length]).toEqual([4 * 3, 5 * 4 - 4 * 3]);
    expect(unknown).toContain('data:unmeasured');
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
    ['AT&T', 'target', ['international', 'highEndSme']],
    ['MCI', 'priceLevel', ['offensive']],
    [
      'MCI',
      'products',
      ['adslInstallAndAccess', 'managedInterfaceSoftware', 'networkMonitoring', 'perMinuteBillingOverAllServices'],
    ],
    ['Sprint', 'priceStructure', ['flat']],
    ['Sprint', 'priceLevel', ['competitive']],
    ['reseller', 'priceLevel', ['belowMajors']],
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

  it('say how strong the direct sales of each are, and that they are second-hand', () => {
    const strength = (id: string) =>
      benchmark(id)
        .aspects.find((entry) => entry.id === 'channel')
        ?.traits.find((trait) => trait.id === 'directSales')?.note;
    expect(['AT&T', 'MCI', 'Sprint'].map(strength)).toEqual(['strong', 'strong', 'limited']);
    expect(carrierBenchmarks.map(({ source }) => [source.type, source.date])).toEqual(
      carrierBenchmarks.map(() => ['secondary', null]),
    );
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
