/** What kind of fault an {@link Issue} reports. The union is closed: an editor may switch over it. */
export type IssueCode =
  | 'type'
  | 'missing'
  | 'unknownKey'
  | 'unknownReference'
  | 'unknownFact'
  | 'range'
  | 'format'
  | 'empty'
  | 'duplicate'
  | 'order'
  | 'overlap'
  | 'cycle'
  | 'unreachable'
  | 'sum'
  | 'currency'
  | 'conflict'
  | 'limit';

/** Where in a policy or record something stands: keys and list positions from the root down. */
export type Path = readonly (string | number)[];

/**
 * One fault, said so that a form can show it beside the field and a log line can stand alone.
 * `received` is a short rendering, never the value itself, so that a 10 MB string stays out of logs.
 */
export interface Issue {
  readonly code: IssueCode;
  readonly path: Path;
  readonly expected: string;
  readonly received: string;
  /** `path: expected …, got …` */
  readonly message: string;
}

const longestShown = 40;

/** A short rendering of any value for an error line: strings quoted and cut, structures named by kind and size. */
export function show(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (typeof value === 'string') {
    const text = value.length > longestShown ? `${value.slice(0, longestShown)}…` : value;
    return value.length > longestShown ? `${JSON.stringify(text)} (${value.length} characters)` : JSON.stringify(text);
  }
  if (Array.isArray(value)) return `a list of ${value.length}`;
  if (value !== null && typeof value === 'object') return 'an object';
  if (typeof value === 'function') return 'a function';
  return String(value);
}

/** `plans.line.tiers.1.upTo`; the root is the empty string. */
export function showPath(path: Path): string {
  return path.join('.');
}

/** Builds an {@link Issue}; `received` is the offending value itself and is rendered short. */
export function issue(code: IssueCode, path: Path, expected: string, received: unknown): Issue {
  return issueAt({ code, path, expected, received: show(received), message: '' }, path);
}

/** The same fault, found at another place. */
export function issueAt(fault: Issue, path: Path): Issue {
  const where = path.length === 0 ? '' : `${showPath(path)}: `;
  return { ...fault, path, message: `${where}expected ${fault.expected}, got ${fault.received}` };
}
