/** Who reads what of a data set: the wiring between producer and consumer subtasks. `EdgeManagerBuildUtil`. */
import type { DistributionPattern } from "./partitioner.ts";

/** What one consumer subtask reads. */
export interface ConsumerConnection {
  /** First and last producer subtask (= partition) it reads, both included. Its channel i reads partition `first + i`. */
  readonly firstPartition: number;
  readonly lastPartition: number;
  /** The subpartition it reads in each of them. */
  readonly subpartition: number;
}

/** First and last consumer subtask that read a producer's partition, both included. */
export interface ProducerConnection {
  readonly firstConsumer: number;
  readonly lastConsumer: number;
  readonly subpartitions: number;
}

/**
 * What consumer subtask `consumer` of `consumers` reads of `producers` partitions. With fewer producers than consumers in
 * a pointwise edge the subpartition is the consumer's index modulo the number of subpartitions: not always its rank.
 */
export function consumerConnection(
  producers: number,
  consumers: number,
  pattern: DistributionPattern,
  consumer: number,
): ConsumerConnection {
  if (pattern === "ALL_TO_ALL") return { firstPartition: 0, lastPartition: producers - 1, subpartition: consumer };
  if (producers >= consumers) {
    return {
      firstPartition: Math.floor((consumer * producers) / consumers),
      lastPartition: Math.floor(((consumer + 1) * producers) / consumers) - 1,
      subpartition: 0,
    };
  }
  const partition = Math.floor((consumer * producers) / consumers);
  const { subpartitions } = producerConnection(producers, consumers, pattern, partition);
  return { firstPartition: partition, lastPartition: partition, subpartition: consumer % subpartitions };
}

/** Who reads producer subtask `producer`, and into how many subpartitions it writes. */
export function producerConnection(
  producers: number,
  consumers: number,
  pattern: DistributionPattern,
  producer: number,
): ProducerConnection {
  if (pattern === "ALL_TO_ALL") return { firstConsumer: 0, lastConsumer: consumers - 1, subpartitions: consumers };
  if (producers >= consumers) {
    const consumer = Math.floor(((producer + 1) * consumers + producers - 1) / producers) - 1;
    return { firstConsumer: consumer, lastConsumer: consumer, subpartitions: 1 };
  }
  const firstConsumer = Math.floor((producer * consumers + producers - 1) / producers);
  const lastConsumer = Math.floor(((producer + 1) * consumers + producers - 1) / producers) - 1;
  return { firstConsumer, lastConsumer, subpartitions: lastConsumer - firstConsumer + 1 };
}

/** The producer's subpartitions by the consumer that reads each: index = subpartition, value = consumer subtask. */
export function subpartitionConsumers(
  producers: number,
  consumers: number,
  pattern: DistributionPattern,
  producer: number,
): number[] {
  const { firstConsumer, lastConsumer, subpartitions } = producerConnection(producers, consumers, pattern, producer);
  const readers = new Array<number>(subpartitions);
  for (let consumer = firstConsumer; consumer <= lastConsumer; consumer++) {
    readers[consumerConnection(producers, consumers, pattern, consumer).subpartition] = consumer;
  }
  return readers;
}
