import type { Test } from './comparison.js';
import type { Operator } from './condition.js';
import type { Decision, Reason } from './decision.js';
import { isUnknownFact } from './facts.js';
import type { LabelLookup, Language } from './label.js';

/**
 * A sentence per reason code and language. `{rule}` is the rule's name, `{tests}` its comparisons, `{held}` those of them
 * that hold, `{anything}` that fact of the reason; `{anything@element}` is named within the element of the policy that the
 * fact `element` names.
 */
export type ReasonTexts<Code extends string> = { readonly [C in Code]: Readonly<Record<Language, string>> };

/** Codes that every room's decisions may carry. */
export type SharedCode = 'overridden' | 'withheld';

export const sharedTexts: ReasonTexts<SharedCode> = {
  overridden: {
    en: '{by} decided otherwise until {until}: {why}. The policy alone gives {computed}.',
    zh: '{by} 另行决定，有效期至 {until}：{why}。按策略本身为 {computed}。',
  },
  withheld: { en: '{fact} may not be used: {because}.', zh: '{fact} 不得使用：{because}。' },
};

type Wording = Readonly<Record<Language, string>>;

const symbol = (sign: string): Wording => ({ en: sign, zh: sign });

/** How a comparison reads where it is true, and how its contrary reads where it is not. */
const relations: Readonly<Record<Exclude<Operator, '$exists'>, readonly [Wording, Wording]>> = {
  $eq: [symbol('='), symbol('≠')],
  $ne: [symbol('≠'), symbol('=')],
  $gt: [symbol('>'), symbol('≤')],
  $gte: [symbol('≥'), symbol('<')],
  $lt: [symbol('<'), symbol('≥')],
  $lte: [symbol('≤'), symbol('>')],
  $in: [
    { en: 'one of', zh: '属于' },
    { en: 'none of', zh: '不属于' },
  ],
  $nin: [
    { en: 'none of', zh: '不属于' },
    { en: 'one of', zh: '属于' },
  ],
  $between: [
    { en: 'between', zh: '介于' },
    { en: 'not between', zh: '不介于' },
  ],
  $contains: [
    { en: 'contains', zh: '包含' },
    { en: 'does not contain', zh: '不包含' },
  ],
};

const words = {
  unknown: { en: 'unknown', zh: '未知' },
  known: { en: 'known', zh: '已知' },
  needs: { en: ' (needs ', zh: '（须 ' },
  needed: { en: ')', zh: '）' },
  separator: { en: ', ', zh: '、' },
  and: { en: ' and ', zh: ' 与 ' },
  none: { en: 'none', zh: '无' },
  true: { en: 'yes', zh: '是' },
  false: { en: 'no', zh: '否' },
} as const;

/** Turns the reasons of a decision into sentences, one per reason, in the order of the reasons. */
export function explainReasons<Code extends string>(
  decision: Pick<Decision<unknown, Code>, 'reasons'>,
  texts: ReasonTexts<Code>,
  name: LabelLookup,
  language: Language,
): readonly string[] {
  return decision.reasons.map((reason) => sentence(reason, texts, name, language));
}

function sentence<Code extends string>(
  reason: Reason<Code>,
  texts: ReasonTexts<Code>,
  name: LabelLookup,
  language: Language,
): string {
  // A decision from elsewhere may carry a code that this version does not know; the code itself still says something.
  const template = Object.hasOwn(texts, reason.code) ? texts[reason.code][language] : reason.code;
  return template.replaceAll(/\{(\w+)(?:@(\w+))?\}/g, (_, key: string, element?: string) => {
    const within = element === undefined ? undefined : String(reason.facts[element]);
    const ownName =
      (other?: string): LabelLookup =>
      (id, asked, of = other) =>
        name(id, asked, of);
    if (key === 'rule') return name(reason.rule ?? '', language, within);
    if (key === 'tests' || key === 'held')
      return (reason.facts.tests ?? [])
        .filter(({ holds }) => key === 'tests' || holds === true)
        .map((test) => showTest(test, name, ownName(within), language))
        .join(words.separator[language]);
    return showValue(reason.facts[key], ownName(within ?? reason.rule), language);
  });
}

/**
 * `usageGb 250 ≥ 200`: what was seen, and how it stands to what was asked. A comparison that failed is told by its
 * contrary, `usageGb 5 < 200`, so that every sentence is true. Facts are the policy's, what they hold is `ownName`'s.
 */
function showTest(test: Test, name: LabelLookup, ownName: LabelLookup, language: Language): string {
  const { operator, holds, needed, seen } = test;
  const fact = name(test.fact, language);
  const denied = test.denied === true;
  const isTrue = (holds === true) !== denied;
  if (operator === '$exists')
    return `${fact} ${words[holds !== 'unknown' && isTrue === needed ? 'known' : 'unknown'][language]}`;
  if (holds === 'unknown') {
    const relation = relations[operator][denied ? 1 : 0][language];
    const asked = `${relation} ${showNeeded(test, ownName, language)}`;
    return `${fact} ${words.unknown[language]}${words.needs[language]}${asked}${words.needed[language]}`;
  }
  const relation = relations[operator][isTrue ? 0 : 1][language];
  const value = showValue(seen, ownName, language);
  // A flag that is not yes is no, and what equals what was asked need not be said twice.
  if (relation === '=' || typeof seen === 'boolean') return `${fact} = ${value}`;
  return `${fact} ${value} ${relation} ${showNeeded(test, ownName, language)}`;
}

function showNeeded({ operator, needed }: Test, name: LabelLookup, language: Language): string {
  if (operator !== '$between' || !Array.isArray(needed)) return showValue(needed, name, language);
  return needed.map((bound) => showValue(bound, name, language)).join(words.and[language]);
}

/** A fact's value for a person: money with its currency, lists joined, ids by name, missing as "unknown", an empty text in quotes. */
function showValue(value: unknown, name: LabelLookup, language: Language): string {
  if (value === null || value === undefined || isUnknownFact(value)) return words.unknown[language];
  if (typeof value === 'string') return value === '' ? '""' : name(value, language);
  if (typeof value === 'boolean') return words[value ? 'true' : 'false'][language];
  if (Array.isArray(value) && value.length === 0) return words.none[language];
  if (Array.isArray(value))
    return value.map((entry) => showValue(entry, name, language)).join(words.separator[language]);
  if (typeof value !== 'object') return String(value);
  const { amount, currency } = value as { readonly amount?: unknown; readonly currency?: unknown };
  if (typeof amount === 'string' && typeof currency === 'string') return `${amount} ${currency}`;
  return Object.entries(value)
    .map(([key, entry]) => `${name(key, language)} ${showValue(entry, (id, asked) => name(id, asked, key), language)}`)
    .join(words.separator[language]);
}
