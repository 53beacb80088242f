/** What travels through a channel: buffers of records with watermarks and statuses in band, and events of their own. */

/** A watermark or a change of status between the records of a buffer. */
export type ControlElement =
  | { readonly kind: "watermark"; readonly timestampMs: number }
  | { readonly kind: "status"; readonly idle: boolean };

/** A watermark or a status on the wire. */
const CONTROL_BYTES = 10;

/**
 * Records in two parallel arrays, which may be longer than what they hold. A control element stands before record number
 * `controlAt[i]` of the buffer (which may be `records`, the end).
 */
export class DataBuffer {
  readonly kind = "data";
  readonly values: unknown[];
  readonly timestamps: number[];
  /** How many there are. */
  records = 0;
  readonly controls: ControlElement[] = [];
  readonly controlAt: number[] = [];
  /** Number of the first record among all records of the channel, from 1. */
  readonly firstRecord: number;
  /** Records after which it is full. */
  capacity = 0;
  /** Estimated size of each record, bytes. */
  recordBytes = 0;

  /** @param expectedRecords memory for so many is taken at once: growing by and by takes twice as much */
  constructor(firstRecord: number, expectedRecords = 0) {
    this.firstRecord = firstRecord;
    this.values = new Array(expectedRecords);
    this.timestamps = new Array(expectedRecords);
  }

  /** Gives how many there are now. */
  add(value: unknown, timestampMs: number): number {
    const at = this.records++;
    this.values[at] = value;
    this.timestamps[at] = timestampMs;
    return at + 1;
  }

  /** Records and control elements. */
  get elements(): number {
    return this.records + this.controls.length;
  }

  addControl(control: ControlElement): void {
    this.controls.push(control);
    this.controlAt.push(this.records);
  }

  get controlBytes(): number {
    return this.controls.length * CONTROL_BYTES;
  }

  get sizeBytes(): number {
    return this.records * this.recordBytes + this.controlBytes;
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
