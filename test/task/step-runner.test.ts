import { describe, expect, test } from "vitest";
import { NO_CAUSES } from "../../sim/kernel/kernel.ts";
import type { ServiceReply, ServiceRequest } from "../../src/connectors/service-message.ts";
import { ExternalRequests } from "../../src/task/external-requests.ts";
import { MAX_PRIORITY, Mailbox, MIN_PRIORITY } from "../../src/task/mailbox.ts";
import { run, type Signal, type Step } from "../../src/task/step.ts";
import { StepRunner } from "../../src/task/step-runner.ts";
import { type Message, type NodeId, nodeId, type StorageReply, type World } from "../../src/world.ts";
import { TestWorld } from "../sim/support/world.ts";

/** A process with a step runner, and a service that answers each request with its double after 1 ms. */
function setUp() {
  const world = new TestWorld();
  const log: string[] = [];
  let runner: StepRunner | null = null;
  let ports: World | null = null;
  world.add("service", (w) => ({
    start() {},
    receive(from: NodeId, message: Message) {
      if (message.class !== "service") return;
      const { id, body } = message as ServiceRequest;
      const reply: ServiceReply = { class: "service", kind: "reply", id, body: (body as number) * 2 };
      w.clock.schedule(w.clock.now() + 1000, "service", { onEvent: () => w.net.send(from, reply, 10) }, 0, null);
    },
  }));
  world.add("task", (w, incarnation) => {
    const external = new ExternalRequests(w, incarnation * 1000);
    ports = w;
    runner = new StepRunner({ clock: w.clock, storage: w.storage, external }, (error) =>
      log.push(`error ${(error as Error).message}`),
    );
    return {
      start() {},
      receive: (_from: NodeId, message: Message) =>
        void (message.class === "service" && external.receive(message as ServiceReply)),
    };
  });
  const parts = { world, log, runner: runner as unknown as StepRunner, ports: ports as unknown as World };
  return { ...parts, now: () => parts.ports.clock.now() };
}

describe("step runner", () => {
  test("what is not a step is done at once", () => {
    const { runner, log } = setUp();
    runner.run(42, (value) => log.push(`done ${value}`));
    expect(log).toEqual(["done 42"]);
    expect(runner.parked).toBe(false);
  });

  test("a step waits for a time, an answer, storage and a signal, and goes on with what came", () => {
    const { runner, log, world, now } = setUp();
    const signal: Signal = { done: false, wake: null };
    function* step(): Step<string> {
      yield { kind: "until", atMicros: 500 };
      log.push(`time ${now()}`);
      const double: unknown = yield { kind: "external", to: nodeId("service"), request: 21, sizeBytes: 10 };
      log.push(`answer ${double}`);
      yield { kind: "storage-write", path: "f", bytes: Uint8Array.of(1, 2) };
      const read = (yield { kind: "storage-read", path: "f" }) as StorageReply;
      log.push(`read ${read.ok ? read.bytes?.length : "nothing"}`);
      yield { kind: "signal", signal };
      return "end";
    }
    runner.run(step(), (value) => log.push(`done ${value}`));
    expect(runner.parked).toBe(true);
    world.run();
    expect(log).toEqual(["time 500", "answer 42", "read 2"]);
    signal.done = true;
    signal.wake?.();
    expect(log.at(-1)).toBe("done end");
    expect(runner.parked).toBe(false);
  });

  test("a signal that is there already resumes the step with the next event, not from inside the caller", () => {
    const { runner, log, world } = setUp();
    function* step(): Step {
      yield { kind: "signal", signal: { done: true, wake: null } };
    }
    runner.run(step(), () => log.push("done"));
    expect(log).toEqual([]);
    world.run();
    expect(log).toEqual(["done"]);
  });

  test("steps inside steps give their results", () => {
    const { runner, log, world } = setUp();
    function* inner(): Step<number> {
      yield { kind: "until", atMicros: 10 };
      return 1;
    }
    function* outer(): Step<number> {
      return (yield* run(inner())) + (yield* run(2)) + (yield* run(inner()));
    }
    runner.run(outer(), (value) => log.push(`done ${value}`));
    world.run();
    expect(log).toEqual(["done 4"]);
  });

  test("an error ends the step and is told", () => {
    const { runner, log, world } = setUp();
    function* step(): Step {
      yield { kind: "until", atMicros: 10 };
      throw new Error("broken");
    }
    runner.run(step(), () => log.push("done"));
    world.run();
    expect(log).toEqual(["error broken"]);
    expect(runner.parked).toBe(false);
  });

  test("an abandoned step never goes on, whatever it waited for, and another one may start", () => {
    const { runner, log, world } = setUp();
    function* step(name: string): Step {
      yield { kind: "external", to: nodeId("service"), request: 1, sizeBytes: 10 };
      log.push(name);
    }
    runner.run(step("old"), () => log.push("done old"));
    runner.abandon();
    runner.run(step("new"), () => log.push("done new"));
    world.run();
    expect(log).toEqual(["new", "done new"]);
  });

  test("only one step at a time", () => {
    const { runner } = setUp();
    function* step(): Step {
      yield { kind: "until", atMicros: 10 };
    }
    runner.run(step(), () => {});
    expect(() => runner.run(step(), () => {})).toThrow("while another one waits");
  });

  test("a request is repeated until it is answered, and an answer that comes twice counts once", () => {
    const { runner, log, world } = setUp();
    world.crash("service", true);
    function* step(): Step<unknown> {
      return yield { kind: "external", to: nodeId("service"), request: 4, sizeBytes: 10 };
    }
    runner.run(step(), (value) => log.push(`done ${value}`));
    world.run(2_500_000);
    expect(log).toEqual([]);
    world.boot("service");
    world.run(5_000_000);
    expect(log).toEqual(["done 8"]);
  });

  test("a waiting step ends with its process", () => {
    const { runner, log, world } = setUp();
    function* step(): Step {
      yield { kind: "storage-write", path: "f", bytes: Uint8Array.of(1) };
      log.push("went on");
    }
    runner.run(step(), () => {});
    world.crash("task");
    world.run();
    expect(log).toEqual([]);
  });
});

describe("mailbox", () => {
  test("mails are taken in order; a closed one takes none and has none", () => {
    const mailbox = new Mailbox();
    const mail = (kind: "timer" | "event") => ({ kind, priority: MIN_PRIORITY, causes: NO_CAUSES, work: () => {} });
    const take = () => mailbox.take(MIN_PRIORITY);
    mailbox.put(mail("timer"));
    mailbox.put(mail("event"));
    expect([take()?.kind, take()?.kind, take()]).toEqual(["timer", "event", null]);
    mailbox.put(mail("timer"));
    mailbox.close();
    mailbox.put(mail("event"));
    expect(mailbox.has(MIN_PRIORITY)).toBe(false);
  });

  test("who yields takes the first mail of his own place or a later one; the main loop takes them in order", () => {
    const mailbox = new Mailbox();
    for (const [kind, priority] of [
      ["event", MIN_PRIORITY],
      ["timer", 0],
      ["operator", 2],
      ["notification", MAX_PRIORITY],
      ["timer", 1],
    ] as const)
      mailbox.put({ kind, priority, causes: NO_CAUSES, work: () => {} });
    expect(mailbox.take(1)?.priority).toBe(2);
    expect([mailbox.has(MAX_PRIORITY), mailbox.take(1)?.priority, mailbox.has(MAX_PRIORITY)]).toEqual([
      true,
      MAX_PRIORITY,
      false,
    ]);
    expect([mailbox.take(1)?.priority, mailbox.take(1)]).toEqual([1, null]);
    expect([mailbox.take(MIN_PRIORITY)?.kind, mailbox.take(MIN_PRIORITY)?.kind]).toEqual(["event", "timer"]);
  });
});
