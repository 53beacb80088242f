/** A right program never fails, whatever its shape: every exercise has several, and each holds in all cases. */
import { afterAll, describe, expect, it } from "vitest";
import { adviceOn } from "../../../exercises/course/advice.ts";
import { EXERCISES } from "../../../exercises/course/all-exercises.ts";
import { checkCase } from "../../../exercises/course/check.ts";
import type { ExerciseCase } from "../../../exercises/course/exercise.ts";
import { RIGHT } from "./right/index.ts";

/** What an order can do to a program, it does in most of them; runs of thousands of records take long. */
function ordersOf(one: ExerciseCase): number {
  if (one.kind === "harness") return 1;
  return one.sources.some(({ elements }) => elements.length > 1000) ? 4 : 40;
}

const alarms: string[] = [];
let tried = 0;

for (const exercise of EXERCISES) {
  describe(`a right program for ${exercise.name} never fails`, () => {
    for (const [shape, pipeline] of Object.entries(RIGHT[exercise.name] ?? {}))
      it(shape, () => {
        tried++;
        const failed = exercise.cases.flatMap((one) => {
          const { failure } = checkCase(one, exercise.inputs.length, pipeline, { mostSchedules: ordersOf(one) });
          return failure === null ? [] : [[one.id, failure.outcome]];
        });
        if (failed.length > 0) alarms.push(`${exercise.name}: ${shape}`);
        expect(failed).toEqual([]);
      });
  });
}

it("advice on right programs is given where something stays in state, and nowhere else", () => {
  for (const exercise of EXERCISES)
    for (const pipeline of Object.values(RIGHT[exercise.name])) {
      const advice = adviceOn(exercise, pipeline, new Set(exercise.cases.map(({ id }) => id)));
      expect(advice.filter(({ kind }) => kind !== "state that nothing removes")).toEqual([]);
    }
});

it("every exercise has right programs of other shapes", () => {
  expect(Object.keys(RIGHT)).toEqual(EXERCISES.map(({ name }) => name));
  for (const shapes of Object.values(RIGHT)) expect(Object.keys(shapes).length).toBeGreaterThanOrEqual(3);
});

afterAll(() => {
  console.log(
    `${tried - alarms.length} of ${tried} right programs of other shapes pass, ${alarms.length} false alarms`,
  );
});
