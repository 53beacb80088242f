import { describe, expect, test } from "vitest";
import type { PacketFault } from "../../../sim/net/network.ts";
import { type ConnectionClosed, nodeId } from "../../../src/world.ts";
import { type Listener, numbered, TestWorld } from "../support/world.ts";

const A = nodeId("a");
const B = nodeId("b");
const JITTERY = { latencyMicros: 100, jitterMicros: 400, bandwidthBytesPerMicro: 1000 };
const EXACT = { latencyMicros: 100, jitterMicros: 0, bandwidthBytesPerMicro: 10 };

function pair(link = EXACT, seed = 1): { world: TestWorld; a: Listener; b: Listener } {
  const world = new TestWorld(link, seed);
  return { world, a: world.listener("a"), b: world.listener("b") };
}

function closures(listener: Listener): ConnectionClosed[] {
  return listener.received.map(({ message }) => message).filter((m) => m.class === "connection") as ConnectionClosed[];
}

describe("links", () => {
  test("each class of traffic arrives in order, whatever the jitter", () => {
    for (let seed = 0; seed < 20; seed++) {
      const { world, a } = pair(JITTERY, seed);
      for (let n = 0; n < 40; n++) a.world.net.send(B, numbered(n, n % 2 === 0 ? "data" : "rpc"), 10);
      world.run();
      const numbers = world.numbers("b");
      const even = numbers.filter((n) => n % 2 === 0);
      const odd = numbers.filter((n) => n % 2 === 1);
      expect(even).toEqual([...even].sort((x, y) => x - y));
      expect(odd).toEqual([...odd].sort((x, y) => x - y));
      expect(numbers.length).toBe(40);
    }
  });

  test("latency, and the time that the bytes take", () => {
    const { world, a, b } = pair();
    a.world.net.send(B, numbered(1, "rpc"), 0);
    a.world.net.send(B, numbered(2, "data"), 5000);
    world.run();
    expect(b.received.map(({ at }) => at)).toEqual([100, 600]);
  });

  test("a slow link has a multiple of the latency, in one direction", () => {
    const { world, a, b } = pair();
    world.kernel.net.slow(A, B, 7);
    a.world.net.send(B, numbered(1), 0);
    b.world.net.send(A, numbered(2), 0);
    world.run();
    expect([b.received[0].at, a.received[0].at]).toEqual([700, 100]);
  });

  test("what a machine sends to itself takes the short way", () => {
    const { world, a } = pair();
    world.kernel.net.cut(A, A);
    a.world.net.send(A, numbered(1), 1_000_000);
    world.run();
    expect(a.received[0].at).toBeLessThan(10);
  });

  test("a cut holds packets back until it heals, in order, and leaves the other direction alone", () => {
    const { world, a, b } = pair();
    world.kernel.net.cut(A, B);
    for (let n = 0; n < 5; n++) a.world.net.send(B, numbered(n), 10);
    b.world.net.send(A, numbered(9), 10);
    world.run(10_000);
    expect(world.numbers("b")).toEqual([]);
    expect(world.numbers("a")).toEqual([9]);
    world.kernel.net.heal(A, B);
    a.world.net.send(B, numbered(5), 10);
    world.run();
    expect(world.numbers("b")).toEqual([0, 1, 2, 3, 4, 5]);
  });

  test("a packet that was on its way when the link was cut arrives", () => {
    const { world, a } = pair();
    a.world.net.send(B, numbered(1), 10);
    world.kernel.net.cut(A, B);
    world.run();
    expect(world.numbers("b")).toEqual([1]);
  });

  test("the draws of a link do not move with the traffic of another", () => {
    const arrivals = (noise: number) => {
      const { world, a, b } = pair(JITTERY, 4);
      const c = world.listener("c");
      for (let n = 0; n < 10; n++) {
        for (let i = 0; i < noise; i++) c.world.net.send(B, numbered(100 + i), 10);
        a.world.net.send(B, numbered(n), 10);
      }
      world.run();
      return b.received.filter(({ from }) => from === A).map(({ at }) => at);
    };
    expect(arrivals(3)).toEqual(arrivals(0));
  });
});

describe("faults of calls", () => {
  const rule = (verdict: { drop?: boolean; duplicates?: number; delayMicros?: number }): PacketFault => ({
    judge: ({ message }) =>
      message.class === "rpc" ? { drop: false, duplicates: 0, delayMicros: 0, ...verdict } : null,
  });

  function send(fault: PacketFault): { world: TestWorld; b: Listener } {
    const { world, a, b } = pair();
    world.kernel.net.addFault(fault);
    a.world.net.send(B, numbered(1, "rpc"), 0);
    a.world.net.send(B, numbered(2, "data"), 0);
    world.kernel.net.removeFault(fault);
    a.world.net.send(B, numbered(3, "rpc"), 0);
    world.run();
    return { world, b };
  }

  test("a dropped call never arrives; other traffic and later calls do", () => {
    expect(
      send(rule({ drop: true }))
        .world.numbers("b")
        .sort(),
    ).toEqual([2, 3]);
  });

  test("a duplicated call arrives twice", () => {
    expect(
      send(rule({ duplicates: 1 }))
        .world.numbers("b")
        .sort(),
    ).toEqual([1, 1, 2, 3]);
  });

  test("a delayed call arrives later and may be overtaken", () => {
    const { world, b } = send(rule({ delayMicros: 5000 }));
    expect(world.numbers("b").at(-1)).toBe(1);
    expect(b.received.at(-1)?.at).toBe(5100);
  });
});

describe("the end of a process", () => {
  test("peers that talked with it are told, others are not", () => {
    const { world, a, b } = pair();
    const c = world.listener("c");
    a.world.net.send(B, numbered(1), 10);
    world.run();
    world.crash("b");
    world.run();
    expect(closures(a)).toEqual([{ class: "connection", peer: "b", incarnation: 1 }]);
    expect(closures(c)).toEqual([]);
    expect(closures(b)).toEqual([]);
  });

  test("a machine that goes silent tells nobody", () => {
    const { world, a } = pair();
    a.world.net.send(B, numbered(1), 10);
    world.run();
    world.crash("b", true);
    world.run();
    expect(closures(a)).toEqual([]);
  });

  test("what the process sent last arrives before the news of its end", () => {
    const { world, a, b } = pair(JITTERY, 3);
    a.world.net.send(B, numbered(0), 10);
    world.run();
    for (let n = 1; n < 6; n++) b.world.net.send(A, numbered(n), 4000);
    world.crash("b");
    world.run();
    expect(a.received.at(-1)?.message.class).toBe("connection");
    expect(world.numbers("a")).toEqual([1, 2, 3, 4, 5]);
  });

  test("who calls a machine where nobody listens gets a reset, unless the link is cut", () => {
    const { world, a } = pair();
    world.crash("b");
    a.world.net.send(B, numbered(1), 10);
    world.run();
    expect(closures(a).length).toBe(1);
    world.kernel.net.cut(A, B);
    a.world.net.send(B, numbered(2), 10);
    world.run();
    expect(closures(a).length).toBe(1);
  });

  test("news of an end does not pass a cut link before it heals", () => {
    const { world, a } = pair();
    a.world.net.send(B, numbered(1), 10);
    world.run();
    world.kernel.net.cut(B, A);
    world.crash("b");
    world.run(50_000);
    expect(closures(a)).toEqual([]);
    world.kernel.net.heal(B, A);
    world.run();
    expect(closures(a).length).toBe(1);
  });
});
