/** What a learner reads when an exercise fails, for every wrong solution in both languages. */
import { describe, expect, it } from "vitest";
import { verdictText } from "../../../cli/learn/verdict-text.ts";
import { EXERCISES } from "../../../exercises/course/all-exercises.ts";
import { reportOn } from "../../../exercises/course/report.ts";
import { columnsOf } from "../../../sim/narrate/columns.ts";

const PLAIN = { bold: String, dim: String, green: String, red: String };
const FEW = { mostSchedules: 60 };
const caught: string[] = [];
const alarms: string[] = [];

for (const exercise of EXERCISES) {
  describe(`the verdict on ${exercise.name}`, () => {
    for (const wrong of exercise.wrong)
      it(`explains ${wrong.name} on 80 columns`, () => {
        const report = reportOn(exercise, wrong.pipeline, FEW);
        expect(report.state).toBe("failing");
        caught.push(wrong.name);
        expect(report.failure?.misconception).not.toBeNull();
        for (const language of ["en", "zh"] as const) {
          const options = { language, paint: PLAIN, file: "exercise.ts", place: null, moment: null };
          const text = verdictText(exercise, report, options);
          for (const line of text.split("\n")) expect(columnsOf(line)).toBeLessThanOrEqual(80);
          expect(text).toContain(report.failure?.title[language].split(" ")[0]);
        }
      });

    it("is no false alarm on the solution", () => {
      const report = reportOn(exercise, exercise.solution, FEW);
      if (report.state !== "passing") alarms.push(exercise.name);
      expect(report.state).toBe("passing");
      expect(report.held).toBe(report.cases);
    });
  });
}

it("catches all wrong solutions, without a false alarm", () => {
  const wrong = EXERCISES.flatMap((exercise) => exercise.wrong);
  console.log(`${caught.length} of ${wrong.length} wrong solutions caught, ${alarms.length} false alarms`);
  expect(caught).toHaveLength(wrong.length);
  expect(alarms).toEqual([]);
});
