import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { HeapKeyedStateBackend } from "../../src/state/heap-keyed-state-backend.ts";
import { InFlight } from "../../src/windowing/in-flight.ts";
import { type MergeListener, MergingWindowSet } from "../../src/windowing/merging-window-set.ts";
import { EventTimeSessionWindows } from "../../src/windowing/session-windows.ts";
import { PassingWindow, TimeWindow } from "../../src/windowing/time-window.ts";
import type { MergingWindowAssigner, ScopedWindow } from "../../src/windowing/window-assigner.ts";

const sessions: MergingWindowAssigner<TimeWindow> = EventTimeSessionWindows.withGap(1);
/** The same windows, of which nobody may know when they touch. */
const opaque: MergingWindowAssigner<TimeWindow> = {
  isMerging: true,
  isEventTime: true,
  assignWindows: () => [],
  defaultTrigger: () => sessions.defaultTrigger(),
  windowOf: (namespace) => sessions.windowOf(namespace),
  mergeWindows: (windows, merge) => sessions.mergeWindows(windows, merge),
};

/** Windows that never merge. */
const apart: MergingWindowAssigner<TimeWindow> = { ...opaque, mergeWindows: () => {} };

/** A set in a backend of its own; what it said of merging. */
class Subject implements MergeListener {
  backend = open();
  readonly assigner: MergingWindowAssigner<TimeWindow>;
  readonly traced: boolean;
  set: MergingWindowSet<TimeWindow>;
  readonly log: string[] = [];
  readonly standsIn: boolean;
  #growing: { readonly was: string; readonly maxTimestamp: number } | null = null;
  readonly #passing = new PassingWindow(0, 0);
  readonly #absorbed: InFlight<ScopedWindow>[] = [];

  constructor(assigner: MergingWindowAssigner<TimeWindow>, traced: boolean, standsIn: boolean) {
    this.assigner = assigner;
    this.traced = traced;
    this.standsIn = standsIn;
    this.set = new MergingWindowSet(assigner, this.backend, traced, standsIn, false);
  }

  add(key: string, window: TimeWindow): void {
    this.backend.setCurrentKey(key);
    this.set.load();
    // Who keeps only bounds is given the same window again and again.
    this.#passing.moveTo(window.start, window.end);
    const into = this.set.add(this.standsIn ? this.#passing : window, this);
    this.#passing.moveTo(1000, 1001);
    expect(into instanceof InFlight).toBe(this.standsIn);
    if (this.#growing !== null) {
      expect(into.maxTimestamp()).toBe(this.#growing.maxTimestamp);
      const merged = [this.#growing.was, ...this.#absorbed].join("+");
      const stateWindow = this.set.find(into)?.stateWindow;
      const others = this.#absorbed.map((one) => one.stateWindow).filter((other) => other !== stateWindow);
      this.log.push(`${merged} to ${String(into)} in ${stateWindow} with ${others.join("+")}`);
    }
    this.#growing = null;
    this.#absorbed.length = 0;
    this.log.push(`${String(into)} in ${this.set.find(into)?.stateWindow}`);
    this.set.persist();
  }

  merged(into: ScopedWindow, merged: readonly ScopedWindow[], stateWindow: string, others: readonly string[]): void {
    this.log.push(`${merged.join("+")} to ${String(into)} in ${stateWindow} with ${others.join("+")}`);
  }

  grows(window: ScopedWindow, maxTimestamp: number): void {
    this.#growing = { was: String(window), maxTimestamp };
  }

  absorbed(_window: InFlight<ScopedWindow>, other: InFlight<ScopedWindow>): void {
    expect(other.isInFlight).toBe(false);
    this.#absorbed.push(other);
  }

  retire(key: string, start: number, end: number): void {
    this.backend.setCurrentKey(key);
    this.set.load();
    this.set.retire(new TimeWindow(start, end));
    this.set.persist();
  }

  snapshot(): Uint8Array {
    this.set.writeAll();
    return this.backend.snapshot().serialize();
  }

  restore(bytes: Uint8Array = this.snapshot()): void {
    this.backend = open();
    this.backend.restore(bytes);
    this.set = new MergingWindowSet(this.assigner, this.backend, this.traced, this.standsIn, true);
  }
}

const open = () => new HeapKeyedStateBackend({ maxParallelism: 8, firstKeyGroup: 0, lastKeyGroup: 7 });

const step = fc.record({
  key: fc.constantFrom("a", "b"),
  start: fc.integer({ min: 0, max: 60 }),
  length: fc.integer({ min: 1, max: 12 }),
  does: fc.constantFrom("add", "add", "add", "add", "retire", "snapshot", "restore"),
});

describe("a merging window set", () => {
  it("gives the same windows, merges and snapshots whether or not it may look at bounds and wait with writing", () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60, size: "max" }), (steps) => {
        const slow = new Subject(opaque, true, false);
        const lean = new Subject(sessions, false, false);
        const leanest = new Subject(sessions, false, true);
        for (const { key, start, length, does } of steps) {
          for (const subject of [slow, lean, leanest]) {
            if (does === "add") subject.add(key, new TimeWindow(start, start + length));
            else if (does === "retire") subject.retire(key, start, start + length);
            else if (does === "restore") subject.restore();
          }
          for (const subject of [lean, leanest]) {
            expect(subject.backend.numStateEntries()).toBe(slow.backend.numStateEntries());
            if (does === "snapshot") expect(subject.snapshot()).toEqual(slow.snapshot());
          }
        }
        for (const subject of [lean, leanest]) {
          expect(subject.log).toEqual(slow.log);
          expect(subject.snapshot()).toEqual(slow.snapshot());
        }
      }),
    );
  });

  it("takes up windows that touch each other, since another assigner has left them apart", () => {
    const windows = fc.array(fc.record({ start: fc.nat(20), length: fc.integer({ min: 1, max: 6 }) }), {
      maxLength: 8,
    });
    fc.assert(
      fc.property(windows, fc.array(step, { maxLength: 20, size: "max" }), (before, steps) => {
        const writer = new Subject(apart, true, false);
        for (const { start, length } of before) writer.add("a", new TimeWindow(start, start + length));
        const bytes = writer.snapshot();
        const slow = new Subject(opaque, true, false);
        const subjects = [slow, new Subject(sessions, false, false), new Subject(sessions, false, true)];
        for (const subject of subjects) subject.restore(bytes);
        for (const { start, length, does } of steps)
          for (const subject of subjects) {
            if (does === "add") subject.add("a", new TimeWindow(start, start + length));
            else if (does === "retire") subject.retire("a", start, start + length);
            else if (does === "restore") subject.restore();
          }
        for (const subject of subjects) {
          expect(subject.log).toEqual(slow.log);
          expect(subject.snapshot()).toEqual(slow.snapshot());
        }
      }),
    );
  });
});
