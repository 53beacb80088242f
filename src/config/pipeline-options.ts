/** Keys about the shape of the job. `PipelineOptions`, `ExecutionOptions`, `CoreOptions`. */

import { option } from "./config-option.ts";
import { BOOLEAN, integer, optional } from "./config-type.ts";
import { DURATION_MS } from "./duration.ts";

/** Parallelism of operators that name none. */
export const DEFAULT_PARALLELISM = option("parallelism.default", integer(1, 32768), 1, { min: 1, max: 8 });

/** Max parallelism (number of key groups) of operators that name none; unset: computed from the parallelism. */
export const MAX_PARALLELISM = option<number | null>(
  "pipeline.max-parallelism",
  {
    ...optional(integer(-1, 32768)),
    parse: (raw) => (raw === -1 || raw === "-1" ? null : integer(1, 32768).parse(raw)),
  },
  null,
  { values: [null, 1, 2, 7, 128, 32768] },
);

/** Run operators that allow it in one task. */
export const CHAINING_ENABLED = option("pipeline.operator-chaining.enabled", BOOLEAN, true, { values: [true, false] }, [
  "pipeline.operator-chaining",
]);

/** Chain operators although their max parallelism differs. */
export const CHAINING_DIFFERENT_MAX_PARALLELISM = option(
  "pipeline.operator-chaining.chain-operators-with-different-max-parallelism",
  BOOLEAN,
  true,
  { values: [true, false] },
);

/** Give operators without uid an id made from their place in the graph. */
export const AUTO_GENERATE_UIDS = option("pipeline.auto-generate-uids", BOOLEAN, true);

/** Time between periodic watermarks, ms; 0: none. */
export const AUTO_WATERMARK_INTERVAL = option("pipeline.auto-watermark-interval", DURATION_MS, 200, {
  values: [0, 1, 10, 200, 5000],
});

/** Hand records through a chain without copying them. */
export const OBJECT_REUSE = option("pipeline.object-reuse", BOOLEAN, false, { values: [true, false] });

/** Name of the job. */
export const JOB_NAME = option<string | null>(
  "pipeline.name",
  optional({ expects: "a text", parse: (raw) => String(raw) }),
  null,
);

/** Longest time that a record waits in a buffer before it is sent, ms; 0: not at all, -1: until the buffer is full. */
export const BUFFER_TIMEOUT = option(
  "execution.buffer-timeout.interval",
  {
    expects: 'a duration such as "100 ms", or -1',
    parse: (raw: string | number | boolean) =>
      raw === -1 || raw === "-1" || raw === "-1 ms" ? -1 : DURATION_MS.parse(raw),
  },
  100,
  { values: [-1, 0, 1, 10, 100, 1000] },
  ["execution.buffer-timeout"],
);
