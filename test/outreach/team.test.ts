import {
  checkRoleMatrix,
  competenceGaps,
  datedFrom,
  firstContactResolution,
  headcount,
  proactiveShares,
  type ServiceCase,
  serviceLevels,
  weightedIndex,
  whoDoes,
} from 'tenure/outreach';
import { codesOf } from 'tenure/practice';
import { describe, expect, it } from 'vitest';
import { roleMatrix } from '../../examples/policies/role-matrix.js';

describe('a team', () => {
  it('1,200 accounts at one visit a month and 120 visits a person need 10 managers', () => {
    const work = { role: 'accountManager', items: 1200, timesEach: 1, perPerson: 120 };
    expect(headcount([work])).toEqual([{ role: 'accountManager', tasks: '1200', people: 10 }]);
    expect(headcount([{ ...work, items: 1201 }])[0]?.people).toBe(11);
  });

  it('adds the parts of a role before it rounds', () => {
    const third = { role: 'r', items: 1, timesEach: 1, perPerson: 3 };
    expect(headcount([third, third, third])[0]?.people).toBe(1);
    expect(() => headcount([{ ...third, perPerson: 0 }])).toThrow('workloads.0.perPerson: expected more than 0');
  });

  it('places each of the 27 tasks of the role matrix once in its cell, and leaves no role without a duty', () => {
    const roles = [...new Set(roleMatrix.map(({ role }) => role))];
    expect(roleMatrix.flatMap(({ tasks }) => tasks)).toHaveLength(27);
    expect(checkRoleMatrix(roleMatrix, roles)).toEqual([]);
    for (const role of roles) expect(codesOf('role')).toContain(role);
    const faulty = [
      ...roleMatrix,
      roleMatrix[0]!,
      { role: 'x', phase: 'preSale' as const, tasks: [{ id: 'a' }, { id: 'a' }] },
    ];
    expect(checkRoleMatrix(faulty, ['gridLeader']).map(({ code }) => code)).toEqual([
      'duplicate',
      'duplicate',
      'missing',
    ]);
  });

  it('knows who does what', () => {
    expect(whoDoes(roleMatrix, 'onSiteTraining')).toEqual([{ role: 'technicalManager', phase: 'afterSale' }]);
    expect(whoDoes(roleMatrix, 'keepRelations')).toEqual([
      { role: 'chiefAccountManager', phase: 'preSale' },
      { role: 'accountManager', phase: 'afterSale' },
    ]);
    expect(whoDoes(roleMatrix, 'constructor')).toEqual([]);
  });

  it('who has 1, 3 and 2 of 3 lacks 2, 0 and 1, and who was never tested is unknown', () => {
    const required = codesOf('competenceAxis').map((competence) => ({ competence, level: 3 }));
    const has = new Map([
      ['knowledge', 1],
      ['selling', 3],
      ['ability', 2],
    ]);
    expect(competenceGaps(required, has).map(({ gap }) => gap)).toEqual([2, 0, 1]);
    expect(competenceGaps(required, new Map([['selling', 5]])).map(({ gap }) => gap)).toEqual([null, 0, null]);
  });

  it('dates training and feedback from an acceptance, and a campaign before a festival', () => {
    const tasks = [
      { id: 'training', days: 7 },
      { id: 'feedback', days: 14 },
    ];
    expect(datedFrom('2012-06-01', tasks).map(({ due }) => due)).toEqual(['2012-06-08', '2012-06-15']);
    expect(datedFrom('2013-02-10', [{ id: 'campaign', days: -30 }])[0]?.due).toBe('2013-01-11');
  });
});

describe('proactive service', () => {
  it('60 contacts that a manager began, of 80, are 75 per cent; what nobody noted is not counted', () => {
    const contacts = Array.from({ length: 85 }, (_, at) => ({
      by: 'wu',
      isInbound: at < 60 ? false : at < 80 ? true : undefined,
    }));
    expect(proactiveShares([{ by: 'li' }, ...contacts, { isInbound: false }])).toEqual([
      { person: 'li', proactive: 0, reactive: 0, untold: 1, percent: null },
      { person: 'wu', proactive: 60, reactive: 20, untold: 5, percent: 75 },
    ]);
  });
});

const opened = '2013-01-07T08:00+08:00';
const one = (id: string, more: Partial<ServiceCase> = {}): ServiceCase => ({
  id,
  kind: 'complaint',
  openedAt: opened,
  owners: ['wu'],
  ...more,
});
const limits = [
  { kind: 'complaint', measure: 'closure', minutes: 24 * 60 },
  { kind: 'sev1', measure: 'response', minutes: 15 },
] as const;
const now = '2013-01-07T09:00+08:00';

describe('service levels', () => {
  it('a complaint that is handed on stays with whoever received it, and 30 hours against 24 are 6 too many', () => {
    const handed = one('c', { owners: ['wu', 'li'], closedAt: '2013-01-08T14:00+08:00' });
    expect(serviceLevels([handed], limits, '2013-02-01T00:00Z').rows).toEqual([
      {
        id: 'c',
        measure: 'closure',
        status: 'breached',
        minutes: 1800,
        breachMinutes: 360,
        firstOwner: 'wu',
        owner: 'li',
      },
    ]);
  });

  it('a severity 1 that is answered after 30 minutes is 15 too late', () => {
    const answered = one('s', { kind: 'sev1', respondedAt: '2013-01-07T08:30+08:00' });
    expect(serviceLevels([answered], limits, now).rows[0]).toMatchObject({ status: 'breached', breachMinutes: 15 });
  });

  it('a case that was closed has been answered by then, even if nobody noted when: it is not late for ever', () => {
    const closedAfter = (minutes: number) => one('s', { kind: 'sev1', closedAt: `2013-01-07T08:${minutes}+08:00` });
    const rowOf = (minutes: number) => serviceLevels([closedAfter(minutes)], limits, '2013-02-01T00:00Z').rows[0];
    expect(rowOf(10)).toMatchObject({ measure: 'response', status: 'inTime', minutes: 10, breachMinutes: 0 });
    expect(rowOf(40)).toMatchObject({ measure: 'response', status: 'breached', minutes: 40, breachMinutes: 25 });
  });

  it('45 of 50 in time are 90 per cent; what still runs is not judged', () => {
    const cases = Array.from({ length: 50 }, (_, at) =>
      one(`c${at}`, { closedAt: at < 45 ? '2013-01-08T08:00+08:00' : '2013-01-08T08:01+08:00' }),
    );
    const report = serviceLevels([...cases, one('open')], limits, now);
    expect(report).toMatchObject({ judged: 50, inTime: 45, percent: 90 });
    expect(report.rows.at(-1)?.status).toBe('running');
    expect(serviceLevels([one('late')], limits, '2013-01-09T08:00+08:00').rows[0]).toMatchObject({
      status: 'overdue',
      breachMinutes: 1440,
    });
  });

  it('a complaint that nobody has is an orphan', () => {
    const cases = [one('o', { owners: [] }), one('done', { owners: [], closedAt: now }), one('x')];
    expect(serviceLevels(cases, limits, now).orphans).toEqual(['o']);
  });

  it('names what is wrong with a case and goes on', () => {
    const cases = [
      one('kind', { kind: 'gossip' }),
      one('before', { closedAt: '2013-01-07T07:00+08:00' }),
      one('when', { closedAt: 'yesterday' }),
      one('good', { closedAt: now }),
      one('good', { closedAt: now }),
      one('two'),
      one('two', { closedAt: '2013-01-09T08:00+08:00' }),
    ];
    const report = serviceLevels(cases, limits, now);
    expect(report.faults.map(({ path }) => path.join('.'))).toEqual([
      'cases.two',
      'cases.good',
      'cases.0.kind',
      'cases.1.closedAt',
      'cases.2.closedAt',
    ]);
    expect(report.rows.filter(({ id }) => id === 'two')).toEqual([]);
    expect(report.percent).toBe(100);
    expect(serviceLevels([], limits, now).percent).toBeNull();
  });

  it('90 of 100 solved at once, 6 of them opened again, are 84 per cent', () => {
    const cases = Array.from({ length: 100 }, (_, at) =>
      one(`c${at}`, {
        contacts: at < 90 ? 1 : 2,
        closedAt: '2013-01-07T10:00+08:00',
        ...(at < 6 ? { reopenedAt: '2013-01-14T10:00+08:00' } : {}),
        ...(at === 6 ? { reopenedAt: '2013-01-14T10:01+08:00' } : {}),
      }),
    );
    expect(firstContactResolution(cases, 7)).toEqual({ cases: 100, solvedAtFirst: 90, reopened: 6, percent: 84 });
    expect(firstContactResolution([], 7).percent).toBeNull();
  });

  it('95, 90 and 80 at weights of .5, .3 and .2 are an index of 90.5', () => {
    const parts = [
      { value: '95', weight: '.5' },
      { value: '90', weight: '0.3' },
      { value: '80', weight: '0.2' },
    ];
    expect(() => weightedIndex(parts)).toThrow('parts.0.weight');
    expect(weightedIndex([{ value: '95', weight: '0.5' }, ...parts.slice(1)])).toBe('90.5');
    expect(() => weightedIndex(parts.slice(1))).toThrow('parts: expected weights that sum to 1, got "0.5"');
  });
});
