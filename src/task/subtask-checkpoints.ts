/**
 * Checkpoints as one task makes them (`SubtaskCheckpointCoordinatorImpl`): the synchronous part between two elements, the
 * asynchronous part beside them, and the notifications.
 */
import type { Configuration } from "../config/configuration.ts";
import {
  CHECKPOINT_STORAGE,
  CHECKPOINTING_MODE,
  CHECKPOINTS_DIRECTORY,
  STATE_MEMORY_THRESHOLD,
} from "../config/options.ts";
import type { RecordWriter } from "../network/record-writer.ts";
import { writtenChecksum } from "../state/heap-keyed-snapshot.ts";
import type { KeyedSnapshot } from "../state/keyed-state-backend.ts";
import type { OperatorStateSnapshot } from "../state/operator-state-backend.ts";
import type { StorageReply, World } from "../world.ts";
import type { OperatorSubtaskState, StateHandle, TaskDeployment, TaskSnapshot } from "./deployment.ts";
import type { OperatorChain } from "./operator-chain.ts";
import { stateTold } from "./state-trace.ts";
import { isStep, type Step } from "./step.ts";
import { StepRunner, type StepRunnerPorts } from "./step-runner.ts";
import type { TaskListener } from "./task-environment.ts";

/** One operator's state between the synchronous and the asynchronous part. */
interface OperatorSnapshot {
  readonly operatorId: string;
  readonly keyed: KeyedSnapshot | null;
  readonly operator: OperatorStateSnapshot;
}

/** What a snapshot needs to know of its task at that moment. */
export interface TaskCut {
  readonly chain: OperatorChain | null;
  readonly writers: readonly RecordWriter[];
  /** [channel, records] sent and processed so far. */
  sent(): [number, number][];
  processed(): [number, number][];
  /** All of its input has come and its operators have finished; it still takes part in checkpoints. */
  readonly endOfData: boolean;
}

/** The checkpoints of one attempt. */
export class SubtaskCheckpoints {
  readonly #deployment: TaskDeployment;
  readonly #configuration: Configuration;
  readonly #world: World;
  readonly #ports: StepRunnerPorts;
  readonly #listener: TaskListener;
  #last = 0;
  #lastNotified = 0;
  readonly #aborted = new Set<number>();
  readonly #notifiedAborted = new Set<number>();
  readonly #asynchronous = new Map<number, StepRunner>();

  constructor(
    deployment: TaskDeployment,
    configuration: Configuration,
    world: World,
    ports: StepRunnerPorts,
    listener: TaskListener,
  ) {
    this.#deployment = deployment;
    this.#configuration = configuration;
    this.#world = world;
    this.#ports = ports;
    this.#listener = listener;
  }

  /** Makes the checkpoint, unless it was made or aborted already; true if it was made. */
  *perform(checkpointId: number, triggeredAtMicros: number, task: TaskCut): Step<boolean> {
    if (checkpointId <= this.#last) return false;
    this.#last = checkpointId;
    if (this.#aborted.delete(checkpointId)) {
      for (const writer of task.writers) writer.broadcastEvent({ kind: "cancel-barrier", checkpointId });
      return false;
    }
    const operators = task.chain?.operators ?? [];
    for (let i = 0; i < operators.length; i++) {
      task.chain?.tell(i, "prepare-snapshot", checkpointId);
      const prepared = operators[i].prepareSnapshotPreBarrier(checkpointId);
      if (isStep(prepared)) yield* prepared;
    }
    const blocksUpstream = this.#configuration.get(CHECKPOINTING_MODE) === "EXACTLY_ONCE";
    for (const writer of task.writers)
      writer.broadcastEvent({ kind: "barrier", checkpointId, triggeredAtMicros, blocksUpstream });
    const snapshots: OperatorSnapshot[] = [];
    const timestampMs = this.#world.startEpochMs + Math.floor(triggeredAtMicros / 1000);
    for (let i = operators.length - 1; i >= 0; i--) {
      task.chain?.tell(i, "snapshot-state", checkpointId);
      const snapshot = operators[i].snapshotState(checkpointId, timestampMs);
      if (isStep(snapshot)) yield* snapshot;
      const { operatorId, keyedState, operatorState } = task.chain?.contexts[i] ?? raise();
      snapshots.push({ operatorId, keyed: keyedState?.snapshot() ?? null, operator: operatorState.snapshot() });
    }
    this.#world.trace.step("cp.sync", {
      task: this.#deployment.execution,
      ch: checkpointId,
      ext: { sentCut: task.sent(), processedCut: task.processed() },
    });
    if (this.#world.trace.buffers) this.#tellCut(checkpointId, snapshots);
    this.#startAsynchronous(checkpointId, snapshots, task);
    return true;
  }

  /** The coordinator will not complete it: its barriers, if they still come, only pass on the news. */
  abort(checkpointId: number): void {
    if (checkpointId > this.#last) this.#aborted.add(checkpointId);
    this.#asynchronous.get(checkpointId)?.abandon();
    this.#asynchronous.delete(checkpointId);
  }

  /** Tells the operators, tail to head; a notification that was overtaken is ignored. */
  *notifyComplete(checkpointId: number, chain: OperatorChain | null): Step {
    if (checkpointId <= this.#lastNotified) return;
    this.#lastNotified = checkpointId;
    const operators = chain?.operators ?? [];
    for (let i = operators.length - 1; i >= 0; i--) {
      chain?.tell(i, "notify-complete", checkpointId);
      const notified = operators[i].notifyCheckpointComplete(checkpointId);
      if (isStep(notified)) yield* notified;
    }
  }

  *notifyAborted(checkpointId: number, chain: OperatorChain | null): Step {
    this.abort(checkpointId);
    // A call that came twice is told once.
    if (this.#notifiedAborted.has(checkpointId)) return;
    this.#notifiedAborted.add(checkpointId);
    const operators = chain?.operators ?? [];
    for (let i = operators.length - 1; i >= 0; i--) {
      chain?.tell(i, "notify-aborted", checkpointId);
      const notified = operators[i].notifyCheckpointAborted(checkpointId);
      if (isStep(notified)) yield* notified;
    }
  }

  /** The task has ended: nothing of what is being stored matters any more. */
  close(): void {
    for (const runner of this.#asynchronous.values()) runner.abandon();
    this.#asynchronous.clear();
  }

  #tellCut(checkpointId: number, snapshots: readonly OperatorSnapshot[]): void {
    const { execution } = this.#deployment;
    for (const { operatorId, keyed, operator } of snapshots) {
      const ext = stateTold(operatorId, keyed?.serialize() ?? null, operator);
      this.#world.trace.emit("state.cut", { task: execution, ch: checkpointId, ext });
    }
  }

  #startAsynchronous(checkpointId: number, snapshots: readonly OperatorSnapshot[], task: TaskCut): void {
    const finished = task.chain === null;
    const operatorsFinished = task.endOfData;
    const { execution } = this.#deployment;
    const runner = new StepRunner(this.#ports, (error) => {
      this.#asynchronous.delete(checkpointId);
      this.#listener.declineCheckpoint(
        execution,
        checkpointId,
        `CHECKPOINT_ASYNC_EXCEPTION: ${error instanceof Error ? error.message : String(error)}`,
      );
    });
    this.#asynchronous.set(checkpointId, runner);
    runner.run(this.#store(checkpointId, snapshots, finished), (snapshot) => {
      this.#asynchronous.delete(checkpointId);
      const told: TaskSnapshot = operatorsFinished ? { ...snapshot, operatorsFinished } : snapshot;
      this.#listener.acknowledgeCheckpoint(execution, checkpointId, told);
    });
  }

  *#store(checkpointId: number, snapshots: readonly OperatorSnapshot[], finished: boolean): Step<TaskSnapshot> {
    const { execution } = this.#deployment;
    const { trace } = this.#world;
    const operators: OperatorSubtaskState[] = [];
    const serialized = snapshots.map((snapshot) => snapshot.keyed?.serialize() ?? null);
    let sizeBytes = 0;
    for (const bytes of serialized) {
      if (bytes === null) continue;
      sizeBytes += bytes.length;
      trace.digest(3, execution, checkpointId, bytes.length, writtenChecksum(bytes));
    }
    for (const { operator } of snapshots)
      for (const list of operator.lists) for (const element of list.elements) sizeBytes += element.length;
    trace.emit("cp.async", { task: execution, ch: checkpointId, b: sizeBytes });
    for (let i = 0; i < snapshots.length; i++) {
      const { operatorId, operator } = snapshots[i];
      const bytes = serialized[i];
      const keyed: StateHandle[] = [];
      if (bytes !== null)
        keyed.push(
          this.#isSmall(bytes) ? { kind: "inline", bytes } : yield* this.#write(checkpointId, operatorId, bytes),
        );
      if (trace.buffers) {
        const file = keyed[0]?.kind === "file" ? keyed[0].path : null;
        const ext = { ...stateTold(operatorId, bytes, operator), file };
        trace.emit("state.store", { task: execution, ch: checkpointId, ext });
      }
      operators.push({ operatorId, keyed, operator: operator.lists.length === 0 ? null : operator });
    }
    return { operators, sizeBytes, finished };
  }

  /** Small state travels inside the acknowledgement, large state goes to the file system (`FsCheckpointStreamFactory`). */
  #isSmall(bytes: Uint8Array): boolean {
    const configuration = this.#configuration;
    return (
      configuration.get(CHECKPOINT_STORAGE) === "jobmanager" || bytes.length < configuration.get(STATE_MEMORY_THRESHOLD)
    );
  }

  *#write(checkpointId: number, operatorId: string, bytes: Uint8Array): Step<StateHandle> {
    const { jobId, execution } = this.#deployment;
    const path = `${this.#configuration.get(CHECKPOINTS_DIRECTORY)}/${jobId}/chk-${checkpointId}/${operatorId}-${execution}`;
    const reply = (yield { kind: "storage-write", path, bytes }) as StorageReply;
    if (!reply.ok) throw new Error(reply.reason);
    return { kind: "file", path, sizeBytes: bytes.length };
  }
}

function raise(): never {
  throw new Error("A chain has an operator without context.");
}
