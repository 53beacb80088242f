/** The subtasks of a job and their attempts (`ExecutionGraph`): deployment descriptors, states, and who reads from whom. */
import { consumerConnection, subpartitionConsumers } from "../graph/connections.ts";
import type { JobGraph, JobVertex } from "../graph/job-graph.ts";
import { keyGroupRange } from "../state/key-groups.ts";
import type { InputGateDeployment, ProgramReference, TaskDeployment, TaskRestore } from "../task/deployment.ts";
import { EXECUTION_STATES, type ExecutionState } from "../trace/kinds.ts";
import type { Trace } from "../trace/trace.ts";
import type { Identifiers } from "./identifiers.ts";
import type { PooledSlot } from "./slot-pool.ts";

/** One attempt to run a subtask. */
export class Execution {
  readonly index: number;
  readonly vertex: JobVertex;
  readonly subtask: number;
  readonly attempt: number;
  readonly slot: PooledSlot;
  state: ExecutionState = "CREATED";
  cancelCalls = 0;
  /** Coordinator events sent to it. */
  eventsSent = 0;

  constructor(index: number, vertex: JobVertex, subtask: number, attempt: number, slot: PooledSlot) {
    this.index = index;
    this.vertex = vertex;
    this.subtask = subtask;
    this.attempt = attempt;
    this.slot = slot;
  }

  get terminal(): boolean {
    return this.state === "FINISHED" || this.state === "CANCELED" || this.state === "FAILED";
  }
}

/** The attempts of the present epoch of a job; a restart makes a new epoch. */
export class ExecutionGraph {
  readonly graph: JobGraph;
  readonly #trace: Trace;
  readonly #jobId: string;
  /** Attempts of the present epoch, by index. */
  readonly #executions = new Map<number, Execution>();
  /** By vertex and subtask. */
  #bySubtask: Execution[][] = [];
  readonly #ids: Identifiers;
  #epoch = 0;

  constructor(graph: JobGraph, jobId: string, ids: Identifiers, trace: Trace) {
    this.graph = graph;
    this.#jobId = jobId;
    this.#ids = ids;
    this.#trace = trace;
  }

  /** Slots that the job needs: each sharing group as many as its widest vertex. */
  get requiredSlots(): number {
    return this.graph.slotSharingGroups.reduce((sum, group) => sum + group.slots, 0);
  }

  executions(): Execution[] {
    return [...this.#executions.values()];
  }

  find(index: number): Execution | null {
    return this.#executions.get(index) ?? null;
  }

  at(vertex: number, subtask: number): Execution {
    return this.#bySubtask[vertex][subtask];
  }

  /** Starts a new epoch: an attempt of every subtask, in the slots given (by group, then by subtask). */
  createExecutions(slots: readonly PooledSlot[], restoredCheckpoint: number): void {
    this.#trace.step("topo.epoch", { a: this.#epoch, ext: { restoredCheckpoint } });
    const attempt = this.#epoch++;
    this.#executions.clear();
    this.#bySubtask = this.graph.vertices.map(() => []);
    let firstSlot = 0;
    for (const group of this.graph.slotSharingGroups) {
      for (const v of group.vertices) {
        const vertex = this.graph.vertices[v];
        for (let subtask = 0; subtask < vertex.parallelism; subtask++) {
          const execution = new Execution(this.#ids.execution(), vertex, subtask, attempt, slots[firstSlot + subtask]);
          this.#executions.set(execution.index, execution);
          this.#bySubtask[v][subtask] = execution;
          const range = keyGroupRange(vertex.maxParallelism, vertex.parallelism, subtask);
          const { resourceId, slot } = execution.slot;
          this.#trace.emit("exec.def", {
            task: execution.index,
            ext: {
              vertex: vertex.id,
              subtask,
              attempt,
              kgStart: range.first,
              kgEnd: range.last,
              tm: resourceId,
              slot,
              job: this.#jobId,
            },
          });
        }
      }
      firstSlot += group.slots;
    }
  }

  /** Descriptors of all attempts, producers first. `restoreOf` gives what an attempt starts from. */
  deployments(program: ProgramReference, restoreOf: (execution: Execution) => TaskRestore | null): TaskDeployment[] {
    const outputs = new Map<Execution, number[][]>();
    const inputs = new Map<Execution, InputGateDeployment[]>();
    const all: Execution[] = [];
    for (const executions of this.#bySubtask) {
      for (const execution of executions) {
        const { outputs: sets } = execution.vertex;
        all.push(execution);
        outputs.set(
          execution,
          sets.map(() => []),
        );
        inputs.set(execution, []);
      }
    }
    for (const vertex of this.graph.vertices) for (const edge of vertex.inputs) this.#connect(edge, outputs, inputs);
    return all.map((execution) => ({
      jobId: this.#jobId,
      program,
      execution: execution.index,
      allocationId: execution.slot.allocationId,
      vertex: execution.vertex.index,
      vertexParallelism: execution.vertex.parallelism,
      maxParallelism: execution.vertex.maxParallelism,
      subtask: execution.subtask,
      attempt: execution.attempt,
      inputs: inputs.get(execution) ?? [],
      outputs: outputs.get(execution) ?? [],
      restore: restoreOf(execution),
    }));
  }

  /** Moves an attempt on; a state that lies behind its own is old news. True if it moved. */
  transition(execution: Execution, state: ExecutionState, reason: string | null): boolean {
    const order = (s: ExecutionState) => EXECUTION_STATES.indexOf(s);
    if (execution.terminal || order(state) <= order(execution.state)) return false;
    this.#trace.step("exec.state", {
      task: execution.index,
      a: order(execution.state),
      b: order(state),
      ...(reason === null ? {} : { ext: { reason } }),
    });
    execution.state = state;
    return true;
  }

  #connect(
    edge: JobVertex["inputs"][number],
    outputs: Map<Execution, number[][]>,
    inputs: Map<Execution, InputGateDeployment[]>,
  ): void {
    const producers = this.#bySubtask[edge.source];
    const consumers = this.#bySubtask[edge.target];
    const channels: number[][] = [];
    producers.forEach((producer, p) => {
      const readers = subpartitionConsumers(producers.length, consumers.length, edge.pattern, p);
      const ids = readers.map(() => this.#ids.channel());
      channels.push(ids);
      const sets = outputs.get(producer);
      if (sets !== undefined) sets[edge.sourceOutput] = ids;
    });
    consumers.forEach((consumer, c) => {
      const { firstPartition, lastPartition, subpartition } = consumerConnection(
        producers.length,
        consumers.length,
        edge.pattern,
        c,
      );
      const gate: { channel: number; producer: { node: PooledSlot["node"]; incarnation: number } }[] = [];
      for (let p = firstPartition; p <= lastPartition; p++) {
        const channel = channels[p][subpartition];
        const { node, incarnation } = producers[p].slot;
        gate.push({ channel, producer: { node, incarnation } });
        this.#trace.emit("chan.def", {
          ch: channel,
          ext: {
            edge: edge.id,
            fromTask: producers[p].index,
            toTask: consumer.index,
            gate: edge.targetInput,
            index: p - firstPartition,
            local: node === consumer.slot.node,
          },
        });
      }
      const gates = inputs.get(consumer);
      if (gates !== undefined) gates[edge.targetInput] = { channels: gate };
    });
  }
}
