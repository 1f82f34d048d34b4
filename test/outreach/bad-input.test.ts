import { InputError } from 'tenure/core';
import {
  channelConflicts,
  channelMix,
  checkPromotion,
  cohortBonus,
  competenceGaps,
  evaluate,
  firstContactResolution,
  overload,
  partnerStatement,
  planTrial,
  proactiveShares,
  readTrial,
  resultSheet,
  schedule,
  scoreAgainst,
  serviceLevels,
  targetingQuality,
  withinBudget,
} from 'tenure/outreach';
import { describe, expect, it } from 'vitest';
import { retentionAssessment } from '../../examples/policies/assessment.js';
import { action, input } from './book.js';

const cny = (amount: string) => ({ amount, currency: 'CNY' });
const options = { confidence: 0.95, rounding: 'halfUp', correction: 'holm' } as const;
const treated = { after: { count: 6, of: 10 } };
const terms = { discountPercent: 20, commissionPercent: 5, rounding: 'halfUp' } as const;
const design = {
  id: 't',
  seed: 1,
  holdOutPercent: 20,
  readOutDays: 30,
  expectedShare: 0.1,
  direction: 'fall',
  aim: { significance: 0.05, power: 0.8, sides: 'twoSided' },
} as const;
const mix = [{ segment: 's', contacts: 100, shares: [{ channel: 'phone', percent: 100 }] }];
const one = { id: 'c', kind: 'fault', openedAt: '2013-01-01T08:00Z', owners: ['wu'] };
const solved = { ...one, contacts: 1, closedAt: '2013-01-01T09:00Z' };
const limit = { kind: 'fault', measure: 'closure', minutes: 60 } as const;
const now = '2013-01-01T10:00Z';

describe('figures that are none are refused where they stand, never NaN', () => {
  it.each<[string, () => unknown]>([
    [
      'treated.before.count: expected a whole number of 0 or more, got NaN',
      () => evaluate({ treated: { ...treated, before: { count: Number.NaN, of: 10 } } }, options),
    ],
    ['control.after.of: expected a whole number', () => evaluate({ treated, control: {} as never }, options)],
    [
      'segments.0.treated.after.count: expected at most 5, got 6',
      () => evaluate({ treated, segments: [{ id: 's', treated: { after: { count: 6, of: 5 } } }] }, options),
    ],
    ['cost.amount: expected a decimal text', () => evaluate({ treated, cost: cny('x') }, options)],
    ['design.seed: expected a whole number', () => planTrial({ ...design, seed: Number.NaN }, [], '2013-01-01')],
    ['accounts.0.id: expected a text, got nothing', () => planTrial(design, [null as never], '2013-01-01')],
    [
      'holdOutPercent: expected more than 0',
      () => planTrial({ ...design, holdOutPercent: '20' as never }, [], '2013-01-01'),
    ],
    // Without the day nobody can tell whether it is too early to look.
    [
      'asOf: expected a calendar date',
      () => readTrial({ members: [], readOutOn: '2013-02-01' }, [], undefined as never),
    ],
    [
      'outcomes.0.account: expected a text',
      () => readTrial({ members: [], readOutOn: '2013-02-01' }, [null as never], '2013-02-01'),
    ],
    [
      'responded: expected a whole number',
      () => targetingQuality({ targeted: 9, responded: Number.NaN, respondersInBase: 9 }),
    ],
    [
      'channels.0.capacity: expected a number of 0 or more',
      () => channelMix(mix, [{ id: 'phone', capacity: Number.NaN }], 'halfUp'),
    ],
    [
      'channels.0.conversionPercent: expected a decimal text of 0 or more',
      () => channelMix(mix, [{ id: 'phone', conversionPercent: '-1' }], 'halfUp'),
    ],
    ['channels.1.id: expected an id of its own', () => channelMix(mix, [{ id: 'phone' }, { id: 'phone' }], 'halfUp')],
    ['load: expected a number of 0 or more', () => overload(Number.NaN, 5)],
    [
      'discountPercent: expected per cent from 0 to 100',
      () => partnerStatement([], { ...terms, discountPercent: 150 }, 'CNY'),
    ],
    ['commissionPercent: expected per cent', () => partnerStatement([], { ...terms, commissionPercent: '-1' }, 'CNY')],
    ['sales.0.list.amount: expected a decimal', () => partnerStatement([{ id: 's', list: cny('x') }], terms, 'CNY')],
    ['claims.0.registeredOn: expected a calendar date', () => channelConflicts([{ registeredOn: 'May' } as never], [])],
    [
      'perPointWorse: expected a decimal',
      () => scoreAgainst({ target: '5', better: 'higher', perPointBetter: '1', perPointWorse: 'x' }, '1'),
    ],
    ['bonuses.0.earned.amount: expected a decimal', () => withinBudget([{ id: 'b', earned: cny('x') }], cny('1'))],
    [
      'required.0.level: expected a number of 0 or more',
      () => competenceGaps([{ competence: 'c', level: Number.NaN }], new Map()),
    ],
    [
      'has.c: expected a number of 0 or more',
      () => competenceGaps([{ competence: 'c', level: 1 }], new Map([['c', Number.NaN]])),
    ],
    [
      'limits.0.minutes: expected a number of 0 or more',
      () => serviceLevels([one], [{ ...limit, minutes: Number.NaN }], now),
    ],
    ['reopenDays: expected a number of 0 or more', () => firstContactResolution([solved], Number.NaN)],
    ['cases.0.reopenedAt: expected an instant', () => firstContactResolution([{ ...solved, reopenedAt: 'later' }], 7)],
    [
      'cohort.retained: expected 0 to 5',
      () => cohortBonus({ targetPercent: 95, perPoint: cny('1'), rounding: 'halfUp' }, { size: 5, retained: 6 }),
    ],
  ])('%s', (message, run) => {
    expect(run).toThrow(InputError);
    expect(run).toThrow(message);
  });
});

describe('what nobody noted may be written as null', () => {
  it('an action, a person, an account and a contact are planned as if it were missing', () => {
    const nothing = { earliest: null, latest: null, requestedOn: null, approvedOn: null, minutes: null, level: null };
    const texts = { skills: null, approval: null, partOf: null, opening: null };
    const contact = { account: 'a1', on: '2013-02-01', channel: 'phone' };
    const given = input({ history: [contact] });
    const plan = schedule(given);
    const nulls = {
      ...given,
      actions: [{ ...action('x'), ...nothing, ...texts }],
      roster: given.roster.map((person) => ({
        ...person,
        skills: null,
        absences: null,
        standIns: null,
        reportsTo: null,
      })),
      accounts: given.accounts.map((account) => ({ ...account, refusedChannels: null })),
      history: [{ ...contact, by: null, actions: null }],
      previous: null,
    };
    expect(plan.touches).toHaveLength(1);
    expect(schedule(nulls as never)).toEqual(plan);
    expect(
      schedule({ ...given, actions: [{ ...action('x'), due: null, latest: null }] } as never).findings,
    ).toMatchObject([{ message: 'actions.x.due: expected a calendar date YYYY-MM-DD, got nothing' }]);
  });

  it('a programme without control or cost, a channel of unknown capacity and a sale to no member are told as such', () => {
    const programme = { treated: { ...treated, before: null }, control: null, cost: null, segments: null };
    expect(evaluate(programme as never, options)).toEqual(evaluate({ treated }, options));
    const channel = { id: 'phone', capacity: null, costPerTouch: null, conversionPercent: null };
    expect(channelMix(mix, [channel as never], 'halfUp')).toEqual(channelMix(mix, [{ id: 'phone' }], 'halfUp'));
    const sale = { id: 's', list: cny('100.00') };
    // 100 less 20 per cent, bought by nobody who is a member.
    expect(partnerStatement([{ ...sale, member: null } as never], terms, 'CNY')).toMatchObject({
      net: cny('80.00'),
      memberVolume: cny('0.00'),
    });
    const scheme = { targetPercent: 95, perPoint: cny('1000'), cap: null, rounding: 'halfUp' };
    expect(cohortBonus(scheme as never, { size: 500, retained: 480 })).toEqual(cny('1000.00'));
  });

  it('a contact of unknown direction is not taken for one that we began', () => {
    const contacts = [
      { by: 'wu', isInbound: false },
      { by: 'wu', isInbound: null },
      { by: null, isInbound: false },
    ];
    expect(proactiveShares(contacts as never)).toEqual([
      { person: 'wu', proactive: 1, reactive: 0, untold: 1, percent: 100 },
    ]);
  });

  it('an open case is open', () => {
    const open = { ...one, respondedAt: null, closedAt: null } as never;
    // Opened at 8, a limit of an hour, now 10: an hour over.
    expect(serviceLevels([open], [limit], now).rows).toMatchObject([{ status: 'overdue', breachMinutes: 60 }]);
    expect(firstContactResolution([{ ...solved, closedAt: null } as never], 7)).toMatchObject({
      solvedAtFirst: 0,
      percent: 0,
    });
  });
});

it('a case that cannot be read is named and stops no other', () => {
  const { rows, faults } = serviceLevels(
    [null as never, { ...one, id: 'd', owners: 'wu' as never }, one],
    [limit],
    now,
  );
  expect(rows.map(({ id }) => id)).toEqual(['c']);
  expect(faults.map(({ message }) => message)).toEqual([
    'cases: expected entries, got null',
    'cases.d.owners: expected a list of texts, got "wu"',
  ]);
});

it('a result that cannot be read is named and left out', () => {
  const [first] = retentionAssessment.indicators;
  const results = [null, { indicator: first!.id, subject: 's', actual: 93.99 }, { indicator: first!.id, actual: '1' }];
  const sheet = resultSheet(retentionAssessment, results as never);
  expect(sheet.produced && sheet.faults.map(({ message }) => message)).toEqual([
    'results.0.indicator: expected an indicator of the scheme, got nothing',
    'results.1.actual: expected a decimal text such as "93.99", got 93.99',
    'results.2.subject: expected a text, got nothing',
  ]);
});

it('a promotion plan has shares, days and a budget that are such', () => {
  const means = [
    { means: 'publicMedia' as const, percent: 150 },
    { means: 'personalSelling' as const, percent: -50 },
  ];
  const plan = {
    product: 'p',
    audience: null as never,
    message: 'm',
    budget: cny('x'),
    from: '2013-02-30',
    until: '2013-03-01',
    means,
  };
  expect(checkPromotion(plan).map(({ message }) => message)).toEqual([
    'audience: expected the audience, got nothing',
    'means.1.percent: expected a whole number of 0 or more, got -50',
    'from: expected a calendar date YYYY-MM-DD, got "2013-02-30"',
    'budget.amount: expected a decimal text such as "12.50", got "x"',
  ]);
});
