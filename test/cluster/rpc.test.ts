import { describe, expect, test } from "vitest";
import { HeartbeatMonitor } from "../../src/cluster/heartbeat.ts";
import { endpoint, type RpcResult, RpcService, rpcMethodOf } from "../../src/cluster/rpc.ts";
import { type Message, type NodeId, nodeId, type World } from "../../src/world.ts";
import { TestWorld } from "../sim/support/world.ts";

type Echo = {
  readonly echo: { readonly body: { readonly text: string }; readonly reply: string };
  readonly later: { readonly body: { readonly afterMicros: number }; readonly reply: string };
  readonly no: { readonly body: null; readonly reply: null };
};

/** A caller and an echoing endpoint whose token can be changed. */
class Calls {
  readonly world = new TestWorld();
  readonly results: RpcResult<string | null>[] = [];
  readonly handled: string[] = [];
  token: string | null = null;
  rpc!: RpcService;

  constructor() {
    this.world.add("server", (ports, incarnation) => this.#service(ports, incarnation, true));
    this.world.add("client", (ports, incarnation) => this.#service(ports, incarnation, false));
  }

  ask<M extends keyof Echo>(
    method: M,
    body: Echo[M]["body"],
    token: string | null = null,
    name = "echo",
    timeoutMs = 1000,
  ): void {
    this.rpc.ask<Echo, M>({ node: nodeId("server"), endpoint: name }, method, token, body, timeoutMs, (result) =>
      this.results.push(result),
    );
  }

  run(micros = 10_000_000): this {
    this.world.run(this.world.kernel.now + micros);
    return this;
  }

  #service(ports: World, incarnation: number, server: boolean) {
    const rpc = new RpcService(ports, `${ports.node}#${incarnation}`);
    if (!server) this.rpc = rpc;
    else {
      rpc.register(
        endpoint<Echo>("echo", () => this.token, {
          echo: ({ text }, answer) => {
            this.handled.push(text);
            answer.give(text.toUpperCase());
          },
          later: ({ afterMicros }, answer) => {
            const handler = { onEvent: () => answer.give("late") };
            ports.clock.schedule(ports.clock.now() + afterMicros, "timer", handler, 0, null);
          },
          no: (_body, answer) => answer.refuse("I do not want to."),
        }),
      );
    }
    return { start() {}, receive: (from: NodeId, message: Message) => rpc.receive(from, message) };
  }
}

describe("calls", () => {
  test("are answered once, now or later", () => {
    const calls = new Calls();
    calls.ask("later", { afterMicros: 500_000 });
    calls.ask("echo", { text: "a" });
    calls.run();
    expect(calls.results).toEqual([
      { ok: true, body: "A" },
      { ok: true, body: "late" },
    ]);
  });

  test("with another fencing token than the one in force are refused and not handled", () => {
    const calls = new Calls();
    calls.token = "leader-2";
    calls.ask("echo", { text: "old" }, "leader-1");
    calls.ask("echo", { text: "none" }, null);
    calls.ask("echo", { text: "new" }, "leader-2");
    calls.run();
    expect(calls.handled).toEqual(["new"]);
    expect(calls.results.map((r) => (r.ok ? r.body : r.reason))).toEqual(["fenced", "fenced", "NEW"]);
    const rejected = calls.world.kernel.trace.events.filter(({ kind }) => kind === "rpc.reject");
    expect(rejected.map(({ ext }) => [ext?.token, ext?.expected])).toEqual([
      ["leader-1", "leader-2"],
      [null, "leader-2"],
    ]);
  });

  test("can be refused by the receiver, with its words", () => {
    const calls = new Calls();
    calls.ask("no", null);
    expect(calls.run().results).toEqual([{ ok: false, reason: "refused", message: "I do not want to." }]);
  });

  test("to an endpoint or a process that is not there fail as unreachable, before the timeout", () => {
    const calls = new Calls();
    calls.ask("echo", { text: "a" }, null, "nobody");
    calls.run(10_000);
    calls.world.crash("server", true);
    calls.ask("echo", { text: "b" });
    calls.run(10_000);
    expect(calls.results.map((r) => (r.ok ? "" : r.reason))).toEqual(["unreachable", "unreachable"]);
  });

  test("that wait when the receiver's process ends fail at once", () => {
    const calls = new Calls();
    calls.ask("later", { afterMicros: 900_000 });
    calls.run(10_000);
    calls.world.crash("server");
    calls.run(10_000);
    expect(calls.results).toMatchObject([{ ok: false, reason: "unreachable" }]);
  });

  test("without an answer end with the timeout; the answer that comes later is ignored", () => {
    const calls = new Calls();
    calls.ask("later", { afterMicros: 1_500_000 });
    calls.run();
    expect(calls.results).toMatchObject([{ ok: false, reason: "timeout" }]);
  });

  test("that arrive twice are handled twice and answered once: handlers have to bear repetitions", () => {
    const calls = new Calls();
    calls.world.kernel.net.addFault({
      judge: ({ message }) => (rpcMethodOf(message) === "echo" ? { drop: false, duplicates: 1, delayMicros: 0 } : null),
    });
    calls.ask("echo", { text: "a" });
    calls.run();
    expect(calls.handled).toEqual(["a", "a"]);
    expect(calls.results).toEqual([{ ok: true, body: "A" }]);
  });

  test("an answer to an earlier process of the machine is not taken by the next", () => {
    const calls = new Calls();
    calls.ask("later", { afterMicros: 300_000 });
    calls.run(10_000);
    calls.world.crash("client", true);
    calls.world.boot("client");
    calls.ask("later", { afterMicros: 600_000 });
    calls.run(500_000);
    expect(calls.results).toEqual([]);
    expect(calls.run().results).toEqual([{ ok: true, body: "late" }]);
  });
});

describe("heartbeats", () => {
  function monitor(intervalMs = 100, timeoutMs = 350, rpcFailureThreshold = 2) {
    const world = new TestWorld();
    const { clock } = world.listener("jm").world;
    const log: string[] = [];
    const owner = {
      requestHeartbeat: (target: string) => void log.push(`${clock.now() / 1000} ask ${target}`),
      onHeartbeatLost: (target: string, reason: string, silent: number) =>
        void log.push(`${clock.now() / 1000} lost ${target} ${reason} ${silent / 1000}`),
    };
    const heartbeat = new HeartbeatMonitor(clock, { intervalMs, timeoutMs, rpcFailureThreshold }, owner);
    return { world, heartbeat, log };
  }

  test("a target is asked every interval and lost after the timeout without a sign of life", () => {
    const { world, heartbeat, log } = monitor();
    heartbeat.monitor("a");
    world.run(210_000);
    heartbeat.alive("a");
    world.run(2_000_000);
    expect(log).toEqual(["100 ask a", "200 ask a", "300 ask a", "400 ask a", "500 ask a", "560 lost a timeout 350"]);
  });

  test("so many failed calls in a row lose it before that; a sign of life starts the count anew", () => {
    const { world, heartbeat, log } = monitor();
    heartbeat.monitor("a");
    heartbeat.failed("a");
    heartbeat.alive("a");
    heartbeat.failed("a");
    expect(log).toEqual([]);
    heartbeat.failed("a");
    expect(log).toEqual(["0 lost a unreachable 0"]);
    world.run(2_000_000);
    expect(log.length).toBe(1);
  });

  test("a target that is not watched any more is neither asked nor lost", () => {
    const { world, heartbeat, log } = monitor();
    heartbeat.monitor("a");
    heartbeat.unmonitor("a");
    heartbeat.alive("a");
    heartbeat.failed("a");
    world.run(2_000_000);
    expect(log).toEqual([]);
  });
});
