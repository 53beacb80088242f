import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { HeapKeyedStateBackend } from "../../src/state/heap-keyed-state-backend.ts";
import { MergingWindowSet } from "../../src/windowing/merging-window-set.ts";
import { EventTimeSessionWindows } from "../../src/windowing/session-windows.ts";
import { TimeWindow } from "../../src/windowing/time-window.ts";
import type { MergingWindowAssigner } from "../../src/windowing/window-assigner.ts";

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

/** A set in a backend of its own; what it said of merging. */
class Subject {
  backend = open();
  readonly assigner: MergingWindowAssigner<TimeWindow>;
  readonly traced: boolean;
  set: MergingWindowSet<TimeWindow>;
  readonly log: string[] = [];

  constructor(assigner: MergingWindowAssigner<TimeWindow>, traced: boolean) {
    this.assigner = assigner;
    this.traced = traced;
    this.set = new MergingWindowSet(assigner, this.backend, traced);
  }

  add(key: string, window: TimeWindow): void {
    this.backend.setCurrentKey(key);
    this.set.load();
    const into = this.set.add(window, (target, merged, stateWindow, others) =>
      this.log.push(`${merged.join("+")} to ${String(target)} in ${stateWindow} with ${others.join("+")}`),
    );
    this.log.push(`${String(into)} in ${this.set.find(into)?.stateWindow}`);
    this.set.persist();
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

  restore(): void {
    const bytes = this.snapshot();
    this.backend = open();
    this.backend.restore(bytes);
    this.set = new MergingWindowSet(this.assigner, this.backend, this.traced);
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
        const slow = new Subject(opaque, true);
        const lean = new Subject(sessions, false);
        for (const { key, start, length, does } of steps) {
          for (const subject of [slow, lean]) {
            if (does === "add") subject.add(key, new TimeWindow(start, start + length));
            else if (does === "retire") subject.retire(key, start, start + length);
            else if (does === "restore") subject.restore();
          }
          expect(lean.backend.numStateEntries()).toBe(slow.backend.numStateEntries());
          if (does === "snapshot") expect(lean.snapshot()).toEqual(slow.snapshot());
        }
        expect(lean.log).toEqual(slow.log);
        expect(lean.snapshot()).toEqual(slow.snapshot());
      }),
    );
  });
});
