/** How long a scenario may take for what it has to do, by its settings. */
import { Configuration } from "../../src/config/configuration.ts";
import {
  CHECKPOINTING_INTERVAL,
  CHECKPOINTING_TIMEOUT,
  CPU_RECORD_COST_NS,
  EXPONENTIAL_DELAY_MAX,
  FAILURE_RATE_DELAY,
  FIXED_DELAY_DELAY,
  HEARTBEAT_INTERVAL,
  HEARTBEAT_TIMEOUT,
  MIN_PAUSE_BETWEEN_CHECKPOINTS,
  REGISTRATION_MAX_TIMEOUT,
  RPC_ASK_TIMEOUT,
  SLOT_REQUEST_TIMEOUT,
  TASK_MANAGER_SLOT_TIMEOUT,
} from "../../src/config/options.ts";
import type { LivenessBounds } from "../check/liveness/bounds.ts";
import type { Scenario } from "../scenario.ts";

/** For what no setting says. */
const SLACK_MS = 60_000;
/** A task is canceled, deployed and asked for its state one after the other. */
const CALLS_OF_A_RESTART = 4;
const INTERVALS_OF_A_CHECKPOINT = 5;
/** Records that a task may work on before anybody else hears of them. */
const RECORDS_AT_ONCE = 10_000;
const HEARTBEAT_CALLS = 4;
const OTHER_CALLS_PER_SECOND = 300;
const NANOS_PER_MS = 1_000_000;

/** The bounds of the liveness monitors for a scenario; see `LivenessBounds`. */
export function livenessBoundsOf({ configuration: settings, cluster }: Scenario): LivenessBounds {
  const configuration = Configuration.fromEntries(settings ?? {});
  const slowness = Math.max(1, ...Object.values(cluster.slowness ?? {}));
  const workMs = (RECORDS_AT_ONCE * configuration.get(CPU_RECORD_COST_NS) * slowness) / NANOS_PER_MS;
  const askMs = configuration.get(RPC_ASK_TIMEOUT);
  const backoffMs = Math.max(
    ...[EXPONENTIAL_DELAY_MAX, FIXED_DELAY_DELAY, FAILURE_RATE_DELAY].map((delay) => configuration.get(delay)),
  );
  const timeoutMs = configuration.get(CHECKPOINTING_TIMEOUT);
  const everyMs = (configuration.get(CHECKPOINTING_INTERVAL) ?? 0) + configuration.get(MIN_PAUSE_BETWEEN_CHECKPOINTS);
  const checkpointMs = INTERVALS_OF_A_CHECKPOINT * everyMs + timeoutMs + workMs + SLACK_MS;
  const perSecond = 1000 / configuration.get(HEARTBEAT_INTERVAL);
  return {
    runningMs:
      configuration.get(HEARTBEAT_TIMEOUT) +
      CALLS_OF_A_RESTART * askMs +
      backoffMs +
      configuration.get(REGISTRATION_MAX_TIMEOUT) +
      workMs +
      SLACK_MS,
    checkpointMs,
    watermarkMs: workMs + SLACK_MS,
    finishMs: 2 * checkpointMs,
    stallMs: workMs + SLACK_MS,
    answerMs:
      Math.max(
        timeoutMs,
        CALLS_OF_A_RESTART * askMs,
        configuration.get(TASK_MANAGER_SLOT_TIMEOUT),
        configuration.get(SLOT_REQUEST_TIMEOUT),
      ) + SLACK_MS,
    callsPerSecond: OTHER_CALLS_PER_SECOND + HEARTBEAT_CALLS * cluster.taskManagers * perSecond,
  };
}
