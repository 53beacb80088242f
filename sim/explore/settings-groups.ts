/** Which options belong to which feature, and which a generated scenario leaves alone. */
import type { SettingFeature } from "./features.ts";

/** Keys by feature; their values come from the adversarial ranges of the options. */
export const SETTINGS: Readonly<Record<SettingFeature, readonly string[]>> = {
  buffers: [
    "tidemark.buffer.records",
    "taskmanager.memory.segment-size",
    "taskmanager.network.memory.buffers-per-channel",
    "taskmanager.network.memory.floating-buffers-per-gate",
    "taskmanager.network.memory.max-buffers-per-channel",
    "taskmanager.network.memory.max-overdraft-buffers-per-gate",
    "execution.buffer-timeout.interval",
  ],
  checkpointing: [
    "execution.checkpointing.interval",
    "execution.checkpointing.mode",
    "execution.checkpointing.timeout",
    "execution.checkpointing.min-pause",
    "execution.checkpointing.max-concurrent-checkpoints",
    "execution.checkpointing.num-retained",
    "execution.checkpointing.externalized-checkpoint-retention",
    "execution.checkpointing.storage",
    "execution.checkpointing.data-inline-threshold",
  ],
  timeouts: [
    "heartbeat.interval",
    "heartbeat.timeout",
    "heartbeat.rpc-failure-threshold",
    "pekko.ask.timeout",
    "slot.request.timeout",
    "slot.idle.timeout",
    "cluster.registration.initial-timeout",
    "cluster.registration.max-timeout",
    "cluster.registration.error-delay",
    "cluster.registration.refused-registration-delay",
    "taskmanager.slot.timeout",
    "taskmanager.load-balance.mode",
    "taskmanager.network.request-backoff.initial",
    "taskmanager.network.request-backoff.max",
  ],
  "event-time": ["pipeline.auto-watermark-interval"],
  chaining: [
    "pipeline.operator-chaining.enabled",
    "pipeline.operator-chaining.chain-operators-with-different-max-parallelism",
  ],
  parallelism: ["parallelism.default", "pipeline.max-parallelism"],
  speed: ["tidemark.cpu.record-cost", "tidemark.source.records-per-slice"],
};

/** Options with a range that no scenario draws, and why. */
export const LEFT_ALONE: Readonly<Record<string, string>> = {
  "taskmanager.numberOfTaskSlots": "the scenario's cluster decides it",
  "pipeline.object-reuse": "with it, user functions that change their input are at fault",
  "execution.checkpointing.tolerable-failed-checkpoints":
    "a job that may not fail a checkpoint never finishes under faults",
  "execution.checkpointing.checkpoints-after-tasks-finish.enabled":
    "without them, what was not committed at the end of the input never is",
  "restart-strategy.fixed-delay.attempts": "a job that runs out of restarts has not been tested",
  "restart-strategy.fixed-delay.delay": "a job that restarts at once until a loss is noticed only takes long",
  "restart-strategy.failure-rate.max-failures-per-interval": "scenarios restart with a fixed delay",
  "restart-strategy.failure-rate.failure-rate-interval": "scenarios restart with a fixed delay",
  "restart-strategy.failure-rate.delay": "scenarios restart with a fixed delay",
  "restart-strategy.exponential-delay.initial-backoff": "scenarios restart with a fixed delay",
  "restart-strategy.exponential-delay.max-backoff": "scenarios restart with a fixed delay",
  "restart-strategy.exponential-delay.backoff-multiplier": "scenarios restart with a fixed delay",
  "restart-strategy.exponential-delay.reset-backoff-threshold": "scenarios restart with a fixed delay",
  "restart-strategy.exponential-delay.jitter-factor": "scenarios restart with a fixed delay",
  "restart-strategy.exponential-delay.attempts-before-reset-backoff": "scenarios restart with a fixed delay",
  "taskmanager.registration.timeout": "a TaskManager that ends itself does not come back",
  "task.cancellation.timeout": "a TaskManager that ends itself does not come back",
};
