import { expect, test } from "vitest";
import { simulate } from "../../sim/simulation.ts";
import type { DataStream } from "../../src/api/data-stream.ts";
import { KeyedProcessFunction, type ProcessFunction } from "../../src/api/functions.ts";
import { TumblingEventTimeWindows } from "../../src/windowing/tumbling-event-time-windows.ts";
import type { Reading } from "../support/bucket-job.ts";
import { jobOf, jobScenario } from "../support/user-code.ts";

/** What a careless author's function gives, past the compiler. */
function later<T>(value: T): T {
  return Promise.resolve(value) as T;
}

class Process implements ProcessFunction<Reading, string> {
  processElement() {
    return later<void>(undefined);
  }
}

class KeyedProcess extends KeyedProcessFunction<string, Reading, string> {
  processElement() {
    return later<void>(undefined);
  }
}

const sum = {
  createAccumulator: () => 0,
  add: (reading: Reading, total: number) => total + reading.value,
  getResult: (total: number) => `${total}`,
};

const keyed = (stream: DataStream<Reading>) => stream.keyBy((reading) => reading.key);
const windowed = (stream: DataStream<Reading>) => keyed(stream).window(TumblingEventTimeWindows.of(1000));

const cases: Readonly<Record<string, [string, (stream: DataStream<Reading>) => DataStream<string>]>> = {
  map: ["function of Map", (stream) => stream.map((reading) => later(reading.key))],
  "a named map": ["function of look up", (stream) => stream.map((reading) => later(reading.key)).name("look up")],
  filter: ["function of Filter", (stream) => stream.map(() => "x").filter(() => later(true))],
  flatMap: ["function of Flat Map", (stream) => stream.flatMap<string>(() => later(undefined))],
  process: ["function of Process", (stream) => stream.process(new Process())],
  "keyed process": ["function of KeyedProcess", (stream) => keyed(stream).process(new KeyedProcess())],
  reduce: [
    "function of Keyed Reduce",
    (stream) =>
      keyed(stream)
        .reduce((a) => later(a))
        .map((reading) => reading.key),
  ],
  "the key selector": [
    "key selector of keyBy",
    (stream) =>
      stream
        .keyBy((reading) => later(reading.key))
        .reduce((a) => a)
        .map(() => ""),
  ],
  getResult: [
    "aggregate function of TumblingEventTimeWindows",
    (stream) => windowed(stream).aggregate({ ...sum, getResult: (total) => later(`${total}`) }),
  ],
  add: [
    "aggregate function of TumblingEventTimeWindows",
    (stream) => windowed(stream).aggregate({ ...sum, add: (_reading, total) => later(total) }),
  ],
  "a window's reduce": [
    "function of TumblingEventTimeWindows",
    (stream) =>
      windowed(stream)
        .reduce((a) => later(a))
        .map((reading) => reading.key),
  ],
  "a window function": [
    "window function of TumblingEventTimeWindows",
    (stream) => windowed(stream).aggregate(sum, () => later(undefined)),
  ],
};

test.each(Object.entries(cases))("a promise from %s fails the job in one sentence", (_name, [who, body]) => {
  const run = simulate(jobScenario(), jobOf(body));
  expect(run.status).toBe("FAILED");
  const task = run.trace.find(({ kind }) => kind === "fail.task");
  expect(task?.ext?.message).toBe(
    `The ${who} returned a promise; return the value itself, because a job runs in virtual time, where no promise is waited for.`,
  );
});

test("an object that has nothing of a promise passes", () => {
  const run = simulate(
    jobScenario(),
    jobOf(
      (
        stream, // biome-ignore lint/suspicious/noThenProperty: this is what is tested.
      ) => stream.map(({ id }) => ({ then: id })).map(({ then }) => `${then}`),
    ),
  );
  expect(run.status).toBe("FINISHED");
  expect(run.output("out")).toHaveLength(40);
});
