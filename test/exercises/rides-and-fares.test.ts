import { expect, it } from "vitest";
import { checkCase } from "../../exercises/course/check.ts";
import { ridesAndFares } from "../../exercises/rides-and-fares/index.ts";

const INPUTS = ridesAndFares.inputs.length;

function outcome(wrong: string, id: string) {
  const one = ridesAndFares.cases.find((other) => other.id === id);
  const pipeline = ridesAndFares.wrong.find(({ name }) => name === wrong)?.pipeline;
  if (one === undefined || pipeline === undefined) throw new Error(`There is no ${id} or no ${wrong}.`);
  return checkCase(one, INPUTS, pipeline, { afterFailure: Number.POSITIVE_INFINITY });
}

it("an end that is not filtered out does harm unless the start comes between: a wrong pair, or an event that stays in state", () => {
  const { failure } = outcome("end-not-filtered", "end-event-in-ride-stream");
  expect(failure).toMatchObject({ kind: "cluster", schedules: 6, tried: 6 });
  // Five orders of six; under the schedule with a crash nobody counts what is left in state.
  expect(failure?.kind === "cluster" && failure.failed).toBeGreaterThanOrEqual(4);
});

it("a Map in a field is wrong where somebody counts state, and after a crash", () => {
  for (const id of ["two-rides-of-one-driver", "output-timestamp-is-later-arrival"])
    expect(outcome("map-instead-of-state", id).failure).toBeNull();
  const { failure } = outcome("map-instead-of-state", "crash-between-ride-and-fare");
  expect(failure).toMatchObject({ outcome: { broken: { what: "sent", got: "[]" } } });
});
