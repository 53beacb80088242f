import { consumerConnection, producerConnection } from "../../../src/graph/connections.ts";
import type { DistributionPattern } from "../../../src/graph/partitioner.ts";
import { type CaseOutcome, compare } from "./difference.ts";

export interface ConnectionsCase {
  readonly spec: {
    readonly producers: number;
    readonly consumers: number;
    readonly pattern: DistributionPattern;
    readonly dynamic: boolean;
  };
  readonly expected: unknown;
}

/** Wires the subtasks and compares; dynamic graphs do not exist here. */
export function runConnectionsCase({ spec, expected }: ConnectionsCase): CaseOutcome {
  if (spec.dynamic) return { kind: "left-out", reason: "dynamic graph" };
  const { producers, consumers, pattern } = spec;
  const groups = new Map<string, number>();
  const readers = range(0, consumers - 1).map((subtask) => {
    const { firstPartition, lastPartition, subpartition } = consumerConnection(producers, consumers, pattern, subtask);
    const partitions = [firstPartition, lastPartition];
    const group = partitions.join();
    if (!groups.has(group)) groups.set(group, groups.size);
    const channels = range(firstPartition, lastPartition);
    return {
      subtask,
      partitions,
      subpartitions: [subpartition, subpartition],
      channels,
      partitionGroup: groups.get(group),
    };
  });
  const writers = range(0, producers - 1).map((subtask) => {
    const { firstConsumer, lastConsumer, subpartitions } = producerConnection(producers, consumers, pattern, subtask);
    return { subtask, subpartitions, consumerGroups: [range(firstConsumer, lastConsumer)] };
  });
  return compare(expected, { consumers: readers, producers: writers });
}

function range(first: number, last: number): number[] {
  return Array.from({ length: last - first + 1 }, (_, i) => first + i);
}
