import { dayNumber } from '../core/day-number.js';
import { InputError } from '../core/errors.js';
import { issue } from '../core/issue.js';
import type { Label } from '../core/label.js';

/** One step of an ordered procedure. */
export interface ProcedureStep<Id extends string = string> {
  readonly id: Id;
  readonly label?: Label | undefined;
  /** Days after the step before within which it should be done, such as a payment term. */
  readonly withinDays?: number | undefined;
}

/** A step that was done, and when. */
export interface DoneStep<Id extends string = string> {
  readonly id: Id;
  readonly on: string;
}

/** Where a procedure stands. */
export interface Procedure<Id extends string = string> {
  readonly done: number;
  readonly of: number;
  readonly complete: boolean;
  /** The first step that is not done; `null` when complete. */
  readonly next: Id | null;
  /** Days by which the next step is late against its `withinDays`; 0 in time, `null` where no day is set. */
  readonly overdueDays: number | null;
  /** Steps done although an earlier one was not, or on an earlier day than it. */
  readonly violations: readonly { readonly step: Id; readonly before: Id }[];
  /** Days from each done step to the next done one. */
  readonly days: readonly { readonly from: Id; readonly to: Id; readonly days: number }[];
}

/**
 * Follows an ordered procedure: touchpoints, provisioning, the feasibility chain before a contract, delivery, the six
 * expansion steps. Says what comes next, what is late, and what was done out of order.
 *
 * @param steps - in order, ids unique
 * @throws InputError `unknownReference` for a step that is not on the list, `duplicate` for one done twice
 * @example
 * followSteps([{ id: 'confirmed' }, { id: 'feasible' }, { id: 'contract' }], [{ id: 'contract', on: '2012-06-01' }], '2012-06-02').violations //=> [{ step: 'contract', before: 'confirmed' }]
 */
export function followSteps<const Id extends string>(
  steps: readonly ProcedureStep<Id>[],
  done: readonly DoneStep<NoInfer<Id>>[],
  asOf: string,
): Procedure<Id> {
  const days = new Map<Id, number>();
  done.forEach(({ id, on }, index) => {
    if (!steps.some((step) => step.id === id)) {
      const expected = `one of ${steps.map((step) => step.id).join(', ')}`;
      throw new InputError([issue('unknownReference', ['done', index, 'id'], expected, id)]);
    }
    if (days.has(id)) throw new InputError([issue('duplicate', ['done', index, 'id'], 'each step once', id)]);
    days.set(id, dayNumber(on, ['done', index, 'on']));
  });
  const today = dayNumber(asOf, ['asOf']);
  const nextAt = steps.findIndex(({ id }) => !days.has(id));
  const next = nextAt < 0 ? undefined : steps[nextAt]!;
  const since = nextAt <= 0 ? undefined : days.get(steps[nextAt - 1]!.id);
  const there = steps.filter(({ id }) => days.has(id));
  return {
    done: there.length,
    of: steps.length,
    complete: next === undefined,
    next: next?.id ?? null,
    overdueDays:
      (next?.withinDays ?? undefined) === undefined || since === undefined
        ? null
        : Math.max(0, today - since - next!.withinDays!),
    violations: steps.flatMap(({ id }, at) => {
      const on = days.get(id);
      const before = steps.slice(0, at).find((step) => on !== undefined && !((days.get(step.id) ?? Infinity) <= on));
      return before === undefined ? [] : [{ step: id, before: before.id }];
    }),
    days: there.slice(1).map(({ id }, at) => {
      const from = there[at]!.id;
      return { from, to: id, days: days.get(id)! - days.get(from)! };
    }),
  };
}

/** The six steps of account expansion (客户拓展六步骤) with the purchase factor that each serves; the sixth has two gates. */
export const expansionSteps = [
  { id: 'analyseCustomer', factor: 'file', label: { en: 'Analyse the customer', zh: '客户分析' } },
  { id: 'buildTrust', factor: 'trust', label: { en: 'Build trust', zh: '建立信任' } },
  { id: 'findNeeds', factor: 'need', label: { en: 'Find the needs', zh: '挖掘需求' } },
  { id: 'presentValue', factor: 'value', label: { en: 'Present the value', zh: '呈现价值' } },
  { id: 'gainCommitment', factor: 'price', label: { en: 'Gain commitment', zh: '获取承诺' } },
  { id: 'accept', factor: 'experience', label: { en: 'Project acceptance', zh: '项目验收' } },
  { id: 'collect', factor: 'experience', label: { en: 'Collect payment', zh: '回收账款' } },
] as const;

/** The provisioning events between order and activation (开通流程). */
export const provisioningSteps = [
  { id: 'ordered', label: { en: 'Ordered', zh: '受理' } },
  { id: 'resourceConfirmed', label: { en: 'Resource confirmed', zh: '资源确认' } },
  { id: 'scheduled', label: { en: 'Scheduled', zh: '排程' } },
  { id: 'activated', label: { en: 'Activated', zh: '开通' } },
] as const;

/** What has to be settled before a contract (需求确认、资源确认、可行性分析). */
export const feasibilitySteps = [
  { id: 'needsConfirmation', label: { en: 'Needs confirmed', zh: '需求确认' } },
  { id: 'resourceConfirmation', label: { en: 'Resources confirmed', zh: '资源确认' } },
  { id: 'feasibilityAnalysis', label: { en: 'Feasible', zh: '可行性分析' } },
  { id: 'contractSigning', label: { en: 'Contract signed', zh: '合同签署' } },
] as const;

/** Delivery (产品实现、业务开通、业务验收). */
export const deliverySteps = [
  { id: 'productRealisation', label: { en: 'Implemented', zh: '产品实现' } },
  { id: 'activation', label: { en: 'Activated', zh: '业务开通' } },
  { id: 'acceptance', label: { en: 'Accepted', zh: '业务验收' } },
] as const;
