/** The subtasks of a job and the partitions between them, numbered through. `DefaultExecutionTopology`. */
import { consumerConnection } from "./connections.ts";
import type { JobGraph, ResultPartitionType } from "./job-graph.ts";
import type { DistributionPattern } from "./partitioner.ts";

/** A connection between two vertices; edges with the same `dataSet` read one data set. */
export interface TopologyEdge {
  readonly source: number;
  readonly target: number;
  readonly pattern: DistributionPattern;
  readonly type: ResultPartitionType;
  readonly dataSet: number;
}

/** What one subtask produces for one data set. */
export interface Partition {
  readonly dataSet: number;
  /** Subtask of the producer. */
  readonly number: number;
  readonly type: ResultPartitionType;
  /** Task numbers. */
  readonly producer: number;
  readonly consumers: number[];
}

/** Tasks are numbered vertex by vertex: `firstTask[vertex] + subtask`. */
export class ExecutionTopology {
  readonly parallelism: readonly number[];
  readonly edges: readonly TopologyEdge[];
  readonly firstTask: readonly number[];
  readonly taskCount: number;
  readonly partitions: readonly Partition[];
  /** Partitions by task. */
  readonly consumed: readonly (readonly Partition[])[];
  readonly produced: readonly (readonly Partition[])[];

  /** @param parallelism per vertex */
  constructor(parallelism: readonly number[], edges: readonly TopologyEdge[]) {
    this.parallelism = parallelism;
    this.edges = edges;
    const firstTask: number[] = [];
    let tasks = 0;
    for (const p of parallelism) {
      firstTask.push(tasks);
      tasks += p;
    }
    this.firstTask = firstTask;
    this.taskCount = tasks;

    const partitions = new Map<number, Partition[]>();
    const consumed: Partition[][] = Array.from({ length: tasks }, () => []);
    const produced: Partition[][] = Array.from({ length: tasks }, () => []);
    for (const { source, target, pattern, type, dataSet } of edges) {
      let parts = partitions.get(dataSet);
      if (parts === undefined) {
        parts = Array.from({ length: parallelism[source] }, (_, number) => ({
          dataSet,
          number,
          type,
          producer: firstTask[source] + number,
          consumers: [],
        }));
        partitions.set(dataSet, parts);
        for (const part of parts) produced[part.producer].push(part);
      }
      for (let subtask = 0; subtask < parallelism[target]; subtask++) {
        const { firstPartition, lastPartition } = consumerConnection(
          parallelism[source],
          parallelism[target],
          pattern,
          subtask,
        );
        const task = firstTask[target] + subtask;
        for (let p = firstPartition; p <= lastPartition; p++) {
          consumed[task].push(parts[p]);
          parts[p].consumers.push(task);
        }
      }
    }
    this.partitions = [...partitions.values()].flat();
    this.consumed = consumed;
    this.produced = produced;
  }

  static of(graph: JobGraph): ExecutionTopology {
    const dataSets = new Map(graph.edges.map((edge) => [edge.dataSet, 0]));
    let number = 0;
    for (const dataSet of dataSets.keys()) dataSets.set(dataSet, number++);
    return new ExecutionTopology(
      graph.vertices.map((vertex) => vertex.parallelism),
      graph.edges.map(({ source, target, pattern, dataSet }) => ({
        source,
        target,
        pattern,
        type: dataSet.type,
        dataSet: dataSets.get(dataSet)!,
      })),
    );
  }

  /** [vertex, subtask] of a task number. */
  position(task: number): readonly [vertex: number, subtask: number] {
    let vertex = this.firstTask.length - 1;
    while (this.firstTask[vertex] > task) vertex--;
    return [vertex, task - this.firstTask[vertex]];
  }
}
