import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { KeyContext, KeyedStateBackend, Scope } from "../../src/state/keyed-state-backend.ts";
import { InternalTimer } from "../../src/time/timer-heap.ts";
import { TimerQueue } from "../../src/time/timer-queue.ts";

function contextOf(key: string): KeyContext {
  return { key, keyGroup: 0, id: key.charCodeAt(0), memory: null };
}

/** Equal by its name only. */
const scopeOf = (namespace: string): Scope => ({ namespace });

/** A scope that is a timer. */
class OwnTimer extends InternalTimer implements Scope {
  namespace = "w";

  constructor(context: KeyContext) {
    super(0, context, { namespace: "w" });
    this.scope = this;
  }
}

function queue(): TimerQueue {
  const backend: Pick<KeyedStateBackend, "countTimer"> = { countTimer() {} };
  return new TimerQueue(backend as KeyedStateBackend);
}

describe("the timers of a service", () => {
  it("are each there once for a time, a key and a namespace", () => {
    const timers = queue();
    const [a, b] = [contextOf("a"), contextOf("b")];
    expect(timers.add(5, a, scopeOf("w"))).toBe(true);
    expect(timers.add(5, a, scopeOf("w"))).toBe(false);
    expect(timers.add(5, b, scopeOf("w"))).toBe(true);
    expect(timers.add(5, a, scopeOf("v"))).toBe(true);
    expect(timers.remove(5, a, scopeOf("w"))).toBe(true);
    expect(timers.remove(5, a, scopeOf("w"))).toBe(false);
    expect(timers.size).toBe(2);
  });

  it("leave the one that fires alone while its callback registers others", () => {
    const timers = queue();
    const context = contextOf("a");
    timers.add(5, context, scopeOf("w"));
    const firing = timers.poll();
    timers.add(10, context, scopeOf("w"));
    timers.add(20, context, scopeOf("w"));
    expect([firing.time, firing.context]).toEqual([5, context]);
    timers.add(7, context, scopeOf("v"));
    expect(timers.toArray().map(({ time, scope }) => `${time}${scope.namespace}`)).toEqual(["7v", "20w", "10w"]);
  });

  it("move with the scope that they belong to, be it their own timer or found by its name", () => {
    const context = contextOf("a");
    for (const scope of [new OwnTimer(context), scopeOf("w")]) {
      const timers = queue();
      timers.add(5, context, scope);
      timers.move(5, 9, context, scope);
      expect(timers.toArray().map(({ time }) => time)).toEqual([9]);
      expect(timers.remove(5, context, scope)).toBe(false);
      expect(timers.remove(9, context, scope)).toBe(true);
      timers.move(9, 11, context, scope);
      expect(timers.poll().time).toBe(11);
    }
    const timers = queue();
    const own = new OwnTimer(context);
    timers.add(5, context, scopeOf("w"));
    timers.move(5, 9, context, own);
    own.namespace = "v";
    expect(timers.remove(9, context, scopeOf("v"))).toBe(true);
  });

  it("are the scope itself if that is a timer, but once at a time", () => {
    const context = contextOf("a");
    const own = new OwnTimer(context);
    const timers = queue();
    timers.add(5, context, own);
    timers.add(9, context, own);
    expect(timers.poll()).toBe(own);
    expect(timers.peek()?.time).toBe(9);
    timers.add(5, context, own);
    expect(timers.poll()).toBe(own);
    expect(timers.poll().scope).toBe(own);
  });

  it("are found and removed however many there are", () => {
    const contexts = ["a", "b", "c"].map(contextOf);
    const timer = fc.record({
      time: fc.oneof(fc.integer({ min: 0, max: 40 }), fc.constantFrom(2 ** 40, 2 ** 40 + 1, Number.MAX_SAFE_INTEGER)),
      context: fc.constantFrom(...contexts),
      namespace: fc.constantFrom("v", "w"),
      does: fc.constantFrom("add", "add", "add", "remove", "poll"),
    });
    fc.assert(
      fc.property(fc.array(timer, { maxLength: 300, size: "max" }), (list) => {
        const timers = queue();
        const inside = new Set<string>();
        const textOf = (time: number, context: KeyContext, namespace: string) => `${time}${context.key}${namespace}`;
        for (const { time, context, namespace, does } of list) {
          const text = textOf(time, context, namespace);
          if (does === "add") {
            expect(timers.add(time, context, scopeOf(namespace))).toBe(!inside.has(text));
            inside.add(text);
          } else if (does === "remove")
            expect(timers.remove(time, context, scopeOf(namespace))).toBe(inside.delete(text));
          else if (inside.size > 0) {
            const polled = timers.poll();
            expect(inside.delete(textOf(polled.time, polled.context, polled.scope.namespace))).toBe(true);
          }
          expect(timers.size).toBe(inside.size);
        }
        expect(new Set(timers.toArray().map((one) => textOf(one.time, one.context, one.scope.namespace)))).toEqual(
          inside,
        );
      }),
    );
  });
});
