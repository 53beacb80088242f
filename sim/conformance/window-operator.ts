/** Cases of `window-operator`. */
import type { Collector, ProcessWindowFunction, Window, WindowContext } from "../../src/api/functions.ts";
import { OutputTag } from "../../src/api/output-tag.ts";
import type { ValueState } from "../../src/api/state.ts";
import { ValueStateDescriptor } from "../../src/api/state-descriptors.ts";
import { OneInputHarness } from "../../src/harness/one-input-harness.ts";
import { GlobalWindow } from "../../src/windowing/global-windows.ts";
import type { ContentsSpec } from "../../src/windowing/window-contents.ts";
import { WindowOperator } from "../../src/windowing/window-operator.ts";
import { type ConformanceCase, formatTime, type Json, parseTime, play, type Verdict } from "./case.ts";
import { counters, playCommonStep, takeOutput } from "./harness-steps.ts";
import { createAssigner, createEvictor, createTrigger } from "./window-specs.ts";

type Pair = readonly [key: string, value: number];
type WindowFunctionObject = Exclude<ProcessWindowFunction<unknown, unknown, unknown>, (...args: never[]) => unknown>;

const SIDE = new OutputTag<unknown>("side");
const FIRES = new ValueStateDescriptor<number>("fires");
const TOTAL = new ValueStateDescriptor<number>("total");

const OPERATIONS: Readonly<Record<string, (a: number, b: number) => number>> = {
  sum: (a, b) => a + b,
  max: (a, b) => Math.max(a, b),
  first: (a) => a,
  last: (_a, b) => b,
  minus: (a, b) => a - b,
};

function contentsOf(spec: Json): ContentsSpec {
  if (spec.type === "reduce") {
    const operation = OPERATIONS[spec.op as string];
    return { kind: "reduce", reduce: (a, b) => [(a as Pair)[0], operation((a as Pair)[1], (b as Pair)[1])] };
  }
  if (spec.type !== "aggregate") return { kind: "list" };
  const aggregate = {
    createAccumulator: () => [0, 0] as const,
    add: (value: unknown, accumulator: unknown) => {
      const [count, sum] = accumulator as readonly [number, number];
      return [count + 1, sum + (value as Pair)[1]] as const;
    },
    getResult: (accumulator: unknown) => {
      const [count, sum] = accumulator as readonly [number, number];
      return { count, sum };
    },
    merge: (a: unknown, b: unknown) => {
      const [one, other] = [a, b] as (readonly [number, number])[];
      return [one[0] + other[0], one[1] + other[1]] as const;
    },
  };
  return { kind: "aggregate", aggregate };
}

function increment(state: ValueState<number>): number {
  const count = (state.value() ?? 0) + 1;
  state.update(count);
  return count;
}

function bounds(window: Window): readonly [number | string, number | string] | "global" {
  return window instanceof GlobalWindow ? "global" : [formatTime(window.start), formatTime(window.end)];
}

function valuesOf(elements: Iterable<unknown>, spec: Json): unknown[] {
  const values = Array.from(elements, (element) =>
    Array.isArray(element) ? (element as unknown as Pair)[1] : element,
  );
  return spec.sorted === true ? (values as number[]).sort((a, b) => a - b) : values;
}

/** `apply` or `process`; undefined where the result goes out as it is. */
function functionOf(spec: Json): WindowFunctionObject | undefined {
  const form = spec.type === "reduce" || spec.type === "aggregate" ? (spec.then ?? "pass") : spec.type;
  if (form === "pass") return undefined;
  if (form === "apply") {
    return {
      process(key: unknown, context: WindowContext, elements: Iterable<unknown>, out: Collector<unknown>) {
        out.collect({ key, window: bounds(context.window), values: valuesOf(elements, spec) });
      },
    };
  }
  return {
    process(key: unknown, context: WindowContext, elements: Iterable<unknown>, out: Collector<unknown>) {
      const values = valuesOf(elements, spec);
      const fires = spec.windowState === true ? increment(context.windowState().getState(FIRES)) : undefined;
      const total = spec.globalState === true ? increment(context.globalState().getState(TOTAL)) : undefined;
      const now = context.currentProcessingTime();
      const wm = formatTime(context.currentWatermark());
      out.collect({ key, window: bounds(context.window), values, now, wm, fires, total });
      const divisor = spec.sideWhenSizeDivisibleBy as number | undefined;
      if (divisor !== undefined && values.length % divisor === 0) context.output(SIDE, { key, size: values.length });
    },
    clear(context: WindowContext) {
      if (spec.clearWindowState === true) context.windowState().getState(FIRES).clear();
      if (spec.sideOnClear === true) context.output(SIDE, { cleared: bounds(context.window) });
    },
  };
}

function createHarness(spec: Json): OneInputHarness {
  const keySelector = (value: unknown): unknown => (value as Pair)[0];
  const createOperator = (): WindowOperator => {
    const assigner = createAssigner(spec.assigner as Json);
    const trigger = spec.trigger === undefined ? null : createTrigger(spec.trigger as Json);
    const windowFunction = functionOf(spec.function as Json);
    return new WindowOperator({
      assigner,
      keySelector,
      contents: contentsOf(spec.function as Json),
      ...(trigger === null ? {} : { trigger }),
      ...(windowFunction === undefined ? {} : { windowFunction }),
      ...(spec.evictor === undefined ? {} : { evictor: createEvictor(spec.evictor as Json) }),
      ...(spec.allowedLateness === undefined ? {} : { allowedLateness: spec.allowedLateness as number }),
      ...(spec.lateOutput === true ? { lateTag: new OutputTag<unknown>("late") } : {}),
    });
  };
  return new OneInputHarness({
    createOperator,
    keySelector,
    maxParallelism: spec.maxParallelism as number,
    parallelism: spec.parallelism as number,
    processingTimeMs: spec.processingTime as number,
  });
}

/** Runs one case of `window-operator`. */
export function runWindowOperator(one: ConformanceCase): Verdict {
  const harness = createHarness(one.spec);
  return play(one, (step) => {
    if (step.op === "open") harness.open();
    else if (step.op === "element")
      harness.processElement(step.value, step.ts === undefined ? undefined : parseTime(step.ts));
    else if (step.op === "close") {
      harness.close();
      return takeOutput(harness);
    } else playCommonStep(harness, step);
    return { ...takeOutput(harness), ...counters(harness), lateDropped: harness.lateRecordsDropped() };
  });
}
