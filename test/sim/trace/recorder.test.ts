import { describe, expect, test } from "vitest";
import type { RecorderOptions } from "../../../sim/trace/recorder.ts";
import { indexOf, levelOf, TraceRecorder } from "../../../sim/trace/recorder.ts";
import type { EventId, TraceEvent } from "../../../src/trace/trace.ts";
import { NO_EVENT } from "../../../src/trace/trace.ts";

function recorder(options: Partial<RecorderOptions> = {}): TraceRecorder {
  let now = 0;
  return new TraceRecorder({ clock: () => now++, emitLevel: 2, ...options });
}

/** A small run with events of all levels. */
function run(trace: TraceRecorder): void {
  trace.step("run.begin", { ext: { seed: 1 } });
  trace.step("buf.send", { task: 1, ch: 2, a: 1 });
  trace.step("el.take", { task: 1, ch: 2, a: 1 });
  trace.emit("cp.trigger", { ch: 1, ext: { tasks: [0, 1], coordinators: 0 } });
  trace.emit("st.write", { task: 1 });
  trace.digest(1, 2, 3, 4, 5);
}

describe("the recorder", () => {
  test("numbers events within their level", () => {
    const trace = recorder();
    run(trace);
    expect(trace.events.map((e) => [e.kind, levelOf(e.id), indexOf(e.id)])).toEqual([
      ["run.begin", 0, 0],
      ["buf.send", 1, 0],
      ["el.take", 2, 0],
      ["cp.trigger", 0, 1],
      ["st.write", 2, 1],
    ]);
  });

  test("gives an event the cause entered last at its own or a coarser level", () => {
    const trace = recorder();
    run(trace);
    const causes = new Map(trace.events.map((e) => [e.kind, e.cause as number]));
    expect(causes.get("run.begin")).toBe(NO_EVENT);
    expect(causes.get("buf.send")).toBe(0);
    expect(causes.get("el.take")).toBe(1);
    expect(causes.get("cp.trigger")).toBe(0);
    expect(causes.get("st.write")).toBe(2);
  });

  test("writes the same coarse events and the same digest whatever finer level is produced", () => {
    const coarse = [0, 1, 2].map((emitLevel) => {
      const trace = recorder({ emitLevel: emitLevel as 0 | 1 | 2, clock: () => 7 });
      run(trace);
      return { digest: trace.digestValue(), events: trace.events.filter((e) => levelOf(e.id) === 0) };
    });
    expect(coarse[1]).toEqual(coarse[0]);
    expect(coarse[2]).toEqual(coarse[0]);
  });

  test("returns no event for a level that is not produced, and ignores it when it is entered", () => {
    const trace = recorder({ emitLevel: 0 });
    const first = trace.step("run.begin", {});
    expect(trace.records).toBe(false);
    expect(trace.step("el.take", { task: 1 })).toBe(NO_EVENT);
    trace.emit("mark", {});
    expect(trace.events[1].cause).toBe(first);
  });

  test("puts stored causes back", () => {
    const trace = recorder();
    trace.step("run.begin", {});
    const stored = trace.causes();
    trace.step("mark", {});
    trace.resume(stored);
    trace.emit("buf.send", {});
    expect(trace.events[2].cause).toBe(trace.events[0].id);
  });

  test("refuses a cause of a finer level and one that has not happened", () => {
    const trace = recorder();
    const record = trace.emit("el.take", {});
    expect(() => trace.emit("mark", { cause: record })).toThrow("is of a finer level");
    expect(() => trace.emit("mark", { cause: 400 as EventId })).toThrow("has not happened");
    expect(() => trace.emit("mark", { cause: NO_EVENT })).not.toThrow();
  });

  test("keeps one level and shows observers another", () => {
    const seen: TraceEvent[] = [];
    const trace = recorder({ storeLevel: 0, observers: [{ on: (e) => seen.push(e) }] });
    run(trace);
    expect(seen.length).toBe(5);
    expect(trace.events.map((e) => e.kind)).toEqual(["run.begin", "cp.trigger"]);
    expect(() => recorder({ emitLevel: 0, storeLevel: 1 })).toThrow("Cannot keep level 1");
  });

  test("finds a kept event by its id", () => {
    const trace = recorder();
    run(trace);
    for (const event of trace.events) expect(trace.find(event.id)).toBe(event);
    expect(trace.find(NO_EVENT)).toBeUndefined();
    expect(trace.find(4000 as EventId)).toBeUndefined();
  });
});
