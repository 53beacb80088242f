import { describe, expect, it } from "vitest";
import type { Item, JobStep } from "../../../sim/explore/jobs/job-plan.ts";
import { mayHaveTouchingSessions } from "../../../sim/explore/jobs/touching-sessions.ts";

const SOURCE: JobStep = { op: "source", splits: 1, speed: 1, disorderMs: 0 };
const session = (from: number): JobStep => ({ op: "window", from, sizeMs: 10, how: "reduce", shape: "session" });
const tumbling = (from: number): JobStep => ({ op: "window", from, sizeMs: 10, how: "reduce" });

function itemsAt(...times: readonly (readonly [key: string, at: number])[]): Item[] {
  return times.map(([key, at], i) => ({ id: `r${i}`, key, value: 1, at }));
}
const APART = itemsAt(["a", 5], ["a", 14], ["b", 15]);
const TOUCHING = itemsAt(["a", 5], ["b", 15], ["a", 15]);

describe("sessions of a plan", () => {
  it("touch where two records of a key are one gap apart", () => {
    expect(mayHaveTouchingSessions({ steps: [SOURCE, session(0)] }, TOUCHING)).toBe(true);
    expect(mayHaveTouchingSessions({ steps: [SOURCE, session(0)] }, APART)).toBe(false);
    expect(mayHaveTouchingSessions({ steps: [SOURCE, tumbling(0)] }, TOUCHING)).toBe(false);
  });

  it("may touch behind operators that give their results other times", () => {
    const map: JobStep = { op: "map", from: 0 };
    expect(mayHaveTouchingSessions({ steps: [SOURCE, map, session(1)] }, APART)).toBe(false);
    expect(mayHaveTouchingSessions({ steps: [SOURCE, tumbling(0), session(1)] }, APART)).toBe(true);
    const union: JobStep = { op: "union", from: 0, with: 1 };
    expect(mayHaveTouchingSessions({ steps: [SOURCE, map, union, session(2)] }, APART)).toBe(false);
    expect(mayHaveTouchingSessions({ steps: [SOURCE, tumbling(0), union, session(2)] }, APART)).toBe(true);
  });
});
