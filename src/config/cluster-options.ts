/** Keys about processes and how they watch each other. `HeartbeatManagerOptions`, `ClusterOptions`, `TaskManagerOptions`, `JobManagerOptions`. */

import { option } from "./config-option.ts";
import { integer, oneOf } from "./config-type.ts";
import { DURATION_MS, POSITIVE_DURATION_MS } from "./duration.ts";

/** Time between heartbeats, ms. */
export const HEARTBEAT_INTERVAL = option("heartbeat.interval", POSITIVE_DURATION_MS, 10_000, {
  values: [100, 1000, 10_000],
});
/** Silence after which a process counts as lost, ms. */
export const HEARTBEAT_TIMEOUT = option("heartbeat.timeout", POSITIVE_DURATION_MS, 50_000, {
  values: [500, 5000, 50_000],
});
/** Failed heartbeat calls in a row after which a process counts as unreachable; -1: only the timeout counts. */
export const HEARTBEAT_RPC_FAILURE_THRESHOLD = option("heartbeat.rpc-failure-threshold", integer(-1), 2, {
  values: [-1, 1, 2],
});
/** Time in which a call has to be answered, ms. */
export const RPC_ASK_TIMEOUT = option(
  "pekko.ask.timeout",
  POSITIVE_DURATION_MS,
  10_000,
  {
    values: [100, 1000, 10_000],
  },
  ["akka.ask.timeout"],
);

/** Time in which a slot has to be found, ms. */
export const SLOT_REQUEST_TIMEOUT = option("slot.request.timeout", DURATION_MS, 300_000, {
  values: [1000, 300_000],
});
/** Time after which the JobMaster gives an unused slot back, ms. */
export const SLOT_IDLE_TIMEOUT = option("slot.idle.timeout", DURATION_MS, 50_000, {
  values: [0, 1000, 50_000],
});

/** First wait for the answer to a registration, ms. */
export const REGISTRATION_INITIAL_TIMEOUT = option("cluster.registration.initial-timeout", POSITIVE_DURATION_MS, 100, {
  values: [10, 100],
});
/** Longest wait for the answer to a registration, ms. */
export const REGISTRATION_MAX_TIMEOUT = option("cluster.registration.max-timeout", POSITIVE_DURATION_MS, 30_000, {
  values: [1000, 30_000],
});
/** Pause after a registration failed, ms. */
export const REGISTRATION_ERROR_DELAY = option("cluster.registration.error-delay", DURATION_MS, 10_000, {
  values: [0, 100, 10_000],
});
/** Pause after a registration was refused, ms. */
export const REGISTRATION_REFUSED_DELAY = option(
  "cluster.registration.refused-registration-delay",
  DURATION_MS,
  30_000,
  {
    values: [0, 100, 30_000],
  },
);

/** Slots of a TaskManager. */
export const NUM_TASK_SLOTS = option("taskmanager.numberOfTaskSlots", integer(1), 1, {
  min: 1,
  max: 4,
});
/** A TaskManager that could not register for this time ends itself, ms. */
export const TASK_MANAGER_REGISTRATION_TIMEOUT = option(
  "taskmanager.registration.timeout",
  POSITIVE_DURATION_MS,
  300_000,
  { values: [10_000, 300_000] },
);
/** A slot that was allocated but is not used for this time is freed, ms. */
export const TASK_MANAGER_SLOT_TIMEOUT = option("taskmanager.slot.timeout", POSITIVE_DURATION_MS, 10_000, {
  values: [100, 10_000],
});
/** A task that has not ended this long after it was cancelled takes its TaskManager down, ms; 0: never. */
export const TASK_CANCELLATION_TIMEOUT = option("task.cancellation.timeout", DURATION_MS, 180_000, {
  values: [0, 1000, 180_000],
});

/**
 * How slots are chosen among TaskManagers. NONE: the first free slot; SLOTS: a slot of the TaskManager with the fewest slots in
 * use. `TaskManagerOptions.TASK_MANAGER_LOAD_BALANCE_MODE`.
 */
export const TASK_MANAGER_LOAD_BALANCE_MODE = option("taskmanager.load-balance.mode", oneOf(["NONE", "SLOTS"]), "NONE");
