/**
 * What the built-in properties say, each in one sentence, by id: for people who read about them. The page, which only runs
 * them, need not load this.
 */
export const STATEMENTS: Readonly<Record<string, string>> = {
  "CKP-1": "A checkpoint is complete only if every planned task and coordinator has acknowledged it, each once.",
  "CKP-2":
    "For each channel, the records processed before the receiver's cut are those sent before the sender's cut (at least once: those and perhaps more).",
  "CKP-3": "Checkpoint ids strictly increase and are never used again.",
  "CKP-4":
    "A restart restores the newest complete checkpoint, and never one older than a checkpoint with committed effects.",
  "CKP-5":
    "Every file that a complete checkpoint refers to exists, with the bytes that its task stored, until the checkpoint is subsumed; a restore reads those bytes.",
  "CKP-6":
    "When a job has ended, no checkpoint is pending, all files that were acknowledged for failed or subsumed checkpoints have been deleted, and those of complete ones too unless they are to be retained.",
  "CKP-7":
    "A checkpoint is triggered once, while its job runs, and ends once, complete or failed; only a complete one is notified as such or subsumed. No more are pending than are allowed, and the interval keeps to the pause between them.",
  "CKP-8":
    "Each operator of an attempt hears at most once that a checkpoint is complete or aborted, only after it is, in the order of completion, and never after its close.",
  "CKP-9":
    "Between its barrier and the end of the alignment nothing is taken from a channel, and only blocked channels are resumed.",
  "CKP-11": "The bytes that are stored of a snapshot are those of the state at its synchronous part.",
  "CKP-12":
    "A checkpoint is triggered only while all of its tasks run, and no task takes part before it has restored its state and opened its operators.",
  "CKP-13":
    "The job fails exactly when more checkpoints in a row failed for a counted reason than it tolerates; a task whose snapshot failed in its synchronous part fails too.",
  "CRD-2": "No message with a stale fencing token or from a dead incarnation is accepted.",
  "CRD-3":
    "A subtask has at most one attempt that has not ended, as the JobMaster sees it, and attempts are numbered upwards; OUT-6 keeps out what still runs of an earlier one.",
  "CRD-4":
    "A slot belongs to at most one allocation at a time, and a TaskManager gives away only the slots that it has.",
  "CRD-6":
    "The reported failure of an attempt fails no other attempt, only attempts of the present epoch lead to a restart, and an attempt that has ended changes no more.",
  "CRD-8":
    "An operator is initialized, opened, used, told of the end of its input only when that has come, finished and closed, each once and in this order; after a failure it is only closed.",
  "EVT-1": "Watermarks strictly increase in each channel and at each output of an attempt.",
  "EVT-2":
    "The combined watermark of a task follows from the watermarks and the idleness of its channels, and of its two inputs, if it has two.",
  "EVT-3":
    "An idle output emits no watermark and says idle and active by turns; a split is idle only after it had no record for its timeout, in time in which its task could emit.",
  "EVT-4":
    "A record is dropped as late if and only if the end of its window plus the allowed lateness is not after the watermark.",
  "EVT-5":
    "Each output is sent the last watermark once, before the end of its data; no other watermark follows it, and a source reads no record after it.",
  "EVT-7":
    "A source without active splits makes no watermark; one with splits makes none that is not behind each of them by its bound.",
  "EVT-8":
    "An attempt begins without a watermark: timers, windows and late records of a task follow the watermark that its own inputs have reached.",
  "LIV-1": "After a start or failure all attempts of a job come to run, within a bound.",
  "LIV-2": "While all attempts of a job run, a new checkpoint completes within a bound, if it takes any.",
  "LIV-3":
    "Once the input of all sources has ended, the watermark of each sink reaches the end of time, within a bound.",
  "LIV-4":
    "A job whose input ends finishes, within a bound after that: all input is read, all transactions are resolved, all attempts have finished.",
  "LIV-5":
    "While a task waits for room in its output, for credit or for a barrier, data moves somewhere, within a bound.",
  "LIV-6":
    "Each call is answered or given up, each checkpoint completes or fails, each requested slot is taken or free again, each cancellation ends, within a bound.",
  "LIV-7": "In a second in which nothing but calls happens there are no more calls than heartbeats need.",
  "NET-1": "The data buffers sent in a channel never exceed the credit that its receiver has granted.",
  "NET-2":
    "A data buffer is given back once, after it has arrived; a task that has finished holds none, and no pool lends beyond its size what it still has.",
  "NET-3":
    "In each channel, buffers and records have gapless numbers and are processed in the order in which they were sent.",
  "NET-4": "A task for which input has arrived, and which waits for nothing else, goes on.",
  "NET-5":
    "An input holds and promises at most as many data buffers as it has exclusive and floating ones; a backlog that is announced is sent before the data ends.",
  "OUT-1": "When the job has finished, the visible records equal the reference output.",
  "OUT-2": "At every moment the visible records are part of the reference output, and none is visible twice.",
  "OUT-3":
    "A transaction is committed only after a checkpoint that holds its pre-commit has completed, or at the end of the input of a job without checkpoints.",
  "OUT-4":
    "A transaction that a complete checkpoint lists is never aborted, not by its timeout either, and is committed when the job has finished.",
  "OUT-5": "A transaction takes effect at most once, however often it is committed.",
  "OUT-6":
    "The log accepts no transaction, write or commit of a session once a later session of its transactional id has begun.",
  "OUT-7":
    "A transactional id is used by one live writer at a time and not again before its transaction is decided; a finished job leaves none of its transactions open.",
  "OUT-8": "When a sink pre-commits for a checkpoint, all records that it received before the barrier are in the log.",
  "OUT-9":
    "A job is FINISHED only after each subtask has finished, exactly once, and after every record has become visible.",
  "SRC-1":
    "Each split is in exactly one place (the enumerator, on its way, one reader, or finished), in each complete checkpoint too.",
  "SRC-2": "Offsets of a split are read without gaps; a restored reader goes on where its snapshot says.",
  "SRC-3":
    "In a complete checkpoint a reader's snapshot holds exactly the enumerator's events that were sent before the enumerator's snapshot; events arrive once and in order.",
  "STA-1":
    "A key is processed only by the subtask that owns its key group, and the ranges of the subtasks share out all key groups.",
  "STA-2": "A state holds what was written to it last under its key; after a restore, what it held at the cut.",
  "STA-3":
    "After a restore the subtasks of an operator hold together exactly the key groups that its checkpoint holds, each once, and no other operator's state.",
  "STA-4":
    "After a restore each element of a split list is in exactly one subtask, and every subtask has all elements of a union list.",
  "TMR-1":
    "Registered timers are the fired, the deleted and the pending ones; snapshot and restore keep the pending ones.",
  "TMR-2":
    "An event-time timer fires exactly when the watermark has reached its time, a processing-time timer after its time, those that were pending together in order, and what it does is done for its key.",
  "TMR-3":
    "A processing-time timer never fires inside its own registration nor after the end of the input, and no timer fires after the end of its attempt.",
  "TMR-4":
    "After a restore each pending processing-time timer is armed: it fires when it is due, or is deleted, or the input ends before.",
  "WIN-1":
    "A window fires at most once on time and at most once for each late record; one that fires at its end does not go without having fired.",
  "WIN-2":
    "Each record that is added to a window changes its contents once, beginning with what the last one left; what fires is what the last one left.",
  "WIN-3":
    "Once the watermark has reached the cleanup time of a window, nothing is left of it; a window that goes takes its contents along.",
};
