import { differenceInDays } from '../core/calendar.js';
import { InputError } from '../core/errors.js';
import { issue } from '../core/issue.js';
import type { Label } from '../core/label.js';
import { checkNamedList } from '../core/named-list.js';
import { checkRecord } from '../statistics/checks.js';

/** Where a benchmark comes from and how far it can be trusted. */
export interface BenchmarkSource {
  readonly type: 'interview' | 'analystReport' | 'literature' | 'consultant' | 'secondary';
  /** The day it speaks of; `null` where the source does not say. */
  readonly date: string | null;
  readonly confidence: 'stated' | 'inferred' | 'layoutInferred' | 'truncated';
  readonly note?: string | undefined;
}

/** One way of doing things, with how much of it there is where that is known. */
export interface StrategyTrait {
  readonly id: string;
  /** From 0 to 1. */
  readonly share?: number | undefined;
  readonly note?: string | undefined;
}

/** One aspect of a strategy: target, products, bundling, price structure, price level, channel. */
export interface StrategyAspect {
  readonly id: string;
  readonly traits: readonly StrategyTrait[];
  /** Where this aspect is less sure than the whole. */
  readonly confidence?: BenchmarkSource['confidence'] | undefined;
}

/** What another carrier did. */
export interface Benchmark {
  readonly id: string;
  readonly label?: Label | undefined;
  readonly aspects: readonly StrategyAspect[];
  readonly source: BenchmarkSource;
}

/** One aspect of ours held against theirs. */
export interface AspectComparison {
  readonly aspect: string;
  /** `unknown` where one side says nothing about the aspect. */
  readonly result: 'match' | 'mismatch' | 'unknown';
  readonly both: readonly string[];
  readonly onlyOwn: readonly string[];
  readonly onlyTheirs: readonly string[];
}

/**
 * Holds a strategy against a benchmark, aspect by aspect; an aspect matches where both have the same traits.
 *
 * @returns one comparison an aspect, ours first, then theirs that we lack
 * @example
 * compareWithBenchmark([{ id: 'price', traits: [{ id: 'flat' }] }], {
 *   id: 'reseller', source: { type: 'secondary', date: null, confidence: 'stated' },
 *   aspects: [{ id: 'price', traits: [{ id: 'flat' }] }],
 * })[0].result //=> 'match'
 */
export function compareWithBenchmark(
  own: readonly StrategyAspect[],
  benchmark: Benchmark,
): readonly AspectComparison[] {
  checkRecord(benchmark, 'benchmark', '{ id, aspects, source }');
  for (const [path, aspects] of [
    [['own'], own],
    [['benchmark', 'aspects'], benchmark.aspects],
  ] as const) {
    checkNamedList(aspects, path, 'every aspect once');
    for (const [at, { traits }] of aspects.entries())
      checkNamedList(traits, [...path, at, 'traits'], 'every trait once');
  }
  const ids = [...new Set([...own, ...benchmark.aspects].map(({ id }) => id))];
  const traits = (aspects: readonly StrategyAspect[], id: string): readonly string[] | undefined =>
    aspects.find((aspect) => aspect.id === id)?.traits.map((trait) => trait.id);
  return ids.map((aspect) => {
    const [ours, theirs] = [traits(own, aspect), traits(benchmark.aspects, aspect)];
    const both = (ours ?? []).filter((id) => theirs?.includes(id));
    const onlyOwn = (ours ?? []).filter((id) => !both.includes(id));
    const onlyTheirs = (theirs ?? []).filter((id) => !both.includes(id));
    const same = onlyOwn.length === 0 && onlyTheirs.length === 0;
    const result = ours === undefined || theirs === undefined ? 'unknown' : same ? 'match' : 'mismatch';
    return { aspect, result, both, onlyOwn, onlyTheirs };
  });
}

/** Whether a benchmark is too old to lean on; one without a date is. */
export function isStale(benchmark: Pick<Benchmark, 'source'>, asOf: string, staleAfterDays: number): boolean {
  checkRecord(benchmark, 'benchmark', '{ source }');
  const { source } = benchmark;
  checkRecord(source, 'benchmark.source', '{ type, date, confidence }');
  if (!Number.isFinite(staleAfterDays))
    throw new InputError([issue('type', ['staleAfterDays'], 'a finite number of days', staleAfterDays)]);
  return source.date === null || differenceInDays(source.date, asOf) > staleAfterDays;
}
