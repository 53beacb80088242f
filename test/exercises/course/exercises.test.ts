/** Every exercise: its solution holds under every schedule, and each wrong solution fails at the case that is meant for it. */
import { describe, expect, it } from "vitest";
import { EXERCISES } from "../../../exercises/course/all-exercises.ts";
import { checkCase, checkExercise } from "../../../exercises/course/check.ts";
import type { Pipeline } from "../../../exercises/course/exercise.ts";
import { MissingSolutionError } from "../../../exercises/course/missing-solution.ts";

for (const exercise of EXERCISES) {
  describe(`the exercise ${exercise.name}`, () => {
    for (const one of exercise.cases)
      it(`is solved by its solution: ${one.id}`, () => {
        const { failure, tried } = checkCase(one, exercise.inputs.length, exercise.solution);
        expect(failure).toBeNull();
        expect(tried).toBeGreaterThan(0);
      });
    it("is not solved before somebody has written something", async () => {
      const { default: skeleton } = (await import(`../../../exercises/${exercise.name}/exercise.ts`)) as {
        readonly default: Pipeline;
      };
      const failure = checkExercise(exercise, skeleton).at(-1)?.failure;
      expect(JSON.stringify(failure?.outcome)).toContain(new MissingSolutionError().message);
    });
    for (const { name, pipeline, caughtBy } of exercise.wrong)
      it(`catches the wrong solution ${name} with the case ${caughtBy}`, () => {
        const one = exercise.cases.find(({ id }) => id === caughtBy);
        if (one === undefined) throw new Error(`There is no case ${caughtBy}.`);
        expect(checkCase(one, exercise.inputs.length, pipeline).failure).not.toBeNull();
        expect(checkExercise(exercise, pipeline).at(-1)?.failure).not.toBeNull();
      });
  });
}
