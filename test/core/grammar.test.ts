import {
  comparePolicies,
  decideAll,
  decideEach,
  decideStream,
  InputError,
  PolicyError,
  policyInEffect,
  toFacts,
} from 'tenure/core';
import { describe, expect, it } from 'vitest';
import { checkLight, compileLight, compileLightJson } from './light.js';

const policy = Object.freeze({
  kind: 'light',
  id: 'usage-light',
  version: '1',
  facts: [
    { id: 'usageGb', kind: 'number', min: 0, label: { en: 'usage', zh: '流量' } },
    { id: 'category', kind: 'text', values: ['smb', 'key'] },
  ],
  lamps: [
    { id: 'red', label: { en: 'Red', zh: '红' }, when: { usageGb: { $lt: 10 } } },
    { id: 'green', when: { category: 'key' } },
    { id: 'amber', when: { usageGb: { $lt: 200 } } },
  ],
  otherwise: 'green',
  whenUnknown: 'amber',
} as const);
const light = compileLight(policy);
const context = Object.freeze({ asOf: '2013-01-01' });

describe('a decision', () => {
  it('names its policy, its day and its reasons, the rejected alternatives included', () => {
    const decision = light({ usageGb: 50, category: 'smb' }, context);
    expect(decision.outcome).toBe('amber');
    expect(decision.policy).toMatchObject({ kind: 'light', id: 'usage-light', version: '1' });
    expect(decision.policy.digest).toMatch(/^[0-9a-f]{16}$/);
    expect(decision.asOf).toBe('2013-01-01');
    expect(decision.reasons.map(({ code, rule }) => [code, rule])).toEqual([
      ['lit', 'amber'],
      ['notLit', 'red'],
      ['notLit', 'green'],
    ]);
  });

  it('is plain JSON, unchanged by a round trip', () => {
    const decision = light({ category: 'smb' }, { ...context, subject: 'A1' });
    expect(JSON.parse(JSON.stringify(decision))).toEqual(decision);
  });

  it('explains itself in English and Chinese with the policy’s own names', () => {
    const decision = light({ usageGb: 5 }, context);
    expect(light.explain(decision, 'en')).toEqual(['Red: usage 5 < 10.']);
    expect(light.explain(decision, 'zh')).toEqual(['红:流量 5 < 10。']);
  });

  it('takes the unknown result, never otherwise, when a rule is left open', () => {
    const decision = light({ category: 'smb' }, context);
    expect(decision.outcome).toBe('amber');
    expect(decision.unknown).toEqual(['usageGb']);
  });

  it('names what could have changed it even when a later rule fired', () => {
    expect(light({ category: 'key' }, context)).toMatchObject({ outcome: 'green', unknown: ['usageGb'] });
  });

  it('refuses a date that does not exist', () => {
    expect(() => light({ usageGb: 5 }, { asOf: '2013-02-30' })).toThrow(
      'asOf: expected a calendar date YYYY-MM-DD, got "2013-02-30"',
    );
  });
});

describe('the fast lane', () => {
  it.each([
    ['red', { usageGb: 5 }],
    ['amber', { category: 'smb' }],
    ['green', { usageGb: 500, category: 'smb' }],
  ] as const)('gives %s for %j, as the full decision does', (expected, facts) => {
    expect(light.outcome(facts, context)).toBe(expected);
    expect(light(facts, context).outcome).toBe(expected);
  });

  it('rejects the same record with the same words', () => {
    const bad = { usageGb: -1, category: 'soho' } as never;
    const message = (run: () => unknown): string => {
      try {
        run();
      } catch (error) {
        return (error as Error).message;
      }
      return 'no error';
    };
    expect(message(() => light.outcome(bad, context))).toBe(message(() => light(bad, context)));
    expect(message(() => light(bad, context))).toBe('facts: usageGb: expected at least 0, got -1 (and 1 more)');
  });
});

describe('an override', () => {
  const override = {
    subject: 'A1',
    outcome: 'green',
    by: 'Li Wei',
    why: 'pilot site',
    from: '2013-01-01',
    until: '2013-01-31',
  };
  const at = (asOf: string) => ({ asOf, subject: 'A1', overrides: [override] });

  it.each([
    ['red', '2012-12-31'],
    ['green', '2013-01-01'],
    ['green', '2013-01-31'],
    ['red', '2013-02-01'],
  ])('gives %s on %s: both of its days count', (expected, asOf) => {
    expect(light({ usageGb: 5 }, at(asOf)).outcome).toBe(expected);
    expect(light.outcome({ usageGb: 5 }, at(asOf))).toBe(expected);
  });

  it('says who, why, until when and what the policy alone would give', () => {
    const decision = light({ usageGb: 5 }, at('2013-01-10'));
    expect(light.explain(decision, 'en')[0]).toBe(
      'Li Wei decided otherwise until 2013-01-31: pilot site. The policy alone gives Red.',
    );
  });

  it('is refused when its outcome is none of the policy’s', () => {
    const context = { asOf: '2013-01-10', subject: 'A1', overrides: [{ ...override, outcome: 'blue' }] };
    expect(() => light({ usageGb: 5 }, context)).toThrow(
      'override of A1 by Li Wei: outcome: expected one of red, green, amber, got "blue"',
    );
  });

  it('holds from when it was added to a list that is kept', () => {
    const overrides = [{ ...override, subject: 'A2' }];
    const context = { asOf: '2013-01-10', subject: 'A1', overrides };
    expect(light.outcome({ usageGb: 5 }, context)).toBe('red');
    overrides.push(override);
    expect(light.outcome({ usageGb: 5 }, context)).toBe('green');
    overrides.pop();
    expect(light.outcome({ usageGb: 5 }, context)).toBe('red');
  });

  it('needs a subject, a reason and no rival', () => {
    expect(() => light({ usageGb: 5 }, { asOf: '2013-01-10', overrides: [override] })).toThrow('expected the subject');
    expect(() => light({ usageGb: 5 }, { ...at('2013-01-10'), overrides: [{ ...override, why: '' }] })).toThrow(
      'overrides.0.why: expected a reason, got ""',
    );
    expect(() => light({ usageGb: 5 }, { ...at('2013-01-10'), overrides: [override, override] })).toThrow(
      'expected one override of A1 on 2013-01-10',
    );
  });
});

describe('a batch', () => {
  const hostile = JSON.parse('{"id":"__proto__","usageGb":5}');
  const rows: readonly unknown[] = [
    { id: 'A', usageGb: 5 },
    null,
    { id: 'B', usageGb: '5' },
    { id: 'A', usageGb: 5 },
    hostile,
    { id: 'C', usageGb: Number.NaN },
    { id: 'D', usageGb: Number.POSITIVE_INFINITY },
    { id: 'E', usageGb: 1e308 },
    { id: 'F', category: 'x'.repeat(10_000_000) },
    { usageGb: 5 },
    { id: 'constructor', usageGb: 300 },
  ];
  const decide = compileLightJson(policy);
  const { decided, rejects } = decideAll(decide, rows as readonly { id: string }[], context, { id: 'id' });

  it('decides every good row, in order', () => {
    expect(decided.map(({ subject, outcome }) => [subject, outcome])).toEqual([
      ['A', 'red'],
      ['__proto__', 'red'],
      ['E', 'amber'],
      ['constructor', 'amber'],
    ]);
  });

  it('says of every bad row where and why, and the counts add up', () => {
    expect(rejects.map(({ index, issues }) => [index, issues[0]?.message])).toEqual([
      [1, 'expected a record of facts, got null'],
      [2, 'usageGb: expected a finite number, got "5"'],
      [3, 'id: expected an id not used by record 0, got "A"'],
      [5, 'usageGb: expected a finite number, got NaN'],
      [6, 'usageGb: expected a finite number, got Infinity'],
      [8, `category: expected one of smb, key, got "${'x'.repeat(40)}…" (10000000 characters)`],
      [9, 'id: expected the id, a text, got nothing'],
    ]);
    expect(decided.length + rejects.length).toBe(rows.length);
  });

  it('stops at a bad context, which is no row’s fault', () => {
    expect(() => decideAll(light, [{ usageGb: 5 }], { asOf: 'today' })).toThrow(InputError);
  });

  it('is empty for an empty base', () => {
    expect(decideAll(light, [], context)).toEqual({ decided: [], rejects: [] });
  });

  it('can be taken one by one, and from a stream', async () => {
    const [first] = decideEach(light, [{ usageGb: 5 }, { usageGb: 6 }], context);
    expect(first).toMatchObject({ ok: true, index: 0 });
    async function* source() {
      yield { usageGb: 5 };
      yield { usageGb: -5 };
    }
    const streamed = [];
    for await (const row of decideStream(light, source(), context)) streamed.push(row.ok);
    expect(streamed).toEqual([true, false]);
  });
});

describe('two policies over one base', () => {
  it('show who moves, from what to what', () => {
    const after = compileLight({
      ...policy,
      version: '2',
      lamps: [{ id: 'red', when: { usageGb: { $lt: 60 } } }, ...policy.lamps.slice(1)],
    });
    const base = [5, 50, 55, 100, 500, -1].map((usageGb, index) => ({
      id: `A${index}`,
      usageGb,
      category: 'smb' as const,
    }));
    const comparison = comparePolicies(light, after, base, context, { id: 'id', nameOf: (lamp) => lamp });
    expect(comparison).toMatchObject({ compared: 5, unchanged: 3, flows: [{ from: 'amber', to: 'red', count: 2 }] });
    expect(comparison.moved.map(({ subject }) => subject)).toEqual(['A1', 'A2']);
    expect(comparison.rejects.map(({ subject }) => subject)).toEqual(['A5']);
  });
});

describe('a broken policy', () => {
  const broken = {
    kind: 'light',
    id: 'x',
    version: 1,
    facts: [
      { id: 'usageGb', kind: 'number', mni: 0 },
      { id: 'fee', kind: 'money', currency: 'XXQ' },
      { id: 'end', kind: 'dat' },
    ],
    lamps: [
      { id: 'red', when: { usageGb: { $lt: 10 } } },
      { when: { usageGb: 1 } },
      { id: 'amber', when: { usagGb: 1 } },
    ],
    otherwise: 'blue',
  };

  it('reports faults of every kind at once, each with its path', () => {
    const found = checkLight(broken).map(({ code, path }) => `${code} ${path.join('.')}`);
    expect(found.sort()).toEqual([
      'currency facts.1.currency',
      'missing lamps.1.id',
      'missing whenUnknown',
      'type version',
      'unknownFact lamps.2.when.usagGb',
      'unknownKey facts.0.mni',
      'unknownReference facts.2.kind',
      'unknownReference otherwise',
    ]);
  });

  it('does not compile, and the error holds every issue', () => {
    expect(() => compileLightJson(broken)).toThrow(PolicyError);
    try {
      compileLightJson(broken);
    } catch (error) {
      expect((error as PolicyError).issues).toHaveLength(8);
    }
  });

  it.each([null, undefined, 7, 'policy', [], Number.NaN])('is no policy at all: %s', (json) => {
    expect(checkLight(json).length).toBeGreaterThan(0);
  });
});

describe('ids are user data', () => {
  it.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty'])('a fact and a lamp called %s work', (id) => {
    const hostile = JSON.parse(
      `{"kind":"light","id":"${id}","version":"1","facts":[{"id":"${id}","kind":"integer"}],"lamps":[{"id":"${id}","when":{"${id}":{"$gte":1}}},{"id":"no","when":{"${id}":0}}],"otherwise":"no","whenUnknown":"no"}`,
    );
    const decide = compileLightJson(hostile);
    expect(decide(JSON.parse(`{"${id}":1}`), context).outcome).toBe(id);
    expect(decide({}, context)).toMatchObject({ outcome: 'no', unknown: [id] });
  });
});

describe('a policy in effect', () => {
  const versions = [
    { kind: 'light', id: 'x', version: '1', effectiveUntil: '2012-12-31' },
    { kind: 'light', id: 'x', version: '2', effectiveFrom: '2013-01-01' },
  ];

  it.each([
    ['1', '2012-12-31'],
    ['2', '2013-01-01'],
  ])('is version %s on %s', (version, asOf) => {
    expect(policyInEffect(versions, asOf)?.version).toBe(version);
  });

  it('is an error where two overlap', () => {
    expect(() => policyInEffect([...versions, { kind: 'light', id: 'x', version: '3' }], '2013-01-01')).toThrow(
      'expected one policy in effect',
    );
  });
});

describe('facts for the next decider', () => {
  it('carry the roots of what is unknown', () => {
    const decision = light({ category: 'smb' }, context);
    expect(toFacts(decision, () => ({ lamp: null, day: 'x' }))).toEqual({ lamp: { unknown: ['usageGb'] }, day: 'x' });
  });
});
