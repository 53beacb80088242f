/**
 * A durable log with transactions, as sinks see Kafka: sessions fenced by epoch, writes in sequence, a transaction timeout,
 * readers of committed and of uncommitted data. It lives outside the cluster and survives everything but faults of its own.
 */
import type { LogRefusal, LogReply, LogRequest, ProducerIdentity } from "../../src/connectors/log-protocol.ts";
import type { ServiceReply, ServiceRequest } from "../../src/connectors/service-message.ts";
import type { EventHandler, Message, Micros, NodeId, ScheduledEvent, World } from "../../src/world.ts";
import type { Process } from "../kernel/node.ts";
import { causeOf, countOf, digestLines, type LogBatch, LogFiles } from "./log-files.ts";

interface Session {
  epoch: number;
  /** The request that made this epoch: asked again, for want of an answer, it is given the same. */
  openedBy: string;
  nextSequence: number;
  timeoutMs: number;
  /** The open transaction, and what the last one of this epoch ended with. */
  open: {
    readonly name: string;
    readonly written: LogBatch[];
    /** When its timeout is over, µs: on disk, so that a log that restarts does not begin to count anew. */
    readonly abortAt: Micros;
    timer: ScheduledEvent;
  } | null;
  ended: "none" | "committed" | "aborted";
  committedRecords: number;
}

/** What a log keeps on disk. Handed to each incarnation of its process. */
export class LogDisk {
  readonly files: LogFiles;
  readonly sessions = new Map<string, Session>();
  readonly appendSequences = new Map<string, number>();

  constructor(files = new LogFiles()) {
    this.files = files;
  }
}

/** Time the log takes to answer, µs: fixed part and per record. */
const ANSWER_MICROS = 300;
const RECORD_MICROS = 1;

const ANSWER = 0;
const TIMEOUT = 1;

/** The process of the log service. Its disk outlives it. */
export class TransactionalLog implements Process, EventHandler {
  readonly #world: World;
  readonly #disk: LogDisk;
  /** Requests of one connection are handled in order, as by a broker (Kafka's SocketServer): a small one does not overtake a large one. */
  readonly #answeredUntil = new Map<NodeId, Micros>();

  constructor(world: World, disk: LogDisk) {
    this.#world = world;
    this.#disk = disk;
  }

  start(): void {
    // A restarted log arms the timeouts of the transactions that it finds open.
    for (const [id, session] of this.#disk.sessions)
      if (session.open !== null) session.open.timer = this.#armTimeout(id, session.epoch, session.open.abortAt);
  }

  receive(from: NodeId, message: Message): void {
    if (message.class !== "service") return;
    const request = message as ServiceRequest;
    const body = request.body as LogRequest;
    const records = body.kind === "write" || body.kind === "append" ? body.records.length : 0;
    const done = this.#world.clock.now() + ANSWER_MICROS + records * RECORD_MICROS;
    const at = Math.max(done, this.#answeredUntil.get(from) ?? 0);
    this.#answeredUntil.set(from, at);
    this.#world.clock.schedule(at, "service", this, ANSWER, { from, request });
  }

  onEvent(op: number, payload: unknown): void {
    if (op === TIMEOUT) {
      const { id, epoch } = payload as { id: string; epoch: number };
      const session = this.#disk.sessions.get(id);
      if (session?.open && session.epoch === epoch) this.#abort(session, "timeout");
      return;
    }
    const { from, request } = payload as { from: NodeId; request: ServiceRequest };
    const body = this.#perform(request.body as LogRequest, `${from} ${request.id}`);
    // A write ahead of a lost one is not answered: its sender repeats both in order.
    if (body === null) return;
    const reply: ServiceReply = { class: "service", kind: "reply", id: request.id, body };
    this.#world.net.send(from, reply, 60);
  }

  /** @param number names the request; a repetition has the same */
  #perform(request: LogRequest, number: string): LogReply | null {
    switch (request.kind) {
      case "init":
        return this.#init(request, number);
      case "write":
        return this.#write(request);
      case "append":
        return this.#append(request);
      case "commit":
        return this.#commit(request.producer);
      case "abort": {
        const session = this.#disk.sessions.get(request.producer.transactionalId);
        if (session === undefined || session.epoch !== request.producer.epoch)
          return this.#refuse(request.producer, session, "abort", "fenced");
        if (session.open !== null) this.#abort(session, "asked");
        return { ok: true, epoch: session.epoch, existed: true };
      }
    }
  }

  #init({ transactionalId: id, timeoutMs, writer }: Extract<LogRequest, { kind: "init" }>, number: string): LogReply {
    const session = this.#disk.sessions.get(id);
    if (session?.openedBy === number) return { ok: true, epoch: session.epoch, existed: session.epoch > 0 };
    const { trace } = this.#world;
    if (trace.buffers)
      trace.emit("txn.session", {
        a: session === undefined ? 0 : session.epoch + 1,
        ...(writer === undefined ? {} : { task: writer.task }),
        ext: { producer: id, op: writer?.operatorId ?? "" },
      });
    if (session === undefined) {
      this.#disk.sessions.set(id, {
        epoch: 0,
        openedBy: number,
        nextSequence: 0,
        timeoutMs,
        open: null,
        ended: "none",
        committedRecords: 0,
      });
      return { ok: true, epoch: 0, existed: false };
    }
    session.openedBy = number;
    if (session.open !== null) this.#abort(session, "fenced by a new session");
    session.epoch++;
    session.nextSequence = 0;
    session.timeoutMs = timeoutMs;
    session.ended = "none";
    return { ok: true, epoch: session.epoch, existed: true };
  }

  #write(request: Extract<LogRequest, { kind: "write" }>): LogReply | null {
    const { producer, sequence, records, log, causes } = request;
    const session = this.#disk.sessions.get(producer.transactionalId);
    if (session === undefined || session.epoch !== producer.epoch)
      return this.#refuse(producer, session, "write", "fenced");
    const done: LogReply = { ok: true, epoch: session.epoch, existed: true };
    if (sequence < session.nextSequence) return done;
    if (sequence > session.nextSequence) return null;
    if (session.open === null && session.ended !== "none")
      return this.#refuse(producer, session, "write", "invalid-state");
    session.nextSequence++;
    const trace = this.#world.trace;
    const txn = `${producer.transactionalId}@${producer.epoch}`;
    if (session.open === null) {
      trace.emit("txn.open", { ext: { log, txn, epoch: producer.epoch, producer: producer.transactionalId } });
      const abortAt = this.#world.clock.now() + session.timeoutMs * 1000;
      const timer = this.#armTimeout(producer.transactionalId, session.epoch, abortAt);
      session.open = { name: txn, written: [], abortAt, timer };
    }
    const file = this.#disk.files.of(log);
    const first = file.length;
    trace.emit("txn.write", { b: records.length, ext: { log, txn, first } });
    session.open.written.push(file.append(log, records, "pending"));
    if (trace.records)
      for (const [i, value] of records.entries())
        trace.emit("out.pending", { a: first + i, ext: { log, value, txn }, ...causeOf(causes?.[i]) });
    return done;
  }

  #append(request: Extract<LogRequest, { kind: "append" }>): LogReply | null {
    const { session, sequence, records, log, causes } = request;
    const done: LogReply = { ok: true, epoch: 0, existed: true };
    const next = this.#disk.appendSequences.get(session) ?? 0;
    if (sequence < next) return done;
    if (sequence > next) return null;
    this.#disk.appendSequences.set(session, sequence + 1);
    const file = this.#disk.files.of(log);
    const first = file.length;
    const trace = this.#world.trace;
    trace.emit("txn.write", { b: records.length, ext: { log, first } });
    digestLines(this.#world.trace, records, first);
    if (trace.records)
      for (const [i, value] of records.entries())
        trace.emit("out.visible", { a: first + i, ext: { log, value }, ...causeOf(causes?.[i]) });
    file.append(log, records, "committed");
    return done;
  }

  #commit(producer: ProducerIdentity): LogReply {
    const session = this.#disk.sessions.get(producer.transactionalId);
    if (session === undefined || session.epoch !== producer.epoch)
      return this.#refuse(producer, session, "commit", "fenced");
    const txn = `${producer.transactionalId}@${producer.epoch}`;
    const trace = this.#world.trace;
    const done: LogReply = { ok: true, epoch: session.epoch, existed: true };
    if (session.open === null) {
      if (session.ended === "aborted") return this.#refuse(producer, session, "commit", "invalid-state");
      // Repeated after a lost reply or a restore: nothing happens a second time.
      if (session.ended === "committed")
        trace.emit("txn.commit", { b: session.committedRecords, ext: { txn, repeated: true } });
      return done;
    }
    const { written, timer } = session.open;
    this.#world.clock.cancel(timer);
    session.open = null;
    session.ended = "committed";
    session.committedRecords = countOf(written);
    trace.step("txn.commit", {
      b: session.committedRecords,
      ext: { log: written[0]?.log ?? "", txn, repeated: false },
    });
    for (const batch of written) {
      batch.state = "committed";
      const { log, first, records } = batch;
      digestLines(this.#world.trace, records, first);
      if (trace.records)
        for (const [i, value] of records.entries())
          trace.emit("out.visible", { a: first + i, ext: { log, value, txn } });
    }
    return done;
  }

  #abort(session: Session, why: string): void {
    const open = session.open;
    if (open === null) return;
    this.#world.clock.cancel(open.timer);
    session.open = null;
    session.ended = "aborted";
    for (const batch of open.written) batch.state = "aborted";
    this.#world.trace.emit("txn.abort", {
      b: countOf(open.written),
      ext: {
        log: open.written[0]?.log ?? "",
        txn: open.name,
        why,
        ...(why === "timeout" ? { timeoutMs: session.timeoutMs } : {}),
      },
    });
  }

  #refuse(producer: ProducerIdentity, session: Session | undefined, request: string, reason: LogRefusal): LogReply {
    const txn = `${producer.transactionalId}@${producer.epoch}`;
    this.#world.trace.emit("txn.refuse", {
      ext: { txn, epoch: producer.epoch, expected: session?.epoch ?? -1, request, reason },
    });
    return { ok: false, reason };
  }

  #armTimeout(id: string, epoch: number, at: Micros): ScheduledEvent {
    const { clock } = this.#world;
    return clock.schedule(Math.max(at, clock.now()), "service", this, TIMEOUT, { id, epoch });
  }
}
