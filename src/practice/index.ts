export {
  type ApprovalAnswer,
  type ApprovalLadder,
  type ApprovalLevel,
  type ApprovalNeed,
  approvalNeeded,
  bandReached,
  checkApprovalChain,
  whoSigns,
} from './approval.js';
export {
  type ApprovalCommand,
  type ApprovalDecision,
  type ApprovalRefusal,
  type ApprovalTerms,
  decideApproval,
} from './approval-case.js';
export { type ApprovalEvent, type ApprovalState, approvalOn, evolveApproval, noApproval } from './approval-state.js';
export { type ApprovalDue, approvalTimetable } from './approval-timetable.js';
export { type Checklist, type CountedStep, checkOff, type StepRate, stepRates } from './checklist.js';
export type { CodeEntry, CodeList, FullLabel } from './code-list.js';
export { type CodeListName, type CodeOf, codeLists } from './code-lists.js';
export {
  type ComplianceCode,
  type CompliancePolicy,
  type ComplianceVerdict,
  checkBenefit,
  type GivenBenefit,
  gravestVerdict,
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
