import { chainValue, forecastShares, stationaryShares } from 'tenure/statistics';
import type { VectorAdapter } from '../adapter.js';
import { judgeFunctions, orNull } from '../judge.js';

export const adapter: VectorAdapter = (file) =>
  judgeFunctions(file, ({ fn, input }) => {
    if (fn === 'markovValue.infinite') return orNull(chainValue(input.P, input.reward, input.discountRate, 'infinite'));
    if (fn === 'markovValue.horizon')
      return orNull(chainValue(input.P, input.reward, input.discountRate, { steps: input.T }));
    if (/stationary|steady/i.test(fn)) return orNull(stationaryShares(input.P));
    if (/distribution|forecast/i.test(fn))
      return forecastShares(input.P, input.start ?? input.initial, input.T ?? input.steps);
    return undefined;
  });
