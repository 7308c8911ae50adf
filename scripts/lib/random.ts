/** Chance that can be repeated: the same seed gives the same histories. */

export interface Random {
  /** At least 0, below 1. */
  next(): number;
  /** A whole number, both ends included. */
  whole(least: number, greatest: number): number;
  chance(share: number): boolean;
  pick<T>(list: readonly T[]): T;
  /** Up to so many different members, in their order. */
  some<T>(list: readonly T[], count: number): T[];
}

/** Numbers from a seed: the generator known as mulberry32. */
export function randomFrom(seed: number): Random {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const whole = (least: number, greatest: number): number => least + Math.floor(next() * (greatest - least + 1));
  const pick = <T>(list: readonly T[]): T => list[whole(0, list.length - 1)];
  return {
    next,
    whole,
    pick,
    chance: (share) => next() < share,
    some: (list, count) => {
      const chosen = new Set<number>();
      while (chosen.size < Math.min(count, list.length)) chosen.add(whole(0, list.length - 1));
      return [...chosen].sort((a, b) => a - b).map((index) => list[index]);
    }
  };
}
