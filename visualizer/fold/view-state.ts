/**
 * What the run looks like at one moment, folded from the events up to it. Entities are copied when they are first changed
 * after the state was kept, so that keeping it costs little: whoever changes one asks for it with `own`.
 */
import type { ExecutionState, JobState } from "../../src/trace/kinds.ts";

/** Something that is copied on write. */
export interface Entity {
  edition: number;
}

export interface VertexView extends Entity {
  readonly id: string;
  readonly name: string;
  readonly parallelism: number;
  readonly maxParallelism: number;
  readonly operators: readonly { readonly id: string; readonly name: string; readonly stateful: boolean }[];
  readonly isSource: boolean;
}

export interface EdgeView {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  /** FORWARD, HASH, REBALANCE … */
  readonly ship: string;
  /** Credits that a receiver grants with the channel itself; null if the trace does not say. */
  readonly exclusiveBuffers: number | null;
}

/** Why a task does nothing; `WAIT_REASONS`. */
export interface WaitView {
  readonly reason: string;
  readonly sinceMicros: number;
  readonly seq: number;
}

/** One attempt of a subtask. */
export interface TaskView extends Entity {
  readonly task: number;
  readonly vertex: string;
  readonly subtask: number;
  readonly attempt: number;
  /** "tm-B#1" */
  readonly tm: string;
  readonly slot: number;
  readonly firstKeyGroup: number;
  readonly lastKeyGroup: number;
  state: ExecutionState;
  stateSeq: number;
  /** Channels it reads and writes, in order of definition. */
  inputs: readonly number[];
  outputs: readonly number[];
  /** Combined watermark, ms of event time; null before the first one. Of a source: the one it generated last. */
  watermarkMs: number | null;
  /** Channel that holds the watermark back; -1 if none is known. */
  holder: number;
  idle: boolean;
  wait: WaitView | null;
  recordsIn: number;
  recordsOut: number;
  /** Records that came too late, dropped or into a side output. */
  late: number;
  /** Checkpoint that waits for barriers, and when its first one came; null outside of an alignment. */
  aligning: { readonly checkpoint: number; readonly sinceMicros: number } | null;
  /** Reason of a failure. */
  failure: string | null;
  /** Offsets by split: the next record to read. */
  splits: ReadonlyMap<string, number>;
}

export interface ChannelView extends Entity {
  readonly ch: number;
  readonly edge: string;
  readonly fromTask: number;
  readonly toTask: number;
  readonly gate: number;
  /** Position among the inputs of its gate. */
  readonly index: number;
  /** Sender and receiver share a process. */
  readonly local: boolean;
  /** What the receiver knows, ms; null before the first. */
  watermarkMs: number | null;
  idle: boolean;
  /** Checkpoint behind whose barrier the receiver waits; 0 for none. */
  blockedBy: number;
  /** The sender has no credit since, virtual µs; null while it has. */
  noCreditSince: number | null;
  /** Buffers that the receiver has granted; null while nothing was sent, and inside of a process. */
  credits: CreditsView | null;
}

/** The buffers of a channel that is a connection between processes, as its receiver counts them. */
export interface CreditsView {
  /** Granted, and nothing was sent for them yet. */
  readonly free: number;
  /** Under way or waiting to be processed. */
  readonly spent: number;
}

export interface MachineView extends Entity {
  /** Number of the TaskManager in the trace. */
  readonly tm: number;
  /** "tm-B#1" */
  readonly id: string;
  /** "B" */
  readonly letter: string;
  readonly slots: number;
  state: "running" | "lost";
  lostSeq: number;
  /** When a heartbeat of the JobManager, or its answer to the registration, last came through, virtual µs. */
  heardAt: number;
  /** Heartbeats that were sent to it since and have not come through, oldest first. */
  unheard: readonly { readonly message: number; readonly sentAt: number }[];
}

export type CheckpointStatus = "pending" | "completed" | "failed" | "subsumed";

/** How one subtask takes part in a checkpoint. Times are virtual µs; null: not yet. */
export interface CheckpointTaskView {
  readonly task: number;
  /** When the first barrier came, after the trigger; sources: when they injected it. */
  firstAt: number | null;
  alignedAt: number | null;
  syncAt: number | null;
  asyncAt: number | null;
  ackAt: number | null;
  notifiedAt: number | null;
  bytes: number;
  declined: string | null;
}

export interface CheckpointView extends Entity {
  readonly id: number;
  readonly isSavepoint: boolean;
  readonly triggeredAt: number;
  readonly triggerSeq: number;
  status: CheckpointStatus;
  endedAt: number | null;
  endSeq: number;
  bytes: number;
  reason: string | null;
  /** When the job was restored from it, virtual µs. */
  restoredAt: readonly number[];
  tasks: ReadonlyMap<number, Readonly<CheckpointTaskView>>;
}

export type TransactionState = "open" | "pre-committed" | "committed" | "aborted";

export interface TransactionView extends Entity {
  readonly txn: string;
  readonly openedAt: number;
  /** Subtask that writes into it, "vertex/subtask"; empty while the trace does not tell. */
  subtask: string;
  log: string;
  state: TransactionState;
  records: number;
  checkpoint: number;
  preCommittedAt: number | null;
  endedAt: number | null;
  lastSeq: number;
}

/** A fault or another intervention of the scenario. */
export interface FaultView extends Entity {
  readonly index: number;
  readonly spec: string;
  readonly appliedAt: number;
  readonly seq: number;
  endedAt: number | null;
}

/** A log and how much of it readers see. */
export interface LogView extends Entity {
  readonly log: string;
  committed: number;
  pending: number;
}

type Kept = "vertices" | "tasks" | "channels" | "machines" | "checkpoints" | "transactions" | "faults" | "logs";

/** The state of a run after its first events. */
export class ViewState {
  edition = 0;
  /** Number of the last event that was folded; -1 before the first. */
  seq = -1;
  /** Virtual time of that event, µs. */
  micros = 0;
  jobState: JobState | null = null;
  restarts = 0;
  /** The run has ended: 0 by itself, 1 out of virtual time, 2 with an error. */
  ended: number | null = null;
  failure: string | null = null;
  /** Vertices in the order in which they were defined, which is that of the flow. */
  vertices = new Map<string, VertexView>();
  edges = new Map<string, EdgeView>();
  tasks = new Map<number, TaskView>();
  channels = new Map<number, ChannelView>();
  machines = new Map<number, MachineView>();
  checkpoints = new Map<number, CheckpointView>();
  transactions = new Map<string, TransactionView>();
  faults = new Map<number, FaultView>();
  logs = new Map<string, LogView>();
  /** Tasks of the newest attempt, by "vertex/subtask". */
  newest = new Map<string, number>();

  /** The entity for changing: a copy of its own if an older state was kept with it. */
  own<K extends string | number, E extends Entity>(map: Map<K, E>, key: K): E | undefined {
    const entity = map.get(key);
    if (entity === undefined || entity.edition === this.edition) return entity;
    const copy: E = { ...entity, edition: this.edition };
    map.set(key, copy);
    return copy;
  }

  /** A state like this one; what is changed in one of them does not show in the other. */
  fork(nextEdition: () => number): ViewState {
    const copy = Object.assign(new ViewState(), this);
    for (const name of [
      "vertices",
      "tasks",
      "channels",
      "machines",
      "checkpoints",
      "transactions",
      "faults",
      "logs",
    ] satisfies Kept[])
      copy[name] = new Map(this[name] as Map<never, never>) as never;
    copy.edges = new Map(this.edges);
    copy.newest = new Map(this.newest);
    this.edition = nextEdition();
    copy.edition = nextEdition();
    return copy;
  }

  /** The attempts that a viewer sees as the subtasks of the job, in order of definition. */
  currentTasks(): TaskView[] {
    return [...this.newest.values()].flatMap((task) => this.tasks.get(task) ?? []);
  }
}
