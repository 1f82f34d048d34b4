import { quantiles } from 'tenure/statistics';
import type { VectorAdapter } from '../adapter.js';
import { judgeFunctions, orNull } from '../judge.js';

export const adapter: VectorAdapter = (file) =>
  judgeFunctions(file, ({ fn, input }) =>
    fn === 'quantile' ? orNull(quantiles(input.x, [input.p].flat(), input.type)) : undefined,
  );
