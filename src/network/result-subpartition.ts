/**
 * One channel as its producer sees it (`PipelinedSubpartition` with `CreditBasedSequenceNumberingViewReader`): a queue that
 * sends while the consumer has granted credit. Events need none. Behind an aligned barrier it is blocked until the consumer
 * resumes it.
 */
import type { Trace } from "../trace/trace.ts";
import { DataBuffer, EVENT_BYTES, type NetworkElement } from "./elements.ts";

/** Where the elements go once a consumer is attached. */
export interface SubpartitionConsumer {
  /** A consumer in the same process needs no credit; its buffers come back when it has processed them. */
  readonly local: boolean;
  deliver(sequence: number, element: NetworkElement, backlog: number, sizeBytes: number): void;
  announceBacklog(backlog: number): void;
}

/** What the owner of a subpartition is told. */
export interface SubpartitionOwner {
  /** A buffer is free again. */
  onRecycled(): void;
  /** Data buffers that the consumer has not taken. */
  onBacklogChanged(from: number, to: number): void;
}

/** The sending end of one channel. */
export class ResultSubpartition {
  readonly channel: number;
  /** Records in the buffers that were finished so far. */
  recordsWritten = 0;
  readonly #task: number;
  readonly #trace: Trace;
  readonly #owner: SubpartitionOwner;
  readonly #queue: NetworkElement[] = [];
  #consumer: SubpartitionConsumer | null = null;
  #credit = 0;
  #sequence = 0;
  #blocked = false;
  #starving = false;
  /** Data buffers queued here or, in a local consumer, not processed yet. */
  #outstanding = 0;
  #queuedData = 0;

  constructor(channel: number, task: number, trace: Trace, owner: SubpartitionOwner) {
    this.channel = channel;
    this.#task = task;
    this.#trace = trace;
    this.#owner = owner;
  }

  /** Data buffers that the consumer has not taken. */
  get backlog(): number {
    return this.#outstanding;
  }

  add(element: NetworkElement): void {
    if (element.kind === "data") {
      this.#changeOutstanding(1);
      this.#queuedData++;
    }
    this.#queue.push(element);
    this.#send();
  }

  attach(consumer: SubpartitionConsumer, credit: number): void {
    this.#consumer = consumer;
    this.#credit = credit;
    this.#send();
  }

  detach(): void {
    this.#consumer = null;
  }

  addCredit(credit: number): void {
    this.#credit += credit;
    if (this.#starving) {
      this.#starving = false;
      if (this.#trace.buffers)
        this.#trace.emit("credit.back", { task: this.#task, ch: this.channel, a: this.#queuedData });
    }
    this.#send();
  }

  resume(): void {
    this.#blocked = false;
    this.#send();
  }

  /** A local consumer processed a buffer. */
  recycleLocal(): void {
    this.#changeOutstanding(-1);
    this.#owner.onRecycled();
  }

  #changeOutstanding(by: 1 | -1): void {
    const from = this.#outstanding;
    this.#outstanding = from + by;
    this.#owner.onBacklogChanged(from, this.#outstanding);
  }

  #send(): void {
    const consumer = this.#consumer;
    if (consumer === null) return;
    const queue = this.#queue;
    let sent = 0;
    while (sent < queue.length && !this.#blocked) {
      const element = queue[sent];
      if (element.kind === "data" && !consumer.local) {
        if (this.#credit === 0) {
          this.#starve(consumer);
          break;
        }
        this.#credit--;
      }
      sent++;
      this.#deliver(consumer, element);
    }
    if (sent > 0) queue.splice(0, sent);
  }

  #deliver(consumer: SubpartitionConsumer, element: NetworkElement): void {
    const sequence = this.#sequence++;
    const trace = this.#trace;
    let sizeBytes = EVENT_BYTES;
    if (element instanceof DataBuffer) {
      this.#queuedData--;
      sizeBytes = element.sizeBytes;
      const count = element.records;
      const first = count > 0 ? element.timestamps[0] : 0;
      const last = count > 0 ? element.timestamps[count - 1] : 0;
      trace.digest(this.channel, sequence, count, first, last);
      if (trace.buffers)
        trace.step("buf.send", {
          task: this.#task,
          ch: this.channel,
          a: sequence,
          b: element.elements,
          x: sizeBytes,
          ext: { data: true, first, last },
        });
      if (!consumer.local) this.#changeOutstanding(-1);
    } else if (trace.buffers) {
      trace.step("buf.send", {
        task: this.#task,
        ch: this.channel,
        a: sequence,
        b: 1,
        x: sizeBytes,
        ext: {
          data: false,
          event: element.kind,
          ...("checkpointId" in element ? { checkpoint: element.checkpointId } : {}),
        },
      });
    }
    if (element.kind === "barrier" && element.blocksUpstream) this.#blocked = true;
    consumer.deliver(sequence, element, this.#queuedData, sizeBytes);
    if (element.kind === "data" && !consumer.local) this.#owner.onRecycled();
  }

  #starve(consumer: SubpartitionConsumer): void {
    if (this.#starving) return;
    this.#starving = true;
    if (this.#trace.buffers)
      this.#trace.emit("credit.zero", { task: this.#task, ch: this.channel, a: this.#queuedData });
    consumer.announceBacklog(this.#queuedData);
  }
}
