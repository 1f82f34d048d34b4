export { type AllocationRule, allocateMoney, allocateUnits, allocationRules } from './allocation.js';
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
export {
  Decimal,
  isDecimalText,
  longestDecimalText,
  parseDecimal,
  percentToFactor,
  readDecimal,
} from './decimal.js';
export { InputError, InvariantError, LimitError, PolicyError } from './errors.js';
export { convertMoney, type ExchangeRate, rateInForce } from './exchange.js';
export { type Issue, type IssueCode, issue, type Path, show, showPath } from './issue.js';
export {
  addMoney,
  checkMoney,
  compareMoney,
  type Factor,
  isMoney,
  isNegativeMoney,
  isZeroMoney,
  type Money,
  maxMoney,
  minMoney,
  minorUnits,
  minorUnitsBig,
  money,
  moneyFromDecimal,
  moneyFromMinorUnits,
  moneyToDecimal,
  multiplyMoney,
  negateMoney,
  readFactor,
  roundMoney,
  subtractMoney,
  sumMoney,
} from './money.js';
export {
  type CalendarMonth,
  daysOfMonth,
  fromMonthNumber,
  isMonth,
  monthNumber,
  monthOf,
  readMonthNumber,
} from './month.js';
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
export { factorToZhe, zheToFactor } from './zhe.js';
