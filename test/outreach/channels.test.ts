import { InputError } from 'tenure/core';
import {
  channelConflicts,
  channelMix,
  checkPromotion,
  flattenChannel,
  overload,
  partnerStatement,
  remitRefusals,
  servingOrder,
  sharesOf,
} from 'tenure/outreach';
import { codesOf } from 'tenure/practice';
import { describe, expect, it } from 'vitest';

const cny = (amount: string) => ({ amount, currency: 'CNY' });

describe('a channel mix', () => {
  const channels = [
    { id: 'direct', capacity: 100, costPerTouch: cny('80.00'), conversionPercent: '12' },
    { id: 'telesales', capacity: 500, costPerTouch: cny('3.50'), conversionPercent: '2.5' },
    { id: 'agent' },
  ];
  const mix = [
    { segment: 'key', contacts: 100, shares: [{ channel: 'direct', percent: 100 }] },
    {
      segment: 'sme',
      contacts: 775,
      shares: [
        { channel: 'telesales', percent: 80 },
        { channel: 'agent', percent: 20 },
      ],
    },
  ];

  it('says what each channel carries, costs and brings, and where it is overloaded', () => {
    // 80 % of 775 are 620, 24 % above 500; 620 x 3.50 = 2,170; 2.5 % of 620 = 15.5.
    expect(channelMix(mix, channels, 'halfUp')).toEqual([
      { channel: 'direct', contacts: '100', overloadPercent: 0, cost: cny('8000.00'), expectedOrders: '12' },
      { channel: 'telesales', contacts: '620', overloadPercent: 24, cost: cny('2170.00'), expectedOrders: '15.5' },
      { channel: 'agent', contacts: '155', overloadPercent: null, cost: null, expectedOrders: null },
    ]);
  });

  it('500 contacts a day, 620 asked for: 24 per cent too many', () => {
    expect([overload(620, 500), overload(500, 500), overload(1, 0)]).toEqual([24, 0, null]);
  });

  it('has rows that sum to 100 per cent', () => {
    const short = [{ segment: 'key', contacts: -1, shares: [{ channel: 'fax', percent: 90 }] }];
    expect(() => channelMix(short, channels, 'halfUp')).toThrow(InputError);
    expect(() => channelMix(short, channels, 'halfUp')).toThrow(
      'mix.0.contacts: expected a whole number of 0 or more, got -1 (and 2 more)',
    );
  });
});

describe('shares', () => {
  it('of 1,000,000 at 47 and 17 per cent leave 360,000 that nobody has told the use of', () => {
    expect(
      sharesOf(
        cny('1000000'),
        [
          { id: 'direct', percent: 47 },
          { id: 'agent', percent: '17' },
        ],
        'halfUp',
      ),
    ).toEqual({
      parts: [
        { id: 'direct', amount: cny('470000.00') },
        { id: 'agent', amount: cny('170000.00') },
      ],
      residual: { percent: '36', amount: cny('360000.00') },
    });
    expect(() => sharesOf(cny('1'), [{ id: 'a', percent: 101 }], 'halfUp')).toThrow(
      'shares: expected shares of 0 or more',
    );
  });
});

describe('a flatter channel', () => {
  const levels = ['province', 'city', 'dealer', 'shop'].map((id) => ({ id, cost: cny('10.00') }));

  it('of four levels has two when two are taken out, and shows what that saves', () => {
    expect(flattenChannel(levels, ['city', 'dealer'])).toEqual({
      levels: ['province', 'shop'],
      cost: cny('20.00'),
      saved: cny('20.00'),
    });
    expect(() => flattenChannel(levels, ['county'])).toThrow('without: expected levels of the channel, got "county"');
  });
});

describe('the green channel', () => {
  it('serves key accounts first, then the partner, then whoever came first', () => {
    const cases = [
      { id: 'd', customerClass: 'ordinary', since: '2013-01-01' },
      { id: 'c', customerClass: 'partner', since: '2013-01-03' },
      { id: 'b', customerClass: 'key', since: '2013-01-04' },
      { id: 'a', customerClass: 'key', since: '2013-01-02' },
    ];
    const served = servingOrder(cases, ['key', 'partner', 'member', 'dealer']);
    expect(served.map(({ id, priority }) => [id, priority])).toEqual([
      ['a', 1],
      ['b', 1],
      ['c', 2],
      ['d', 5],
    ]);
  });
});

describe('partners', () => {
  const remit = { partner: 'p', products: ['leasedLine', 'vpn'], territories: ['north'], discountUpToPercent: '5' };

  it.each([
    [[], { product: 'vpn', territory: 'north', discountPercent: '5.00' }],
    [['aboveAuthority'], { product: 'vpn', territory: 'north', discountPercent: '5.01' }],
    [['productNotInRemit'], { product: 'voice', territory: 'north', discountPercent: 0 }],
    [
      ['productNotInRemit', 'territoryNotInRemit', 'aboveAuthority'],
      { product: 'voice', territory: 'south', discountPercent: 9 },
    ],
  ])('are refused by their remit: %j', (expected, deal) => {
    expect(remitRefusals(remit, deal)).toEqual(expected);
  });

  it('yield to a manager who registered on the 1st when they came on the 5th', () => {
    const manager = { account: 'a', product: 'vpn', claimant: 'wu', channel: 'own', registeredOn: '2013-03-01' };
    const agent = { ...manager, claimant: 'p1', channel: 'agent', registeredOn: '2013-03-05' };
    const other = { ...agent, product: 'voice' };
    for (const claims of [
      [agent, manager, other],
      [other, manager, agent],
    ]) {
      expect(channelConflicts(claims, ['own', 'agent'])).toEqual([
        { account: 'a', product: 'vpn', keeps: manager, yields: [agent], because: 'earlierRegistration' },
      ]);
    }
    const sameDay = { ...agent, registeredOn: '2013-03-01' };
    expect(channelConflicts([sameDay, manager], ['agent', 'own'])[0]).toMatchObject({
      keeps: sameDay,
      because: 'channelPrecedence',
    });
    expect(channelConflicts([manager, manager], [])).toEqual([]);
  });

  it('are stated: 200 at 8.5 zhe of 1,000, commission of 10 per cent, the supplier keeps 76.5 per cent', () => {
    const sales = Array.from({ length: 200 }, (_, at) => ({ id: `s${at}`, list: cny('1000.00') }));
    const terms = { discountPercent: 15, commissionPercent: 10, rounding: 'halfUp' } as const;
    expect(partnerStatement(sales, terms, 'CNY')).toMatchObject({
      list: cny('200000.00'),
      net: cny('170000.00'),
      commission: cny('17000.00'),
      kept: cny('153000.00'),
      memberVolume: cny('0.00'),
    });
  });

  it('count what their members buy: three purchases of 500 are a volume of 1,500', () => {
    const sales = ['x', 'y', 'z'].map((id) => ({ id, list: cny('500.00'), member: id }));
    const terms = { discountPercent: 0, commissionPercent: 0, rounding: 'halfUp' } as const;
    expect(partnerStatement(sales, terms, 'CNY').memberVolume).toEqual(cny('1500.00'));
    expect(() => partnerStatement([...sales, sales[0]!], terms, 'CNY')).toThrow('sales.3.id');
  });
});

describe('a promotion plan', () => {
  const plan = {
    product: 'broadband',
    audience: 'mid-to-high-end without a smartphone',
    message: 'new year',
    budget: cny('10000.00'),
    from: '2013-01-11',
    until: '2013-02-10',
    means: [40, 30, 10, 20].map((percent, at) => ({ means: codesOf('promotionMeans')[at]!, percent })),
  };

  it('has an audience, a product and means that sum to 100 per cent', () => {
    expect(checkPromotion(plan)).toEqual([]);
    const { audience, product, ...rest } = plan;
    const means = [{ means: 'materials' as const, percent: 50 }, ...plan.means.slice(1)];
    expect(
      checkPromotion({ ...rest, means, until: '2013-01-01', budget: cny('-1') }).map(({ message }) => message),
    ).toEqual([
      'product: expected the product, got nothing',
      'audience: expected the audience, got nothing',
      'means: expected shares that sum to 100, got 110',
      'until: expected 2013-01-11 or later, got "2013-01-01"',
      'budget.amount: expected 0 or more, got "-1"',
    ]);
  });

  it('promotes by the four means of the practice, each once (PRM-03)', () => {
    const faultsOf = (means: readonly unknown[] | undefined) =>
      checkPromotion({ ...plan, means } as never).map(({ message }) => message);
    expect(
      faultsOf([
        { means: 'advertising', percent: 40 },
        { means: 'skywriting', percent: 30 },
        { means: 'advertising', percent: 30 },
      ]),
    ).toEqual([
      'means.1.means: expected one of materials, advertising, publicMedia, personalSelling, got "skywriting"',
      'means.2.means: expected means that do not stand at position 0, got "advertising"',
    ]);
    expect(faultsOf(undefined)).toEqual(['means: expected the means, got nothing']);
  });
});
