import type { ConditionTree } from '../core/condition-tree.js';
import { checkFacts, type FactTable } from '../core/fact-table.js';
import type { FactDeclaration } from '../core/facts.js';
import { type Issue, issue, type Path } from '../core/issue.js';
import { subsumes } from '../core/subsumption.js';
import { checkFigure, type Figure, figureFact } from './figure.js';
import { termConditions } from './figure-program.js';
import { type AnyValuePolicy, unrated } from './policy.js';
import { readTrees, type ValueTrees } from './trees.js';

/** References, order and duplicates of a value policy. */
export function crossCheckValue(policy: Partial<AnyValuePolicy>): readonly Issue[] {
  const facts = policy.facts ?? [];
  const figures = policy.figures ?? [];
  const issues = [...checkFacts(facts, ['facts'])];
  issues.push(...checkFigureIds(facts, figures));
  const trees = readTrees(policy, issues);
  figures.forEach((figure, index) => {
    issues.push(...checkFigure(figure, index, figures, trees.table));
  });
  issues.push(...checkTermOrder(figures, trees));
  issues.push(...checkTiers(policy, trees), ...checkStanding(policy, trees.table), ...checkClasses(policy));
  issues.push(...duplicates(policy.flags ?? [], ['flags']));
  return issues;
}

function checkFigureIds(facts: readonly FactDeclaration[], figures: readonly Figure[]): readonly Issue[] {
  const declared = new Set(facts.map(({ id }) => id));
  const clashes = figures.flatMap(({ id }, index) =>
    declared.has(id) ? [issue('duplicate', ['figures', index, 'id'], 'an id that no fact has', id)] : [],
  );
  const faults = checkFacts(figures.map(figureFact), ['figures']);
  return [...clashes, ...faults];
}

/** A term's condition may test facts and earlier figures only: figures are worked out in order. */
function checkTermOrder(figures: readonly Figure[], trees: ValueTrees): readonly Issue[] {
  const order = new Map(figures.map(({ id }, index) => [id, index]));
  return termConditions(figures).flatMap(({ path }, k) => {
    const own = path[1] as number;
    const late = leafFacts(trees.terms[k]!).find((id) => (order.get(id) ?? -1) >= own);
    return late === undefined ? [] : [issue('cycle', path, 'a test of facts and earlier figures', late)];
  });
}

function leafFacts(tree: ConditionTree): readonly string[] {
  return tree.op === 'leaf' ? [tree.fact] : tree.of.flatMap(leafFacts);
}

function checkTiers(policy: Partial<AnyValuePolicy>, trees: ValueTrees): readonly Issue[] {
  const tiers = policy.tiers ?? [];
  const ids = tiers.map(({ id }) => id);
  const issues = [...duplicates(tiers, ['tiers'])];
  const known = (id: string | undefined, path: Path, orUnrated: boolean): void => {
    if (id === undefined || policy.tiers === undefined || ids.includes(id) || (orUnrated && id === unrated)) return;
    issues.push(issue('unknownReference', path, `one of ${[...ids, ...(orUnrated ? [unrated] : [])].join(', ')}`, id));
  };
  ids.forEach((id, t) => {
    if (id === unrated) issues.push(issue('conflict', ['tiers', t, 'id'], 'a tier; UNRATED is what remains', id));
    if (policy.hitPolicy === 'unique') return;
    const wider = trees.tiers.findIndex((tree, earlier) => earlier < t && subsumes(tree, trees.tiers[t]!));
    if (wider >= 0) {
      const expected = `a customer whom tier ${ids[wider]} does not take first: thresholds out of order`;
      issues.push(issue('unreachable', ['tiers', t, 'when'], expected, id));
    }
  });
  known(policy.otherwise, ['otherwise'], true);
  if (policy.whenUnknown?.result === 'provisional') {
    policy.whenUnknown.tiers.forEach(({ tier }, t) => {
      known(tier, ['whenUnknown', 'tiers', t, 'tier'], false);
    });
  }
  for (const [f, flag] of (policy.flags ?? []).entries()) {
    flag.tiers.forEach((tier, t) => {
      known(tier, ['flags', f, 'tiers', t], true);
    });
  }
  return issues;
}

function checkStanding(policy: Partial<AnyValuePolicy>, table: FactTable): readonly Issue[] {
  const { standing } = policy;
  if (standing === undefined) {
    return (policy.tiers ?? []).flatMap((tier, t) =>
      (['stays', 'enterAfter', 'leaveAfter'] as const).flatMap((key) =>
        tier[key] === undefined
          ? []
          : [
              issue(
                'missing',
                ['standing'],
                `the facts of the last period, because tiers.${t}.${key} needs them`,
                undefined,
              ),
            ],
      ),
    );
  }
  return (['tier', 'candidate', 'periods'] as const).flatMap((key) => {
    const kind = key === 'periods' ? 'integer' : 'text';
    const fact = table.facts.find(({ id }) => id === standing[key]);
    if (fact?.kind !== kind)
      return [issue('unknownFact', ['standing', key], `a declared fact of kind ${kind}`, standing[key])];
    const lacking = fact.kind === 'text' && fact.values !== undefined ? without(fact.values, policy.tiers ?? []) : [];
    return lacking.map((tier) => issue('unknownReference', ['standing', key], `a fact that can be ${tier}`, fact.id));
  });
}

function without(values: readonly string[], tiers: readonly { readonly id: string }[]): readonly string[] {
  return tiers.flatMap(({ id }) => (values.includes(id) ? [] : [id]));
}

function checkClasses(policy: Partial<AnyValuePolicy>): readonly Issue[] {
  const classes = policy.classes ?? [];
  const issues = [...duplicates(classes, ['classes'])];
  const names = new Map<string, string>();
  classes.forEach(({ id, aliases }, c) => {
    (aliases ?? []).forEach((alias, a) => {
      const other = names.get(alias) ?? (classes.some((one) => one.id === alias && one.id !== id) ? alias : undefined);
      if (other !== undefined) {
        issues.push(
          issue('duplicate', ['classes', c, 'aliases', a], `a name that class ${other} does not have`, alias),
        );
      }
      names.set(alias, id);
    });
  });
  if (policy.classes === undefined) return issues;
  const { precedence } = policy;
  const ids = classes.map(({ id }) => id);
  if (precedence === undefined) {
    return [
      ...issues,
      issue('missing', ['precedence'], `the classes in order of strength: ${ids.join(', ')}`, undefined),
    ];
  }
  for (const [p, id] of precedence.entries()) {
    if (!ids.includes(id)) issues.push(issue('unknownReference', ['precedence', p], `one of ${ids.join(', ')}`, id));
    if (precedence.indexOf(id) < p) issues.push(issue('duplicate', ['precedence', p], 'every class once', id));
  }
  for (const id of ids) {
    if (!precedence.includes(id)) issues.push(issue('missing', ['precedence'], `a place for class ${id}`, precedence));
  }
  return issues;
}

function duplicates(list: readonly { readonly id: string }[], path: Path): readonly Issue[] {
  return list.flatMap(({ id }, index) => {
    const first = list.findIndex((one) => one.id === id);
    return first < index ? [issue('duplicate', [...path, index, 'id'], `an id not used at position ${first}`, id)] : [];
  });
}
