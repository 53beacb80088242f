/**
 * What a sink of the user's tells the trace, since only it knows: which record a line was made from, and what it has
 * prepared. The checks of a run rest on it; the run itself does not change.
 */
import type { SinkContext } from "../api/sink.ts";
import type { EventId } from "../trace/trace.ts";

/** What a sink has handed to the outside for good, ready to be committed. */
export interface PreCommit {
  /** The name that the outside system shows the transaction under. */
  readonly txn: string;
  /** null: the end of the input of a job without checkpoints. */
  readonly checkpointId: number | null;
  /** Records in the transaction. */
  readonly records: number;
  /** Records that the writer was given since it prepared last: more than `records` means that some were left behind. */
  readonly received: number;
}

/** Call it in `write`: the cause of what is written there. Null where nobody wants to know of records. */
export function recordCause({ trace }: SinkContext): EventId | null {
  return trace.records ? trace.causes()[2] : null;
}

/** Call it in `snapshotState`, or in `prepareCommit` of a job that takes no checkpoints. */
export function tracePreCommit({ trace, task }: SinkContext, preCommit: PreCommit): void {
  const { txn, checkpointId, records, received } = preCommit;
  trace.emit("txn.pre", {
    task,
    ...(checkpointId === null ? {} : { ch: checkpointId }),
    b: records,
    ext: { txn, received },
  });
}
