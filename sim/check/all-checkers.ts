import type { TraceEvent } from "../../src/trace/trace.ts";
import type { Checker, Violation } from "./checker.ts";
import { NumberedNames } from "./numbered-names.ts";
import { CheckingObserver } from "./observer.ts";
import { CompleteWhenAllAcknowledged } from "./properties/ckp-1.ts";
import { ConsistentCut } from "./properties/ckp-2.ts";
import { CheckpointIdsIncrease } from "./properties/ckp-3.ts";
import { RestoreNewestCheckpoint } from "./properties/ckp-4.ts";
import { ReferencedFilesExist } from "./properties/ckp-5.ts";
import { NothingIsLeftOver } from "./properties/ckp-6.ts";
import { CheckpointLifeCycle } from "./properties/ckp-7.ts";
import { NotifiedOnce } from "./properties/ckp-8.ts";
import { AlignmentBlocks } from "./properties/ckp-9.ts";
import { SnapshotsStandStill } from "./properties/ckp-11.ts";
import { AllRunWhenTriggered } from "./properties/ckp-12.ts";
import { FailuresAreCounted } from "./properties/ckp-13.ts";
import { StaleMessagesRefused } from "./properties/crd-2.ts";
import { OneAttemptPerSubtask } from "./properties/crd-3.ts";
import { SlotsServeOneAllocation } from "./properties/crd-4.ts";
import { FailuresStayAtHome } from "./properties/crd-6.ts";
import { OperatorLifeCycle } from "./properties/crd-8.ts";
import { WatermarksIncrease } from "./properties/evt-1.ts";
import { CombinedWatermark } from "./properties/evt-2.ts";
import { IdleMeansSilent } from "./properties/evt-3.ts";
import { LateIffBehindWatermark } from "./properties/evt-4.ts";
import { LastWatermark } from "./properties/evt-5.ts";
import { SlowestSplitHoldsBack } from "./properties/evt-7.ts";
import { WatermarkIsNotRestored } from "./properties/evt-8.ts";
import { SentWithinCredit } from "./properties/net-1.ts";
import { BuffersAreReturned } from "./properties/net-2.ts";
import { ChannelsAreFifo } from "./properties/net-3.ts";
import { ArrivalWakesTask } from "./properties/net-4.ts";
import { QueuesAreBounded } from "./properties/net-5.ts";
import type { Reference } from "./properties/out-1.ts";
import { VisibleOutputEqualsReference } from "./properties/out-1.ts";
import { VisibleOutputWithinReference } from "./properties/out-2.ts";
import { CommitAfterCompletion } from "./properties/out-3.ts";
import { PreparedIsCommitted } from "./properties/out-4.ts";
import { TransactionVisibleOnce } from "./properties/out-5.ts";
import { FencedWritersHaveNoEffect } from "./properties/out-6.ts";
import { OneWriterPerTransactionalId } from "./properties/out-7.ts";
import { SinkFlushedBeforeAck } from "./properties/out-8.ts";
import { FinishedMeansVisible } from "./properties/out-9.ts";
import { SplitsInOnePlace } from "./properties/src-1.ts";
import { OffsetsAreContiguous } from "./properties/src-2.ts";
import { CoordinatorEventsCrossNoCut } from "./properties/src-3.ts";
import { KeysAtTheirOwner } from "./properties/sta-1.ts";
import { StateIsWhatWasWritten } from "./properties/sta-2.ts";
import { KeyGroupsAreRestored } from "./properties/sta-3.ts";
import { ListElementsAreRestored } from "./properties/sta-4.ts";
import { TimersAreConserved } from "./properties/tmr-1.ts";
import { TimersFireInTime } from "./properties/tmr-2.ts";
import { TimersFireAlone } from "./properties/tmr-3.ts";
import { RestoredTimersAreArmed } from "./properties/tmr-4.ts";
import { WindowFiresOnce } from "./properties/win-1.ts";
import { WindowHoldsItsRecords } from "./properties/win-2.ts";
import { NothingLeftOfWindow } from "./properties/win-3.ts";

/** What the checkers are told besides the trace. */
export interface CheckOptions {
  /** The output that the job must have; without it, OUT-1 does not apply and OUT-2 looks for repetitions only. */
  readonly reference?: Reference;
  /** Exclusive buffers of a channel, `taskmanager.network.memory.buffers-per-channel`. Default 2. */
  readonly initialCredit?: number;
  /** Shared with other readers of the same trace; by default the checkers have their own. */
  readonly names?: NumberedNames;
}

/** A fresh set of all checkers, for one trace. */
export function allCheckers(options: CheckOptions = {}): Checker[] {
  const reference = options.reference ?? null;
  const names = options.names ?? new NumberedNames();
  return [
    ...(reference === null ? [] : [new VisibleOutputEqualsReference(reference)]),
    new VisibleOutputWithinReference(reference),
    new CommitAfterCompletion(),
    new PreparedIsCommitted(),
    new TransactionVisibleOnce(),
    new FencedWritersHaveNoEffect(),
    new OneWriterPerTransactionalId(),
    new SinkFlushedBeforeAck(),
    new FinishedMeansVisible(),
    new CompleteWhenAllAcknowledged(),
    new ConsistentCut(),
    new CheckpointIdsIncrease(),
    new RestoreNewestCheckpoint(),
    new ReferencedFilesExist(),
    new NothingIsLeftOver(),
    new CheckpointLifeCycle(),
    new NotifiedOnce(),
    new AlignmentBlocks(),
    new SnapshotsStandStill(),
    new AllRunWhenTriggered(),
    new FailuresAreCounted(),
    new WatermarksIncrease(),
    new CombinedWatermark(),
    new IdleMeansSilent(),
    new LateIffBehindWatermark(),
    new LastWatermark(),
    new SlowestSplitHoldsBack(),
    new WatermarkIsNotRestored(),
    new WindowFiresOnce(names),
    new WindowHoldsItsRecords(names),
    new NothingLeftOfWindow(names),
    new SentWithinCredit(options.initialCredit ?? 2),
    new BuffersAreReturned(),
    new ChannelsAreFifo(),
    new ArrivalWakesTask(),
    new QueuesAreBounded(),
    new KeysAtTheirOwner(),
    new StateIsWhatWasWritten(names),
    new KeyGroupsAreRestored(),
    new ListElementsAreRestored(),
    new TimersAreConserved(names),
    new TimersFireInTime(names),
    new TimersFireAlone(),
    new RestoredTimersAreArmed(names),
    new StaleMessagesRefused(),
    new OneAttemptPerSubtask(),
    new SlotsServeOneAllocation(),
    new FailuresStayAtHome(),
    new OperatorLifeCycle(),
    new SplitsInOnePlace(),
    new OffsetsAreContiguous(),
    new CoordinatorEventsCrossNoCut(),
  ];
}

/** Runs all checkers over a stored trace and gives what did not hold, in order. */
export function checkTrace(events: Iterable<TraceEvent>, options: CheckOptions = {}): readonly Violation[] {
  const observer = new CheckingObserver(allCheckers(options));
  for (const event of events) observer.on(event);
  return observer.finish();
}
