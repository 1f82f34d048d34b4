import { InputError } from 'tenure/core';
import { checkOff, codesOf, stepRates } from 'tenure/practice';
import { describe, expect, it } from 'vitest';

describe('a checklist', () => {
  it('four of six skills are 66.7 per cent', () => {
    const skills = ['masAdc', 'terminals', 'businessModels', 'tariffs', 'contracts', 'customerNetwork'];
    const found = checkOff(skills, skills.slice(0, 4));
    expect(found).toMatchObject({ done: 4, of: 6, missing: ['contracts', 'customerNetwork'], next: 'contracts' });
    expect(found.percent?.toFixed(1)).toBe('66.7');
  });

  it('an alliance without an equipment maker has three of four types', () => {
    const types = ['government', 'contentProvider', 'equipmentMaker', 'agent'];
    expect(checkOff(types, ['agent', 'government', 'contentProvider'])).toMatchObject({
      done: 3,
      missing: ['equipmentMaker'],
    });
  });

  it('names the operating element that a plan of four leaves out', () => {
    const elements = codesOf('operatingElement');
    expect(
      checkOff(
        elements,
        elements.filter((one) => one !== 'finance'),
      ).missing,
    ).toEqual(['finance']);
  });

  it('is complete, empty or crossed by what nobody asked for', () => {
    expect(checkOff(['a'], ['a', 'z', 'b'])).toMatchObject({ next: null, unlisted: ['b', 'z'] });
    expect(checkOff([], []).percent).toBeNull();
    expect(() => checkOff(['a', 'a'], [])).toThrow(InputError);
  });
});

describe('step rates', () => {
  it('80 invited, 50 came, 8 became potential: 62.5 and 16 per cent', () => {
    const steps = [
      { id: 'invited', count: 80 },
      { id: 'came', count: 50 },
      { id: 'potential', count: 8 },
    ] as const;
    expect(stepRates(steps).map(({ percentOfPrevious }) => percentOfPrevious)).toEqual([null, 62.5, 16]);
    expect(stepRates(steps)[2]).toMatchObject({ percentOfFirst: 10, lost: 42 });
  });

  it.each([
    [3, '500 leaflets brought 15 answers', 500, 15],
    [20, '30 leads of an agent brought 6 orders', 30, 6],
    [94, '47 of 50 cases were in time', 50, 47],
    [60, '600 of 1,000 know the brand', 1000, 600],
    [85, '17 of 20 devices are installed', 20, 17],
    [30, '60 of 200 units have enterprise internet', 200, 60],
  ])('%s per cent: %s', (percent, _, of, count) => {
    expect(
      stepRates([
        { id: 'of', count: of },
        { id: 'count', count },
      ])[1],
    ).toMatchObject({
      percentOfPrevious: percent,
      lost: of - count,
    });
  });

  it('have no rate of nobody, and no step above the one before', () => {
    expect(
      stepRates([
        { id: 'a', count: 0 },
        { id: 'b', count: 0 },
      ])[1]?.percentOfPrevious,
    ).toBeNull();
    expect(() =>
      stepRates([
        { id: 'a', count: 500 },
        { id: 'b', count: 600 },
        { id: 'c', count: -1 },
      ]),
    ).toThrow('steps.1.count: expected at most 500, got 600 (and 1 more)');
  });
});
