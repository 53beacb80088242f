import { describe, expect, test } from "vitest";
import { NumberedNames } from "../../../sim/check/numbered-names.ts";
import { TraceRecorder } from "../../../sim/trace/recorder.ts";
import type { TraceKind } from "../../../src/trace/kinds.ts";
import type { TraceEvent, TraceFields } from "../../../src/trace/trace.ts";

const trace = new TraceRecorder({ clock: () => 0, emitLevel: 2 });

function event(kind: TraceKind, fields: TraceFields): TraceEvent {
  trace.emit(kind, fields);
  return trace.events[trace.events.length - 1];
}

const window = (op: string, key: unknown, start: number, end: number) =>
  event("win.fire", { task: 1, ext: { op, key, start, end } });

describe("numbered names", () => {
  test("are equal for equal windows, and differ in operator, key, start and end", () => {
    const names = new NumberedNames();
    const number = names.window(window("o", "k", 0, 10));
    expect(names.window(window("o", "k", 0, 10))).toBe(number);
    const others = [window("p", "k", 0, 10), window("o", "l", 0, 10), window("o", "k", 1, 10), window("o", "k", 0, 11)];
    expect(new Set([number, ...others.map((one) => names.window(one))]).size).toBe(5);
  });

  test("find the windows that a merge names", () => {
    const names = new NumberedNames();
    const parts = [names.window(window("o", "k", 0, 10)), names.window(window("o", "k", 5, 15))];
    const from = [
      [0, 10],
      [5, 15],
    ];
    const merge = event("win.merge", { task: 1, ext: { op: "o", key: "k", start: 0, end: 15, from } });
    expect(names.mergedWindows(merge)).toEqual(parts);
    expect(names.window(merge)).not.toBe(parts[0]);
  });

  test("tell keys apart by type and value, whatever their shape", () => {
    const names = new NumberedNames();
    const keys = [1, "1", 1n, true, "true", null, "null", undefined, -0, 0, "0", [1], "[1]", { a: 1 }, ["1"]];
    const numbers = keys.map((key) => names.key(window("o", key, 0, 1)));
    expect(new Set(numbers).size).toBe(keys.length);
    expect(keys.map((key) => names.key(window("p", structuredClone(key), 5, 6)))).toEqual(numbers);
  });

  test("tell timers apart by operator, service, domain, time, namespace and key", () => {
    const names = new NumberedNames();
    const timer = (op: string, service: string, b: number, x: number, ns: unknown, key: unknown) =>
      names.timer(event("timer.set", { task: 1, b, x, ext: { op, service, ns, key } }));
    const number = timer("o", "s", 0, 5, "n", "k");
    expect(timer("o", "s", 0, 5, "n", "k")).toBe(number);
    const others = [
      timer("p", "s", 0, 5, "n", "k"),
      timer("o", "t", 0, 5, "n", "k"),
      timer("o", "s", 1, 5, "n", "k"),
      timer("o", "s", 0, 6, "n", "k"),
      timer("o", "s", 0, 5, "m", "k"),
      timer("o", "s", 0, 5, null, "k"),
      timer("o", "s", 0, 5, "null", "k"),
      timer("o", "s", 0, 5, "n", "l"),
    ];
    expect(new Set([number, ...others]).size).toBe(9);
  });

  test("tell state cells apart by state, key and namespace", () => {
    const names = new NumberedNames();
    const cell = (state: string, key: unknown, ns: unknown) =>
      names.cell(event("st.read", { task: 1, ext: { state, key, ns } }));
    const number = cell("s", "k", "n");
    expect(cell("s", "k", "n")).toBe(number);
    expect(new Set([number, cell("t", "k", "n"), cell("s", "l", "n"), cell("s", "k", "m")]).size).toBe(4);
  });
});
