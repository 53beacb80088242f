/** Keys about the shape of the job. `PipelineOptions`, `ExecutionOptions`, `CoreOptions`. */

import { option } from "./config-option.ts";
import { BOOLEAN, integer, optional } from "./config-type.ts";
import { DURATION_MS } from "./duration.ts";

export const DEFAULT_PARALLELISM = option(
  "parallelism.default",
  integer(1, 32768),
  1,
  "Parallelism of operators that name none.",
  { min: 1, max: 8 },
);

export const MAX_PARALLELISM = option<number | null>(
  "pipeline.max-parallelism",
  {
    ...optional(integer(-1, 32768)),
    parse: (raw) => (raw === -1 || raw === "-1" ? null : integer(1, 32768).parse(raw)),
  },
  null,
  "Max parallelism (number of key groups) of operators that name none; unset: computed from the parallelism.",
  { values: [null, 1, 2, 7, 128, 32768] },
);

export const CHAINING_ENABLED = option(
  "pipeline.operator-chaining.enabled",
  BOOLEAN,
  true,
  "Run operators that allow it in one task.",
  { values: [true, false] },
  ["pipeline.operator-chaining"],
);

export const CHAINING_DIFFERENT_MAX_PARALLELISM = option(
  "pipeline.operator-chaining.chain-operators-with-different-max-parallelism",
  BOOLEAN,
  true,
  "Chain operators although their max parallelism differs.",
  { values: [true, false] },
);

export const AUTO_GENERATE_UIDS = option(
  "pipeline.auto-generate-uids",
  BOOLEAN,
  true,
  "Give operators without uid an id made from their place in the graph.",
);

export const AUTO_WATERMARK_INTERVAL = option(
  "pipeline.auto-watermark-interval",
  DURATION_MS,
  200,
  "Time between periodic watermarks, ms; 0: none.",
  {
    values: [0, 1, 10, 200, 5000],
  },
);

export const OBJECT_REUSE = option(
  "pipeline.object-reuse",
  BOOLEAN,
  false,
  "Hand records through a chain without copying them.",
  { values: [true, false] },
);

export const JOB_NAME = option<string | null>(
  "pipeline.name",
  optional({ expects: "a text", parse: (raw) => String(raw) }),
  null,
  "Name of the job.",
);

export const BUFFER_TIMEOUT = option(
  "execution.buffer-timeout.interval",
  {
    expects: 'a duration such as "100 ms", or -1',
    parse: (raw: string | number | boolean) =>
      raw === -1 || raw === "-1" || raw === "-1 ms" ? -1 : DURATION_MS.parse(raw),
  },
  100,
  "Longest time that a record waits in a buffer before it is sent, ms; 0: not at all, -1: until the buffer is full.",
  { values: [-1, 0, 1, 10, 100, 1000] },
  ["execution.buffer-timeout"],
);
