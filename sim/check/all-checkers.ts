import type { TraceEvent } from "../../src/trace/trace.ts";
import type { Checker, Violation } from "./checker.ts";
import { CheckingObserver } from "./observer.ts";
import { CompleteWhenAllAcknowledged } from "./properties/ckp-1.ts";
import { ConsistentCut } from "./properties/ckp-2.ts";
import { CheckpointIdsIncrease } from "./properties/ckp-3.ts";
import { RestoreNewestCheckpoint } from "./properties/ckp-4.ts";
import { CheckpointLifeCycle } from "./properties/ckp-7.ts";
import { AlignmentBlocks } from "./properties/ckp-9.ts";
import { StaleMessagesRefused } from "./properties/crd-2.ts";
import { SlotsServeOneAllocation } from "./properties/crd-4.ts";
import { WatermarksIncrease } from "./properties/evt-1.ts";
import { CombinedWatermark } from "./properties/evt-2.ts";
import { LateIffBehindWatermark } from "./properties/evt-4.ts";
import { SentWithinCredit } from "./properties/net-1.ts";
import { ChannelsAreFifo } from "./properties/net-3.ts";
import type { Reference } from "./properties/out-1.ts";
import { VisibleOutputEqualsReference } from "./properties/out-1.ts";
import { VisibleOutputWithinReference } from "./properties/out-2.ts";
import { CommitAfterCompletion } from "./properties/out-3.ts";
import { PreparedIsCommitted } from "./properties/out-4.ts";
import { TransactionVisibleOnce } from "./properties/out-5.ts";
import { SinkFlushedBeforeAck } from "./properties/out-8.ts";
import { FinishedMeansVisible } from "./properties/out-9.ts";
import { OffsetsAreContiguous } from "./properties/src-2.ts";
import { KeysAtTheirOwner } from "./properties/sta-1.ts";
import { StateIsWhatWasWritten } from "./properties/sta-2.ts";
import { TimersAreConserved } from "./properties/tmr-1.ts";

/** What the checkers are told besides the trace. */
export interface CheckOptions {
  /** The output that the job must have; without it, OUT-1 does not apply and OUT-2 looks for repetitions only. */
  readonly reference?: Reference;
  /** Exclusive buffers of a channel, `taskmanager.network.memory.buffers-per-channel`. Default 2. */
  readonly initialCredit?: number;
}

/** A fresh set of all checkers, for one trace. */
export function allCheckers(options: CheckOptions = {}): Checker[] {
  const reference = options.reference ?? null;
  return [
    ...(reference === null ? [] : [new VisibleOutputEqualsReference(reference)]),
    new VisibleOutputWithinReference(reference),
    new CommitAfterCompletion(),
    new PreparedIsCommitted(),
    new TransactionVisibleOnce(),
    new SinkFlushedBeforeAck(),
    new FinishedMeansVisible(),
    new CompleteWhenAllAcknowledged(),
    new ConsistentCut(),
    new CheckpointIdsIncrease(),
    new RestoreNewestCheckpoint(),
    new CheckpointLifeCycle(),
    new AlignmentBlocks(),
    new WatermarksIncrease(),
    new CombinedWatermark(),
    new LateIffBehindWatermark(),
    new SentWithinCredit(options.initialCredit ?? 2),
    new ChannelsAreFifo(),
    new KeysAtTheirOwner(),
    new StateIsWhatWasWritten(),
    new TimersAreConserved(),
    new StaleMessagesRefused(),
    new SlotsServeOneAllocation(),
    new OffsetsAreContiguous(),
  ];
}

/** Runs all checkers over a stored trace and gives what did not hold, in order. */
export function checkTrace(events: Iterable<TraceEvent>, options: CheckOptions = {}): readonly Violation[] {
  const observer = new CheckingObserver(allCheckers(options));
  for (const event of events) observer.on(event);
  return observer.finish();
}
