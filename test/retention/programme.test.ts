import { checkProgramme, compileProgramme } from 'tenure/retention';
import { describe, expect, it } from 'vitest';
import { vipProgramme } from '../../examples/policies/vip-programme.js';

const entitle = compileProgramme(vipProgramme);
const context = { asOf: '2013-01-01' };
const yuan = (amount: string) => ({ amount, currency: 'CNY' });

describe('a VIP programme', () => {
  it('costs an MVC card 2, birthday gift 30 and club 60: 92 a year; an LVC gets none (RET-51, RET-13)', () => {
    const { outcome } = entitle({ tier: 'MVC', midToHighEnd: false }, context);
    expect(outcome.items.map(({ item }) => item)).toEqual(['card', 'birthdayGift', 'club']);
    expect(outcome.yearlyCost).toEqual(yuan('92.00'));
    expect(entitle({ tier: 'LVC', midToHighEnd: false }, context).outcome).toMatchObject({
      items: [],
      yearlyCost: yuan('0.00'),
    });
  });

  it('gives the message card to mid-to-high-end customers (RET-14) and levels of service by tier (RET-33)', () => {
    const { outcome } = entitle({ tier: 'LVC', midToHighEnd: true }, context);
    expect(outcome.items.map(({ item }) => item)).toEqual(['messageCard']);
    expect(['MVC', 'LVC'].map((tier) => entitle({ tier: tier as 'MVC' }, context).outcome.level)).toEqual([
      'level1',
      'level4',
    ]);
  });

  it('says which level of service cannot be decided, and which facts its costs wait for', () => {
    const { outcome, reasons, unknown } = compileProgramme({
      ...vipProgramme,
      facts: [...vipProgramme.facts, { id: 'clubFee', kind: 'money', currency: 'CNY' }],
      levels: [
        { id: 'level1', when: { tier: 'MVC' } },
        { id: 'everyone', when: { midToHighEnd: true } },
      ],
      items: [{ id: 'club', part: 'serviceItem', when: { midToHighEnd: true }, yearlyCost: [{ fact: 'clubFee' }] }],
    })({ midToHighEnd: true }, context);
    expect(outcome).toMatchObject({ level: 'everyone', yearlyCost: yuan('0.00'), unknownCosts: 1 });
    expect(reasons.map(({ code, rule }) => [code, rule])).toEqual([
      ['levelOpen', 'level1'],
      ['level', 'everyone'],
      ['entitled', 'club'],
    ]);
    expect(unknown).toEqual(['tier', 'clubFee']);
    const open = entitle({ midToHighEnd: false }, context);
    expect(open.outcome.level).toBeNull();
    expect(entitle.explain(open, 'en')[0]).toBe('Service level level 1 cannot be decided: tier unknown (needs = MVC).');
  });

  it('leaves open what cannot be decided and names what is missing', () => {
    const { outcome, unknown } = entitle({ tier: 'MVC' }, context);
    expect(outcome.refused).toEqual([{ item: 'messageCard', because: 'eligibilityUnknown' }]);
    expect(unknown).toEqual(['midToHighEnd']);
  });

  it('passes gifts through the compliance guard', () => {
    const toLeader = { benefit: 'gift', recipient: 'namedIndividual', hasInfluence: true } as const;
    const items = vipProgramme.items.map((item) => (item.id === 'birthdayGift' ? { ...item, gift: toLeader } : item));
    const guarded = compileProgramme({ ...vipProgramme, items });
    const decision = guarded({ tier: 'MVC', midToHighEnd: false }, context);
    expect(decision.outcome.refused).toContainEqual({ item: 'birthdayGift', because: 'blocked' });
    expect(decision.outcome.yearlyCost).toEqual(yuan('62.00'));
    const cleared = compileProgramme({
      ...vipProgramme,
      items,
      compliance: { ...vipProgramme.compliance!, influentialIndividual: 'needsClearance' },
    });
    const gift = cleared.outcome({ tier: 'MVC' }, context).items.find(({ item }) => item === 'birthdayGift');
    expect(gift?.needsClearance).toBe(true);
  });

  it('refuses a gift without a word on what is allowed', () => {
    const { compliance: _, ...open } = vipProgramme;
    expect(checkProgramme(open).map(({ path }) => path.join('.'))).toEqual(['compliance']);
  });
});
