/** A warning that holds. */
export interface RaisedWarning<B extends string = string> {
  readonly id: string;
  readonly level: B;
  /** Since when, where the policy knows it. */
  readonly onset: string | null;
}

/** What {@link compileRisk} decides of one customer. */
export interface Risk<B extends string = string> {
  /** Exact to a millionth: the sum of the contributions. */
  readonly points: number;
  readonly band: B;
  /** Of leaving within the scale's months, for display; `null` where the policy has no scale. */
  readonly probability: number | null;
  /** Share of the score's reach whose facts are known, 0 to 1. Unknown signals lower it, not the score. */
  readonly confidence: number;
  readonly warnings: readonly RaisedWarning<B>[];
}
