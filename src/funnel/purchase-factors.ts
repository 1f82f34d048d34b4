import { issue } from '../core/issue.js';
import { checkRow, checkRows, checkScore, refuseFaults, whereKnown } from '../core/row-check.js';

const checkScores = /* @__PURE__ */ checkRows(
  'a list of scores',
  /* @__PURE__ */ checkRow('a score { factor, ours, rival }', {
    ours: /* @__PURE__ */ whereKnown(checkScore),
    rival: /* @__PURE__ */ whereKnown(checkScore),
  }),
);

/** How one purchase factor stands against the rival. */
export interface FactorStanding<Factor extends string = string> {
  readonly factor: Factor;
  readonly ours: number | null;
  readonly rival: number | null;
  readonly met: boolean | null;
  readonly better: boolean | null;
}

/**
 * The purchase factors (价值、需求、价格、信赖、体验) against a rival: a sure win needs all of them met and all better.
 *
 * @param threshold - least score that counts as met
 * @param order - which factor has to be settled before which: `[['need', 'value'], ['value', 'price']]` warns of a price
 * that was named before the value was established
 * @throws InputError `type` for a score that is no finite number, `duplicate` for a factor scored twice
 */
export function purchaseFactors<const Factor extends string>(
  scores: readonly {
    readonly factor: Factor;
    readonly ours: number | null | undefined;
    readonly rival: number | null | undefined;
  }[],
  threshold: number,
  order: readonly (readonly [before: NoInfer<Factor>, after: NoInfer<Factor>])[],
): {
  readonly verdict: 'sureWin' | 'notSure' | 'unknown';
  readonly factors: readonly FactorStanding<Factor>[];
  readonly losing: readonly Factor[];
  readonly outOfOrder: readonly { readonly factor: Factor; readonly before: Factor }[];
} {
  refuseFaults([...checkScore(threshold, ['threshold']), ...checkScores(scores, ['scores'])]);
  refuseFaults(
    scores.flatMap(({ factor }, at) =>
      scores.findIndex((other) => other.factor === factor) === at
        ? []
        : [issue('duplicate', ['scores', at, 'factor'], 'every factor once', factor)],
    ),
  );
  const factors = scores.map(
    ({ factor, ours = null, rival = null }): FactorStanding<Factor> => ({
      factor,
      ours,
      rival,
      met: ours === null ? null : ours >= threshold,
      better: ours === null || rival === null ? null : ours > rival,
    }),
  );
  const losing = factors.filter(({ met, better }) => met === false || better === false).map(({ factor }) => factor);
  const open = factors.length === 0 || factors.some(({ met, better }) => met === null || better === null);
  const scored = (factor: Factor): boolean =>
    scores.some((one) => one.factor === factor && one.ours !== null && one.ours !== undefined);
  return {
    verdict: losing.length > 0 ? 'notSure' : open ? 'unknown' : 'sureWin',
    factors,
    losing,
    outOfOrder: order
      .filter(([before, after]) => scored(after) && !scored(before))
      .map(([before, factor]) => ({ factor, before })),
  };
}
