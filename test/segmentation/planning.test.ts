import {
  basePenetration,
  checkPhaseSources,
  choosePilotAreas,
  compareOnBuyingFactors,
  penetration,
  timetable,
} from 'tenure/segmentation';
import { describe, expect, it } from 'vitest';
import { segmentationProject } from '../../examples/policies/segmentation-project.js';

describe('the five phases from Monday 2012-03-05', () => {
  const plan = timetable('2012-03-05', segmentationProject);

  it.each([
    ['1.0', '2012-03-05', '2012-03-11'],
    ['1.1', '2012-03-12', '2012-04-01'],
    ['1.2', '2012-04-02', '2012-04-22'],
    ['1.3', '2012-04-23', '2012-05-13'],
    ['1.4', '2012-05-07', '2012-05-20'],
  ])('run %s from %s to %s', (id, start, end) => {
    expect(plan.phases.find((phase) => phase.id === id)).toEqual({ id, start, end });
  });

  it('share week 9, take eleven calendar weeks and end on 2012-05-20', () => {
    expect(plan.overlaps).toEqual([{ phases: ['1.3', '1.4'], start: '2012-05-07', end: '2012-05-13' }]);
    expect([plan.weeks, plan.end]).toEqual([11, '2012-05-20']);
  });

  it('have research attributes from phase 1.2 on, and not in 1.1', () => {
    const variables = [
      { id: 'monthlyFee', source: 'billing' },
      { id: 'satisfaction', source: 'research' },
    ];
    expect(checkPhaseSources(segmentationProject, '1.1', variables).map(({ message }) => message)).toEqual([
      'variables.1: expected a variable that is there in phase 1.1: research is available from phase 1.2, got "satisfaction"',
    ]);
    expect(checkPhaseSources(segmentationProject, '1.2', variables)).toEqual([]);
  });

  it('cannot end before they begin', () => {
    expect(() => timetable('2012-03-05', [{ id: 'x', fromWeek: 3, toWeek: 2 }])).toThrow(
      'phases.0.toWeek: expected a whole number of at least 3, got 2',
    );
    expect(() => timetable('2012-03-05', [])).toThrow('phases: expected at least one phase');
  });
});

describe('the choice of pilot areas', () => {
  const criteria = [
    { id: 'data', weight: 2, atLeast: 2 },
    { id: 'support', weight: 1 },
  ];
  const area = (id: string, data: number | null, support: number | null) => ({
    id,
    points: [
      { criterion: 'data', points: data },
      { criterion: 'support', points: support },
    ],
  });
  const areas = [
    area('north', 5, 3),
    area('south', 1, 9),
    area('east', 4, null),
    area('west', 3, 4),
    area('centre', 4, 5),
  ];

  it('takes the two best of five and gives a reason for each of the three others', () => {
    // North 2×5 + 3 = 13, centre 2×4 + 5 = 13, west 2×3 + 4 = 10; south lacks data, east is not known.
    expect(choosePilotAreas(areas, criteria, 2)).toEqual({
      chosen: [
        { id: 'centre', rank: 1, score: 13 },
        { id: 'north', rank: 2, score: 13 },
      ],
      rejected: [
        { id: 'south', because: 'belowMinimum', criteria: ['data'] },
        { id: 'east', because: 'unknown', criteria: ['support'] },
        { id: 'west', because: 'outranked', rank: 3, score: 10, lastChosen: 13 },
      ],
    });
  });

  it('does not hang on the order in which areas are named', () => {
    expect(choosePilotAreas([...areas].reverse(), criteria, 2).chosen).toEqual(
      choosePilotAreas(areas, criteria, 2).chosen,
    );
  });

  it('chooses fewer where fewer are fit', () => {
    expect(choosePilotAreas(areas, criteria, 4).chosen).toHaveLength(3);
  });

  it('refuses an area named twice and a criterion that is not there', () => {
    expect(() => choosePilotAreas([areas[0]!, areas[0]!], criteria, 1)).toThrow('areas.1.id: expected every area once');
    const odd = { id: 'x', points: [{ criterion: 'weather', points: 1 }] };
    expect(() => choosePilotAreas([odd], criteria, 1)).toThrow('areas.0.points.0.criterion: expected a criterion');
  });
});

describe('key buying factors', () => {
  const factors = [
    { id: 'price', weight: '0.5', own: 6, rival: 9 },
    { id: 'service', weight: '0.3', own: 9, rival: 6 },
    { id: 'coverage', weight: '0.2', own: 8, rival: 8 },
  ];

  it('give us 7.3 and the rival 7.9, and the price is what drives the gap', () => {
    // 3.0 + 2.7 + 1.6 and 4.5 + 1.8 + 1.6.
    expect(compareOnBuyingFactors(factors)).toEqual({
      own: 7.3,
      rival: 7.9,
      gap: -0.6,
      factors: [
        { factor: 'price', gap: -1.5 },
        { factor: 'service', gap: 0.9 },
        { factor: 'coverage', gap: 0 },
      ],
      driver: 'price',
    });
  });

  it('drive nothing where nobody is ahead', () => {
    expect(compareOnBuyingFactors([{ id: 'price', weight: '1', own: 5, rival: 5 }]).driver).toBeNull();
  });

  it('have weights that sum to 1', () => {
    expect(() => compareOnBuyingFactors([{ id: 'price', weight: '0.9', own: 5, rival: 5 }])).toThrow(
      'factors: expected weights that sum to 1, got "0.9"',
    );
  });
});

describe('the white space', () => {
  const grid = { levels: ['person', 'household', 'enterprise'], services: ['voice', 'broadband', 'internet'] };
  const has = (service: string, adopted: boolean | null = true) => ({ level: 'enterprise', service, adopted });

  it('of an enterprise with voice and broadband is seven of nine cells, its own internet first', () => {
    const found = penetration(grid, [has('voice'), has('broadband')]);
    expect([found.adopted, found.of, found.whiteSpace.length]).toEqual([2, 9, 7]);
    expect(found.whiteSpace[0]).toEqual({ level: 'enterprise', service: 'internet' });
  });

  it('does not hold a cell of which nobody knows', () => {
    const found = penetration(grid, [has('internet', null)]);
    expect(found.unknown).toEqual([{ level: 'enterprise', service: 'internet' }]);
    expect(found.whiteSpace).toHaveLength(8);
  });

  it('of 200 units of which 60 have the internet is 140, at a rate of 30 %', () => {
    const base = Array.from({ length: 200 }, (_, at) => [has('internet', at < 60)]);
    const cell = basePenetration(grid, base).find(
      ({ level, service }) => level === 'enterprise' && service === 'internet',
    );
    expect(cell).toMatchObject({ adopted: 60, whiteSpace: 140, unknown: 0, rate: { value: 0.3 } });
  });

  it('has no rate over nobody', () => {
    expect(basePenetration(grid, [])[0]!.rate).toEqual({ undefinedBecause: 'noObservations' });
  });
});
