import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { VOID_SCOPE } from "../../src/state/keyed-state-backend.ts";
import { InternalTimer, TimerHeap } from "../../src/time/timer-heap.ts";

const CONTEXT = { key: "k", keyGroup: 0, id: 0, memory: null };

describe("the timer heap", () => {
  it("gives timers by time whatever was added and removed in between", () => {
    const operations = fc.array(
      fc.record({ time: fc.integer({ min: 0, max: 99 }), remove: fc.constantFrom(false, false, true) }),
      {
        maxLength: 100,
        size: "max",
      },
    );
    fc.assert(
      fc.property(operations, (list) => {
        const heap = new TimerHeap();
        const inside: InternalTimer[] = [];
        for (const { time, remove } of list) {
          if (remove && inside.length > 0) {
            const [timer] = inside.splice(time % inside.length, 1);
            heap.remove(timer);
          } else {
            const timer = new InternalTimer(time, CONTEXT, VOID_SCOPE);
            inside.push(timer);
            heap.add(timer);
          }
          expect(heap.size).toBe(inside.length);
          expect(heap.peek()?.time ?? null).toBe(
            inside.length === 0 ? null : Math.min(...inside.map((one) => one.time)),
          );
        }
        expect(new Set(heap.toArray())).toEqual(new Set(inside));
        const times: number[] = [];
        for (let head = heap.peek(); head !== null; head = heap.peek()) {
          times.push(head.time);
          heap.remove(head);
        }
        expect(times).toEqual(inside.map((one) => one.time).sort((a, b) => a - b));
      }),
    );
  });

  it("orders equal times as Flink's heap does: the last one added takes the place of the one polled", () => {
    const heap = new TimerHeap();
    for (const name of ["a", "b", "c", "d"]) heap.add(new InternalTimer(5, CONTEXT, { namespace: name }));
    const order: string[] = [];
    for (let head = heap.peek(); head !== null; head = heap.peek()) {
      order.push(head.namespace);
      heap.remove(head);
    }
    expect(order).toEqual(["a", "d", "c", "b"]);
  });

  it("takes the first of two equal children", () => {
    const heap = new TimerHeap();
    const times: [string, number][] = [
      ["a", 1],
      ["b", 2],
      ["c", 2],
      ["d", 3],
    ];
    for (const [name, time] of times) heap.add(new InternalTimer(time, CONTEXT, { namespace: name }));
    heap.remove(heap.peek() as InternalTimer);
    expect(heap.peek()?.namespace).toBe("b");
  });
});
