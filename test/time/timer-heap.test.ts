import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { VOID_SCOPE } from "../../src/state/keyed-state-backend.ts";
import { InternalTimer, TimerHeap } from "../../src/time/timer-heap.ts";

const CONTEXT = { key: "k", keyGroup: 0, id: 0, memory: null };

const said = (heap: TimerHeap) => heap.toArray().map(({ time, scope }) => `${scope.namespace} at ${time}`);

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

  it("moves a timer to where one would come that is added before it is removed", () => {
    const step = fc.record({ time: fc.integer({ min: 0, max: 20 }), at: fc.nat(40), moves: fc.boolean() });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 100, size: "max" }), (steps) => {
        const [moving, model] = [new TimerHeap(), new TimerHeap()];
        const pairs: { moved: InternalTimer; added: InternalTimer }[] = [];
        const timerOf = (time: number, namespace: string) => new InternalTimer(time, CONTEXT, { namespace });
        for (const { time, at, moves } of steps) {
          if (moves && pairs.length > 0) {
            const pair = pairs[at % pairs.length];
            const added = timerOf(time, pair.added.scope.namespace);
            model.add(added);
            model.remove(pair.added);
            pair.added = added;
            moving.move(pair.moved, time);
          } else {
            const name = `${pairs.length}`;
            const pair = { moved: timerOf(time, name), added: timerOf(time, name) };
            moving.add(pair.moved);
            model.add(pair.added);
            pairs.push(pair);
          }
          expect(said(moving)).toEqual(said(model));
        }
        for (const { moved, added } of pairs) {
          moving.remove(moved);
          model.remove(added);
          expect(said(moving)).toEqual(said(model));
        }
      }),
    );
  });

  it("orders equal times as Flink's heap does: the last one added takes the place of the one polled", () => {
    const heap = new TimerHeap();
    for (const name of ["a", "b", "c", "d"]) heap.add(new InternalTimer(5, CONTEXT, { namespace: name }));
    const order: string[] = [];
    for (let head = heap.peek(); head !== null; head = heap.peek()) {
      order.push(head.scope.namespace);
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
    expect(heap.peek()?.scope.namespace).toBe("b");
  });
});
