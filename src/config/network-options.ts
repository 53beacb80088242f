/** Keys about the data plane. `NettyShuffleEnvironmentOptions`, `TaskManagerOptions`. */

import { option } from "./config-option.ts";
import { integer } from "./config-type.ts";
import { POSITIVE_DURATION_MS } from "./duration.ts";
import { POSITIVE_MEMORY_SIZE } from "./memory-size.ts";

/** Size of a network buffer, bytes. */
export const MEMORY_SEGMENT_SIZE = option("taskmanager.memory.segment-size", POSITIVE_MEMORY_SIZE, 32_768, {
  values: [256, 4096, 32_768],
});
/** Buffers that belong to one channel. */
export const NETWORK_BUFFERS_PER_CHANNEL = option("taskmanager.network.memory.buffers-per-channel", integer(0), 2, {
  min: 0,
  max: 4,
});
/** Buffers that the channels of a gate share. */
export const NETWORK_FLOATING_BUFFERS_PER_GATE = option(
  "taskmanager.network.memory.floating-buffers-per-gate",
  integer(1),
  8,
  {
    min: 1,
    max: 16,
  },
);
/** Buffers that one subpartition may hold at most. */
export const NETWORK_MAX_BUFFERS_PER_CHANNEL = option(
  "taskmanager.network.memory.max-buffers-per-channel",
  integer(1),
  10,
  { min: 1, max: 20 },
);
/** Buffers that an element in progress may take beyond the limit. */
export const NETWORK_MAX_OVERDRAFT_BUFFERS_PER_GATE = option(
  "taskmanager.network.memory.max-overdraft-buffers-per-gate",
  integer(0),
  5,
  { min: 0, max: 10 },
);
/** First pause before a partition that was not found is asked for again, ms. */
export const NETWORK_REQUEST_BACKOFF_INITIAL = option(
  "taskmanager.network.request-backoff.initial",
  POSITIVE_DURATION_MS,
  100,
  { values: [1, 100] },
  ["network.request-backoff.initial"],
);
/** Longest such pause, ms; when it has passed the consumer fails. */
export const NETWORK_REQUEST_BACKOFF_MAX = option(
  "taskmanager.network.request-backoff.max",
  POSITIVE_DURATION_MS,
  10_000,
  { values: [100, 10_000] },
  ["network.request-backoff.max"],
);
