/** Cases of `watermark-valve`. */
import { WatermarkValve } from "../../src/time/watermark-valve.ts";
import { type ConformanceCase, formatTime, parseTime, play, type Verdict } from "./case.ts";

/** Runs one case of `watermark-valve`. */
export function runWatermarkValve(one: ConformanceCase): Verdict {
  let out: unknown[] = [];
  const valve = new WatermarkValve(one.spec.channels as number, {
    onWatermark: (timestampMs) => out.push({ wm: formatTime(timestampMs) }),
    onStatus: (idle) => out.push({ status: idle ? "idle" : "active" }),
  });
  return play(one, (step) => {
    out = [];
    if (step.op === "watermark") valve.inputWatermark(parseTime(step.ts), step.channel as number);
    else valve.inputStatus(step.status === "idle", step.channel as number);
    return { out };
  });
}
