import { readCondition } from '../core/condition-tree.js';
import { readCurrencyScale } from '../core/currency.js';
import { checkFacts, createFactTable, type FactTable } from '../core/fact-table.js';
import type { FactDeclaration } from '../core/facts.js';
import { type Issue, issue, type Path } from '../core/issue.js';
import { readScaled } from '../core/scaled.js';
import { checkGift } from '../practice/compliance-schema.js';
import { checkAmount, checkPart } from './amount.js';
import { checkApproval } from './approval-lead.js';
import { checkDateFact, checkIds, checkReference } from './policy-cuts.js';
import type { AnyRetentionPolicy, RetentionMeasure } from './retention-policy.js';

/** Checks what the shape cannot: references, kinds of facts, amounts. */
export function crossCheckRetention(policy: Partial<AnyRetentionPolicy>): readonly Issue[] {
  const { facts = [], causes = [], measures = [], owners = [], channels = [], currency } = policy;
  const issues = [...checkFacts(facts, ['facts'])];
  const table = createFactTable(facts);
  if (currency !== undefined && readCurrencyScale(currency) === undefined)
    issues.push(issue('currency', ['currency'], 'an ISO 4217 currency code', currency));
  for (const [key, list] of Object.entries({ causes, owners, channels, measures })) checkIds(list, [key], issues);
  if (policy.left !== undefined) readCondition(policy.left, table, ['left'], issues);
  if (policy.heldOut !== undefined) readCondition(policy.heldOut, table, ['heldOut'], issues);
  for (const [index, cause] of causes.entries()) readCondition(cause.when, table, ['causes', index, 'when'], issues);
  policy.levers?.forEach(({ fact }, index) => {
    checkKind(fact, ['integer', 'number', 'decimal'], table, ['levers', index, 'fact'], issues);
  });
  channels.forEach(({ consent }, index) => {
    if (consent !== undefined) checkKind(consent, ['flag'], table, ['channels', index, 'consent'], issues);
  });
  checkAttack(policy, table, issues);
  if (policy.spendingCap !== undefined) {
    const { fact, percent } = policy.spendingCap;
    checkPart({ fact, percent }, table, currency, ['spendingCap'], issues);
  }
  const offersFact = facts.findIndex(({ id }) => id === 'offers');
  if (offersFact >= 0 && measures.some(({ quoted }) => quoted === true))
    issues.push(
      issue('conflict', ['facts', offersFact, 'id'], 'another id, because quoted offers stand there', 'offers'),
    );
  measures.forEach((measure, index) => {
    checkMeasure(measure, policy, table, ['measures', index], issues);
  });
  return issues;
}

function checkAttack({ attack, owners = [] }: Partial<AnyRetentionPolicy>, table: FactTable, issues: Issue[]): void {
  if (attack?.closes !== undefined) checkDateFact(attack.closes, table, ['attack', 'closes'], issues);
  if (attack?.level === undefined) return;
  checkKind(attack.level, ['text'], table, ['attack', 'level'], issues);
  const fact = table.fact(attack.level);
  const ids = owners.map(({ id }) => id);
  if (fact?.kind !== 'text') return;
  const expected = `a text fact whose values are among ${ids.join(', ')}`;
  // Without a list of values it may be anything.
  for (const value of fact.values ?? [undefined])
    if (value === undefined || !ids.includes(value))
      issues.push(issue('unknownReference', ['attack', 'level'], expected, value));
}

function checkMeasure(
  measure: RetentionMeasure<readonly FactDeclaration[]>,
  { causes = [], owners = [], channels = [], currency, compliance }: Partial<AnyRetentionPolicy>,
  table: FactTable,
  at: Path,
  issues: Issue[],
): void {
  if (measure.causes !== 'none')
    for (const [index, id] of measure.causes.entries()) checkReference(id, causes, [...at, 'causes', index], issues);
  checkReference(measure.owner, owners, [...at, 'owner'], issues);
  for (const [index, id] of measure.channels.entries())
    checkReference(id, channels, [...at, 'channels', index], issues);
  if (measure.when !== undefined) readCondition(measure.when, table, [...at, 'when'], issues);
  if (measure.anchor !== undefined) checkDateFact(measure.anchor, table, [...at, 'anchor'], issues);
  checkGift(measure.gift, compliance, [...at, 'gift'], issues);
  checkAmount(measure.cost, table, currency, [...at, 'cost'], issues);
  checkAmount(measure.atStake, table, currency, [...at, 'atStake'], issues);
  if (measure.approval !== undefined) {
    issues.push(...checkApproval(measure.approval, [...at, 'approval']));
    if (measure.quoted === true)
      issues.push(
        issue('conflict', [...at, 'approval'], 'no approval of its own, because offers bring theirs', measure.approval),
      );
  }
  if (measure.uplift !== undefined && (measure.uplift.share === undefined) === (measure.uplift.fact === undefined))
    issues.push(issue('conflict', [...at, 'uplift', 'share'], 'either share or fact', measure.uplift.share));
  if (measure.uplift?.fact !== undefined)
    checkKind(measure.uplift.fact, ['number', 'decimal'], table, [...at, 'uplift', 'fact'], issues);
  if (measure.uplift?.share !== undefined) {
    const share = readScaled(measure.uplift.share, 6);
    if (!(Math.abs(share) <= 1_000_000))
      issues.push(
        issue(
          'range',
          [...at, 'uplift', 'share'],
          'a decimal between -1 and 1 with at most six places',
          measure.uplift.share,
        ),
      );
  }
}

function checkKind(
  id: string,
  kinds: readonly FactDeclaration['kind'][],
  table: FactTable,
  path: Path,
  issues: Issue[],
): void {
  const fact = table.fact(id);
  if (fact === undefined)
    issues.push(issue('unknownFact', path, `one of ${table.facts.map((one) => one.id).join(', ')}`, id));
  else if (!kinds.includes(fact.kind))
    issues.push(issue('type', path, `a fact of kind ${kinds.join(' or ')}`, fact.kind));
}
