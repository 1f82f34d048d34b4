import type { OutreachAction } from './action.js';

/** An action with its place in its touch, while the plan is made. */
interface DraftTopic {
  readonly action: OutreachAction;
  readonly minutes: number;
  readonly lateWorkingDays: number;
}

/** A touch while the plan is made; people, channels and days are positions. */
export interface DraftTouch {
  readonly account: string;
  readonly person: number;
  readonly standInFor: number | undefined;
  readonly day: number;
  /** Whether the plan in force has it at this time; then it is not moved for a further topic. */
  isKept: boolean;
  channel: number;
  start: number;
  minutes: number;
  readonly topics: DraftTopic[];
}
