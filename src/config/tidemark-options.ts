/** Keys that Flink does not have: they shape the simulated machines. */

import { option } from "./config-option.ts";
import { integer } from "./config-type.ts";
import { DURATION_NS } from "./duration.ts";

/** Records that a network buffer holds at most. */
export const BUFFER_RECORDS = option("tidemark.buffer.records", integer(1, 65_536), 128, {
  values: [1, 2, 16, 64, 128],
});

/** Virtual CPU time of one record in one operator, ns. */
export const CPU_RECORD_COST_NS = option("tidemark.cpu.record-cost", DURATION_NS, 1000, {
  values: [0, 1, 1000, 1_000_000],
});

/** Records that a source emits before mails get their turn. */
export const SOURCE_RECORDS_PER_SLICE = option("tidemark.source.records-per-slice", integer(1, 65_536), 128, {
  values: [1, 3, 64, 1024],
});
