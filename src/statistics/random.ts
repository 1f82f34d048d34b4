import { InputError } from '../core/errors.js';
import { issue } from '../core/issue.js';

/** A stream of pseudo-random numbers that its seed alone determines. */
export interface Random {
  /** The next number in [0, 1), with 53 random bits. */
  next(): number;
  /** The next whole number from 0 to `below − 1`, every one equally likely. */
  below(below: number): number;
}

/** The 32-bit finaliser of MurmurHash3 (A. Appleby, public domain). */
function scramble(value: number): number {
  let h = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

function initialState(seed: number, streams: readonly string[]): Uint32Array {
  const state = Uint32Array.of(seed >>> 0, Math.floor(seed / 2 ** 32) >>> 0, 0x9e3779b9, 0x243f6a88);
  const absorb = (word: number) => {
    for (let lane = 0; lane < 4; lane++) {
      state[lane] = scramble(state[lane]! ^ Math.imul(word + lane + 1, 0x9e3779b1) ^ state[(lane + 3) & 3]!);
    }
  };
  for (const stream of streams) {
    absorb(stream.length);
    for (let i = 0; i < stream.length; i++) absorb(stream.charCodeAt(i));
  }
  for (let round = 0; round < 8; round++) absorb(round);
  if (state.every((word) => word === 0)) state[0] = 1;
  return state;
}

/**
 * Pseudo-random numbers from a seed, the same on every machine. With names after the seed, an own stream for each name: what one
 * account draws then depends on the seed and its id, and not on its place in a list.
 * Source: xoshiro128**, D. Blackman & S. Vigna, ACM Trans. Math. Softw. 47 (2021); not for secrets.
 * @param seed A whole number from 0 to 2^53 − 1; else InputError `range`.
 * @param streams Names that select an independent stream, e.g. a trial's id and an account's id.
 * @example
 * seededRandom(7, 'trial-1', 'account-12').next() === seededRandom(7, 'trial-1', 'account-12').next(); //=> true
 */
export function seededRandom(seed: number, ...streams: readonly string[]): Random {
  if (!Number.isSafeInteger(seed) || seed < 0) {
    throw new InputError([issue('range', ['seed'], 'a whole number from 0 to 2^53 - 1', seed)]);
  }
  for (const [i, stream] of streams.entries())
    if (typeof stream !== 'string') throw new InputError([issue('type', ['streams', i], 'a text', stream)]);
  const s = initialState(seed, streams);

  const word = (): number => {
    const scaled = Math.imul(s[1]!, 5);
    const result = Math.imul((scaled << 7) | (scaled >>> 25), 9) >>> 0;
    const t = s[1]! << 9;
    s[2]! ^= s[0]!;
    s[3]! ^= s[1]!;
    s[1]! ^= s[2]!;
    s[0]! ^= s[3]!;
    s[2]! ^= t;
    s[3] = (s[3]! << 11) | (s[3]! >>> 21);
    return result;
  };
  const next = () => ((word() >>> 5) * 2 ** 26 + (word() >>> 6)) / 2 ** 53;
  return { next, below: (below) => Math.floor(next() * below) };
}

/**
 * A shuffled copy, every order equally likely (Fisher–Yates).
 * @example
 * shuffled([1, 2, 3], seededRandom(1)).length; //=> 3
 */
export function shuffled<T>(items: readonly T[], random: Random): T[] {
  const result = [...items];
  for (let i = result.length - 1; i > 0; i--) {
    const j = random.below(i + 1);
    [result[i], result[j]] = [result[j]!, result[i]!];
  }
  return result;
}
