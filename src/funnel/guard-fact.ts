import type { FactDeclaration } from '../core/facts.js';

/**
 * What a guard may test besides the policy's own facts: where the opportunity stands, for how long, on which day, and
 * what the command says. Days are counted to the day of the decision.
 */
export type GuardFact<S extends string = string> =
  | { readonly id: 'state.stage'; readonly kind: 'text'; readonly values: readonly S[] }
  | { readonly id: 'state.daysInStage' | 'state.daysSinceTouch' | 'state.daysOpen'; readonly kind: 'integer' }
  | {
      readonly id: 'command.by' | 'command.role' | 'command.technique' | 'command.reason';
      readonly kind: 'text';
    }
  | { readonly id: 'asOf'; readonly kind: 'date' };

/** The days that a guard may count, by the fact's id. */
export const countedDays = ['state.daysInStage', 'state.daysSinceTouch', 'state.daysOpen'] as const;

/** What a guard may ask of the command, by the fact's id, with the command's key. */
export const commandFacts = {
  'command.by': 'by',
  'command.role': 'role',
  'command.technique': 'technique',
  'command.reason': 'reason',
} as const;

/** Whether an id is kept for what the funnel itself knows. */
export function isReservedFact(id: string): boolean {
  return id === 'asOf' || id.startsWith('state.') || id.startsWith('command.');
}

/** The declarations of everything a guard may test besides the policy's facts. */
export function guardFacts(stages: readonly string[]): readonly FactDeclaration[] {
  return [
    { id: 'state.stage', kind: 'text', values: stages, label: { en: 'stage', zh: '阶段' } },
    { id: 'state.daysInStage', kind: 'integer', unit: 'days', label: { en: 'days in stage', zh: '阶段停留天数' } },
    {
      id: 'state.daysSinceTouch',
      kind: 'integer',
      unit: 'days',
      label: { en: 'days since last touch', zh: '距上次接触天数' },
    },
    { id: 'state.daysOpen', kind: 'integer', unit: 'days', label: { en: 'days open', zh: '商机存续天数' } },
    { id: 'command.by', kind: 'text', label: { en: 'acting person', zh: '操作人' } },
    { id: 'command.role', kind: 'text', label: { en: 'role', zh: '角色' } },
    { id: 'command.technique', kind: 'text', label: { en: 'technique', zh: '手段' } },
    { id: 'command.reason', kind: 'text', label: { en: 'reason', zh: '原因' } },
    { id: 'asOf', kind: 'date', label: { en: 'date', zh: '日期' } },
  ];
}

/** What a claim's guard may test besides the policy's own facts. */
export type ClaimFact =
  | { readonly id: 'command.person' | 'command.role' | 'command.team'; readonly kind: 'text' }
  | { readonly id: 'asOf'; readonly kind: 'date' };

/** The declarations of everything a claim's guard may test besides the policy's facts. */
export const claimFacts: readonly FactDeclaration[] = [
  { id: 'command.person', kind: 'text', label: { en: 'person', zh: '人员' } },
  { id: 'command.role', kind: 'text', label: { en: 'role', zh: '角色' } },
  { id: 'command.team', kind: 'text', label: { en: 'team', zh: '团队' } },
  { id: 'asOf', kind: 'date', label: { en: 'date', zh: '日期' } },
];
