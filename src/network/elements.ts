/** What travels through a channel: buffers of records with watermarks and statuses in band, and events of their own. */

/** A watermark or a change of status between the records of a buffer. */
export type ControlElement =
  | { readonly kind: "watermark"; readonly timestampMs: number }
  | { readonly kind: "status"; readonly idle: boolean };

/** A watermark or a status on the wire. */
const CONTROL_BYTES = 10;

/**
 * Records in two parallel arrays. A control element stands before record number `controlAt[i]` of the buffer (which may be
 * `values.length`, the end).
 */
export class DataBuffer {
  readonly kind = "data";
  readonly values: unknown[] = [];
  readonly timestamps: number[] = [];
  readonly controls: ControlElement[] = [];
  readonly controlAt: number[] = [];
  /** Number of the first record among all records of the channel, from 1. */
  readonly firstRecord: number;
  /** Records after which it is full. */
  capacity = 0;
  /** Estimated size of each record, bytes. */
  recordBytes = 0;

  constructor(firstRecord: number) {
    this.firstRecord = firstRecord;
  }

  /** Records and control elements. */
  get elements(): number {
    return this.values.length + this.controls.length;
  }

  addControl(control: ControlElement): void {
    this.controls.push(control);
    this.controlAt.push(this.values.length);
  }

  get controlBytes(): number {
    return this.controls.length * CONTROL_BYTES;
  }

  get sizeBytes(): number {
    return this.values.length * this.recordBytes + this.controlBytes;
  }
}

/** `CheckpointBarrier` */
export interface BarrierEvent {
  readonly kind: "barrier";
  readonly checkpointId: number;
  /** Virtual time at which the coordinator triggered it, µs. */
  readonly triggeredAtMicros: number;
  /** The channel is stopped behind it until the consumer has aligned (exactly once). */
  readonly blocksUpstream: boolean;
}

/** `CancelCheckpointMarker` */
export interface CancelBarrierEvent {
  readonly kind: "cancel-barrier";
  readonly checkpointId: number;
}

/** `EndOfData`: no more records; `drain` = the end of the input, not a stop. */
export interface EndOfDataEvent {
  readonly kind: "end-of-data";
  readonly drain: boolean;
}

/** `EndOfPartitionEvent`: nothing at all comes any more. */
export interface EndOfPartitionEvent {
  readonly kind: "end-of-partition";
}

/** What is in a channel besides buffers. */
export type NetworkEvent = BarrierEvent | CancelBarrierEvent | EndOfDataEvent | EndOfPartitionEvent;
/** What a channel carries, in order. */
export type NetworkElement = DataBuffer | NetworkEvent;

/** Size of an event on the wire. */
export const EVENT_BYTES = 24;
