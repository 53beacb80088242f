import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { checkTrace } from "../../sim/check/all-checkers.ts";
import type { BarrierEvent } from "../../src/network/elements.ts";
import { ResultPartition } from "../../src/network/result-partition.ts";
import { TestWorld } from "../sim/support/world.ts";
import { EXCLUSIVE, FLOATING, Wire } from "./support.ts";

const barrier: BarrierEvent = { kind: "barrier", checkpointId: 1, triggeredAtMicros: 0, blocksUpstream: true };

function upTo(n: number): number[] {
  return Array.from({ length: n }, (_, i) => i + 1);
}

describe("credit-based flow control", () => {
  test("what is written arrives in order", () => {
    const wire = new Wire().offer().open().run();
    const seen: (number | string)[] = [];
    for (let i = 0; i < 50; i++) {
      wire.write();
      seen.push(...wire.run(400).take());
    }
    seen.push(...wire.run().take());
    expect(seen).toEqual(upTo(50));
    expect(wire.errors).toEqual([]);
  });

  test("a consumer that takes nothing gets no more than its credit, and the rest waits at the producer", () => {
    const wire = new Wire().offer().open().run();
    for (let i = 0; i < 30; i++) wire.write();
    wire.run();
    expect(wire.gate.queued()).toBe(EXCLUSIVE + FLOATING);
    expect(wire.partition.subpartitions[0].backlog).toBe(30 - EXCLUSIVE - FLOATING);
    expect(wire.partition.isAvailable()).toBe(false);
  });

  test("when buffers come back the producer goes on and is woken", () => {
    const wire = new Wire().offer().open().run();
    for (let i = 0; i < 30; i++) wire.write();
    expect(wire.partition.isAvailable()).toBe(false);
    const before = wire.wakes;
    const seen: (number | string)[] = [];
    for (let i = 0; i < 30; i++) seen.push(...wire.run(2000).take());
    expect(seen).toEqual(upTo(30));
    expect(wire.wakes).toBeGreaterThan(before);
    expect(wire.partition.isAvailable()).toBe(true);
  });

  test("events need no credit", () => {
    const wire = new Wire().offer().open().run();
    for (let i = 0; i < EXCLUSIVE + FLOATING; i++) wire.write();
    wire.run();
    wire.event({ kind: "end-of-data", drain: true });
    wire.run();
    expect(wire.gate.queued()).toBe(EXCLUSIVE + FLOATING + 1);
    expect(wire.take().at(-1)).toBe("end-of-data");
  });

  test("in any mix of writing, taking and waiting no buffer goes without credit and none is lost", () => {
    const step = fc.oneof(
      fc.record({ kind: fc.constant("write" as const), n: fc.integer({ min: 1, max: 8 }) }),
      fc.record({ kind: fc.constant("take" as const), n: fc.integer({ min: 1, max: 8 }) }),
      fc.record({ kind: fc.constant("run" as const), n: fc.integer({ min: 1, max: 900 }) }),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const wire = new Wire().offer().open();
        const seen: (number | string)[] = [];
        let written = 0;
        for (const { kind, n } of steps) {
          if (kind === "run") wire.run(n);
          else if (kind === "take") seen.push(...wire.take(n));
          else for (let i = 0; i < n; i++, written++) wire.write();
          expect(wire.gate.queued()).toBeLessThanOrEqual(EXCLUSIVE + FLOATING);
        }
        for (let i = 0; i < 60 && seen.length < written; i++) seen.push(...wire.run(5000).take());
        expect(seen).toEqual(upTo(written));
        const { events } = wire.world.kernel.trace;
        expect(checkTrace(events, { initialCredit: EXCLUSIVE }).map(({ message }) => message)).toEqual([]);
        expect(wire.errors).toEqual([]);
      }),
      { numRuns: 200, seed: 1 },
    );
  });
});

describe("barriers in a channel", () => {
  test("an aligned barrier stops the channel until the consumer resumes it", () => {
    const wire = new Wire().offer().open().run();
    wire.write();
    wire.event(barrier);
    wire.write();
    expect(wire.run().take()).toEqual([1, "barrier"]);
    expect(wire.run().take()).toEqual([]);
    wire.gate.channels[0].link?.resume();
    expect(wire.run().take()).toEqual([2]);
  });

  test("a barrier that is only counted stops nothing", () => {
    const wire = new Wire().offer().open().run();
    wire.event({ ...barrier, blocksUpstream: false });
    wire.write();
    expect(wire.run().take()).toEqual(["barrier", 1]);
  });
});

describe("opening a channel", () => {
  test("while the producer is not there the consumer asks again, each time after twice the pause", () => {
    const wire = new Wire().open();
    wire.run(1_600_000);
    const requests = wire.producer.received.filter(({ kind }) => kind === "partition-request").length;
    // At 0, 100, 300, 700 and 1500 ms.
    expect(requests).toBe(5);
    wire.offer();
    wire.write();
    expect(wire.run(2_000_000).take()).toEqual([1]);
    expect(wire.errors).toEqual([]);
  });

  test("after the greatest pause the consumer gives up", () => {
    const wire = new Wire().open();
    wire.run(60_000_000);
    expect(wire.errors).toEqual([expect.stringContaining("PartitionNotFoundException")]);
  });

  test("what was written before the consumer came is not lost", () => {
    const wire = new Wire().offer();
    wire.write();
    wire.write();
    expect(wire.open().run().take()).toEqual([1, 2]);
  });

  test("a channel that was closed gets nothing more", () => {
    const wire = new Wire().offer().open().run();
    wire.consumer.network.closeChannel(7);
    wire.run();
    wire.write();
    wire.run();
    expect(wire.take()).toEqual([]);
    expect(wire.consumer.received.filter(({ kind }) => kind === "buffer")).toEqual([]);
  });
});

describe("failures", () => {
  test("a gap in the sequence fails the task", () => {
    const wire = new Wire().offer().open().run();
    wire.write();
    wire.run();
    const { element } = wire.gate.poll() ?? {};
    if (element === undefined) throw new Error("Nothing came.");
    wire.gate.channels[0].onElement(2, element, 0, 8);
    expect(wire.errors).toEqual([
      expect.stringMatching(/BufferReorderingException: .*expected buffer 1 and received 2/),
    ]);
  });

  test("the end of the producer's process fails the consumer; that of a process before it does not", () => {
    const wire = new Wire().offer().open().run();
    wire.consumer.network.onConnectionClosed(wire.producer.world.node, 0);
    expect(wire.errors).toEqual([]);
    wire.world.crash("p");
    wire.run();
    expect(wire.errors).toEqual([expect.stringContaining("RemoteTransportException")]);
  });

  test("credit from a machine that does not read the channel is refused", () => {
    const wire = new Wire().offer().open().run();
    for (let i = 0; i < 30; i++) wire.write();
    wire.run();
    const stranger = wire.world.listener("x");
    const credit = { class: "data", kind: "add-credit", channel: 7, credit: 5 } as const;
    stranger.world.net.send(wire.producer.world.node, credit, 10);
    wire.run();
    expect(wire.gate.queued()).toBe(EXCLUSIVE + FLOATING);
  });
});

describe("local channels", () => {
  test("need no credit and no message; buffers count as used until they are processed", () => {
    const wire = new Wire(true).offer().open();
    for (let i = 0; i < 12; i++) wire.write();
    expect(wire.world.kernel.net.sent).toBe(0);
    expect(wire.gate.queued()).toBe(12);
    expect(wire.partition.isAvailable()).toBe(false);
    expect(wire.take(6)).toEqual(upTo(6));
    expect(wire.partition.isAvailable()).toBe(true);
  });

  test("are blocked behind an aligned barrier like remote ones", () => {
    const wire = new Wire(true).offer().open();
    wire.event(barrier);
    wire.write();
    expect(wire.take()).toEqual(["barrier"]);
    wire.gate.channels[0].link?.resume();
    expect(wire.take()).toEqual([1]);
  });
});

describe("a partition with several channels", () => {
  test("is unavailable while one channel is too long, though there are buffers left for the others", () => {
    const { clock, trace } = new TestWorld().listener("p").world;
    const owner = { wake: () => {}, emissionTime: () => 0 };
    const pool = { buffersPerChannel: 2, floatingBuffers: 20, maxBuffersPerChannel: 10 };
    const partition = new ResultPartition([1, 2], 0, clock, trace, owner, pool);
    const fill = (channel: number, n: number) => {
      for (let i = 0; i < n; i++) partition.add(partition.subpartitions[channel], partition.requestBuffer(1));
    };
    fill(0, 10);
    expect(partition.isAvailable()).toBe(true);
    fill(0, 1);
    expect(partition.isAvailable()).toBe(false);
  });
});
