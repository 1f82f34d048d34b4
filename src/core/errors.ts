import type { Issue } from './issue.js';

function summary(what: string, issues: readonly Issue[]): string {
  const [first] = issues;
  if (first === undefined) return what;
  return issues.length === 1
    ? `${what}: ${first.message}`
    : `${what}: ${first.message} (and ${issues.length - 1} more)`;
}

/** A policy cannot be compiled. Carries every fault found, not only the first. */
export class PolicyError extends Error {
  override readonly name = 'PolicyError';
  readonly issues: readonly Issue[];

  constructor(issues: readonly Issue[], what = 'policy') {
    super(summary(what, issues));
    this.issues = issues;
  }
}

/** One record, command or argument is unusable. Batches turn it into a reject and go on. */
export class InputError extends Error {
  override readonly name = 'InputError';
  readonly issues: readonly Issue[];
  /** What was unusable: `facts`, `context`, `override …`. A batch stops at a bad context, which is no record's fault. */
  readonly what: string;

  constructor(issues: readonly Issue[], what = 'input') {
    super(summary(what, issues));
    this.issues = issues;
    this.what = what;
  }
}

/** A stated bound of an algorithm is exceeded; the message says which bound and what came. */
export class LimitError extends Error {
  override readonly name = 'LimitError';
  readonly limit: string;
  readonly allowed: number;
  readonly received: number;

  constructor(limit: string, allowed: number, received: number) {
    super(`${limit}: at most ${allowed}, got ${received}`);
    this.limit = limit;
    this.allowed = allowed;
    this.received = received;
  }
}

/** A bug of this library: something that its own code promised does not hold. */
export class InvariantError extends Error {
  override readonly name = 'InvariantError';
}
