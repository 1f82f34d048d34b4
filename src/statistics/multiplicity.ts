import { checkList, checkProbability, checkWord } from './checks.js';

/** How p-values of many tests are adjusted: `holm` bounds the chance of any false finding, `benjaminiHochberg` the share of false ones among the findings. */
export type PValueCorrection = 'none' | 'bonferroni' | 'holm' | 'benjaminiHochberg';

/**
 * p-values adjusted for how many there are, in the order given: compare them with the significance level as they are.
 * Source: S. Holm, Scand. J. Statist. 6 (1979) 65–70; Y. Benjamini & Y. Hochberg, JRSS B 57 (1995) 289–300; as R's `p.adjust`.
 * @example
 * adjustPValues([0.01, 0.04, 0.03], 'holm'); //=> [0.03, 0.06, 0.06]
 */
export function adjustPValues(pValues: readonly number[], correction: PValueCorrection): number[] {
  checkList(pValues, 'pValues');
  checkWord(correction, ['none', 'bonferroni', 'holm', 'benjaminiHochberg'], 'correction');
  pValues.forEach((p, i) => {
    checkProbability(p, `pValues.${i}`);
  });
  const n = pValues.length;
  if (correction === 'none') return [...pValues];
  if (correction === 'bonferroni') return pValues.map((p) => Math.min(1, p * n));
  const ascending = pValues.map((_, i) => i).sort((a, b) => pValues[a]! - pValues[b]! || a - b);
  const adjusted = new Array<number>(n);
  if (correction === 'holm') {
    let largest = 0;
    ascending.forEach((at, place) => {
      largest = Math.max(largest, Math.min(1, (n - place) * pValues[at]!));
      adjusted[at] = largest;
    });
  } else {
    let least = 1;
    for (let place = n - 1; place >= 0; place--) {
      const at = ascending[place]!;
      least = Math.min(least, (n / (place + 1)) * pValues[at]!);
      adjusted[at] = least;
    }
  }
  return adjusted;
}
