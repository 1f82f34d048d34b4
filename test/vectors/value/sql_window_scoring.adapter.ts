import { cumulativeShares, percentRanks, ranks, tiles } from 'tenure/statistics';
import type { VectorAdapter } from '../adapter.js';
import { judgeFunctions } from '../judge.js';

// The rows stand in the order of `orderBy`, ties by id, so SQL's split of a tie is by position.
export const adapter: VectorAdapter = (file) =>
  judgeFunctions(file, ({ fn, input }) => {
    if (fn === 'ntile') return tiles(input.x, input.k, 'inOrder');
    if (fn === 'percent_rank') return percentRanks(input.x);
    if (fn === 'cume_dist') return cumulativeShares(input.x);
    if (fn === 'rank') return ranks(input.x, 'lowest');
    if (fn === 'dense_rank') return ranks(input.x, 'dense');
    return undefined;
  });
