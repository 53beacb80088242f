import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { KeyContext, KeyedStateBackend, Scope } from "../../src/state/keyed-state-backend.ts";
import { TimerQueue } from "../../src/time/timer-queue.ts";

function contextOf(key: string): KeyContext {
  return { key, keyGroup: 0, id: key.charCodeAt(0), memory: null };
}

/** Equal by its name only. */
const scopeOf = (namespace: string): Scope => ({ namespace });

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
    timers.release(firing);
    timers.add(7, context, scopeOf("v"));
    expect(timers.toArray().map(({ time, namespace }) => `${time}${namespace}`)).toEqual(["7v", "20w", "10w"]);
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
            expect(inside.delete(textOf(polled.time, polled.context, polled.namespace))).toBe(true);
            timers.release(polled);
          }
          expect(timers.size).toBe(inside.size);
        }
        expect(new Set(timers.toArray().map((one) => textOf(one.time, one.context, one.namespace)))).toEqual(inside);
      }),
    );
  });
});
