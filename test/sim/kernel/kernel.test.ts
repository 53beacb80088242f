import { describe, expect, test } from "vitest";
import type { Process } from "../../../sim/kernel/node.ts";
import { type ConnectionClosed, nodeId, type World } from "../../../src/world.ts";
import { numbered, TestWorld } from "../support/world.ts";

/** Ticks every 10 µs and says so. */
class Ticker implements Process {
  readonly #world: World;
  readonly #name: string;
  readonly #log: string[];

  constructor(world: World, name: string, log: string[]) {
    this.#world = world;
    this.#name = name;
    this.#log = log;
  }

  start(): void {
    this.#arm();
  }

  receive(): void {
    this.#log.push(`${this.#world.clock.now()} ${this.#name} mail`);
  }

  onEvent(): void {
    this.#log.push(`${this.#world.clock.now()} ${this.#name}`);
    this.#arm();
  }

  #arm(): void {
    const { clock } = this.#world;
    clock.schedule(clock.now() + 10, "timer", this, 0, null);
  }
}

function ticking(): { world: TestWorld; log: string[] } {
  const world = new TestWorld();
  const log: string[] = [];
  world.add("a", (ports, incarnation) => new Ticker(ports, `a#${incarnation}`, log));
  return { world, log };
}

describe("kernel", () => {
  test("a crash drops the timers of the process; the next incarnation starts anew with the next number", () => {
    const { world, log } = ticking();
    world.run(25);
    world.crash("a");
    world.run(60);
    expect(log).toEqual(["10 a#1", "20 a#1"]);
    world.boot("a");
    world.run(75);
    expect(log.slice(2)).toEqual(["70 a#2"]);
    expect(world.kernel.node(nodeId("a")).incarnations).toBe(2);
  });

  test("booting a machine that runs and crashing one that does not change nothing", () => {
    const { world, log } = ticking();
    world.boot("a");
    world.run(15);
    expect(log).toEqual(["10 a#1"]);
    world.crash("a");
    world.crash("a");
    world.boot("a");
    world.run(26);
    expect(log).toEqual(["10 a#1", "25 a#2"]);
  });

  test("a pause defers timers and mail of the process, in order, and nothing else", () => {
    const { world, log } = ticking();
    const other = world.listener("b");
    world.run(5);
    world.kernel.node(nodeId("a")).pausedUntil = 1000;
    other.world.net.send(nodeId("a"), numbered(1), 10);
    world.run(999);
    expect(log).toEqual([]);
    world.run(1005);
    expect(log).toEqual(["1000 a#1", "1000 a#1 mail"]);
  });

  test("events of the world itself outlive every process", () => {
    const { world } = ticking();
    const seen: number[] = [];
    world.kernel.schedule(50, "fault", { onEvent: () => seen.push(world.kernel.now) }, 0, null);
    world.crash("a");
    world.run();
    expect(seen).toEqual([50]);
  });

  test("a process that ended sends nothing more, though its event still runs", () => {
    const world = new TestWorld();
    const [a] = [world.listener("a"), world.listener("b")];
    world.crash("a", true);
    a.world.net.send(nodeId("b"), numbered(1), 10);
    world.run();
    expect(world.numbers("b")).toEqual([]);
  });

  test("a packet in flight outlives its sender, and reaches the receiver's next process as a stale message", () => {
    const world = new TestWorld();
    const [a] = [world.listener("a"), world.listener("b")];
    a.world.net.send(nodeId("b"), numbered(1), 10);
    world.crash("a", true);
    world.crash("b", true);
    world.boot("b");
    world.run();
    expect(world.newest("b").incarnation).toBe(2);
    expect(world.numbers("b")).toEqual([1]);
  });

  test("CPU time is longer on a slow machine", () => {
    const world = new TestWorld();
    const a = world.listener("a");
    expect(a.world.clock.cpuNanos(100)).toBe(100);
    world.kernel.node(nodeId("a")).slowness = 3;
    expect(a.world.clock.cpuNanos(100)).toBe(300);
  });

  test("a time in the past is now, for a process", () => {
    const world = new TestWorld();
    const a = world.listener("a");
    world.run(100);
    const seen: number[] = [];
    a.world.clock.schedule(3, "timer", { onEvent: () => seen.push(a.world.clock.now()) }, 0, null);
    world.run();
    expect(seen).toEqual([100]);
  });

  test("a machine that is not there is named", () => {
    expect(() => new TestWorld().kernel.node(nodeId("x"))).toThrow("There is no machine x.");
  });

  test("who talked with a process learns of its end, with the number of the incarnation", () => {
    const world = new TestWorld();
    const [a, b] = [world.listener("a"), world.listener("b")];
    a.world.net.send(nodeId("b"), numbered(1), 10);
    world.run();
    world.crash("a");
    world.run();
    const closed = b.received.at(-1)?.message as ConnectionClosed;
    expect(closed).toMatchObject({ class: "connection", peer: "a", incarnation: 1 });
  });
});
