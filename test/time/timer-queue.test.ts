import { describe, expect, it } from "vitest";
import type { KeyContext, KeyedStateBackend } from "../../src/state/keyed-state-backend.ts";
import { TimerQueue } from "../../src/time/timer-queue.ts";

function contextOf(key: string): KeyContext {
  return { key, keyGroup: 0, newestTimer: null, timerIndex: null };
}

function queue(): TimerQueue {
  const backend: Pick<KeyedStateBackend, "countTimer"> = { countTimer() {} };
  return new TimerQueue(0, backend as KeyedStateBackend);
}

describe("the timers of a service", () => {
  it("are each there once for a time, a key and a namespace", () => {
    const timers = queue();
    const [a, b] = [contextOf("a"), contextOf("b")];
    expect(timers.add(5, a, "w")).toBe(true);
    expect(timers.add(5, a, "w")).toBe(false);
    expect(timers.add(5, b, "w")).toBe(true);
    expect(timers.add(5, a, "v")).toBe(true);
    expect(timers.remove(5, a, "w")).toBe(true);
    expect(timers.remove(5, a, "w")).toBe(false);
    expect(timers.size).toBe(2);
  });

  it("leave the one that fires alone while its callback registers others", () => {
    const timers = queue();
    const context = contextOf("a");
    timers.add(5, context, "w");
    const firing = timers.poll();
    timers.add(10, context, "w");
    timers.add(20, context, "w");
    expect([firing.time, firing.context]).toEqual([5, context]);
    timers.release(firing);
    timers.add(7, context, "v");
    expect(timers.toArray().map(({ time, namespace }) => `${time}${namespace}`)).toEqual(["7v", "20w", "10w"]);
  });
});
