export { checkValue, compileValue, compileValueJson, type TierColumns, type ValueDecider } from './classify.js';
export type { Discounting, Figure, Term } from './figure.js';
export type { ValueOutcome } from './outcome.js';
export type {
  AnyValuePolicy,
  HitPolicy,
  KeyAccountClass,
  Standing,
  Testable,
  Tier,
  TierFlag,
  Unrated,
  ValuePolicy,
  WhenUnknown,
} from './policy.js';
export { mostClasses, mostFlags, unrated } from './policy.js';
export type { ValueCode } from './reasons.js';
