export { type AllocationRule, allocateMoney, allocateUnits, allocationRules } from './allocation.js';
export { type Approx, type Qualifier, roundApprox, scaleApprox, showApprox } from './approximate.js';
export {
  type Batch,
  type BatchOptions,
  type BatchRow,
  comparePolicies,
  type Decide,
  decideAll,
  decideEach,
  decideStream,
  type Move,
  type PolicyComparison,
  type Reject,
  type SubjectOf,
} from './batch.js';
export {
  addDays,
  addMonths,
  anniversaryIn,
  daysInMonth,
  differenceInDays,
  endOfMonth,
  endOfQuarter,
  type LeapDayRule,
  monthsBetween,
  nextAnniversary,
  quarter,
  type ShiftedDate,
  shiftMonths,
  startOfMonth,
  startOfQuarter,
  startOfWeek,
  type Weekday,
  weekday,
  weekdayOfDayNumber,
} from './calendar.js';
export type { Codes, FactColumn, FactColumns, TextColumn } from './columns.js';
export type { Test, Truth } from './comparison.js';
export type { Condition, Operator } from './condition.js';
export { currencyCodes, currencyScale, isCurrency, readCurrencyScale } from './currency.js';
export {
  type CalendarDate,
  type DateParts,
  dateParts,
  dayNumber,
  firstDayNumber,
  fromDayNumber,
  isDate,
  isLeapYear,
  lastDayNumber,
  partsOfDayNumber,
  readDayNumber,
} from './day-number.js';
export type { Decider } from './decider.js';
export {
  Decimal,
  isDecimalText,
  longestDecimalText,
  parseDecimal,
  percentToFactor,
  readDecimal,
} from './decimal.js';
export type { Decision, DecisionContext, Json, Override, Reason } from './decision.js';
export { InputError, InvariantError, LimitError, PolicyError } from './errors.js';
export { checkMoney, type Factor, isMoney, type Money, readFactor } from './exact-amount.js';
export { convertMoney, type ExchangeRate, rateInForce } from './exchange.js';
export type { ReasonTexts, SharedCode } from './explain.js';
export type { DeclaredFact, FactDeclaration, FactInput, FactKind, FactsOf, FactValue, UnknownFact } from './facts.js';
export { type Issue, type IssueCode, issue, type Path, show, showPath } from './issue.js';
export { type Label, type LabelLookup, type Labelled, type Language, labelLookup } from './label.js';
export {
  type ClockChangeRule,
  type Instant,
  instantFromMilliseconds,
  instantToMilliseconds,
  isTimeZone,
  type ResolvedInstant,
  toInstant,
  toLocal,
} from './local-time.js';
export { minorUnits, minorUnitsBig, money, moneyFromDecimal, moneyFromMinorUnits, moneyToDecimal } from './money.js';
export {
  addMoney,
  compareMoney,
  isNegativeMoney,
  isZeroMoney,
  maxMoney,
  minMoney,
  multiplyMoney,
  negateMoney,
  roundMoney,
  subtractMoney,
  sumMoney,
} from './money-arithmetic.js';
export {
  type CalendarMonth,
  daysOfMonth,
  fromMonthNumber,
  isMonth,
  monthNumber,
  monthOf,
  readMonthNumber,
} from './month.js';
export { canonicalJson, digestOf, type PolicyHeader, type PolicyReference, policyInEffect } from './policy.js';
export {
  divideRounded,
  divideRoundedSafe,
  multiplyDivideRounded,
  type Rounding,
  type RoundingMode,
  roundDecimal,
  roundingModes,
} from './rounding.js';
export {
  powerOfTen,
  readScaled,
  readScaledBig,
  readUnscaled,
  scaledFromNumber,
  type Unscaled,
  writeScaled,
} from './scaled.js';
export {
  afterWindow,
  checkTimeWindow,
  compareTimes,
  fromMinuteOfDay,
  isInWindow,
  isTimeOfDay,
  type LocalDateTime,
  minuteOfDay,
  readMinuteOfDay,
  type TimeOfDay,
  type TimeWindow,
} from './time-of-day.js';
export { type HandedOn, toFacts } from './to-facts.js';
export { checkWorkingCalendar, type WorkingCalendar, type WorkingDays, workingDays } from './working-calendar.js';
export {
  addWorkingDays,
  type Covered,
  isWorkingDay,
  type NotCovered,
  nextWorkingDay,
  previousWorkingDay,
  workingDayOnOrAfter,
  workingDayOnOrBefore,
  workingDaysBetween,
} from './working-days.js';
export { factorToZhe, zheToFactor } from './zhe.js';
