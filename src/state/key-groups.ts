/** From key to key group to subtask. `KeyGroupRangeAssignment`, `MathUtils`. */
import { IllegalArgumentError, NullPointerError } from "../types/errors.ts";
import { hashValue } from "../types/java-hash.ts";
import type { TypeInformation } from "../types/type-information.ts";

/** No vertex may have more subtasks or key groups (`Transformation.UPPER_BOUND_MAX_PARALLELISM`). */
export const UPPER_BOUND_MAX_PARALLELISM = 1 << 15;
const LOWER_BOUND_DEFAULT = 1 << 7;

/** An inclusive range of key groups; `last < first` when empty. */
export interface KeyGroupRange {
  readonly first: number;
  readonly last: number;
}

/** Flink's murmur hash of a 32-bit hash code. The sign is removed by negation, not by a mask. Gives [0, 2^31). */
export function murmurHash(code: number): number {
  let c = Math.imul(code, 0xcc9e2d51);
  c = (c << 15) | (c >>> 17);
  c = Math.imul(c, 0x1b873593);
  c = (c << 13) | (c >>> 19);
  c = (Math.imul(c, 5) + 0xe6546b64) | 0;
  c ^= 4;
  c ^= c >>> 16;
  c = Math.imul(c, 0x85ebca6b);
  c ^= c >>> 13;
  c = Math.imul(c, 0xc2b2ae35);
  c ^= c >>> 16;
  return c >= 0 ? c : c !== -2147483648 ? -c : 0;
}

/** Key group of a Java hash code. */
export function keyGroupOfHash(hashCode: number, maxParallelism: number): number {
  const hash = murmurHash(hashCode);
  // Nearly every max parallelism is a power of two, and a division takes longer than all the rest.
  return (maxParallelism & (maxParallelism - 1)) === 0 ? hash & (maxParallelism - 1) : hash % maxParallelism;
}

/**
 * Key group of a key.
 * @param keyType the declared type of the key; default: hashed by the value's own type
 */
export function keyGroupOf(key: unknown, maxParallelism: number, keyType?: TypeInformation<unknown>): number {
  if (key === null || key === undefined) throw new NullPointerError("Assigned key must not be null!");
  return keyGroupOfHash(keyType === undefined ? hashValue(key) : keyType.hash(key), maxParallelism);
}

/** Index of the subtask that owns a key group. */
export function operatorIndexOfKeyGroup(maxParallelism: number, parallelism: number, keyGroup: number): number {
  return Math.floor((keyGroup * parallelism) / maxParallelism);
}

/** Key groups of one subtask. Throws when a parallelism is out of bounds or above the max parallelism. */
export function keyGroupRange(maxParallelism: number, parallelism: number, operatorIndex: number): KeyGroupRange {
  checkParallelism(parallelism);
  checkParallelism(maxParallelism);
  if (maxParallelism < parallelism)
    throw new IllegalArgumentError("Maximum parallelism must not be smaller than parallelism.");
  const first = Math.floor((operatorIndex * maxParallelism + parallelism - 1) / parallelism);
  const last = Math.floor(((operatorIndex + 1) * maxParallelism - 1) / parallelism);
  return { first, last };
}

/** Max parallelism of an operator for which nobody set one: 1.5 times its parallelism, as a power of two, in [128, 32768]. */
export function defaultMaxParallelism(parallelism: number): number {
  checkParallelism(parallelism);
  let power = 1;
  while (power < parallelism + Math.floor(parallelism / 2)) power *= 2;
  return Math.min(Math.max(power, LOWER_BOUND_DEFAULT), UPPER_BOUND_MAX_PARALLELISM);
}

function checkParallelism(parallelism: number): void {
  if (!(parallelism > 0 && parallelism <= UPPER_BOUND_MAX_PARALLELISM)) {
    throw new IllegalArgumentError(`Operator parallelism not within bounds: ${parallelism}`);
  }
}
