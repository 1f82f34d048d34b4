import { scaledFromNumber } from '../core/scaled.js';

/**
 * What a bin adds to the score: points as such, or the factor by which it multiplies the hazard (`times: 1.8`), which
 * the policy's scale turns into points.
 */
export interface Weight {
  /** At most six decimal places. */
  readonly points?: number | undefined;
  readonly times?: number | undefined;
  /** In points, where the weight was fitted. */
  readonly standardError?: number | undefined;
}

/** Largest weight of one bin, in points: far beyond use, small enough that sums of micro-points stay exact. */
export const mostPoints = 1_000_000;

/** Decimal places of a point that the score keeps: it adds up whole millionths. */
const pointScale = 6;

export const microPerPoint = 1_000_000;

/** Whether a number of points is exactly a decimal of six places. */
export function isPointsNumber(value: unknown): value is number {
  return typeof value === 'number' && !Number.isNaN(scaledFromNumber(value, pointScale));
}

/** A checked weight in whole micro-points. */
export function microPoints(weight: Weight, pointsToDouble: number | undefined): number {
  if (weight.points !== undefined) return scaledFromNumber(weight.points, pointScale);
  return Math.round((pointsToDouble ?? 0) * Math.log2(weight.times ?? 1) * microPerPoint) + 0;
}

/** Micro-points as points, for people; the nearest double to the exact decimal. */
export function toPoints(micro: number): number {
  return micro / microPerPoint;
}
