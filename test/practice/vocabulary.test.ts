import { InputError } from 'tenure/core';
import { type CodeListName, codeLists, codesOf, controlPoints, isCode, label, labelled } from 'tenure/practice';
import { describe, expect, it } from 'vitest';

const lists = Object.keys(codeLists) as CodeListName[];
const chinese = /\p{Script=Han}/u;

describe('the vocabulary', () => {
  it.each(lists)('%s names itself and every code in English and in Chinese', (name) => {
    const { label: own, entries } = codeLists[name];
    for (const names of [own, ...entries.map((entry) => entry.label)]) {
      expect(names.en.trim().length).toBeGreaterThan(0);
      expect(names.en).not.toMatch(chinese);
      expect(names.zh).toMatch(chinese);
    }
  });

  it.each(lists)('%s holds each code and each name once', (name) => {
    const entries = labelled(name);
    for (const key of ['en', 'zh'] as const)
      expect(new Set(entries.map((entry) => entry.label?.[key])).size).toBe(entries.length);
    expect(new Set(codesOf(name)).size).toBe(entries.length);
  });

  it('says the four wars as the practice does', () => {
    expect(codesOf('threat').map((code) => label('threat', code, 'zh'))).toEqual([
      '终端战',
      '资费战',
      '产品战',
      '关系战',
    ]);
  });

  it('keeps the eleven touchpoints and the six discovery techniques', () => {
    expect(codesOf('touchpoint')).toHaveLength(11);
    expect(codesOf('discoveryTechnique')).toHaveLength(6);
  });

  it('takes no code of another list, and no name that every object has', () => {
    expect(isCode('chainLevel', 'leader')).toBe(true);
    expect(isCode('chainLevel', 'device')).toBe(false);
    expect(isCode('chainLevel', 'constructor')).toBe(false);
    expect(() => label('threat', 'leader' as 'device', 'en')).toThrow(InputError);
    expect(() => codesOf('toString' as 'threat')).toThrow(InputError);
  });

  it('rejects a request that is none of the four', () => {
    expect(codesOf('serviceRequest')).toEqual(['consult', 'publicise', 'acceptOrder', 'maintain']);
    expect(isCode('serviceRequest', 'complain')).toBe(false);
  });
});

describe('the control points of the value chain', () => {
  it('stand for every link, in the order of the chain', () => {
    expect(controlPoints.map(({ link }) => link)).toEqual(codesOf('valueChainLink'));
  });

  it('have content behind content, which an operator lacks, and the network where an operator is', () => {
    const of = (link: string) => controlPoints.find((point) => point.link === link);
    expect(of('content')).toMatchObject({ operatorLacks: true, capability: { en: 'Content resources' } });
    expect(controlPoints.filter(({ area }) => area === 'current').map(({ link }) => link)).toEqual(['network']);
  });
});
