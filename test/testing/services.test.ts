import { rmSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Swarm, scenarios, simulate } from "../../cli/testing/index.ts";
import { type JobProgram, type LogSink, replaySource, WatermarkStrategy } from "../../src/index.ts";
import { type Reading, readings } from "../support/bucket-job.ts";
import { ledger } from "./ledger.ts";
import { bookingSink, ledgerSink } from "./ledger-sink.ts";

/** Crashes, and everything that can happen to a request: lost, answered in vain, repeated, late. */
const OUTSIDE: Swarm = {
  name: "outside",
  purpose: "Trouble around a service of the user's.",
  features: ["crash", "crash-burst", "crash-log", "log-requests", "pause", "cut", "checkpointing"],
  always: ["crash", "log-requests"],
  mostFaults: 6,
};

const REQUESTS: Swarm = { ...OUTSIDE, features: ["log-requests"], always: ["log-requests"] };

const options = {
  scenario: {
    version: 1 as const,
    seed: 1,
    programs: [{ module: "entries" }],
    cluster: { taskManagers: 3, slots: 2 },
    inputs: { readings: { records: readings(80) } },
  },
  services: { ledger: ledger() },
  swarm: OUTSIDE,
};

function entriesInto(sink: LogSink<string>): JobProgram {
  return (env) => {
    const source = replaySource<Reading>({ input: "readings", timestampOf: ({ ts }) => ts, speed: 1, disorderMs: 0 });
    env
      .fromSource(source, WatermarkStrategy.noWatermarks(), "readings")
      .keyBy(({ key }) => key)
      .map(({ id }) => `entry ${id}`)
      .sinkTo(sink);
    env.execute("entries");
  };
}

describe("a job with a two-phase-commit sink of the user's on a service of the user's", () => {
  test("is exactly once under crashes, lost answers and repeated requests", () => {
    fc.assert(
      fc.property(scenarios(entriesInto(ledgerSink("entries")), options), (scenario) => {
        const run = simulate(scenario);
        expect(run).toBeExactlyOnce();
        const { book } = run.serviceState("ledger") as { book: string[] };
        expect(book.toSorted()).toEqual(run.output("entries").toSorted());
      }),
      { numRuns: 120, seed: 11 },
    );
  });

  test("is not if the sink commits without a transaction's name, and the shortest script is one fault", () => {
    let text = "it passed";
    try {
      fc.assert(
        fc.property(scenarios(entriesInto(bookingSink()), { ...options, swarm: REQUESTS }), (scenario) => {
          expect(simulate(scenario)).toBeExactlyOnce();
        }),
        { numRuns: 100, seed: 11 },
      );
    } catch (thrown) {
      text = String(thrown instanceof Error ? (thrown.cause ?? thrown.message) : thrown);
    }
    const [, kept] = /Kept in +(\S+)/.exec(text) ?? [];
    if (kept !== undefined) rmSync(kept);
    expect(text).toMatch(/OUT-2 does not hold/);
    expect(text).toMatch(/1\. at .*(repeat the next call of|lose the next answer to) ledger\.book/);
    expect(text).not.toMatch(/ {2}2\. /);
  });
});
