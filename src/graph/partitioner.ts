import type { KeySelector } from "../api/functions.ts";
import type { TypeInformation } from "../types/type-information.ts";

/** Ship strategy of an edge: the text of Flink's `StreamPartitioner`s. */
export type ShipStrategy = "FORWARD" | "REBALANCE" | "RESCALE" | "SHUFFLE" | "BROADCAST" | "GLOBAL" | "HASH" | "CUSTOM";

/** Who of the consumers is connected to whom of the producers. `DistributionPattern`. */
export type DistributionPattern = "POINTWISE" | "ALL_TO_ALL";

/** How in-flight data of a channel is redistributed when the parallelism changes. `SubtaskStateMapper`. */
export type StateMapper = "ARBITRARY" | "RANGE" | "ROUND_ROBIN" | "FIRST" | "FULL" | "UNSUPPORTED";

/** Chooses the channel: takes the key and the number of channels, gives an index below it. `Partitioner`. */
export type CustomPartition = (key: unknown, channels: number) => number;

interface StrategyTraits {
  readonly pattern: DistributionPattern;
  readonly upstreamMapper: StateMapper;
  readonly downstreamMapper: StateMapper;
}

const TRAITS: Readonly<Record<ShipStrategy, StrategyTraits>> = {
  FORWARD: { pattern: "POINTWISE", upstreamMapper: "UNSUPPORTED", downstreamMapper: "UNSUPPORTED" },
  RESCALE: { pattern: "POINTWISE", upstreamMapper: "UNSUPPORTED", downstreamMapper: "UNSUPPORTED" },
  REBALANCE: { pattern: "ALL_TO_ALL", upstreamMapper: "ARBITRARY", downstreamMapper: "ROUND_ROBIN" },
  SHUFFLE: { pattern: "ALL_TO_ALL", upstreamMapper: "ARBITRARY", downstreamMapper: "ROUND_ROBIN" },
  BROADCAST: { pattern: "ALL_TO_ALL", upstreamMapper: "UNSUPPORTED", downstreamMapper: "UNSUPPORTED" },
  GLOBAL: { pattern: "ALL_TO_ALL", upstreamMapper: "ARBITRARY", downstreamMapper: "FIRST" },
  HASH: { pattern: "ALL_TO_ALL", upstreamMapper: "ARBITRARY", downstreamMapper: "RANGE" },
  CUSTOM: { pattern: "ALL_TO_ALL", upstreamMapper: "ARBITRARY", downstreamMapper: "FULL" },
};

/**
 * How an edge spreads records over its channels, as data; `network/` turns it into a channel selector. `StreamPartitioner`.
 * One object per `keyBy`, `rebalance` … call: edges that fold the same call share it.
 */
export class Partitioner {
  readonly strategy: ShipStrategy;
  /** HASH and CUSTOM: what the channel is chosen by. */
  readonly keySelector: KeySelector<unknown, unknown> | null;
  /** HASH: the declared type of the key, or null when it is inferred. */
  readonly keyType: TypeInformation<unknown> | null;
  /** CUSTOM only. */
  readonly customPartition: CustomPartition | null;
  /** False once a sink's committer lies downstream: committables and their barriers must not overtake each other. */
  supportsUnaligned = true;

  constructor(
    strategy: ShipStrategy,
    keySelector: KeySelector<unknown, unknown> | null = null,
    keyType: TypeInformation<unknown> | null = null,
    customPartition: CustomPartition | null = null,
  ) {
    this.strategy = strategy;
    this.keySelector = keySelector;
    this.keyType = keyType;
    this.customPartition = customPartition;
  }

  get pattern(): DistributionPattern {
    return TRAITS[this.strategy].pattern;
  }

  get pointwise(): boolean {
    return TRAITS[this.strategy].pattern === "POINTWISE";
  }

  get broadcast(): boolean {
    return this.strategy === "BROADCAST";
  }

  get upstreamMapper(): StateMapper {
    return TRAITS[this.strategy].upstreamMapper;
  }

  get downstreamMapper(): StateMapper {
    return TRAITS[this.strategy].downstreamMapper;
  }
}
