export { InputError, InvariantError, LimitError, PolicyError } from './errors.js';
export { type Issue, type IssueCode, issue, type Path, show, showPath } from './issue.js';
