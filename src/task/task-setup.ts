/** Puts a task's operators together, each with its own view of the surroundings, and fills their state. */
import { AUTO_WATERMARK_INTERVAL, CHECKPOINTING_INTERVAL, OBJECT_REUSE } from "../config/options.ts";
import type { ChainedOperator } from "../graph/job-graph.ts";
import type { OperatorContext, Output } from "../operators/operator.ts";
import type { SourceEnvironment } from "../operators/polled-source.ts";
import { HeapKeyedStateBackend } from "../state/heap-keyed-state-backend.ts";
import { HeapOperatorStateBackend } from "../state/heap-operator-state-backend.ts";
import { keyGroupRange } from "../state/key-groups.ts";
import type { KeyedStateBackend } from "../state/keyed-state-backend.ts";
import type { OperatorStateSnapshot } from "../state/operator-state-backend.ts";
import type { StorageReply } from "../world.ts";
import type { TaskRestore } from "./deployment.ts";
import { OperatorChain } from "./operator-chain.ts";
import { ProcessingTimers } from "./processing-timers.ts";
import { stateTold } from "./state-trace.ts";
import type { Step } from "./step.ts";
import type { StreamTask } from "./stream-task.ts";
import { TaskExternalClient } from "./task-external-client.ts";
import { TaskMailboxExecutor } from "./task-mailbox-executor.ts";

/** @param timers is filled: one service per operator, head first */
export function buildChain(task: StreamTask, timers: ProcessingTimers[]): OperatorChain {
  const { environment, deployment } = task;
  const { vertex, configuration, world } = environment;
  const external = new TaskExternalClient(task);
  const contextOf = (operator: ChainedOperator, output: Output, depth: number): OperatorContext => {
    const processingTime = new ProcessingTimers(world.clock, world.startEpochMs, (callback) =>
      task.mailbox.put(
        "timer",
        () => {
          callback();
        },
        depth,
      ),
    );
    timers[operator.index] = processingTime;
    return {
      task: deployment.execution,
      operatorId: operator.operatorId,
      operatorName: operator.name,
      subtaskIndex: deployment.subtask,
      parallelism: deployment.vertexParallelism,
      maxParallelism: deployment.maxParallelism,
      attemptNumber: deployment.attempt,
      output,
      processingTime,
      inputActivityMs: () => task.activeMs(),
      keyedState: keyedBackend(task, operator),
      operatorState: new HeapOperatorStateBackend(),
      trace: world.trace,
      metrics: { lateRecordsDropped: 0 },
      external,
      mailbox: new TaskMailboxExecutor(task.mailbox, depth),
      failTask: (error) => task.mailbox.fail(error),
      draws: (purpose, entity) => world.entropy.draws(purpose, entity),
      standardStreams: task.standardStreams,
      autoWatermarkIntervalMs: configuration.get(AUTO_WATERMARK_INTERVAL),
    };
  };
  const options = {
    objectReuse: configuration.get(OBJECT_REUSE),
    checkpointing: configuration.get(CHECKPOINTING_INTERVAL) !== null,
  };
  return new OperatorChain(vertex, task.output.writers, contextOf, sourceEnvironment(task), task.slices, options);
}

/** Reads what the attempt starts from into the backends; gives the bytes read. */
export function* restoreState(chain: OperatorChain, restore: TaskRestore | null): Step<number> {
  let sizeBytes = 0;
  if (restore === null) return sizeBytes;
  for (const context of chain.contexts) {
    const state = restore.operators.find(({ operatorId }) => operatorId === context.operatorId);
    if (state === undefined) continue;
    const tell = (keyed: Uint8Array | null, operator: OperatorStateSnapshot | null, file: string | null) => {
      const { trace, task, operatorId } = context;
      if (!trace.buffers) return;
      const ext = { ...stateTold(operatorId, keyed, operator), file };
      trace.emit("state.load", { task, ch: restore.checkpointId, ext });
    };
    if (state.operator !== null) context.operatorState.restore(state.operator);
    tell(null, state.operator, null);
    for (const handle of state.keyed) {
      const bytes = handle.kind === "inline" ? handle.bytes : yield* readFile(handle.path);
      sizeBytes += bytes.length;
      context.keyedState?.restore(bytes);
      tell(bytes, null, handle.kind === "file" ? handle.path : null);
    }
  }
  return sizeBytes;
}

function* readFile(path: string): Step<Uint8Array> {
  const reply = (yield { kind: "storage-read", path }) as StorageReply;
  if (!reply.ok || reply.bytes === null)
    throw new Error(`State could not be restored: ${reply.ok ? `${path} is empty` : reply.reason}`);
  return reply.bytes;
}

function keyedBackend(task: StreamTask, operator: ChainedOperator): KeyedStateBackend | null {
  const keyed = operator.keys.find((key) => key !== null);
  if (keyed === undefined) return null;
  const { maxParallelism, vertexParallelism, subtask, execution } = task.deployment;
  const range = keyGroupRange(maxParallelism, vertexParallelism, subtask);
  const { keyType } = keyed;
  const { world } = task.environment;
  return new HeapKeyedStateBackend({
    maxParallelism,
    firstKeyGroup: range.first,
    lastKeyGroup: range.last,
    trace: world.trace,
    task: execution,
    ttlTimeMs: () => world.startEpochMs + Math.floor(world.clock.now() / 1000),
    keyType,
  });
}

/** What a reader in this task can reach. */
function sourceEnvironment(task: StreamTask): SourceEnvironment {
  const { world, listener } = task.environment;
  return {
    now: () => world.clock.now(),
    draws: (purpose, entity) => world.entropy.draws(purpose, entity),
    input: (name) => world.inputs.records(name),
    sendToCoordinator: (event) => listener.sendToCoordinator(task.deployment.execution, event),
    objectReuse: task.environment.configuration.get(OBJECT_REUSE),
    task,
  };
}
