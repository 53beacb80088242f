/** Cases of `join-cogroup`: two streams in windows, built through the API. */
import { GraphEnvironment } from "../../src/api/graph-environment.ts";
import { type EndOfStream, inputStream, oneInputHarnessOf } from "../../src/harness/stream-harness.ts";
import { type ConformanceCase, type Json, parseTime, play, type Verdict } from "./case.ts";
import { counters, playCommonStep, takeOutput } from "./harness-steps.ts";
import { createAssigner, createEvictor, createTrigger } from "./window-specs.ts";

type Pair = readonly [key: string, value: number];

const keyOf = (pair: Pair): string => pair[0];

function build(spec: Json): EndOfStream {
  const environment = new GraphEnvironment();
  const first = inputStream<Pair>(environment, null);
  const second = inputStream<Pair>(environment, null);
  const assigner = createAssigner(spec.assigner as Json);
  const isJoin = spec.form === "join";
  const joined = first.join(second).where(keyOf).equalTo(keyOf).window(assigner);
  const grouped = first.coGroup(second).where(keyOf).equalTo(keyOf).window(assigner);
  for (const windows of [joined, grouped]) {
    if (spec.trigger !== undefined) windows.trigger(createTrigger(spec.trigger as Json));
    if (spec.evictor !== undefined) windows.evictor(createEvictor(spec.evictor as Json));
    if (spec.allowedLateness !== undefined) windows.allowedLateness(spec.allowedLateness as number);
  }
  if (isJoin) return joined.apply((left, right) => ({ key: left[0], left: left[1], right: right[1] }));
  const isSession = String((spec.assigner as Json).type).includes("session");
  return grouped.apply((left, right, out) => {
    const values = (pairs: Iterable<Pair>) => {
      const list = Array.from(pairs, ([, value]) => value);
      return isSession ? list.sort((a, b) => a - b) : list;
    };
    out.collect({ left: values(left), right: values(right) });
  });
}

/** Runs one case of `join-cogroup`. */
export function runJoinCoGroup(one: ConformanceCase): Verdict {
  const { spec } = one;
  const harness = oneInputHarnessOf(build(spec), {
    processingTimeMs: spec.processingTime as number,
    ...(spec.parallelism === undefined ? {} : { parallelism: spec.parallelism as number }),
    ...(spec.maxParallelism === undefined ? {} : { maxParallelism: spec.maxParallelism as number }),
  });
  return play(one, (step) => {
    if (step.op === "open") harness.open();
    else if (step.op === "element") {
      const record = { input: step.input, value: step.value };
      harness.processElement(record, step.ts === undefined ? undefined : parseTime(step.ts));
    } else playCommonStep(harness, step);
    return { ...takeOutput(harness), ...counters(harness), lateDropped: harness.lateRecordsDropped() };
  });
}
