import { describe, expect, it } from "vitest";
import { OutputTag } from "../../src/api/output-tag.ts";
import { OneInputHarness, type OneInputHarnessOptions } from "../../src/harness/one-input-harness.ts";
import { SILENT_TRACE } from "../../src/harness/silent-trace.ts";
import type { TraceKind } from "../../src/trace/kinds.ts";
import type { CauseContext, EventId, Trace, TraceFields } from "../../src/trace/trace.ts";
import { TumblingEventTimeWindows } from "../../src/windowing/tumbling-event-time-windows.ts";
import { WindowOperator } from "../../src/windowing/window-operator.ts";
import type { WindowOperatorOptions } from "../../src/windowing/window-operator-options.ts";

type Pair = readonly [string, number];
const keySelector = (value: unknown): unknown => (value as Pair)[0];

function sums(
  windows: Partial<WindowOperatorOptions> = {},
  options: Partial<OneInputHarnessOptions> = {},
): OneInputHarness {
  const createOperator = (): WindowOperator =>
    new WindowOperator({
      assigner: TumblingEventTimeWindows.of(5),
      keySelector,
      contents: { kind: "reduce", reduce: (a, b) => [(a as Pair)[0], (a as Pair)[1] + (b as Pair)[1]] },
      ...windows,
    });
  const harness = new OneInputHarness({ createOperator, keySelector, ...options });
  harness.open();
  return harness;
}

const records = (harness: OneInputHarness): unknown[] =>
  harness.takeOutput().flatMap((one) => (one.kind === "record" ? [[one.value, one.timestampMs]] : []));

describe("a tumbling window", () => {
  it("fires when the watermark passes its last timestamp, before the watermark goes on", () => {
    const harness = sums();
    harness.processElement(["a", 1], 1);
    harness.processElement(["a", 2], 4);
    harness.processElement(["a", 4], 5);
    harness.processWatermark(3);
    expect(records(harness)).toEqual([]);
    harness.processWatermark(4);
    expect(harness.takeOutput()).toEqual([
      { kind: "record", value: ["a", 3], timestampMs: 4, subtask: 0 },
      { kind: "watermark", timestampMs: 4, subtask: 0 },
    ]);
    expect(harness.numStateEntries()).toBe(1);
  });

  it("fires again for each late element within the allowed lateness, then drops and counts", () => {
    const harness = sums({ allowedLateness: 2 });
    harness.processElement(["a", 1], 1);
    harness.processWatermark(5);
    harness.processElement(["a", 2], 0);
    expect(records(harness)).toEqual([
      [["a", 1], 4],
      [["a", 3], 4],
    ]);
    harness.processWatermark(6);
    expect(harness.numStateEntries()).toBe(0);
    harness.processElement(["a", 4], 0);
    expect([records(harness), harness.lateRecordsDropped()]).toEqual([[], 1]);
  });

  it("sends late elements to the side output where there is one, with their own timestamp", () => {
    const harness = sums({ lateTag: new OutputTag<unknown>("late") });
    harness.processWatermark(10);
    harness.processElement(["a", 4], 2);
    expect(harness.takeSideOutput()).toEqual([{ tag: "late", value: ["a", 4], timestampMs: 2, subtask: 0 }]);
    expect(harness.lateRecordsDropped()).toBe(0);
  });

  it("gives the same results when it is restored in the middle with another parallelism", () => {
    const run = (rescale: boolean): unknown[] => {
      const harness = sums();
      for (let i = 0; i < 60; i++) harness.processElement([`k${i % 20}`, i], i % 5);
      if (rescale) harness.open(harness.snapshot(), 3);
      for (let i = 0; i < 60; i++) harness.processElement([`k${i % 20}`, i], i % 5);
      harness.processWatermark(4);
      return records(harness)
        .map((one) => JSON.stringify(one))
        .sort();
    };
    expect(run(true)).toEqual(run(false));
    expect(run(true)).toHaveLength(20);
  });

  it("refuses negative lateness, an element without timestamp, and a list nobody evaluates", () => {
    expect(() => sums({ allowedLateness: -1 })).toThrow("cannot be negative");
    expect(() => sums().processElement(["a", 1])).toThrow("no timestamp");
    expect(() => sums({ contents: { kind: "list" } })).toThrow("needs a window function");
  });
});

describe("the trace of a window operator", () => {
  function recording(): [Trace, { kind: TraceKind; fields: TraceFields; cause: number }[]] {
    const events: { kind: TraceKind; fields: TraceFields; cause: number }[] = [];
    let cause = -1;
    const emit = (kind: TraceKind, fields: TraceFields): EventId => {
      events.push({ kind, fields, cause });
      return (events.length - 1) as EventId;
    };
    const trace: Trace = {
      ...SILENT_TRACE,
      records: true,
      emit,
      step: (kind, fields) => {
        cause = emit(kind, fields);
        return cause as EventId;
      },
      causes: () => [cause, cause, cause] as unknown as CauseContext,
      resume: (saved) => {
        cause = saved[0];
      },
    };
    return [trace, events];
  }

  it("says what happens to windows, timers and state, and that results are caused by the firing", () => {
    const [trace, events] = recording();
    let causeOfResult = -1;
    const windowFunction = (): void => {
      causeOfResult = trace.causes()[0];
    };
    const harness = sums({ windowFunction }, { trace });
    harness.processElement(["a", 1], 1);
    harness.processElement(["a", 2], 2);
    harness.processWatermark(4);
    const kinds = events.map((event) => event.kind);
    expect(kinds.filter((kind) => kind.startsWith("win."))).toEqual([
      "win.open",
      "win.add",
      "win.add",
      "win.fire",
      "win.purge",
    ]);
    expect(kinds.filter((kind) => kind.startsWith("timer."))).toEqual(["timer.set", "timer.fire"]);
    expect(events[causeOfResult].kind).toBe("win.fire");
    expect(events[causeOfResult].fields).toMatchObject({ b: 0, x: 4, ext: { key: "a", start: 0, end: 5, pane: 0 } });
    const purge = events.find((event) => event.kind === "win.purge");
    expect(events[purge?.cause ?? -1]?.kind).toBe("timer.fire");
    expect(trace.causes()[0]).toBe(-1);
    const writes = events.filter((event) => event.kind === "st.write").map((event) => event.fields.ext);
    expect(writes[0]).toMatchObject({ state: "window-contents", key: "a", ns: "0,5", before: 0 });
    expect(writes[1]?.before).toBe(writes[0]?.after);
  });

  it("lists pending timers at the snapshot and once after the restore, equal", () => {
    const [trace, events] = recording();
    const harness = sums({}, { trace });
    harness.processElement(["a", 1], 1);
    harness.processElement(["b", 1], 7);
    harness.open(harness.snapshot());
    const pending = events
      .filter((event) => event.kind === "timer.pending")
      .map((event) => [event.fields.a, event.fields.ext?.timers]);
    const timers = ["window-timers|0|4|a|0,5", "window-timers|0|9|b|5,10"];
    expect(pending).toEqual([
      [0, timers],
      [1, timers],
    ]);
  });
});
