/** Cases of the operator behind `assignTimestampsAndWatermarks`. */
import { type TimestampAssigner, WatermarkStrategy } from "../../src/api/watermark-strategy.ts";
import { OneInputHarness } from "../../src/harness/one-input-harness.ts";
import { TimestampsAndWatermarksOperator } from "../../src/operators/timestamps-and-watermarks-operator.ts";
import { MIN_TIMESTAMP } from "../../src/time/timestamps.ts";
import type { WatermarkGenerator, WatermarkOutput } from "../../src/time/watermark-generators.ts";
import { type ConformanceCase, formatTime, type Json, parseTime, play, type Verdict } from "./case.ts";

type Pair = readonly [number, number];
type Action = "none" | "timestamp" | "timestamp-1" | "max" | "idle" | "active";

interface Spec {
  readonly generator: {
    readonly type: string;
    readonly bound: number;
    readonly onEvent: readonly Action[];
    readonly onPeriodic: Action;
  };
  readonly idleness?: number;
  readonly assigner: "record" | "field" | "field-plus-previous";
  readonly interval: number;
  readonly emitProgressively: boolean;
  readonly processingTime: number;
}

/** A generator that does what a table says. */
class TableGenerator implements WatermarkGenerator<Pair> {
  private readonly actions: Spec["generator"];
  private maxMs: number | null = null;

  constructor(actions: Spec["generator"]) {
    this.actions = actions;
  }

  onEvent(event: Pair, timestampMs: number, output: WatermarkOutput): void {
    this.maxMs = this.maxMs === null ? timestampMs : Math.max(this.maxMs, timestampMs);
    const { onEvent } = this.actions;
    this.act(onEvent[(((event[1] % 5) + 5) % 5) % onEvent.length], timestampMs, output);
  }

  onPeriodicEmit(output: WatermarkOutput): void {
    this.act(this.actions.onPeriodic, MIN_TIMESTAMP, output);
  }

  private act(action: Action, timestampMs: number, output: WatermarkOutput): void {
    if (action === "idle") output.markIdle();
    else if (action === "active") output.markActive();
    else if (action === "max" && this.maxMs !== null) output.emitWatermark(this.maxMs);
    else if (action === "timestamp" && timestampMs !== MIN_TIMESTAMP) output.emitWatermark(timestampMs);
    else if (action === "timestamp-1" && timestampMs !== MIN_TIMESTAMP) output.emitWatermark(timestampMs - 1);
  }
}

const ASSIGNERS: Readonly<Record<Spec["assigner"], TimestampAssigner<Pair> | null>> = {
  record: null,
  field: ([t]) => t,
  "field-plus-previous": ([t], previousMs) => (previousMs === MIN_TIMESTAMP ? t : t + previousMs),
};

function strategyOf(spec: Spec): WatermarkStrategy<Pair> {
  const { generator } = spec;
  let strategy =
    generator.type === "bounded-out-of-orderness"
      ? WatermarkStrategy.forBoundedOutOfOrderness<Pair>(generator.bound)
      : generator.type === "monotonous"
        ? WatermarkStrategy.forMonotonousTimestamps<Pair>()
        : generator.type === "none"
          ? WatermarkStrategy.noWatermarks<Pair>()
          : WatermarkStrategy.forGenerator<Pair>(() => new TableGenerator(generator));
  const assigner = ASSIGNERS[spec.assigner];
  if (assigner !== null) strategy = strategy.withTimestampAssigner(assigner);
  return spec.idleness === undefined ? strategy : strategy.withIdleness(spec.idleness);
}

/** Plays the case on one operator. */
export function runTimestampsAndWatermarksCase(one: ConformanceCase): Verdict {
  const spec = one.spec as unknown as Spec; // The case file's form is the README's.
  let harness: OneInputHarness | null = null;
  return play(one, (step) => {
    if (harness === null) {
      const strategy = strategyOf(spec) as WatermarkStrategy<unknown>;
      harness = new OneInputHarness({
        createOperator: () => new TimestampsAndWatermarksOperator(strategy, spec.emitProgressively),
        processingTimeMs: spec.processingTime,
        autoWatermarkIntervalMs: spec.interval,
      });
    }
    apply(harness, step);
    return { out: harness.takeOutput().map(outputRow) };
  });
}

function apply(harness: OneInputHarness, step: Json): void {
  switch (step.op) {
    case "open":
      harness.open();
      break;
    case "element":
      harness.processElement(step.value, step.ts === undefined ? undefined : parseTime(step.ts));
      break;
    case "watermark":
      harness.processWatermark(parseTime(step.ts));
      break;
    case "status":
      harness.processStatus(step.status === "idle");
      break;
    case "time":
      harness.setProcessingTime(step.to as number);
      break;
    case "finish":
      harness.finish();
      break;
    default:
      throw new Error(`The step "${step.op}" is not known.`);
  }
}

function outputRow(one: ReturnType<OneInputHarness["takeOutput"]>[number]): Json {
  if (one.kind === "watermark") return { wm: formatTime(one.timestampMs) };
  if (one.kind === "status") return { status: one.idle ? "idle" : "active" };
  return { v: one.value, ts: formatTime(one.timestampMs) };
}
