/** The ends of a task's channels: writers for what it produces, gates for what it reads. */

import type { Configuration } from "../config/configuration.ts";
import {
  BUFFER_RECORDS,
  BUFFER_TIMEOUT,
  MEMORY_SEGMENT_SIZE,
  NETWORK_BUFFERS_PER_CHANNEL,
  NETWORK_FLOATING_BUFFERS_PER_GATE,
  NETWORK_MAX_BUFFERS_PER_CHANNEL,
} from "../config/options.ts";
import { channelSelector } from "../network/channel-selector.ts";
import { type GateOwner, InputGate } from "../network/input-gate.ts";
import { RecordWriter, type WriterOwner } from "../network/record-writer.ts";
import { type PartitionOwner, ResultPartition } from "../network/result-partition.ts";
import type { TaskDeployment } from "./deployment.ts";
import type { TaskEnvironment } from "./task-environment.ts";
import type { InputOfHead } from "./task-input.ts";

/** One writer per data set of the vertex, in order; its subpartitions can be asked for from now on. */
export function createWriters(
  deployment: TaskDeployment,
  environment: TaskEnvironment,
  owner: PartitionOwner,
  timer: WriterOwner,
): RecordWriter[] {
  const { world, configuration, vertex, network } = environment;
  const { execution, subtask, attempt } = deployment;
  const pool = {
    buffersPerChannel: exclusiveBuffers(configuration),
    floatingBuffers: configuration.get(NETWORK_FLOATING_BUFFERS_PER_GATE),
    maxBuffersPerChannel: configuration.get(NETWORK_MAX_BUFFERS_PER_CHANNEL),
  };
  return vertex.outputs.map((dataSet, i) => {
    const edge = dataSet.consumers[0];
    const partition = new ResultPartition(deployment.outputs[i], execution, world.clock, world.trace, owner, pool);
    for (const subpartition of partition.subpartitions) network.registerProducer(subpartition);
    const draws = world.entropy.draws("partitioner", `${edge.id}/${subtask}/${attempt}`);
    const selector = channelSelector(
      edge.partitioner,
      deployment.outputs[i].length,
      environment.maxParallelismOf(edge.target),
      draws,
    );
    const options = {
      bufferRecords: configuration.get(BUFFER_RECORDS),
      segmentBytes: configuration.get(MEMORY_SEGMENT_SIZE),
      bufferTimeoutMs: configuration.has(BUFFER_TIMEOUT) ? configuration.get(BUFFER_TIMEOUT) : edge.bufferTimeoutMs,
    };
    return new RecordWriter(partition, selector, execution, world.trace, options, timer, `edge ${edge.id}`);
  });
}

/** One gate per input edge; nothing is asked for yet. */
export function createGates(deployment: TaskDeployment, environment: TaskEnvironment, owner: GateOwner): InputOfHead[] {
  const { world, configuration } = environment;
  const floating = configuration.get(NETWORK_FLOATING_BUFFERS_PER_GATE);
  return deployment.inputs.map(({ channels }, g) => {
    const ids = channels.map(({ channel }) => channel);
    const gate = new InputGate(
      ids,
      deployment.execution,
      world.trace,
      owner,
      exclusiveBuffers(configuration),
      floating,
    );
    return { gate, input: Math.max(0, environment.vertex.inputs[g].typeNumber - 1) };
  });
}

/** Flink allows none, and then gives each channel one all the same. */
function exclusiveBuffers(configuration: Configuration): number {
  return Math.max(1, configuration.get(NETWORK_BUFFERS_PER_CHANNEL));
}
