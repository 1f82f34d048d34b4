import { InputError } from 'tenure/core';
import {
  allocateLists,
  auditPromises,
  decisionChain,
  deliverySteps,
  dutiesOf,
  effortSplit,
  expansionSteps,
  extractByGrid,
  feasibilitySteps,
  followSteps,
  funnelSufficiency,
  gridCoverage,
  needIntensity,
  type OpportunityState,
  provisioningSteps,
  purchaseFactors,
  relationshipTriangle,
  rollUpAccounts,
} from 'tenure/funnel';
import { codeLists } from 'tenure/practice';
import { describe, expect, it } from 'vitest';
import { telecomFunnel } from '../../examples/policies/telecom-funnel.js';

const { policy } = telecomFunnel;
const state = (over: Partial<OpportunityState>): OpportunityState => ({
  schema: 1,
  opportunity: 'o1',
  account: 'a1',
  product: null,
  follows: null,
  stage: 'onNet',
  revision: 6,
  openedOn: '2012-03-01',
  enteredOn: '2012-06-01',
  touchedOn: '2012-06-01',
  lastOn: '2012-06-01',
  reason: null,
  value: null,
  ...over,
});

describe('procedures', () => {
  it('a contract before the feasibility study is out of order', () => {
    const done = [
      { id: 'needsConfirmation', on: '2012-05-01' },
      { id: 'resourceConfirmation', on: '2012-05-02' },
      { id: 'contractSigning', on: '2012-05-03' },
    ] as const;
    expect(followSteps(feasibilitySteps, done, '2012-05-04')).toMatchObject({
      next: 'feasibilityAnalysis',
      violations: [{ step: 'contractSigning', before: 'feasibilityAnalysis' }],
    });
  });

  it('an activation without confirmed resources too, and an acceptance before the activation', () => {
    expect(
      followSteps(
        provisioningSteps,
        [
          { id: 'ordered', on: '2012-05-01' },
          { id: 'activated', on: '2012-05-03' },
        ],
        '2012-05-04',
      ).violations,
    ).toEqual([{ step: 'activated', before: 'resourceConfirmed' }]);
    const { entries } = codeLists.touchpoint;
    expect(entries).toHaveLength(11);
    const early = entries.slice(0, 9).map(({ id }) => ({ id, on: id === 'acceptance' ? '2012-05-01' : '2012-05-02' }));
    expect(followSteps(entries, early, '2012-05-04').violations).toEqual([
      { step: 'acceptance', before: 'needsDiscovery' },
    ]);
  });

  it('activated on 06-01 and accepted on 06-10 is 9 days', () => {
    const done = [
      { id: 'activation', on: '2012-06-01' },
      { id: 'acceptance', on: '2012-06-10' },
    ] as const;
    expect(followSteps(deliverySteps, done, '2012-06-11').days).toEqual([
      { from: 'activation', to: 'acceptance', days: 9 },
    ]);
  });

  it('a sale is complete only when the money is in: accepted, unpaid for 45 days under a term of 30, is 15 days late', () => {
    const steps = expansionSteps.map((step) => (step.id === 'collect' ? { ...step, withinDays: 30 } : step));
    const done = expansionSteps.slice(0, 6).map(({ id }, at) => ({ id, on: `2012-05-0${at + 1}` }));
    // Accepted on 2012-05-06; 45 days later is 2012-06-20.
    expect(followSteps(steps, done, '2012-06-20')).toMatchObject({
      done: 6,
      of: 7,
      complete: false,
      next: 'collect',
      overdueDays: 15,
      violations: [],
    });
    expect(followSteps(steps, done, '2012-06-01').overdueDays).toBe(0);
    expect([expansionSteps[3].factor, expansionSteps[4].factor, expansionSteps[5].factor]).toEqual([
      'value',
      'price',
      'experience',
    ]);
  });

  it('knows no step that is not on the list, and none twice', () => {
    expect(() => followSteps([{ id: 'a' }], [{ id: 'b' as 'a', on: '2012-05-01' }], '2012-05-01')).toThrow(InputError);
    expect(() =>
      followSteps(
        [{ id: 'a' }],
        [
          { id: 'a', on: '2012-05-01' },
          { id: 'a', on: '2012-05-01' },
        ],
        '2012-05-01',
      ),
    ).toThrow(InputError);
  });
});

describe('duties', () => {
  it('on net since 06-01 brings second-sale reviews after 30 and 90 days', () => {
    expect(
      dutiesOf(state({}), policy, '2012-06-01')
        .filter(({ kind }) => kind === 'review')
        .map(({ dueOn }) => dueOn),
    ).toEqual(['2012-07-01', '2012-08-30']);
  });

  it('a listed customer last touched on 04-01 was due on 04-15, five days ago on 04-20', () => {
    const listed = state({ stage: 'listed', enteredOn: '2012-04-01', touchedOn: '2012-04-01' });
    expect(dutiesOf(listed, policy, '2012-04-20')).toEqual([
      { opportunity: 'o1', account: 'a1', kind: 'followUp', dueOn: '2012-04-15', overdueDays: 5 },
    ]);
  });

  it('an account on net stays so beside an open opportunity', () => {
    const states = [
      state({}),
      state({ opportunity: 'o2', stage: 'potential' }),
      state({ opportunity: 'o3', account: 'a2', stage: 'lost' }),
      state({ opportunity: 'o4', account: 'a2', stage: 'intent' }),
      state({ opportunity: 'o5', account: 'a3', stage: 'churned' }),
    ];
    expect(rollUpAccounts(states, policy)).toEqual([
      { account: 'a1', stage: 'onNet', openOpportunities: 1, wonOpportunities: 1 },
      { account: 'a2', stage: 'intent', openOpportunities: 1, wonOpportunities: 0 },
      { account: 'a3', stage: 'churned', openOpportunities: 0, wonOpportunities: 0 },
    ]);
    expect(rollUpAccounts([...states].reverse(), policy).find(({ account }) => account === 'a2')?.stage).toBe('intent');
  });
});

describe('relations', () => {
  const levels = ['leader', 'middle', 'staff'] as const;

  it('a leader of 8, a middle manager of 7 and staff of 4 under a threshold of 6 fail at the staff', () => {
    const contacts = [
      { id: 'x', level: 'leader', satisfaction: 8 },
      { id: 'y', level: 'middle', satisfaction: 7 },
      { id: 'z', level: 'staff', satisfaction: 4 },
    ] as const;
    expect(decisionChain(contacts, levels, 6)).toMatchObject({ holds: false, unsatisfied: ['staff'], gaps: [] });
    expect(decisionChain(contacts.slice(0, 2), levels, 6)).toMatchObject({ holds: false, gaps: ['staff'] });
    const unasked = [...contacts.slice(0, 2), { id: 'z', level: 'staff', satisfaction: null }] as const;
    expect(decisionChain(unasked, levels, 6)).toMatchObject({ holds: false, unsatisfied: [], gaps: [] });
  });

  it('a triangle with an unknown side is not closed, and the side is named', () => {
    const ties = [
      { between: ['operator', 'customer'], good: true },
      { between: ['integrator', 'operator'], good: true },
    ] as const;
    expect(relationshipTriangle(['operator', 'customer', 'integrator'], ties)).toEqual({
      closed: false,
      weak: [{ between: ['customer', 'integrator'], good: null }],
    });
    expect(
      relationshipTriangle(
        ['operator', 'customer', 'integrator'],
        [...ties, { between: ['integrator', 'customer'], good: true }],
      ).closed,
    ).toBe(true);
  });

  it('a price dearer than the rival’s makes the win unsure, whatever else is better', () => {
    const names = codeLists.purchaseFactor.entries.map(({ id }) => id);
    const scores = (ours: readonly (number | null)[], rival: readonly number[]) =>
      names.map((factor, at) => ({ factor, ours: ours[at]!, rival: rival[at]! }));
    // In the order value, need, price, trust, experience.
    expect(purchaseFactors(scores([4, 4, 3, 4, 4], [3, 3, 4, 3, 3]), 3, [])).toMatchObject({
      verdict: 'notSure',
      losing: ['price'],
    });
    expect(purchaseFactors(scores([4, 4, 4, 4, 4], [3, 3, 3, 3, 3]), 3, []).verdict).toBe('sureWin');
    const early = purchaseFactors(scores([null, 4, 4, 4, 4], [3, 3, 3, 3, 3]), 3, [
      ['need', 'value'],
      ['value', 'price'],
    ]);
    expect(early).toMatchObject({ verdict: 'unknown', outOfOrder: [{ factor: 'price', before: 'value' }] });
  });

  it('a promised benefit that the contract lacks or changes is named', () => {
    const promised = [
      { id: 'bonus', terms: '100 CNY' },
      { id: 'training', terms: 'two days' },
      { id: 'router', terms: 'free' },
    ];
    const contract = [
      { id: 'bonus', terms: '100 CNY' },
      { id: 'router', terms: 'rented' },
    ];
    expect(auditPromises(promised, contract)).toEqual({
      kept: ['bonus'],
      missing: ['training'],
      changed: [{ id: 'router', promised: 'free', contract: 'rented' }],
    });
  });
});

describe('guidance on what is not known, or no number', () => {
  it('what is missing may be written as null', () => {
    // Without a patch of its own the account goes to whoever has most room, not to whoever has no patch either.
    const members = [
      { id: 'li', grid: 'g1', role: 'am', capacity: 1, patch: null },
      { id: 'wu', grid: 'g1', role: 'am', capacity: 5, patch: 'p' },
      { id: 'yu', grid: 'g2', role: 'am', capacity: 5, patch: null },
    ] as never;
    expect(allocateLists([{ id: 'a', grid: 'g1', patch: null } as never], members, ['am']).lists).toContainEqual({
      member: 'wu',
      accounts: ['a'],
    });
    const planned = { status: 'planned', accounts: 100, readyOn: null } as never;
    expect(gridCoverage([planned], '2012-04-01', '2012-10-01')).toEqual({ now: 0, byDate: 0, withPlanned: 100 });
    expect(() =>
      gridCoverage([{ ...(planned as object), status: 'building' } as never], '2012-04-01', '2012-05-01'),
    ).toThrow('steps.0.readyOn: expected the first day');
    const steps = [{ id: 'ordered' }, { id: 'paid', withinDays: null }] as never;
    expect(followSteps(steps, [{ id: 'ordered', on: '2012-05-01' } as never], '2012-06-01').overdueDays).toBeNull();
  });

  const levels = ['leader', 'staff'] as const;
  const parties = ['operator', 'customer', 'integrator'] as const;

  it('takes a missing score like null: for unknown, never for the lowest', () => {
    const chain = decisionChain([{ id: 'c', level: 'leader', satisfaction: undefined }], ['leader'], 6);
    expect(chain.levels).toEqual([{ level: 'leader', contacts: 1, satisfaction: null, status: 'unknown' }]);
    expect(purchaseFactors([{ factor: 'value', ours: undefined, rival: 3 }], 3, [])).toMatchObject({
      verdict: 'unknown',
      factors: [{ ours: null, met: null, better: null }],
    });
  });

  it('no scores at all are no sure win', () => {
    expect(purchaseFactors([], 3, []).verdict).toBe('unknown');
  });

  const none = null as never;

  it.each<[string, () => unknown]>([
    [
      'contacts.1: expected a contact { id, level, satisfaction }, got null',
      () => decisionChain([{ id: 'c', level: 'leader', satisfaction: 7 }, none], levels, 6),
    ],
    ['contacts: expected a list of contacts, got nothing', () => decisionChain(undefined as never, levels, 6)],
    ['ties.0: expected a tie { between, good }, got null', () => relationshipTriangle(parties, [none])],
    ['scores.0: expected a score { factor, ours, rival }, got null', () => purchaseFactors([none], 6, [])],
    [
      'steps.0: expected a step { status, accounts, readyOn }, got null',
      () => gridCoverage([none], '2012-04-01', '2012-10-01'),
    ],
    ['members.0: expected an entry with an id, got null', () => allocateLists([], [none], ['manager'])],
    [
      'contacts.0.satisfaction: expected a finite number, got NaN',
      () => decisionChain([{ id: 'c', level: 'leader', satisfaction: Number.NaN }], levels, 6),
    ],
    [
      'contacts.0.level: expected one of leader, staff, got "guest"',
      () => decisionChain([{ id: 'c', level: 'guest' as 'staff', satisfaction: 9 }], levels, 6),
    ],
    ['threshold: expected a finite number, got NaN', () => decisionChain([], levels, Number.NaN)],
    ['levels: expected at least one level, got a list of 0', () => decisionChain([], [], 6)],
    [
      'scores.0.rival: expected a finite number, got NaN',
      () => purchaseFactors([{ factor: 'price', ours: 1, rival: Number.NaN }], 3, []),
    ],
    [
      'scores.1.factor: expected every factor once, got "price"',
      () =>
        purchaseFactors(
          [
            { factor: 'price', ours: 1, rival: 2 },
            { factor: 'price', ours: 5, rival: 2 },
          ],
          3,
          [],
        ),
    ],
    ['pains.0: expected a finite number, got NaN', () => needIntensity([Number.NaN], [3], 7)],
    [
      'ties.0.between.1: expected one of operator, customer, integrator, got "bank"',
      () => relationshipTriangle(parties, [{ between: ['operator', 'bank' as 'customer'], good: true }]),
    ],
    [
      'ties.1.between: expected every pair once, got "customer, operator"',
      () =>
        relationshipTriangle(parties, [
          { between: ['operator', 'customer'], good: true },
          { between: ['customer', 'operator'], good: false },
        ]),
    ],
    [
      'steps.0.accounts: expected a whole number of 0 or more, got NaN',
      () => gridCoverage([{ status: 'covered', accounts: Number.NaN }], '2012-04-01', '2012-10-01'),
    ],
    [
      'steps.0.readyOn: expected a calendar date YYYY-MM-DD, got "soon"',
      () => gridCoverage([{ status: 'building', accounts: 1, readyOn: 'soon' }], '2012-04-01', '2012-10-01'),
    ],
    ['by: expected a calendar date YYYY-MM-DD, got "2012-02-30"', () => gridCoverage([], '2012-02-01', '2012-02-30')],
    ['orders: expected a whole number of 0 or more, got -1', () => funnelSufficiency(-1, [3, 100], [], '2012-04-01')],
    ['onNetFloor: expected from 0 to 1, got NaN', () => effortSplit([], { stages: [] }, Number.NaN)],
  ])('is refused: %s', (message, ask) => {
    expect(ask).toThrow(InputError);
    expect(ask).toThrow(message);
  });
});

describe('the grid', () => {
  const steps = [
    { status: 'covered', accounts: 900 },
    { status: 'building', accounts: 200, readyOn: '2012-09-01' },
    { status: 'planned', accounts: 100 },
  ] as const;

  it('reaches 900 now, 1,100 by October, 1,200 with the plans', () => {
    expect(gridCoverage(steps, '2012-04-01', '2012-10-01')).toEqual({ now: 900, byDate: 1100, withPlanned: 1200 });
  });

  it('30 orders at 3 % need 1,000 accounts: 100 short now, enough from September', () => {
    expect(funnelSufficiency(30, [3, 100], steps, '2012-04-01')).toEqual({
      needed: 1000,
      reachable: 900,
      shortage: 100,
      sufficientFrom: '2012-09-01',
    });
    expect(funnelSufficiency(30, [3, 100], steps, '2012-09-01').shortage).toBe(-100);
    expect(funnelSufficiency(60, [3, 100], steps, '2012-04-01').sufficientFrom).toBeNull();
    expect(() => funnelSufficiency(30, [0, 100], steps, '2012-04-01')).toThrow(InputError);
  });

  const members = [
    { id: 'm1', grid: 'g', role: 'manager', capacity: 50, patch: 'north' },
    { id: 'm2', grid: 'g', role: 'manager', capacity: 40, patch: 'south' },
    { id: 'm3', grid: 'g', role: 'manager', capacity: 20 },
    { id: 'clerk', grid: 'g', role: 'clerk', capacity: 99 },
  ];
  const accounts = Array.from({ length: 120 }, (_, i) => ({
    id: `a${String(i).padStart(3, '0')}`,
    grid: 'g',
    patch: i % 2 === 0 ? 'north' : 'south',
  }));

  it('120 accounts for capacities of 50, 40 and 20 leave 10 over, for want of capacity', () => {
    const { lists, unallocated } = allocateLists(accounts, members, ['manager']);
    expect(lists.map(({ accounts: own }) => own.length)).toEqual([50, 40, 20, 0]);
    expect(unallocated).toHaveLength(10);
    expect(new Set(unallocated.map(({ reason }) => reason))).toEqual(new Set(['capacity']));
    expect(lists[0]!.accounts.every((id) => Number(id.slice(1)) % 2 === 0)).toBe(true);
    expect(allocateLists([...accounts].reverse(), members, ['manager'])).toEqual({ lists, unallocated });
  });

  it('an account of a grid without a team has no member; a patch lies in one grid', () => {
    expect(allocateLists([{ id: 'x', grid: 'h' }], members, ['manager']).unallocated).toEqual([
      { account: 'x', reason: 'noMember' },
    ]);
    expect(() => allocateLists([], [...members, { ...members[0]!, id: 'm4', grid: 'h' }], ['manager'])).toThrow(
      InputError,
    );
  });

  it('nobody and no account stands in the lists twice: a capacity would count double', () => {
    const twice = () => allocateLists([...accounts, accounts[0]!], [...members, { ...members[0]! }], ['manager']);
    expect(twice).toThrow('accounts.120.id: expected an id of its own, got "a000" (and 1 more)');
  });

  it('counts exactly beyond what a double multiplies', () => {
    // The product is 9 × (2^53 − 1) and a ninth of it is whole: nothing is rounded up.
    expect(funnelSufficiency(2 ** 53 - 1, [9, 9], [], '2012-04-01').needed).toBe(2 ** 53 - 1);
  });

  it('an account lies in a patch of its own grid', () => {
    expect(() => allocateLists([{ id: 'x', grid: 'h', patch: 'north' }], members, ['manager'])).toThrow(
      'accounts.0.patch: expected a patch of h, got "north"',
    );
  });

  it('what is being built has a day from which it serves; a plan may have none (CIS-10)', () => {
    const planned = { status: 'planned', accounts: 100 } as const;
    expect(gridCoverage([planned], '2012-04-01', '2012-10-01')).toEqual({ now: 0, byDate: 0, withPlanned: 100 });
    expect(() => gridCoverage([{ ...planned, status: 'building' }], '2012-04-01', '2012-10-01')).toThrow(
      'steps.0.readyOn: expected the first day on which they can be served, got nothing',
    );
    expect(() => gridCoverage([{ ...planned, status: 'rumoured' as never }], '2012-04-01', '2012-10-01')).toThrow(
      'steps.0.status: expected one of covered, building, planned',
    );
    expect(() => gridCoverage([{ ...planned, accounts: -1 }], '2012-04-01', '2012-10-01')).toThrow('steps.0.accounts');
  });

  it('every account of the area is on a grid’s list or reported as on none', () => {
    const area = Array.from({ length: 1000 }, (_, i) => ({ id: `a${i}`, grid: i % 13 === 12 ? null : `g${i % 13}` }));
    const grids = Array.from({ length: 12 }, (_, i) => `g${i}`);
    const { lists, orphans } = extractByGrid(area, grids);
    expect(lists.reduce((sum, list) => sum + list.accounts.length, 0) + orphans.length).toBe(1000);
    expect(orphans.length).toBe(76); // 12, 25, … 987: (987 − 12) ÷ 13 + 1
  });
});
