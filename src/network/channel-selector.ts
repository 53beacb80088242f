/** Which channels a record goes to (`ChannelSelector`). One small object per edge and subtask. */
import type { Partitioner } from "../graph/partitioner.ts";
import { refusePromise } from "../operators/refuse-promise.ts";
import { keyGroupOf, operatorIndexOfKeyGroup } from "../state/key-groups.ts";
import type { TypeInformation } from "../types/type-information.ts";
import type { KeyedDraws } from "../world.ts";

/** Gives the channel of a record, or BROADCAST. */
export interface ChannelSelector {
  select(value: unknown): number;
}

/** The record goes to every channel. */
export const BROADCAST = -1;

class Fixed implements ChannelSelector {
  readonly #channel: number;
  constructor(channel: number) {
    this.#channel = channel;
  }
  select(): number {
    return this.#channel;
  }
}

class RoundRobin implements ChannelSelector {
  readonly #channels: number;
  #last: number;
  /** @param last the channel before the first one that is chosen */
  constructor(channels: number, last: number) {
    this.#channels = channels;
    this.#last = last;
  }
  select(): number {
    this.#last = (this.#last + 1) % this.#channels;
    return this.#last;
  }
}

class Shuffle implements ChannelSelector {
  readonly #channels: number;
  readonly #draws: KeyedDraws;
  constructor(channels: number, draws: KeyedDraws) {
    this.#channels = channels;
    this.#draws = draws;
  }
  select(): number {
    return this.#draws.below(this.#channels);
  }
}

/** `KeyGroupStreamPartitioner` */
class KeyGroups implements ChannelSelector {
  readonly #key: (value: unknown) => unknown;
  readonly #keyType: TypeInformation<unknown> | undefined;
  readonly #maxParallelism: number;
  /** Channel of each key group. */
  readonly #route: readonly number[];
  constructor(partitioner: Partitioner, maxParallelism: number, channels: number) {
    if (partitioner.keySelector === null) throw new Error("A HASH edge has no key selector.");
    this.#key = partitioner.keySelector;
    this.#keyType = partitioner.keyType ?? undefined;
    this.#maxParallelism = maxParallelism;
    const route: number[] = [];
    for (let keyGroup = 0; keyGroup < maxParallelism; keyGroup++)
      route.push(operatorIndexOfKeyGroup(maxParallelism, channels, keyGroup));
    this.#route = route;
  }
  select(value: unknown): number {
    const selector = this.#key;
    const key = selector(value);
    if (typeof key === "object") refusePromise(key, "keyBy", "key selector");
    return this.#route[keyGroupOf(key, this.#maxParallelism, this.#keyType)];
  }
}

class Custom implements ChannelSelector {
  readonly #partitioner: Partitioner;
  readonly #channels: number;
  constructor(partitioner: Partitioner, channels: number) {
    this.#partitioner = partitioner;
    this.#channels = channels;
  }
  select(value: unknown): number {
    const { customPartition, keySelector } = this.#partitioner;
    if (customPartition === null || keySelector === null) throw new Error("A CUSTOM edge has no partition function.");
    const channel = customPartition(keySelector(value), this.#channels);
    if (!(Number.isInteger(channel) && channel >= 0 && channel < this.#channels))
      throw new Error(`The custom partitioner chose channel ${channel} of ${this.#channels}.`);
    return channel;
  }
}

/**
 * @param maxParallelism of the consuming vertex (HASH)
 * @param draws for the choices that Flink leaves to chance (REBALANCE's start, SHUFFLE)
 */
export function channelSelector(
  partitioner: Partitioner,
  channels: number,
  maxParallelism: number,
  draws: KeyedDraws,
): ChannelSelector {
  switch (partitioner.strategy) {
    case "FORWARD":
    case "GLOBAL":
      return new Fixed(0);
    case "REBALANCE":
      return new RoundRobin(channels, draws.below(channels));
    case "RESCALE":
      return new RoundRobin(channels, channels - 1);
    case "SHUFFLE":
      return new Shuffle(channels, draws);
    case "BROADCAST":
      return new Fixed(BROADCAST);
    case "HASH":
      return new KeyGroups(partitioner, maxParallelism, channels);
    case "CUSTOM":
      return new Custom(partitioner, channels);
  }
}
