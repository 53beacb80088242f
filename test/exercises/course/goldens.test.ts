/** The cases of the exercises are those of `training-goldens.json`, value by value. */
import { readFileSync } from "node:fs";
import { MAX_TIMESTAMP } from "tidemark";
import { describe, expect, it } from "vitest";
import { EXERCISES } from "../../../exercises/course/all-exercises.ts";
import type { Expectation, SourceElement, Step } from "../../../exercises/course/exercise.ts";

type Json = Readonly<Record<string, unknown>>;

interface GoldenCase {
  readonly id: string;
  readonly kind?: string;
  readonly steps?: readonly Json[];
  /** Said where the values that are sent are abbreviated, once for an exercise. */
  readonly outputNote?: string;
  readonly sources?: readonly {
    readonly name: string;
    readonly elements: readonly unknown[];
  }[];
  /** Of a filter: one record, which is kept or not. */
  readonly input?: unknown;
  readonly expected?: unknown;
  readonly expectedSide?: Json;
  readonly finalState?: { readonly numKeyedStateEntries: number };
}

/** Fields of 32-bit floats. */
const FLOATS: ReadonlySet<string> = new Set(["startLon", "startLat", "endLon", "endLat", "tip", "tolls", "totalFare"]);

const goldens = JSON.parse(
  readFileSync(new URL("../training-goldens.json", import.meta.url), "utf8"),
  (name, value: unknown) => (FLOATS.has(name) && typeof value === "number" ? Math.fround(value) : value),
) as { readonly exercises: readonly { readonly id: string; readonly cases: readonly GoldenCase[] }[] };

it("all exercises of the goldens are there", () => {
  const missing = goldens.exercises.map(({ id }) => id).filter((id) => EXERCISES.every(({ name }) => name !== id));
  expect(missing).toEqual([]);
});

for (const { id, cases } of goldens.exercises) {
  const exercise = EXERCISES.find(({ name }) => name === id);
  if (exercise === undefined) continue;
  const isAbbreviated = cases.some(({ outputNote }) => outputNote !== undefined);
  describe(`the cases of ${id}`, () => {
    for (const golden of cases) {
      it(`have ${golden.id}`, () => {
        const own = exercise.cases.find((one) => one.id === golden.id);
        expect(own).toBeDefined();
        if (own?.kind === "harness" && golden.steps !== undefined)
          expect(own.steps.map((step) => leaky(isAbbreviated ? abbreviated(step, own.steps) : step))).toEqual(
            golden.steps.flatMap(stepOf),
          );
        if (own?.kind === "harness" && golden.kind === "filter") {
          const values = golden.expected === true ? [golden.input] : [];
          expect(own.steps).toMatchObject([{ value: golden.input }, { kind: "expect", expectation: { values } }]);
        }
        if (own?.kind === "cluster" && golden.kind === "pipeline-with-watermarks") {
          expect(own.parallelism).toBe(1);
          expect(own.sources.map(({ elements }) => elements)).toEqual([golden.steps?.map(elementOf)]);
          // The first two columns are 32-bit floats; rows are in order but for those of one window end, the third column.
          const rows = golden.expected as readonly (readonly unknown[])[];
          expect(own.expected).toEqual(
            rows.map(([lon, lat, ...rest]) => [Math.fround(lon as number), Math.fround(lat as number), ...rest]),
          );
          expect(own.inOrder).toBe(true);
          expect(own.expected.map((row) => own.momentOf?.(row))).toEqual(rows.map(([, , windowEnd]) => windowEnd));
        }
        if (own?.kind === "cluster" && golden.sources !== undefined) {
          // Parallel sources of one name are the subtasks of one source here: element k belongs to subtask k mod 2.
          const names = [...new Set(golden.sources.map(({ name }) => name))];
          const sources = names.map((name) => ({
            name,
            elements: (golden.sources ?? [])
              .filter((source) => source.name === name)
              .flatMap(({ elements }) => elements.map((value) => ({ kind: "record", value }))),
          }));
          expect(own.sources).toEqual(sources);
          if (golden.finalState !== undefined) expect(own.stateEntries).toBe(golden.finalState.numKeyedStateEntries);
          if (golden.expected !== undefined) expect(own.expected).toEqual(golden.expected);
          if (golden.expectedSide !== undefined) expect(own.side).toEqual(golden.expectedSide);
        }
      });
    }
  });
}

/**
 * A step of ours as a golden writes it whose joined records are "abbreviated to the timestamps of the two records": each of
 * them is replaced by its timestamp, if it is one of those that came in.
 */
function abbreviated(step: Step, steps: readonly Step[]): Step {
  if (step.kind !== "expect" || step.expectation.sent === undefined) return step;
  const timestampOf = (record: Json) => {
    expect(steps).toContainEqual(expect.objectContaining({ kind: "element", value: record }));
    return record.timestamp;
  };
  const sent = step.expectation.sent.map((one) => {
    if (!("value" in one)) return one;
    const { trade, customer } = one.value as { readonly trade: Json; readonly customer: Json };
    return { ...one, value: { trade: timestampOf(trade), customer: timestampOf(customer) } };
  });
  return { ...step, expectation: { ...step.expectation, sent } };
}

/** A golden that counts what the reference solution leaks: ours lets a program leak less, and the number is the same. */
function leaky(step: Step): Step {
  if (step.kind !== "expect" || typeof step.expectation.stateEntries !== "object") return step;
  const { stateEntries } = step.expectation;
  if (!("atMost" in stateEntries)) return step;
  return { ...step, expectation: { ...step.expectation, stateEntries: stateEntries.atMost } };
}

function elementOf(golden: Json): SourceElement {
  if ("wm" in golden) return { kind: "watermark", watermarkMs: timeOf(golden.wm) };
  return { kind: "record", value: golden.el, timestampMs: golden.ts as number };
}

function stepOf(golden: Json): Step[] {
  const input = (golden.in as number | undefined) ?? 0;
  if ("el" in golden) return [{ kind: "element", value: golden.el, timestampMs: golden.ts as number, input }];
  if ("wm" in golden) return [{ kind: "watermark", watermarkMs: timeOf(golden.wm), input }];
  if ("expect" in golden) return [{ kind: "expect", expectation: expectationOf(golden.expect as Json) }];
  // A crash here is a checkpoint, the loss of all memory, and the restore.
  return "crash" in golden ? [{ kind: "crash" }] : [];
}

function expectationOf(golden: Json): Expectation {
  const count = (value: unknown) => (typeof value === "number" ? value : { greaterThan: (value as { gt: number }).gt });
  const sent = (one: Json) =>
    "wm" in one ? { watermarkMs: timeOf(one.wm) } : { value: one.v, timestampMs: timeOf(one.ts) };
  return {
    ...("numKeyedStateEntries" in golden ? { stateEntries: count(golden.numKeyedStateEntries) } : {}),
    ...("numEventTimeTimers" in golden ? { timers: count(golden.numEventTimeTimers) } : {}),
    ...("outputs" in golden ? { sent: (golden.outputs as Json[]).map(sent) } : {}),
    ...("outputValues" in golden ? { values: golden.outputValues as unknown[] } : {}),
    ...("side" in golden ? { side: golden.side as Record<string, readonly unknown[]> } : {}),
  };
}

function timeOf(golden: unknown): number {
  return golden === "MAX" ? MAX_TIMESTAMP : (golden as number);
}
