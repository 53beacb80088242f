import { describe, expect, test } from "vitest";
import { LogFiles } from "../../../sim/services/log-files.ts";
import { ServiceOutput } from "../../../sim/services/service-output.ts";
import { ServiceDisk, ServiceProcess } from "../../../sim/services/service-process.ts";
import { checkServiceName, NO_ANSWER, type SimulatedService } from "../../../sim/services/simulated-service.ts";
import type { ServiceReply, ServiceRequest } from "../../../src/connectors/service-message.ts";
import { nodeId } from "../../../src/world.ts";
import { type Listener, TestWorld } from "../support/world.ts";

/** A service on its machine, and one client. */
class Outside {
  readonly world = new TestWorld();
  readonly files = new LogFiles();
  readonly #client: Listener;

  constructor(service: SimulatedService) {
    const disk = new ServiceDisk(service.initialState(), new ServiceOutput(this.files, this.world.kernel.trace));
    this.world.add("crm", (ports) => new ServiceProcess(ports, service, disk));
    this.#client = this.world.listener("client");
  }

  send(id: number, body: unknown): void {
    const request: ServiceRequest = { class: "service", kind: "request", id, body };
    this.#client.world.net.send(nodeId("crm"), request, 60);
  }

  /** Sends, and waits a second of virtual time. */
  ask(id: number, body: unknown): unknown {
    this.send(id, body);
    this.wait(1000);
    return this.answers(id).at(-1);
  }

  wait(ms: number): void {
    this.world.run(this.world.kernel.now + ms * 1000);
  }

  answers(id: number): unknown[] {
    const replies = this.#client.received.map(({ message }) => message as ServiceReply);
    return replies.filter((reply) => reply.class === "service" && reply.id === id).map(({ body }) => body);
  }

  events(kind: string) {
    return this.world.kernel.trace.events.filter((event) => event.kind === kind);
  }
}

interface Add {
  readonly kind: "add";
  readonly amount: number;
}

const sum: SimulatedService<Add, number, { sum: number }> = {
  initialState: () => ({ sum: 0 }),
  handle: ({ amount }, state) => {
    state.sum += amount;
    return state.sum;
  },
};

const add = (amount: number): Add => ({ kind: "add", amount });

describe("a service of the user's", () => {
  test("keeps its state when its process crashes, and loses its memory", () => {
    const outside = new Outside({
      initialState: () => ({ kept: 0 }),
      handle: (_request, state, { memory }) => {
        const disk = state as { kept: number };
        memory.set("n", Number(memory.get("n") ?? 0) + 1);
        return [++disk.kept, memory.get("n")];
      },
    });
    outside.ask(1, {});
    expect(outside.ask(2, {})).toEqual([2, 2]);
    outside.world.crash("crm");
    outside.world.boot("crm");
    expect(outside.ask(3, {})).toEqual([3, 1]);
  });

  test("is asked twice when a request is repeated, and can tell by the name of the request", () => {
    const names: string[] = [];
    const outside = new Outside({
      ...sum,
      handle: (_request, _state, { request }) => names.push(request),
    });
    outside.ask(7, add(1));
    outside.ask(7, add(1));
    outside.ask(8, add(1));
    expect(names).toEqual(["client 7", "client 7", "client 8"]);
  });

  test("that remembers its answers takes a repeated request once, also after a crash", () => {
    const outside = new Outside({ ...sum, remembersAnswers: true });
    expect(outside.ask(1, add(5))).toBe(5);
    expect(outside.ask(1, add(5))).toBe(5);
    outside.world.crash("crm");
    outside.world.boot("crm");
    expect(outside.ask(1, add(5))).toBe(5);
    expect(outside.ask(2, add(5))).toBe(10);
  });

  test("has had the effect and not answered when it dies in the second half of the answer time", () => {
    const outside = new Outside({ ...sum, answerTimeMs: () => 100 });
    outside.send(1, add(5));
    outside.wait(75);
    outside.world.crash("crm");
    outside.world.boot("crm");
    outside.wait(1000);
    expect(outside.answers(1)).toEqual([]);
    expect(outside.ask(2, add(1))).toBe(6);
  });

  test("has had no effect when it dies in the first half of the answer time", () => {
    const outside = new Outside({ ...sum, answerTimeMs: () => 100 });
    outside.send(1, add(5));
    outside.wait(25);
    outside.world.crash("crm");
    outside.world.boot("crm");
    expect(outside.ask(2, add(1))).toBe(1);
  });

  test("answers more slowly on a slow machine", () => {
    const outside = new Outside({ ...sum, answerTimeMs: () => 100 });
    outside.world.kernel.node(nodeId("crm")).slowness = 5;
    outside.send(1, add(5));
    outside.wait(400);
    expect(outside.answers(1)).toEqual([]);
    outside.wait(200);
    expect(outside.answers(1)).toEqual([5]);
  });

  test("may leave a request without an answer", () => {
    const outside = new Outside({ ...sum, handle: () => NO_ANSWER });
    outside.ask(1, add(5));
    expect(outside.answers(1)).toEqual([]);
  });

  test("meets a due date that passed while it was down when it starts again", () => {
    const due: string[] = [];
    const outside = new Outside({
      ...sum,
      handle: (_request, _state, context) => context.schedule("late", 2000),
      onTimeout: (name, _state, { nowMs }) => due.push(`${name} at ${nowMs} ms`),
    });
    outside.ask(1, add(5));
    outside.world.crash("crm");
    outside.wait(3000);
    expect(due).toEqual([]);
    outside.world.boot("crm");
    outside.wait(1);
    expect(due).toEqual(["late at 4000 ms"]);
  });

  test("meets a due date once, at the time that was given last, and none that was cancelled", () => {
    const due: string[] = [];
    const outside = new Outside({
      ...sum,
      handle: (_request, _state, context) => {
        context.schedule("moved", 500);
        context.schedule("moved", 1500);
        context.schedule("never", 700);
        context.cancel("never");
      },
      onTimeout: (name, _state, { nowMs }) => due.push(`${name} at ${nowMs} ms`),
    });
    outside.ask(1, add(5));
    outside.wait(3000);
    expect(due).toEqual(["moved at 1500 ms"]);
  });

  test("shares nothing with whoever asks: neither the request nor the answer", () => {
    const kept: number[][] = [];
    const list = [1];
    const outside = new Outside({
      initialState: () => list,
      handle: (request, state) => {
        kept.push(request as number[]);
        return state;
      },
    });
    const request = [7];
    const answer = outside.ask(1, request) as number[];
    request.push(8);
    answer.push(2);
    expect([kept, list]).toEqual([[[7]], [1]]);
  });

  test("is refused with one sentence when it returns a promise", () => {
    const outside = new Outside({ ...sum, handle: () => Promise.resolve(1) });
    expect(() => outside.ask(1, add(5))).toThrow(/handle of the service crm returned a promise/);
  });

  test.each(["log", "jm", "a-b", "", "7up", "crm.x"])("cannot be called %j", (name) => {
    expect(() => checkServiceName(name)).toThrow(/service/);
  });
});

describe("what a service shows", () => {
  test("is in the trace and in what readers see, pending until the commit", () => {
    const outside = new Outside({
      ...sum,
      handle: (request, _state, { output }) => {
        if (request === "prepare") output.pending("t", "book", ["a", "b"]);
        else output.committed("t");
      },
    });
    outside.ask(1, "prepare");
    expect([outside.files.read("book", "committed"), outside.files.read("book", "uncommitted")]).toEqual([
      [],
      ["a", "b"],
    ]);
    outside.ask(2, "commit");
    outside.ask(3, "commit");
    expect(outside.files.read("book", "committed")).toEqual(["a", "b"]);
    expect(outside.events("txn.commit").map(({ ext }) => ext?.repeated)).toEqual([false, true]);
    expect(outside.events("out.visible").map(({ a, ext }) => [a, ext?.value])).toEqual([
      [0, "a"],
      [1, "b"],
    ]);
  });

  test("that became visible twice is there twice", () => {
    const outside = new Outside({ ...sum, handle: (_request, _state, { output }) => output.visible("book", ["a"]) });
    outside.ask(1, add(1));
    outside.ask(1, add(1));
    expect(outside.files.read("book", "committed")).toEqual(["a", "a"]);
  });

  test("never becomes visible once it is aborted, and a commit after that is an error of the service", () => {
    const outside = new Outside({
      ...sum,
      handle: (request, _state, { output }) => {
        if (request === "prepare") output.pending("t", "book", ["a"]);
        else if (request === "abort") output.aborted("t", "asked");
        else output.committed("t");
      },
    });
    outside.ask(1, "prepare");
    outside.ask(2, "abort");
    expect(outside.files.read("book", "uncommitted")).toEqual([]);
    expect(() => outside.ask(3, "commit")).toThrow("transaction t is committed, but it has said aborted before");
  });
});
