import { expect } from "vitest";
import type { CheckOptions } from "../../../sim/check/all-checkers.ts";
import { checkTrace } from "../../../sim/check/all-checkers.ts";
import type { Violation } from "../../../sim/check/checker.ts";
import { TraceRecorder } from "../../../sim/trace/recorder.ts";
import type { TraceKind } from "../../../src/trace/kinds.ts";
import type { TraceEvent, TraceFields } from "../../../src/trace/trace.ts";

/** One line of a trace written by hand, and its virtual time, µs, if that matters. */
export type Line = readonly [kind: TraceKind, fields: TraceFields, at?: number];

/** The events of a trace written by hand, one µs apart where nothing else is said. */
export function traceOf(lines: readonly Line[]): TraceEvent[] {
  let now = 0;
  const recorder = new TraceRecorder({ clock: () => now++, emitLevel: 2 });
  for (const [kind, fields, at] of lines) {
    if (at !== undefined) now = at;
    recorder.emit(kind, fields);
  }
  return recorder.events;
}

/** Violations of one property. */
export function violations(property: string, lines: readonly Line[], options?: CheckOptions): Violation[] {
  return checkTrace(traceOf(lines), options).filter((violation) => violation.property === property);
}

/** The property holds in `good`, and is violated in `bad` at the line `at` (-1: at the end), proved by the lines `witnesses`. */
export function expectProperty(
  property: string,
  good: readonly Line[],
  bad: readonly Line[],
  expected: { at: number; message: string; witnesses: readonly number[] },
  options?: CheckOptions,
): void {
  expect(violations(property, good, options)).toEqual([]);
  const events = traceOf(bad);
  const found = checkTrace(events, options).filter((violation) => violation.property === property);
  expect(found.length).toBeGreaterThan(0);
  expect(found[0]).toEqual({
    property,
    event: expected.at < 0 ? -1 : events[expected.at].id,
    message: expect.stringContaining(expected.message),
    witnesses: expected.witnesses.map((line) => events[line].id),
  });
}
