import * as z from 'zod';
import type { Condition } from '../core/condition.js';
import { type ConditionTree, readCondition } from '../core/condition-tree.js';
import { checkFacts, createFactTable, type FactTable } from '../core/fact-table.js';
import type { FactDeclaration } from '../core/facts.js';
import { type Issue, issue, type Path } from '../core/issue.js';
import type { Label } from '../core/label.js';
import type { PolicyHeader } from '../core/policy.js';
import { conditionSchema, factSchema, headerShape, idSchema, labelSchema } from '../core/policy-check.js';
import { subsumes } from '../core/subsumption.js';
import { checkFigure, type Figure, figureFact, figureSchema } from './figure.js';
import { termConditions } from './figure-program.js';

/** The tier of a customer about whom too little is known. */
export const unrated = 'UNRATED';
/** {@link unrated} as a type. */
export type Unrated = typeof unrated;

/**
 * How the table of tiers is read, in the terms of DMN decision tables.
 *
 * - `first`: the first tier in order whose condition is true, whatever is unknown above it
 * - `firstCertain`: the same, but nothing above it may be unknown; else the customer is unrated or provisional
 * - `unique`: exactly one condition may be true and none unknown; two true leave the customer unrated
 */
export type HitPolicy = 'first' | 'firstCertain' | 'unique';

type FigureDeclaration<G> = G extends { readonly id: infer Id extends string }
  ? { readonly id: Id; readonly kind: 'decimal'; readonly scale: number }
  : never;

/** What the conditions of a value policy may test: the declared facts and the figures. */
export type Testable<F extends readonly FactDeclaration[], G extends readonly Figure[]> = readonly (
  | F[number]
  | FigureDeclaration<G[number]>
)[];

/** One tier of the table. */
export interface ValueTier<T extends string, When> {
  readonly id: T;
  readonly label?: Label | undefined;
  readonly when: When;
  /** A holder of this tier keeps it while this holds, though the table says another: the lower bar for leaving. */
  readonly stays?: When | undefined;
  /** Periods in a row that the table must say this tier before it is entered. At once where missing. */
  readonly enterAfter?: number | undefined;
  /** Periods in a row that the table must say another tier before this one is left. At once where missing. */
  readonly leaveAfter?: number | undefined;
}

/** A key-account class: any of its rules makes the customer a member. */
export interface KeyAccountClass<C extends string, When> {
  readonly id: C;
  readonly label?: Label | undefined;
  /** Other names in use: the wordings of the practice's articles, `經濟大客戶` for `key`. */
  readonly aliases?: readonly string[] | undefined;
  readonly rules: readonly {
    readonly when: When;
    /** Where the rule comes from: `national`, `localPolicy`, the name of a circular. */
    readonly source: string;
  }[];
}

/** A mark on top of a tier, such as `turnaround` on a customer below zero with high potential. */
export interface TierFlag<L extends string, T extends string, When> {
  readonly id: L;
  readonly label?: Label | undefined;
  /** The tiers it can stand on. */
  readonly tiers: readonly T[];
  readonly when: When;
}

/** What happens when facts are missing: never a tier by guess. */
export type WhenUnknown<T extends string, When> =
  | { readonly result: 'unrated' }
  | {
      readonly result: 'provisional';
      /** A second table over what is known, read first-match; unrated where nothing is true. */
      readonly tiers: readonly { readonly tier: T; readonly when: When }[];
    };

/** The facts that carry a customer's standing from the last period into this one; see `pending` of the outcome. */
export interface TierStanding {
  /** Text fact: the tier held. */
  readonly tier: string;
  /** Text fact: the other tier that the table has said lately. */
  readonly candidate: string;
  /** Integer fact: for how many periods in a row. */
  readonly periods: string;
}

/** What value tier and which key-account classes a customer has. */
export interface ValuePolicy<
  F extends readonly FactDeclaration[],
  G extends readonly Figure[],
  T extends string,
  C extends string,
  L extends string,
> extends PolicyHeader<'value'> {
  readonly facts: F;
  readonly figures: G &
    readonly Figure<string, F[number]['id'] | G[number]['id'], Condition<Testable<NoInfer<F>, NoInfer<G>>>>[];
  readonly hitPolicy: HitPolicy;
  readonly tiers: readonly ValueTier<T, Condition<Testable<NoInfer<F>, NoInfer<G>>>>[];
  /** Where every tier's condition is false. */
  readonly otherwise: NoInfer<T> | Unrated;
  readonly whenUnknown: WhenUnknown<NoInfer<T>, Condition<Testable<NoInfer<F>, NoInfer<G>>>>;
  readonly standing?: TierStanding | undefined;
  readonly flags?:
    | readonly TierFlag<L, NoInfer<T> | Unrated, Condition<Testable<NoInfer<F>, NoInfer<G>>>>[]
    | undefined;
  readonly classes?: readonly KeyAccountClass<C, Condition<Testable<NoInfer<F>, NoInfer<G>>>>[] | undefined;
  /** Every class once, the strongest first: which of several names the customer. Required with classes. */
  readonly precedence?: readonly NoInfer<C>[] | undefined;
}

/** A value policy of unknown content, as it comes from a file. */
export type AnyValuePolicy = ValuePolicy<readonly FactDeclaration[], readonly Figure[], string, string, string>;

/** Most flags of one policy: their combinations are kept as one number. */
export const mostFlags = 8;
/** Most key-account classes of one policy, for the same reason. */
export const mostClasses = 16;

const periods = /* @__PURE__ */ z.int().min(1).optional();
const labelled = { id: idSchema, label: /* @__PURE__ */ labelSchema.optional() };

export const valueSchema: z.ZodType<AnyValuePolicy> = /* @__PURE__ */ z.strictObject({
  ...headerShape('value'),
  facts: z.array(factSchema),
  figures: z.array(figureSchema),
  hitPolicy: z.enum(['first', 'firstCertain', 'unique']),
  tiers: z
    .array(
      z.strictObject({
        ...labelled,
        when: conditionSchema,
        stays: conditionSchema.optional(),
        enterAfter: periods,
        leaveAfter: periods,
      }),
    )
    .min(1),
  otherwise: idSchema,
  whenUnknown: z.discriminatedUnion('result', [
    z.strictObject({ result: z.literal('unrated') }),
    z.strictObject({
      result: z.literal('provisional'),
      tiers: z.array(z.strictObject({ tier: idSchema, when: conditionSchema })).min(1),
    }),
  ]),
  standing: z.strictObject({ tier: idSchema, candidate: idSchema, periods: idSchema }).optional(),
  flags: z
    .array(z.strictObject({ ...labelled, tiers: z.array(idSchema).min(1), when: conditionSchema }))
    .max(mostFlags)
    .optional(),
  classes: z
    .array(
      z.strictObject({
        ...labelled,
        aliases: z.array(idSchema).optional(),
        rules: z.array(z.strictObject({ when: conditionSchema, source: idSchema })).min(1),
      }),
    )
    .max(mostClasses)
    .optional(),
  precedence: z.array(idSchema).optional(),
});

/** Every condition of a policy, read into one table. */
export interface ValueTrees {
  readonly table: FactTable;
  readonly terms: readonly ConditionTree[];
  readonly tiers: readonly ConditionTree[];
  /** By tier; an empty conjunction where the policy has none. */
  readonly stays: readonly (ConditionTree | undefined)[];
  readonly provisional: readonly ConditionTree[];
  readonly flags: readonly ConditionTree[];
  readonly classes: readonly (readonly ConditionTree[])[];
}

/** Reads all conditions; faults go to `issues`. */
export function readTrees(policy: Partial<AnyValuePolicy>, issues: Issue[]): ValueTrees {
  const figures = policy.figures ?? [];
  const table = createFactTable(policy.facts ?? [], figures.map(figureFact));
  const read = (when: object, path: Path): ConditionTree => readCondition(when, table, path, issues);
  const { whenUnknown } = policy;
  return {
    table,
    terms: termConditions(figures).map(({ when, path }) => read(when, path)),
    tiers: (policy.tiers ?? []).map(({ when }, t) => read(when, ['tiers', t, 'when'])),
    stays: (policy.tiers ?? []).map(({ stays }, t) =>
      stays === undefined ? undefined : read(stays, ['tiers', t, 'stays']),
    ),
    provisional:
      whenUnknown?.result === 'provisional'
        ? whenUnknown.tiers.map(({ when }, t) => read(when, ['whenUnknown', 'tiers', t, 'when']))
        : [],
    flags: (policy.flags ?? []).map(({ when }, f) => read(when, ['flags', f, 'when'])),
    classes: (policy.classes ?? []).map(({ rules }, c) =>
      rules.map(({ when }, r) => read(when, ['classes', c, 'rules', r, 'when'])),
    ),
  };
}

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
    return fact?.kind === kind
      ? []
      : [issue('unknownFact', ['standing', key], `a declared fact of kind ${kind}`, standing[key])];
  });
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
