/**
 * Why a figure does not exist. The union is closed; {@link undefinedText} says each in English and Chinese.
 */
export type UndefinedBecause =
  | 'noObservations'
  | 'tooFewObservations'
  | 'emptyGroup'
  | 'noVariation'
  | 'totalIsZero'
  | 'totalIsNegative'
  | 'negativeValues'
  | 'zeroBase'
  | 'noEvents'
  | 'oneOutcomeOnly'
  | 'oneGroupOnly'
  | 'everyPointItsOwnCluster'
  | 'coincidentCentroids'
  | 'notReached'
  | 'nobodyLeft'
  | 'zeroProbability'
  | 'notDetectable'
  | 'notEstimable';

/**
 * A figure, or why there is none. Every method of this room that can fail on valid input answers in this form, so that no result is ever NaN.
 * Both forms are plain JSON. `m.value === undefined` tells them apart.
 */
export type Measured<T = number> =
  | { readonly value: T; readonly undefinedBecause?: undefined }
  | { readonly value?: undefined; readonly undefinedBecause: UndefinedBecause };

/** A range of plausible values, both ends included. */
export interface Interval {
  readonly lower: number;
  readonly upper: number;
}

/** Wraps a figure that exists. */
export function measured<T>(value: T): Measured<T> {
  return { value };
}

/** States that a figure does not exist, and why. */
export function unmeasured(because: UndefinedBecause): { readonly undefinedBecause: UndefinedBecause } {
  return { undefinedBecause: because };
}

/** Carries a reason through a calculation: applies `change` to a figure that exists. */
export function mapMeasured<T, U>(source: Measured<T>, change: (value: T) => U): Measured<U> {
  return source.undefinedBecause === undefined ? { value: change(source.value) } : source;
}

const texts: { readonly [code in UndefinedBecause]: { readonly en: string; readonly zh: string } } = {
  noObservations: { en: 'there are no observations', zh: '没有观测值' },
  tooFewObservations: { en: 'there are too few observations', zh: '观测值太少' },
  emptyGroup: { en: 'a group has no members', zh: '有一组没有成员' },
  noVariation: { en: 'all values are equal', zh: '所有值都相同' },
  totalIsZero: { en: 'the total is zero', zh: '总额为零' },
  totalIsNegative: { en: 'the total is negative', zh: '总额为负' },
  negativeValues: { en: 'some values are negative', zh: '有负值' },
  zeroBase: { en: 'the base of the comparison is zero', zh: '比较基数为零' },
  noEvents: { en: 'no event was observed', zh: '没有观察到事件' },
  oneOutcomeOnly: { en: 'only one of the two outcomes occurs', zh: '两种结果只出现一种' },
  oneGroupOnly: { en: 'there is only one group', zh: '只有一组' },
  everyPointItsOwnCluster: { en: 'every point is a cluster of its own', zh: '每个点自成一类' },
  coincidentCentroids: { en: 'two clusters have the same centre', zh: '两个聚类中心重合' },
  notReached: { en: 'the level was not reached while anyone was observed', zh: '观察期内未达到该水平' },
  nobodyLeft: { en: 'nobody is left under observation', zh: '已无人处于观察之中' },
  zeroProbability: { en: 'something that happened was given a probability of zero', zh: '已发生的事件被赋予零概率' },
  notDetectable: { en: 'no effect of this kind can be detected with so few', zh: '样本太少，检测不到此类效果' },
  notEstimable: { en: 'the data do not determine the figure', zh: '数据不足以确定该数值' },
};

/**
 * Says in a sentence fragment why a figure does not exist.
 * @example
 * undefinedText('totalIsZero', 'en'); //=> 'the total is zero'
 */
export function undefinedText(because: UndefinedBecause, language: 'en' | 'zh'): string {
  return texts[because][language];
}
