import { checkRows, checkScore, refuseFaults } from '../core/row-check.js';

const checkScores = /* @__PURE__ */ checkRows('a list of scores', checkScore);

/** How strongly a customer feels a need. */
export interface NeedIntensity {
  readonly driver: 'pain' | 'gain' | 'none';
  /** Mean of the dominant side, in the scores' own scale; `null` where nothing is scored. */
  readonly score: number | null;
  /** The threshold is reached: the customer cannot bear to leave it as it is. */
  readonly unbearable: boolean;
}

/**
 * Pain and gain behind a need (逃避痛苦、追求快乐): the stronger side drives it. On a tie pain does, because people move
 * sooner to escape than to gain.
 *
 * @throws InputError `type` for a score that is no finite number
 * @example
 * needIntensity([8, 7], [3], 7) //=> { driver: 'pain', score: 7.5, unbearable: true }
 */
export function needIntensity(pains: readonly number[], gains: readonly number[], threshold: number): NeedIntensity {
  refuseFaults([
    ...checkScore(threshold, ['threshold']),
    ...checkScores(pains, ['pains']),
    ...checkScores(gains, ['gains']),
  ]);
  const mean = (scores: readonly number[]): number | null =>
    scores.length === 0 ? null : scores.reduce((a, b) => a + b, 0) / scores.length;
  const [pain, gain] = [mean(pains), mean(gains)];
  if (pain === null && gain === null) return { driver: 'none', score: null, unbearable: false };
  const driver = gain === null || (pain !== null && pain >= gain) ? 'pain' : 'gain';
  const score = driver === 'pain' ? pain! : gain!;
  return { driver, score, unbearable: score >= threshold };
}
