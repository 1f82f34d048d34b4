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
export { type Issue, type IssueCode, issue, type Path, show, showPath } from './issue.js';
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
