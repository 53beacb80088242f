/** Cases of `rolling-and-misc`: rolling aggregates, count windows, a process function that is not keyed. */
import type { DataStream, KeyedStream, SingleOutputStreamOperator } from "../../src/api/data-stream.ts";
import type { Collector, ProcessContext } from "../../src/api/functions.ts";
import { GraphEnvironment } from "../../src/api/graph-environment.ts";
import { OutputTag } from "../../src/api/output-tag.ts";
import type { OneInputHarness } from "../../src/harness/one-input-harness.ts";
import { type EndOfStream, inputStream, oneInputHarnessOf } from "../../src/harness/stream-harness.ts";
import { Types } from "../../src/types/type-information.ts";
import { type ConformanceCase, type Json, parseTime, play, type Verdict } from "./case.ts";
import { playCommonStep, takeOutput } from "./harness-steps.ts";

type Row = readonly [key: string, int: number, long: number, double: number, text: string];

const ROW = Types.TUPLE<Row>(Types.STRING, Types.INT, Types.LONG as never, Types.DOUBLE, Types.STRING);
const EVEN = new OutputTag<string>("even");
const LENGTH = new OutputTag<number>("length");

/** Java's `int` wraps; the `long` of the cases stays small. */
function reduceRows(a: Row, b: Row): Row {
  return [a[0], (a[1] - b[1]) | 0, Math.max(a[2], b[2]), a[3] + b[3], a[4] + b[4]];
}

function addRows(a: Row, b: Row): Row {
  return [a[0], (a[1] + b[1]) | 0, a[2] + b[2], a[3] + b[3], a[4] + b[4]];
}

function rolling(rows: KeyedStream<Row, string>, spec: Json): SingleOutputStreamOperator<Row> {
  const field = spec.field as number;
  const first = spec.first as boolean;
  switch (spec.op) {
    case "reduce":
      return rows.reduce(reduceRows);
    case "minBy":
    case "maxBy":
      return rows[spec.op](field, first);
    case "sum":
    case "min":
    case "max":
      return rows[spec.op](field);
    default:
      throw new Error(`There is no rolling aggregate ${String(spec.op)}.`);
  }
}

function splitWords(text: string, context: ProcessContext, out: Collector<string>): void {
  const words = text.split(" ").filter((word) => word !== "");
  for (const word of words)
    if (word.length % 2 === 1) out.collect(word);
    else context.output(EVEN, word);
  context.output(LENGTH, words.length);
}

function build(spec: Json): EndOfStream {
  const environment = new GraphEnvironment();
  if (spec.form === "process") {
    const words: DataStream<string> = inputStream(environment, Types.STRING);
    return words.process({ processElement: splitWords });
  }
  const rows = inputStream<Row>(environment, ROW).keyBy((row) => row[0]);
  if (spec.form === "rolling") return rolling(rows, spec);
  const windows = rows.countWindow(spec.size as number, spec.slide as number | undefined);
  return spec.function === "sum" ? windows.sum(1) : windows.reduce(addRows);
}

/** Runs one case of `rolling-and-misc`. */
export function runRollingAndMisc(one: ConformanceCase): Verdict {
  let harness: OneInputHarness | null = null;
  return play(one, (step) => {
    if (step.op === "open") {
      harness = oneInputHarnessOf(build(one.spec), {});
      harness.open();
    } else if (harness === null) throw new Error("The first step of a case opens the operator.");
    else if (step.op === "element")
      harness.processElement(step.value, step.ts === undefined ? undefined : parseTime(step.ts));
    else playCommonStep(harness, step);
    return takeOutput(harness);
  });
}
