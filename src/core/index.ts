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
