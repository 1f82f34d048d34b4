export { type ApprovalLevel, type ApprovalNeed, approvalNeeded, checkApprovalChain } from './approval.js';
export { type Checklist, type CountedStep, checkOff, type StepRate, stepRates } from './checklist.js';
export type { CodeEntry, CodeList, FullLabel } from './code-list.js';
export { type CodeListName, type CodeOf, codeLists } from './code-lists.js';
export {
  type ComplianceCode,
  type CompliancePolicy,
  type ComplianceVerdict,
  checkBenefit,
  type GivenBenefit,
} from './compliance.js';
export { codesOf, isCode, label, labelled } from './label.js';
export {
  type ControlPoint,
  controlPoints,
  type LinkMargin,
  type LinkResult,
  type SmileCurve,
  smileCurve,
} from './value-chain.js';
