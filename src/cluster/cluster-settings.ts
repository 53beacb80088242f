import type { Configuration } from "../config/configuration.ts";
import { HEARTBEAT_INTERVAL, HEARTBEAT_RPC_FAILURE_THRESHOLD, HEARTBEAT_TIMEOUT } from "../config/options.ts";
import type { HeartbeatOptions } from "./heartbeat.ts";

/** The heartbeat settings of a cluster. */
export function heartbeatOptions(configuration: Configuration): HeartbeatOptions {
  return {
    intervalMs: configuration.get(HEARTBEAT_INTERVAL),
    timeoutMs: configuration.get(HEARTBEAT_TIMEOUT),
    rpcFailureThreshold: configuration.get(HEARTBEAT_RPC_FAILURE_THRESHOLD),
  };
}
