import { describe, expect, test } from "vitest";
import { simulate } from "../../sim/simulation.ts";
import type { Collector, SingleOutputStreamOperator, StreamExecutionEnvironment } from "../../src/index.ts";

interface Seat {
  n: number;
  inner: { taken: boolean };
}

/** Emits a seat, changes it after that, emits it again, and changes it once more. */
function emitAndChange(_value: number, out: Collector<Seat>): void {
  const seat: Seat = { n: 0, inner: { taken: false } };
  out.collect(seat);
  seat.n = 1;
  out.collect(seat);
  seat.n = 2;
  seat.inner.taken = true;
}

/** Keeps what comes, and shows all of it with the last one. */
class KeepAll {
  private readonly kept: Seat[] = [];

  private readonly last: number;

  constructor(last: number) {
    this.last = last;
  }

  processElement(seat: Seat, _context: unknown, out: Collector<string>): void {
    this.kept.push(seat);
    if (this.kept.length === this.last) out.collect(this.kept.map(({ n, inner }) => `${n} ${inner.taken}`).join(", "));
  }
}

/** How the operators lie to each other. */
const FORMS: Readonly<Record<string, (env: StreamExecutionEnvironment) => void>> = {
  "in a chain": (env) => void env.disableObjectReuse(),
  "in a chain with object reuse": (env) => void env.enableObjectReuse(),
  "in tasks of their own": (env) => void env.disableOperatorChaining(),
  "in tasks of their own with object reuse": (env) => void env.disableOperatorChaining().enableObjectReuse(),
};

function printed(form: string, build: (seats: SingleOutputStreamOperator<number>) => void): readonly string[] {
  const run = simulate(
    { version: 1, seed: 3, programs: [{ module: "job" }], cluster: { taskManagers: 2, slots: 2 } },
    {
      programs: {
        job: (env) => {
          FORMS[form](env);
          env.setParallelism(1);
          build(env.fromElements(1, 2).map((n) => n));
          env.execute();
        },
      },
    },
  );
  expect(run.failure).toBeNull();
  return run.stdout();
}

/** By form: what is seen of records that their sender changes after it has emitted them. */
const SEEN: Readonly<Record<string, string>> = {
  // Each record is copied when it is emitted.
  "in a chain": "0 false, 1 false, 0 false, 1 false",
  // One object for all: what came first has been changed since; of the last one only the change before it is seen.
  "in a chain with object reuse": "2 true, 2 true, 1 false, 1 false",
  // Bytes are what they were when they were written.
  "in tasks of their own": "0 false, 1 false, 0 false, 1 false",
  "in tasks of their own with object reuse": "0 false, 1 false, 0 false, 1 false",
};

describe("a record that its sender changes after it has emitted it", () => {
  test.each(Object.entries(SEEN))("%s is seen as in Flink", (form, seen) => {
    expect(printed(form, (numbers) => numbers.flatMap(emitAndChange).process(new KeepAll(4)).print())).toEqual([seen]);
  });
});

describe("a record that its receiver changes", () => {
  /** By form: what the sender has in its hands after it has emitted, and what a second receiver gets. */
  const CHANGED: Readonly<Record<string, readonly string[]>> = {
    "in a chain": ["second 0", "sender 0"],
    "in a chain with object reuse": ["second 10", "sender 10"],
    "in tasks of their own": ["second 0", "sender 0"],
    "in tasks of their own with object reuse": ["second 0", "sender 0"],
  };

  test.each(Object.entries(CHANGED))("%s is changed for others only where objects are reused", (form, lines) => {
    const seen = printed(form, (numbers) => {
      const seats = numbers
        .filter((n) => n === 1)
        .process<Seat | string>({
          processElement(_n, _context, out) {
            const seat: Seat = { n: 0, inner: { taken: false } };
            out.collect(seat);
            out.collect(`sender ${seat.n}`);
          },
        });
      seats
        .map((value) => {
          if (typeof value !== "string") value.n += 10;
          return "";
        })
        .filter(() => false)
        .print();
      seats.map((value) => (typeof value === "string" ? value : `second ${value.n}`)).print();
    });
    expect([...seen].sort()).toEqual(lines);
  });
});
