import { type Measured, measured, unmeasured } from '../statistics/measured.js';

/** The four elements of a strategy for key accounts. Practice: 一个大客户战略至少包括四个元素. */
export const strategyElements = ['understanding', 'competition', 'affinity', 'management'] as const;
/** The three questions that a strategy answers for every class of accounts: who they are, what they want, how they are managed. */
export const strategyQuestions = ['who', 'wants', 'managed'] as const;

/** A strategy as it is written down; a blank is no answer. */
export interface AccountStrategy {
  readonly id: string;
  readonly elements: { readonly [E in (typeof strategyElements)[number]]?: string | undefined };
  readonly answers: readonly ({ readonly class: string } & {
    readonly [Q in (typeof strategyQuestions)[number]]?: string | undefined;
  })[];
}

/** What a strategy still lacks. */
export interface StrategyReview {
  readonly elements: { readonly present: number; readonly of: 4; readonly missing: readonly string[] };
  /** Open questions by class; classes without an entry lack all three. */
  readonly open: readonly { readonly class: string; readonly questions: readonly string[] }[];
  /** All elements are there and every class has its three answers. */
  readonly valid: boolean;
}

const isBlank = (text: string | undefined): boolean => typeof text !== 'string' || text.trim() === '';

/**
 * Checks that a key-account strategy says something on each of its four elements and answers the three questions for every
 * class.
 *
 * @param classes - the key-account classes that need answers
 * @example
 * const elements = { understanding: 'survey of 2026', competition: 'rivals by county', management: 'named managers' };
 * reviewStrategy({ id: 's', elements, answers: [] }, []).elements.missing //=> ['affinity']
 */
export function reviewStrategy(strategy: AccountStrategy, classes: readonly string[]): StrategyReview {
  const missing = strategyElements.filter((element) => isBlank(strategy.elements[element]));
  const open = classes.flatMap((id) => {
    const entry = strategy.answers.find((answer) => answer?.class === id);
    const questions = strategyQuestions.filter((question) => isBlank(entry?.[question]));
    return questions.length === 0 ? [] : [{ class: id, questions }];
  });
  return {
    elements: { present: strategyElements.length - missing.length, of: 4, missing },
    open,
    valid: missing.length === 0 && open.length === 0,
  };
}

/** How broadly a customer uses what is on offer, and how deeply. */
export interface ServiceUse {
  /** Services used over services offered. */
  readonly breadth: Measured;
  readonly used: number;
  /** Offered and not used: what could be sold next. */
  readonly unused: readonly string[];
  /** Units per used service, such as lines or seats; unknown ones are `null`. */
  readonly depth: readonly { readonly service: string; readonly units: number | null }[];
  /** Services beyond the first per service used: (used − 1) / used. */
  readonly crossSell: Measured;
}

/**
 * Breadth and depth of the services that a customer uses. Practice: 扩大使用电信业务的种类范围.
 *
 * @param offered - ids of services; one offered and not in use counts against the breadth
 * @param inUse - units by service; `null` for in use to an unknown extent. Services that are no longer offered don't count.
 * @example
 * serviceUse(['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'], new Map([['a', 5], ['b', 1], ['c', null]])).breadth.value //=> 0.375
 */
export function serviceUse(offered: readonly string[], inUse: ReadonlyMap<string, number | null>): ServiceUse {
  const distinct = [...new Set(offered)];
  const used = distinct.filter((id) => inUse.has(id));
  return {
    breadth: distinct.length === 0 ? unmeasured('zeroBase') : measured(used.length / distinct.length),
    used: used.length,
    unused: distinct.filter((id) => !inUse.has(id)),
    depth: used.map((service) => ({ service, units: inUse.get(service) ?? null })),
    crossSell: used.length === 0 ? unmeasured('emptyGroup') : measured((used.length - 1) / used.length),
  };
}
