/**
 * One channel as its consumer sees it (`RemoteInputChannel` with `BufferManager`, `LocalInputChannel`): a queue of elements
 * in sequence, and the credits that its buffers stand for.
 */
import type { Trace } from "../trace/trace.ts";
import type { NetworkElement } from "./elements.ts";

/** How a channel talks back to its producer. */
export interface ProducerLink {
  readonly local: boolean;
  announceCredit(credit: number): void;
  resume(): void;
  /** A local consumer gives a processed buffer back to the producer's pool. */
  recycle(): void;
}

/** The gate's shared buffers. */
export interface FloatingBuffers {
  /** Takes up to `wanted`, gives what it got; a channel that got too few is asked again when some come back. */
  take(channel: InputChannel, wanted: number): number;
  giveBack(): void;
}

/** The gate a channel belongs to. */
export interface ChannelOwner {
  onData(channel: InputChannel): void;
  fail(error: Error): void;
}

/** The receiving end of one channel. */
export class InputChannel {
  readonly channel: number;
  /** Position in the gate. */
  readonly index: number;
  /** Records handed to the task so far: the cut that a snapshot notes. */
  recordsTaken = 0;
  /** In the gate's queue of channels with data. */
  enqueued = false;
  link: ProducerLink | null = null;
  readonly #task: number;
  readonly #trace: Trace;
  readonly #owner: ChannelOwner;
  readonly #floating: FloatingBuffers;
  readonly #exclusive: number;
  readonly #queue: NetworkElement[] = [];
  readonly #sequences: number[] = [];
  #expected = 0;
  /** Buffers of this channel that are free or promised to the producer as credit. */
  #available: number;
  #floatingHeld = 0;
  #required: number;

  constructor(
    channel: number,
    index: number,
    task: number,
    trace: Trace,
    owner: ChannelOwner,
    floating: FloatingBuffers,
    exclusive: number,
  ) {
    this.channel = channel;
    this.index = index;
    this.#task = task;
    this.#trace = trace;
    this.#owner = owner;
    this.#floating = floating;
    this.#exclusive = exclusive;
    this.#available = exclusive;
    this.#required = exclusive;
  }

  get initialCredit(): number {
    return this.#exclusive;
  }

  get length(): number {
    return this.#queue.length;
  }

  onElement(sequence: number, element: NetworkElement, backlog: number, sizeBytes: number): void {
    if (sequence !== this.#expected) {
      this.#owner.fail(
        new Error(
          `BufferReorderingException: channel ${this.channel} expected buffer ${this.#expected} and received ${sequence}.`,
        ),
      );
      return;
    }
    this.#expected++;
    const trace = this.#trace;
    if (trace.buffers) {
      const elements = element.kind === "data" ? element.elements : 1;
      trace.step("buf.arrive", {
        task: this.#task,
        ch: this.channel,
        a: sequence,
        b: elements,
        x: sizeBytes,
        ext: { data: element.kind === "data" },
      });
      if (trace.records && element.kind === "data") {
        for (let i = 0; i < element.records; i++)
          trace.emit("el.arrive", { task: this.#task, ch: this.channel, a: element.firstRecord + i });
      }
    }
    if (element.kind === "data" && this.link?.local === false) {
      this.#available--;
      this.onBacklog(backlog);
    }
    this.#queue.push(element);
    this.#sequences.push(sequence);
    this.#owner.onData(this);
  }

  /** The producer has so many buffers waiting: get that many more than the exclusive ones. */
  onBacklog(backlog: number): void {
    this.#required = backlog + this.#exclusive;
    this.requestFloating();
  }

  /** Asks the gate for what is missing, and announces what it got. */
  requestFloating(): void {
    const missing = this.#required - this.#available;
    if (missing <= 0) return;
    const got = this.#floating.take(this, missing);
    if (got === 0) return;
    this.#floatingHeld += got;
    this.#announce(got);
  }

  poll(): NetworkElement {
    const element = this.#queue.shift();
    if (element === undefined) throw new Error(`Channel ${this.channel} was polled without data.`);
    return element;
  }

  /** The task has processed the data buffer that it took last. */
  recycle(): void {
    const sequence = this.#sequences.shift() ?? 0;
    if (this.#trace.buffers) this.#trace.emit("buf.recycle", { task: this.#task, ch: this.channel, a: sequence });
    const link = this.link;
    if (link === null) return;
    if (link.local) {
      link.recycle();
    } else if (this.#floatingHeld > 0 && this.#available >= this.#required) {
      this.#floatingHeld--;
      this.#floating.giveBack();
    } else {
      this.#announce(1);
    }
  }

  /** An event was taken: it held no buffer. */
  skip(): void {
    this.#sequences.shift();
  }

  #announce(credit: number): void {
    this.#available += credit;
    if (this.#trace.buffers)
      this.#trace.emit("credit.grant", {
        task: this.#task,
        ch: this.channel,
        a: credit,
        b: this.#required - this.#exclusive,
      });
    this.link?.announceCredit(credit);
  }
}
