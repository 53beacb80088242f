import { describe, expect, test } from "vitest";
import { LogDisk, TransactionalLog } from "../../../sim/services/transactional-log.ts";
import type { LogReply, LogRequest, ProducerIdentity } from "../../../src/connectors/log-protocol.ts";
import type { ServiceReply, ServiceRequest } from "../../../src/connectors/service-message.ts";
import { nodeId } from "../../../src/world.ts";
import { type Listener, TestWorld } from "../support/world.ts";

/** A log and one client that waits for each answer. */
class LogClient {
  readonly world = new TestWorld();
  readonly disk = new LogDisk();
  readonly #client: Listener;
  #id = 0;

  constructor() {
    this.world.add("log", (ports) => new TransactionalLog(ports, this.disk));
    this.#client = this.world.listener("client");
  }

  /** The answer; null when none comes within a second. */
  ask(body: LogRequest, id = ++this.#id): LogReply | null {
    this.post(body, id);
    this.world.run(this.world.kernel.now + 1_000_000);
    const replies = this.#client.received.map(({ message }) => message as ServiceReply);
    return (
      (replies.find((reply) => reply.class === "service" && reply.id === id)?.body as LogReply | undefined) ?? null
    );
  }

  /** Asks without waiting. */
  post(body: LogRequest, id = ++this.#id): void {
    const request: ServiceRequest = { class: "service", kind: "request", id, body };
    this.#client.world.net.send(nodeId("log"), request, 100);
  }

  init(transactionalId: string, timeoutMs = 60_000): ProducerIdentity {
    const reply = this.ask({ kind: "init", transactionalId, timeoutMs });
    if (reply?.ok !== true) throw new Error("The log refused a session.");
    return { transactionalId, epoch: reply.epoch };
  }

  write(producer: ProducerIdentity, sequence: number, ...records: string[]): LogReply | null {
    return this.ask({ kind: "write", log: "out", producer, sequence, records, causes: null });
  }

  append(session: string, sequence: number, ...records: string[]): LogReply | null {
    return this.ask({ kind: "append", log: "out", session, sequence, records, causes: null });
  }

  commit(producer: ProducerIdentity): LogReply | null {
    return this.ask({ kind: "commit", producer });
  }

  get committed(): string[] {
    return this.disk.files.read("out", "committed");
  }

  get all(): string[] {
    return this.disk.files.read("out", "uncommitted");
  }
}

describe("transactional log", () => {
  test("a session that is asked for again, for want of an answer, is the same one", () => {
    const client = new LogClient();
    const first = client.init("t");
    client.write(first, 0, "a");
    const init = { kind: "init", transactionalId: "t", timeoutMs: 60_000 } as const;
    expect(client.ask(init, 1)).toMatchObject({ ok: true, epoch: first.epoch });
    expect(client.commit(first)).toMatchObject({ ok: true });
    expect(client.committed).toEqual(["a"]);
    // Another request opens another session.
    expect(client.init("t").epoch).toBe(first.epoch + 1);
  });

  test("what a transaction wrote is seen by readers of committed data only after its commit", () => {
    const log = new LogClient();
    const producer = log.init("t");
    log.write(producer, 0, "a", "b");
    expect([log.committed, log.all]).toEqual([[], ["a", "b"]]);
    expect(log.commit(producer)).toMatchObject({ ok: true });
    expect(log.committed).toEqual(["a", "b"]);
  });

  test("a write that is repeated is not written again; one ahead of a missing one is not taken", () => {
    const log = new LogClient();
    const producer = log.init("t");
    log.write(producer, 0, "a");
    expect(log.write(producer, 0, "a")).toMatchObject({ ok: true });
    expect(log.write(producer, 2, "c")).toBe(null);
    log.write(producer, 1, "b");
    log.write(producer, 2, "c");
    log.commit(producer);
    expect(log.committed).toEqual(["a", "b", "c"]);
  });

  test("a small write does not overtake a large one of the same connection", () => {
    const log = new LogClient();
    const producer = log.init("t");
    const large = Array.from({ length: 1000 }, (_, i) => `${i}`);
    const write = (sequence: number, records: readonly string[]) =>
      ({ kind: "write", log: "out", producer, sequence, records, causes: null }) as const;
    log.post(write(0, large));
    expect(log.ask(write(1, ["small"]))).toMatchObject({ ok: true });
    expect(log.all).toEqual([...large, "small"]);
  });

  test("a commit that is repeated changes nothing", () => {
    const log = new LogClient();
    const producer = log.init("t");
    log.write(producer, 0, "a");
    expect([log.commit(producer), log.commit(producer)]).toEqual([
      { ok: true, epoch: 0, existed: true },
      { ok: true, epoch: 0, existed: true },
    ]);
    expect(log.committed).toEqual(["a"]);
    const commits = log.world.kernel.trace.events.filter(({ kind }) => kind === "txn.commit");
    expect(commits.map(({ ext }) => ext?.repeated)).toEqual([false, true]);
  });

  test("a new session of the same id fences the old one and aborts what it left open", () => {
    const log = new LogClient();
    const old = log.init("t");
    log.write(old, 0, "zombie");
    const fresh = log.init("t");
    expect(fresh.epoch).toBe(1);
    expect(log.all).toEqual([]);
    const fenced = { ok: false, reason: "fenced" };
    expect(log.write(old, 1, "more")).toEqual(fenced);
    expect(log.commit(old)).toEqual(fenced);
    expect(log.ask({ kind: "abort", producer: old })).toEqual(fenced);
    log.write(fresh, 0, "a");
    log.commit(fresh);
    expect(log.committed).toEqual(["a"]);
  });

  test("a session that was never opened is refused", () => {
    const log = new LogClient();
    expect(log.commit({ transactionalId: "t", epoch: 0 })).toEqual({ ok: false, reason: "fenced" });
  });

  test("an aborted transaction is seen by nobody and cannot be committed", () => {
    const log = new LogClient();
    const producer = log.init("t");
    log.write(producer, 0, "a");
    expect(log.ask({ kind: "abort", producer })).toMatchObject({ ok: true });
    expect(log.commit(producer)).toEqual({ ok: false, reason: "invalid-state" });
    expect([log.committed, log.all]).toEqual([[], []]);
  });

  test("a transaction that stays open too long is aborted, also when the log restarts meanwhile", () => {
    for (const restart of [false, true]) {
      const log = new LogClient();
      const producer = log.init("t", 10_000);
      log.write(producer, 0, "a");
      if (restart) {
        log.world.crash("log");
        log.world.boot("log");
      }
      log.world.run(log.world.kernel.now + 5_000_000);
      expect(log.all).toEqual(["a"]);
      log.world.run(log.world.kernel.now + 6_000_000);
      expect(log.all).toEqual([]);
      expect(log.commit(producer)).toEqual({ ok: false, reason: "invalid-state" });
      expect(log.world.kernel.trace.events.find(({ kind }) => kind === "txn.abort")?.ext?.why).toBe("timeout");
    }
  });

  test("a log that restarts does not begin to count the timeout anew, and aborts at once what timed out meanwhile", () => {
    for (const downMs of [0, 20_000]) {
      const log = new LogClient();
      const producer = log.init("t", 10_000);
      log.write(producer, 0, "a");
      const abort = () => log.world.kernel.trace.events.find(({ kind }) => kind === "txn.abort");
      const openedAt = Number(log.world.kernel.trace.events.find(({ kind }) => kind === "txn.open")?.t);
      log.world.run(openedAt + 6_000_000);
      log.world.crash("log");
      log.world.run(openedAt + 6_000_000 + downMs * 1000);
      log.world.boot("log");
      log.world.run(openedAt + 30_000_000);
      expect(abort()?.t).toBe(openedAt + Math.max(10_000_000, 6_000_000 + downMs * 1000));
      expect(abort()?.ext).toMatchObject({ why: "timeout", timeoutMs: 10_000 });
      expect(log.commit(producer)).toEqual({ ok: false, reason: "invalid-state" });
    }
  });

  test("an abort that is asked for twice, for want of an answer, is one", () => {
    const log = new LogClient();
    const producer = log.init("t");
    log.write(producer, 0, "a");
    const abort = { kind: "abort", producer } as const;
    expect([log.ask(abort, 7), log.ask(abort, 7)]).toEqual([
      { ok: true, epoch: 0, existed: true },
      { ok: true, epoch: 0, existed: true },
    ]);
    expect(log.world.kernel.trace.events.filter(({ kind }) => kind === "txn.abort")).toHaveLength(1);
    expect(log.all).toEqual([]);
  });

  test("a committed transaction does not time out", () => {
    const log = new LogClient();
    const producer = log.init("t", 3000);
    log.write(producer, 0, "a");
    log.commit(producer);
    log.world.run(log.world.kernel.now + 20_000_000);
    expect(log.committed).toEqual(["a"]);
  });

  test("a transaction survives a crash of the log and can be committed after it", () => {
    const log = new LogClient();
    const producer = log.init("t");
    log.write(producer, 0, "a");
    log.world.crash("log");
    log.world.boot("log");
    log.write(producer, 0, "a");
    log.write(producer, 1, "b");
    log.commit(producer);
    expect(log.committed).toEqual(["a", "b"]);
  });

  test("appended records are visible at once, once per session and sequence", () => {
    const log = new LogClient();
    log.append("s1", 0, "a");
    log.append("s1", 0, "a");
    expect(log.committed).toEqual(["a"]);
    log.append("s2", 0, "a");
    expect(log.committed).toEqual(["a", "a"]);
  });

  test("readers see committed records of several transactions in order of offset", () => {
    const log = new LogClient();
    const [one, two] = [log.init("one"), log.init("two")];
    log.write(one, 0, "1a");
    log.write(two, 0, "2a");
    log.write(one, 1, "1b");
    log.commit(two);
    expect(log.committed).toEqual(["2a"]);
    log.commit(one);
    expect(log.committed).toEqual(["1a", "2a", "1b"]);
  });
});
