import type { InputStatus } from "../api/source.ts";
import type { KeyedDraws, Micros } from "../world.ts";
import { StreamOperator } from "./operator.ts";
import type { EnumeratorEvent, ReaderEvent } from "./source-operator.ts";

/** What a source task has beyond other tasks. */
export interface SourceEnvironment {
  now(): Micros;
  draws(purpose: string, entity: string): KeyedDraws;
  input(name: string): readonly unknown[];
  sendToCoordinator(event: ReaderEvent): void;
  /** Chained operators share objects, so the input's own must not be handed to them. */
  readonly objectReuse: boolean;
  readonly task: SourceTask;
}

/** The task as its source sees it. */
export interface SourceTask {
  /** A record enters the chain: its time is charged, and a failure report shows it. */
  processing(value: unknown): void;
  /** Is there still room in the output? Asked between the records of a slice, which began with room. */
  hasRoom(): boolean;
  /** The reader may have something to do again. */
  wake(): void;
}

/** The head of a source task, of either kind: the task asks it for records whenever it has time and room. */
export abstract class PolledSource extends StreamOperator {
  /** Emits up to `limit` records. */
  abstract emitNext(limit: number): InputStatus;
  /** Virtual time, µs, at which `emitNext` may have something again; `Infinity` while it waits for something else. */
  abstract availableAtMicros(): Micros;
  /** The input has ended: the last watermark closes every window. `advanceToEndOfEventTime` */
  abstract endOfInput(): void;

  /** The enumerator on the JobMaster has something for the reader. */
  handleEvent(_event: EnumeratorEvent): void {
    throw new Error(`${this.ctx.operatorName} has no enumerator that could send it something.`);
  }
}
