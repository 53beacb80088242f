/** Tasks that can only run together, and what restarts after a failure. `SchedulingPipelinedRegionComputeUtil`, `RestartPipelinedRegionFailoverStrategy`. */
import { DisjointSets } from "./disjoint-sets.ts";
import type { ExecutionTopology, Partition } from "./execution-topology.ts";
import { mustBePipelinedConsumed, type ResultPartitionType } from "./job-graph.ts";
import { stronglyConnectedComponents } from "./strongly-connected.ts";

/** The regions of a job. */
export class PipelinedRegions {
  /** Region number by task. */
  readonly regionOf: readonly number[];
  /** Tasks by region, ascending. */
  readonly regions: readonly (readonly number[])[];
  private readonly topology: ExecutionTopology;

  constructor(topology: ExecutionTopology) {
    this.topology = topology;
    const raw = new DisjointSets(topology.taskCount);
    for (const partition of topology.partitions) {
      if (!mustBePipelinedConsumed(partition.type)) continue;
      for (const consumer of partition.consumers) raw.unite(partition.producer, consumer);
    }
    mergeCycles(topology, raw);

    const numbers = new Map<number, number>();
    const regionOf: number[] = [];
    const regions: number[][] = [];
    for (let task = 0; task < topology.taskCount; task++) {
      const root = raw.find(task);
      let region = numbers.get(root);
      if (region === undefined) {
        region = regions.length;
        numbers.set(root, region);
        regions.push([]);
      }
      regionOf.push(region);
      regions[region].push(task);
    }
    this.regionOf = regionOf;
    this.regions = regions;
  }

  /**
   * Tasks to restart when `task` fails, ascending: its region, the producers of what can no longer be read, and all that
   * read from what restarts. The caller leaves out tasks that were never scheduled (CREATED).
   * @param isLost partitions known to be gone (also the one that a PartitionException names)
   */
  tasksToRestart(task: number, isLost: (partition: Partition) => boolean): number[] {
    const { topology, regionOf } = this;
    const queue = [regionOf[task]];
    const visited = new Set(queue);
    const enqueue = (other: number): void => {
      const region = regionOf[other];
      if (visited.has(region)) return;
      visited.add(region);
      queue.push(region);
    };
    for (let i = 0; i < queue.length; i++) {
      for (const member of this.regions[queue[i]]) {
        for (const partition of topology.consumed[member]) {
          if (!canBeReadAgain(partition.type) || isLost(partition)) enqueue(partition.producer);
        }
        for (const partition of topology.produced[member])
          for (const consumer of partition.consumers) enqueue(consumer);
      }
    }
    return queue.flatMap((region) => this.regions[region]).sort((a, b) => a - b);
  }
}

/** A consumer that restarts finds the data again. `ResultPartitionType.isReconsumable`, and PIPELINED_APPROXIMATE. */
function canBeReadAgain(type: ResultPartitionType): boolean {
  return (
    type === "BLOCKING" || type === "BLOCKING_PERSISTENT" || type === "HYBRID_FULL" || type === "PIPELINED_APPROXIMATE"
  );
}

/** Regions that wait for each other are one; looked for only inside a logical region, as Flink does. */
function mergeCycles(topology: ExecutionTopology, raw: DisjointSets): void {
  const logical = new DisjointSets(topology.parallelism.length);
  let anyOther = false;
  for (const edge of topology.edges) {
    if (mustBePipelinedConsumed(edge.type)) logical.unite(edge.source, edge.target);
    else anyOther = true;
  }
  if (!anyOther) return;

  const successors: number[][] = Array.from({ length: topology.taskCount }, () => []);
  for (const partition of topology.partitions) {
    if (mustBePipelinedConsumed(partition.type)) continue;
    const vertex = topology.position(partition.producer)[0];
    for (const consumer of partition.consumers) {
      if (logical.find(vertex) !== logical.find(topology.position(consumer)[0])) continue;
      successors[raw.find(partition.producer)].push(raw.find(consumer));
    }
  }
  const component = stronglyConnectedComponents(successors);
  const first = new Map<number, number>();
  for (let task = 0; task < topology.taskCount; task++) {
    const root = raw.find(task);
    const representative = first.get(component[root]);
    if (representative === undefined) first.set(component[root], root);
    else raw.unite(representative, root);
  }
}
