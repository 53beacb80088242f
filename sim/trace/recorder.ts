import type { TraceKind, TraceLevel } from "../../src/trace/kinds.ts";
import { TRACE_KINDS, TRACE_LEVELS } from "../../src/trace/kinds.ts";
import type { CauseContext, EventId, Trace, TraceEvent, TraceExt, TraceFields } from "../../src/trace/trace.ts";
import { NO_EVENT } from "../../src/trace/trace.ts";
import type { Micros } from "../../src/world.ts";
import { DigestQueue } from "./digest-queue.ts";
import { ElementChain, isRecordStation } from "./element-chain.ts";

/** Sees every produced event, in order, while the run goes on. Must not touch the run. */
export interface TraceObserver {
  on(event: TraceEvent): void;
}

/** What a recorder produces and keeps. */
export interface RecorderOptions {
  /** Virtual time, µs. */
  readonly clock: () => Micros;
  /** Finest level that is produced for observers. Default 0. */
  readonly emitLevel?: TraceLevel;
  /** Finest level that is kept in memory; -1 keeps nothing. Not finer than `emitLevel`. Default: `emitLevel`. */
  readonly storeLevel?: -1 | TraceLevel;
  readonly observers?: readonly TraceObserver[];
}

/** Level of an event, from its id. */
export function levelOf(id: EventId): TraceLevel {
  return (id & 3) as TraceLevel;
}

/** Position of an event among those of its level, from its id. */
export function indexOf(id: EventId): number {
  return Math.floor(id / 4);
}

const levels = new Map<string, TraceLevel>(TRACE_KINDS.map((kind) => [kind, TRACE_LEVELS[kind]]));

/** In place of a cause that the writer of an event left out. */
const UNSAID = -2 as EventId;

/** One class for all recorded events, so that their readers stay monomorphic. */
class RecordedEvent implements TraceEvent {
  readonly id: EventId;
  readonly t: number;
  readonly kind: TraceKind;
  readonly task: number;
  readonly ch: number;
  cause: EventId;
  enabler: EventId;
  readonly a: number;
  readonly b: number;
  readonly x: number;
  readonly ext: TraceExt | null;

  /** @param fields literals of many shapes: each field is read here and nowhere else */
  constructor(id: EventId, t: number, kind: TraceKind, fields: TraceFields) {
    this.id = id;
    this.t = t;
    this.kind = kind;
    this.task = fields.task ?? -1;
    this.ch = fields.ch ?? -1;
    this.cause = fields.cause ?? UNSAID;
    this.enabler = fields.enabler ?? NO_EVENT;
    this.a = fields.a ?? 0;
    this.b = fields.b ?? 0;
    this.x = fields.x ?? 0;
    this.ext = fields.ext ?? null;
  }
}

/**
 * The trace of a run: numbers events, fills in causes, feeds the digest, keeps what is wanted and tells observers.
 * Each level counts its own events and has its own register of the event entered last, so a finer level changes neither
 * an id, nor a cause, nor the digest of a coarser one.
 */
export class TraceRecorder implements Trace {
  readonly buffers: boolean;
  readonly records: boolean;
  /** The kept events, in order of happening. */
  readonly events: TraceEvent[] = [];
  private readonly clock: () => Micros;
  private readonly emitLevel: TraceLevel;
  private readonly storeLevel: number;
  private readonly observers: readonly TraceObserver[];
  private readonly queue = new DigestQueue();
  private readonly counts = [0, 0, 0];
  private readonly elements = new ElementChain();
  private cause0: EventId = NO_EVENT;
  private cause1: EventId = NO_EVENT;
  private cause2: EventId = NO_EVENT;
  /** The registers as handed out last; null after a change. */
  private context: CauseContext | null = null;
  private readonly byLevel: TraceEvent[][] = [[], [], []];
  private indexed = 0;

  constructor(options: RecorderOptions) {
    this.clock = options.clock;
    this.emitLevel = options.emitLevel ?? 0;
    this.storeLevel = options.storeLevel ?? this.emitLevel;
    if (this.storeLevel > this.emitLevel) {
      throw new RangeError(
        `Cannot keep level ${this.storeLevel} of a trace that is produced up to level ${this.emitLevel}.`,
      );
    }
    this.observers = options.observers ?? [];
    this.buffers = this.emitLevel >= 1;
    this.records = this.emitLevel >= 2;
  }

  emit(kind: TraceKind, fields: TraceFields): EventId {
    const level = levels.get(kind);
    if (level === undefined) throw new TypeError(`${kind} is not a kind of trace event.`);
    if (level > this.emitLevel) return NO_EVENT;
    const id = (this.counts[level]++ * 4 + level) as EventId;
    const event = new RecordedEvent(id, this.clock(), kind, fields);
    if (event.cause === UNSAID) this.fillIn(event, level);
    else if (event.cause !== NO_EVENT) this.check(event, level);
    if (level === 0) this.queue.event(event);
    // Engines find out what kind of array this is at each such place of its own, but not in `push`.
    if (level <= this.storeLevel) this.events[this.events.length] = event;
    const observers = this.observers;
    for (let i = 0; i < observers.length; i++) observers[i].on(event);
    return id;
  }

  /** An event without a cause of its own is caused by what was entered last. */
  private fillIn(event: RecordedEvent, level: TraceLevel): void {
    event.cause = level === 0 ? this.cause0 : level === 1 ? this.cause1 : this.cause2;
    if (level !== 2 || !isRecordStation(event)) return;
    // A record arrives because it was emitted, and is taken because it arrived; what the task or the network was
    // doing then is what made it possible.
    const previous = this.elements.pass(event);
    if (previous === NO_EVENT) return;
    event.enabler = event.cause;
    event.cause = previous;
  }

  private check({ kind, cause }: RecordedEvent, level: TraceLevel): void {
    if ((cause & 3) > level || cause >= this.counts[cause & 3] * 4) refuse(kind, level, cause);
  }

  enter(id: EventId): void {
    if (id < 0) return;
    const level = id & 3;
    if (level === 0) this.cause0 = id;
    if (level <= 1) this.cause1 = id;
    this.cause2 = id;
    this.context = null;
  }

  step(kind: TraceKind, fields: TraceFields): EventId {
    const id = this.emit(kind, fields);
    this.enter(id);
    return id;
  }

  causes(): CauseContext {
    this.context ??= [this.cause0, this.cause1, this.cause2];
    return this.context;
  }

  resume(context: CauseContext): void {
    this.cause0 = context[0];
    this.cause1 = context[1];
    this.cause2 = context[2];
    this.context = context;
  }

  digest(a: number, b: number, c: number, d: number, e: number): void {
    this.queue.extra(a, b, c, d, e);
  }

  /** The digest so far, 32 hexadecimal digits. */
  digestValue(): string {
    return this.queue.value();
  }

  /** The digest after every 1,024 coordination events. */
  get chain(): readonly string[] {
    return this.queue.chain;
  }

  /** Events produced so far at a level. */
  count(level: TraceLevel): number {
    return this.counts[level];
  }

  /** The kept event with this id, or undefined. */
  find(id: EventId): TraceEvent | undefined {
    for (; this.indexed < this.events.length; this.indexed++) {
      const event = this.events[this.indexed];
      this.byLevel[event.id & 3].push(event);
    }
    return id < 0 ? undefined : this.byLevel[id & 3]?.[indexOf(id)];
  }
}

function refuse(kind: TraceKind, level: number, cause: EventId): never {
  const why = (cause & 3) > level ? "is of a finer level" : "has not happened";
  throw new Error(`The cause ${cause} given for a ${kind} event ${why}.`);
}
