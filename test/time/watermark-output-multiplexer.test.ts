import { describe, expect, test } from "vitest";
import { WatermarkOutputMultiplexer } from "../../src/time/watermark-output-multiplexer.ts";

function recording() {
  const log: (number | "idle" | "active")[] = [];
  const output = {
    emitWatermark: (timestampMs: number) => void log.push(timestampMs),
    markIdle: () => void log.push("idle"),
    markActive: () => void log.push("active"),
  };
  return { log, multiplexer: new WatermarkOutputMultiplexer(output) };
}

describe("the watermark of a source with several splits", () => {
  test("is the least of its splits and never falls", () => {
    const { log, multiplexer } = recording();
    multiplexer.registerSplit("a");
    multiplexer.registerSplit("b");
    const a = multiplexer.immediateOutput("a");
    const b = multiplexer.immediateOutput("b");
    a.emitWatermark(10);
    b.emitWatermark(5);
    b.emitWatermark(20);
    multiplexer.registerSplit("late");
    multiplexer.immediateOutput("late").emitWatermark(3);
    expect(log).toEqual([5, 10]);
  });

  test("leaves out idle splits and is idle when all are", () => {
    const { log, multiplexer } = recording();
    multiplexer.registerSplit("a");
    multiplexer.registerSplit("b");
    multiplexer.immediateOutput("a").emitWatermark(7);
    multiplexer.immediateOutput("b").markIdle();
    multiplexer.immediateOutput("a").markIdle();
    expect(log).toEqual([7, "idle"]);
  });

  test("combines periodic watermarks once all splits were asked, and forgets a finished split", () => {
    const { log, multiplexer } = recording();
    multiplexer.registerSplit("a");
    multiplexer.registerSplit("b");
    multiplexer.deferredOutput("a").emitWatermark(4);
    expect(log).toEqual([]);
    multiplexer.unregisterSplit("b");
    multiplexer.onPeriodicEmit();
    expect(log).toEqual([4]);
  });
});
