import * as z from 'zod';
import type { Condition } from '../core/condition.js';
import { readCondition } from '../core/condition-tree.js';
import { readCurrencyScale } from '../core/currency.js';
import { createDecider, type Decider } from '../core/decider.js';
import type { DecisionContext, Reason } from '../core/decision.js';
import type { Money } from '../core/exact-amount.js';
import type { ReasonTexts } from '../core/explain.js';
import { checkFacts, createFactTable } from '../core/fact-table.js';
import type { FactDeclaration, FactsOf } from '../core/facts.js';
import { type Issue, issue, type Path } from '../core/issue.js';
import { type Label, labelLookup } from '../core/label.js';
import { moneyFromMinorUnits } from '../core/money.js';
import type { PolicyHeader } from '../core/policy.js';
import {
  checkPolicy,
  conditionSchema,
  factSchema,
  headerShape,
  idSchema,
  named,
  parsePolicy,
} from '../core/policy-check.js';
import { type RoundingMode, roundingModes } from '../core/rounding.js';
import { compileRuleSet } from '../core/rule-set.js';
import { type CompliancePolicy, checkBenefit, type GivenBenefit } from '../practice/compliance.js';
import { checkGift, complianceSchema, giftSchema } from '../practice/compliance-schema.js';
import { labelled } from '../practice/label.js';
import { type AmountPart, amountSchema, checkAmount, compileAmount, unknownIn, workOutCost } from './amount.js';
import { checkIds } from './policy-cuts.js';

type Id<F extends readonly FactDeclaration[]> = F[number]['id'];

/** Something that a programme gives: a card, a club, a gift, a format of care. */
export interface ProgrammeItem<F extends readonly FactDeclaration[]> {
  readonly id: string;
  readonly label?: Label | undefined;
  /** The programme's part it belongs to: capability, publicity, service items. */
  readonly part: string;
  readonly when: Condition<NoInfer<F>>;
  readonly yearlyCost: readonly AmountPart<Id<NoInfer<F>>>[];
  /** Where it is a benefit, who receives it: the compliance guard decides. */
  readonly gift?: GivenBenefit | undefined;
}

/** A VIP programme or key-account membership as data. */
export interface ProgrammePolicy<F extends readonly FactDeclaration[]> extends PolicyHeader<'programme'> {
  readonly facts: F;
  readonly currency: string;
  readonly rounding: RoundingMode;
  readonly compliance?: CompliancePolicy | undefined;
  /** Levels of service; the first whose condition is true. One before it that cannot be decided is said. */
  readonly levels?:
    | readonly { readonly id: string; readonly label?: Label | undefined; readonly when: Condition<NoInfer<F>> }[]
    | undefined;
  readonly items: readonly ProgrammeItem<F>[];
}

type AnyProgramme = ProgrammePolicy<readonly FactDeclaration[]>;

/** What a customer is entitled to, and what it costs a year. */
export interface Entitlements {
  readonly level: string | null;
  readonly items: readonly {
    readonly item: string;
    readonly part: string;
    /** `null` where unknown. */
    readonly yearlyCost: Money | null;
    /** Whether the compliance guard asks for clearance first. */
    readonly needsClearance: boolean;
  }[];
  /** Sum of the known costs. */
  readonly yearlyCost: Money;
  readonly unknownCosts: number;
  readonly refused: readonly {
    readonly item: string;
    readonly because: 'notEligible' | 'eligibilityUnknown' | 'blocked';
  }[];
}

/** Everything that an entitlement decision can say. */
export type ProgrammeCode = 'entitled' | 'level' | 'levelOpen' | 'notEligible' | 'eligibilityUnknown' | 'blocked';

const schema: z.ZodType<AnyProgramme> = /* @__PURE__ */ z.strictObject({
  ...headerShape('programme'),
  facts: z.array(factSchema),
  currency: z.string(),
  rounding: z.enum(roundingModes),
  compliance: complianceSchema.optional(),
  levels: z.array(z.strictObject({ ...named, when: conditionSchema })).optional(),
  items: z.array(
    z.strictObject({
      ...named,
      part: idSchema,
      when: conditionSchema,
      yearlyCost: amountSchema,
      gift: giftSchema.optional(),
    }),
  ),
});

function crossCheck(policy: Partial<AnyProgramme>): readonly Issue[] {
  const { facts = [], levels = [], items = [], currency, compliance } = policy;
  const issues = [...checkFacts(facts, ['facts'])];
  const table = createFactTable(facts);
  if (currency !== undefined && readCurrencyScale(currency) === undefined)
    issues.push(issue('currency', ['currency'], 'an ISO 4217 currency code', currency));
  checkIds(levels, ['levels'], issues);
  checkIds(items, ['items'], issues);
  for (const [index, { when }] of levels.entries()) readCondition(when, table, ['levels', index, 'when'], issues);
  items.forEach((item, index) => {
    const at: Path = ['items', index];
    readCondition(item.when, table, [...at, 'when'], issues);
    checkAmount(item.yearlyCost, table, currency, [...at, 'yearlyCost'], issues);
    checkGift(item.gift, compliance, [...at, 'gift'], issues);
  });
  return issues;
}

/** The faults of a programme as a list. */
export const checkProgramme = (json: unknown): readonly Issue[] => checkPolicy(schema, crossCheck, json);

/**
 * Compiles a VIP programme or membership: which items and which level of service a customer is entitled to, what they
 * cost a year, and why the others are refused. Gifts pass the compliance guard.
 *
 * @throws PolicyError with every fault
 */
export function compileProgramme<const F extends readonly FactDeclaration[]>(
  policy: ProgrammePolicy<F>,
): Decider<FactsOf<F>, Entitlements, ProgrammeCode, ProgrammePolicy<F>> {
  return compile<FactsOf<F>, ProgrammePolicy<F>>(policy);
}

/** {@link compileProgramme} for a policy of unknown content. */
export function compileProgrammeJson(
  json: unknown,
): Decider<{ readonly [id: string]: unknown }, Entitlements, ProgrammeCode, AnyProgramme> {
  return compile(json);
}

function compile<Facts, P extends PolicyHeader>(json: unknown): Decider<Facts, Entitlements, ProgrammeCode, P> {
  const policy = parsePolicy(schema, crossCheck, json, 'programme');
  const { levels = [], items, currency } = policy;
  const table = createFactTable(policy.facts);
  const trees = [...levels, ...items].map(({ when }) => readCondition(when, table, [], []));
  const costs = items.map(({ yearlyCost }) => compileAmount(yearlyCost, table, currency, policy.rounding));
  const rules = compileRuleSet(table, trees);
  const row = rules.createRow();
  const decide = (facts: Facts) => {
    rules.read(facts, row);
    const record = facts as object;
    const level = levels.findIndex((_, k) => rules.truth(row, k) === true);
    const granted: Entitlements['items'][number][] = [];
    const refused: Entitlements['refused'][number][] = [];
    const reasons: Reason<ProgrammeCode>[] = [];
    const unknown = new Set<string>();
    let total = 0;
    levels.slice(0, level < 0 ? levels.length : level + 1).forEach(({ id }, k) => {
      if (rules.truth(row, k) === false) return;
      reasons.push({
        code: k === level ? 'level' : 'levelOpen',
        rule: id,
        facts: { tests: rules.tests(row, record, k) },
      });
      for (const root of rules.unknownRoots(row, record, k)) unknown.add(root);
    });
    items.forEach(({ id, part, gift }, index) => {
      const k = levels.length + index;
      const truth = rules.truth(row, k);
      const verdict = gift === undefined ? undefined : checkBenefit(gift, policy.compliance!);
      if (truth !== true || verdict?.verdict === 'blocked') {
        const because = truth === false ? 'notEligible' : truth === 'unknown' ? 'eligibilityUnknown' : 'blocked';
        for (const root of rules.unknownRoots(row, record, k)) unknown.add(root);
        refused.push({ item: id, because });
        reasons.push({
          code: because,
          rule: id,
          facts: { tests: rules.tests(row, record, k), because: verdict?.because ?? [] },
        });
        return;
      }
      const units = workOutCost(costs[index]!, row);
      const cost = Number.isNaN(units) ? null : moneyFromMinorUnits(units, currency);
      total += Number.isNaN(units) ? 0 : units;
      for (const root of unknownIn(costs[index]!, row, record)) unknown.add(root);
      granted.push({ item: id, part, yearlyCost: cost, needsClearance: verdict?.verdict === 'needsClearance' });
      reasons.push({ code: 'entitled', rule: id, facts: { yearlyCost: cost, tests: rules.tests(row, record, k) } });
    });
    const outcome: Entitlements = {
      level: levels[level]?.id ?? null,
      items: granted,
      yearlyCost: moneyFromMinorUnits(total, currency),
      unknownCosts: granted.filter(({ yearlyCost }) => yearlyCost === null).length,
      refused,
    };
    return { outcome, reasons, unknown: [...unknown] };
  };
  return createDecider<Facts, Entitlements, ProgrammeCode, PolicyHeader, DecisionContext>({
    policy,
    decide,
    outcome: (facts) => decide(facts).outcome,
    checkOutcome: (outcome) =>
      Array.isArray((outcome as Partial<Entitlements> | null)?.items)
        ? []
        : [issue('type', ['outcome', 'items'], 'a list', outcome)],
    texts,
    names: labelLookup([items, levels, policy.facts, labelled('complianceGround')]),
  }) as unknown as Decider<Facts, Entitlements, ProgrammeCode, P>;
}

const texts: ReasonTexts<ProgrammeCode> = {
  entitled: { en: '{rule} ({yearlyCost} a year): {tests}.', zh: '{rule}（每年 {yearlyCost}）：{tests}。' },
  level: { en: 'Service level {rule}: {tests}.', zh: '服务等级 {rule}：{tests}。' },
  levelOpen: {
    en: 'Service level {rule} cannot be decided: {tests}.',
    zh: '服务等级 {rule} 无法判断：{tests}。',
  },
  notEligible: { en: 'No {rule}: {tests}.', zh: '无 {rule} 资格：{tests}。' },
  eligibilityUnknown: { en: '{rule} cannot be decided: {tests}.', zh: '{rule} 无法判断：{tests}。' },
  blocked: { en: 'No {rule}: the compliance guard blocks it ({because}).', zh: '{rule} 被合规审查拦截（{because}）。' },
};
