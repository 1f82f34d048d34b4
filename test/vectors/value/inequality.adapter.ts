import {
  atkinson,
  generalizedEntropy,
  gini,
  herfindahl,
  hoover,
  knownValues,
  lorenz,
  mapMeasured,
  topShare,
} from 'tenure/statistics';
import type { VectorAdapter } from '../adapter.js';
import { type FunctionCase, judgeFunctions, orNull } from '../judge.js';

const sampled = /correct|unbiased|sample|finite/i;

function answer({ fn, input }: FunctionCase): unknown {
  const values = knownValues(input.x ?? input.shares ?? input.values ?? []).values;
  const asks = (pattern: RegExp) => pattern.test(fn);
  if (asks(/^gini/i)) {
    const corrected =
      sampled.test(fn) || Object.keys(input).some((key) => /^corr/i.test(key) || (sampled.test(key) && input[key]));
    return orNull(gini(values, corrected ? 'sample' : 'none'));
  }
  if (asks(/^atkinson/i)) return orNull(atkinson(values, input.epsilon ?? input.parameter ?? 0.5));
  if (asks(/^(theil\W?l|mld|meanlogdeviation)/i)) return orNull(generalizedEntropy(values, 0));
  if (asks(/^theil/i)) return orNull(generalizedEntropy(values, 1));
  if (asks(/entropy/i)) return orNull(generalizedEntropy(values, input.alpha ?? input.parameter));
  if (asks(/topshare/i)) return orNull(topShare(values, input.top ?? input.q, 'roundUp'));
  if (asks(/^(hoover|robinhood|ricci|pietra|rs)/i)) return orNull(hoover(values));
  if (asks(/^hhi.*percent/i)) return orNull(mapMeasured(herfindahl(values), (index) => index * 10_000));
  if (asks(/^(hhi|herfindahl)/i)) return orNull(herfindahl(values));
  if (asks(/^lorenz/i)) {
    const points = orNull(lorenz(values)) ?? [];
    return { p: points.map((point) => point.population), L: points.map((point) => point.held) };
  }
  return undefined;
}

export const adapter: VectorAdapter = (file) => judgeFunctions(file, answer);
