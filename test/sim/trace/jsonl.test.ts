import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readTrace, TraceFileError, writeTrace } from "../../../sim/trace/jsonl.ts";
import { TraceRecorder } from "../../../sim/trace/recorder.ts";
import { TRACE_KINDS } from "../../../src/trace/kinds.ts";
import type { TraceEvent, TraceExt } from "../../../src/trace/trace.ts";

const header = { scenario: { name: "s", seed: 1 }, digest: "0".repeat(32), level: 2 } as const;
const data = fc.dictionary(
  fc.string(),
  fc.anything({ withBigInt: true, withNullPrototype: false, maxDepth: 2 }).filter((value) => value !== undefined),
  { noNullPrototype: true },
);

function someEvents(): TraceEvent[] {
  const trace = new TraceRecorder({ clock: () => 5, emitLevel: 2 });
  trace.step("run.begin", { ext: { seed: 1 } });
  trace.emit("el.take", { task: 1, ch: 2, a: 3 });
  return trace.events;
}

function refusal(text: string): string {
  try {
    readTrace(text);
  } catch (error) {
    if (error instanceof TraceFileError) return error.message;
    throw error;
  }
  return "";
}

describe("a trace file", () => {
  test("gives back what was written, whatever data the events carry", () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.record({
            kind: fc.constantFrom(...TRACE_KINDS),
            t: fc.nat(),
            task: fc.integer(),
            a: fc.integer(),
            x: fc.double(),
            ext: fc.option(data),
          }),
        ),
        (rows) => {
          let now = 0;
          const trace = new TraceRecorder({ clock: () => now, emitLevel: 2 });
          for (const { kind, t, ext, ...fields } of rows) {
            now = t;
            trace.step(kind, { ...fields, ...(ext === null ? {} : { ext: ext as TraceExt }) });
          }
          const read = readTrace(writeTrace(header, trace.events));
          expect(read.events).toEqual(trace.events.map((event) => ({ ...event })));
          expect(read.header).toMatchObject(header);
        },
      ),
    );
  });

  test("leaves out events of finer levels than it says", () => {
    expect(readTrace(writeTrace({ ...header, level: 0 }, someEvents())).events.length).toBe(1);
  });

  test("may have line ends of Windows", () => {
    const good = writeTrace(header, someEvents());
    expect(readTrace(good.replaceAll("\n", "\r\n"))).toEqual(readTrace(good));
  });

  test("is refused in one sentence with the line when it is not right", () => {
    const good = writeTrace(header, someEvents());
    const lines = good.split("\n");
    expect(refusal(good)).toBe("");
    expect(refusal(good.replace('"version":1', '"version":2'))).toBe(
      "Line 1 of the trace has version 2, but only version 1 can be read.",
    );
    expect(refusal(good.replace('"format":"tidemark-trace"', '"format":"other"'))).toBe(
      "Line 1 of the trace is not the header of a tidemark trace.",
    );
    expect(refusal(good.replace('"task":1', '"tusk":1'))).toBe('Line 3 of the trace has the unknown field "tusk".');
    expect(refusal(good.replace("el.take", "el.give"))).toBe('Line 3 of the trace has the unknown kind "el.give".');
    expect(refusal(good.replace('"id":2', '"id":1'))).toContain(
      "Line 3 of the trace has id 1, which is of another level",
    );
    expect(refusal(lines.slice(0, 3).join("\n"))).toBe("Line 4 of the trace is missing: the file was cut off.");
    expect(refusal(good.slice(0, -60))).toBe("Line 3 of the trace is not JSON.");
    expect(refusal([lines[0], lines[1], lines[3]].join("\n"))).toBe(
      "Line 3 of the trace says that there are 2 events, but there are 1.",
    );
    expect(refusal(good.replace('"a":3', '"a":4'))).toMatch(/^Line 4 of the trace has the checksum "\w{8}", but /);
    expect(refusal(good.replace('"a":3', '"a":{"$bigint":"x"}'))).toBe(
      "Line 3 of the trace holds data that cannot be read.",
    );
    expect(refusal("")).toBe("Line 1 of the trace is not JSON.");
    expect(refusal(`${good}${lines[1]}\n`)).toBe("Line 5 of the trace comes after the end.");
  });
});
