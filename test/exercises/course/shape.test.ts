/** Every folder of an exercise has the shape that `exercises/README.md` describes. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { START_EPOCH_MS, simulate } from "tidemark/sim";
import { describe, expect, it } from "vitest";
import { EXERCISES, PREDICTIONS, RUNGS } from "../../../exercises/course/all-exercises.ts";
import { programOf, RESULTS } from "../../../exercises/course/case-job.ts";
import { isRight } from "../../../exercises/course/check.ts";
import { scenarioOf } from "../../../exercises/course/cluster-run.ts";
import type { ClusterCase, Text } from "../../../exercises/course/exercise.ts";
import { breakItMoment } from "../../../exercises/course/moment.ts";
import { type Prediction, reportOnPrediction } from "../../../exercises/course/prediction.ts";

const ROOT = join(import.meta.dirname, "..", "..", "..", "exercises");
const CHINESE = /[\u4e00-\u9fff]/;

function read(name: string, file: string): string {
  return readFileSync(join(ROOT, name, file), "utf8");
}

function expectBothLanguages({ en, zh }: Text): void {
  expect(en.trim()).not.toBe("");
  expect(en).not.toMatch(CHINESE);
  expect(zh).toMatch(CHINESE);
}

it("every folder with an exercise is in the ladder", () => {
  const folders = readdirSync(ROOT).filter((name) => existsSync(join(ROOT, name, "exercise.ts.given")));
  expect(folders.sort()).toEqual(RUNGS.map(({ name }) => name).sort());
});

for (const { name, title, goal, hints } of RUNGS) {
  describe(`the rung ${name}`, () => {
    it("has the task in both languages, with the same parts, on one screen", () => {
      const [en, zh] = [read(name, "README.md"), read(name, "README.zh.md")];
      expect(zh).toMatch(CHINESE);
      expect(partsOf(zh)).toEqual(partsOf(en));
      for (const text of [en, zh]) {
        expect(text.split("\n").length).toBeLessThanOrEqual(60);
        expect(text).toContain(`tidemark learn hint ${name}`);
      }
    });

    it("is given as the file to be edited", () => {
      expect(read(name, "exercise.ts.given")).toBe(read(name, "exercise.ts"));
    });

    it("names itself, its goal and three hints in both languages, each saying more", () => {
      for (const text of [title, goal, ...hints]) expectBothLanguages(text);
      const lengths = hints.map(({ en }) => en.length);
      expect(lengths).toEqual([...lengths].sort((a, b) => a - b));
    });
  });
}

/** What begins each line that is no plain text. */
function partsOf(text: string): string[] {
  return text.split("\n").flatMap((line) => /^(#+|\||```|[-*] )/.exec(line)?.[0] ?? []);
}

for (const { name, questions, scenario, programs } of PREDICTIONS) {
  describe(`the prediction ${name}`, () => {
    const given = read(name, "exercise.ts");

    it("asks in both languages, and the learner's file has a place for each answer", () => {
      for (const { ask, why, name: field } of questions) {
        expectBothLanguages(ask);
        expectBothLanguages(why);
        expect(given).toContain(`${field}: undefined,`);
      }
    });

    it("is answered by the run with whole numbers, which make it pass", () => {
      const run = simulate(scenario, { programs }, { level: 2 });
      const answers = Object.fromEntries(questions.map((question) => [question.name, question.answer(run)]));
      for (const answer of Object.values(answers)) expect(Number.isSafeInteger(answer)).toBe(true);
      const rung = PREDICTIONS.find((one) => one.name === name) as Prediction;
      expect(reportOnPrediction(rung, answers).state).toBe("passing");
      expect(reportOnPrediction(rung, {}).state).toBe("notStarted");
      for (const { name: field, why } of questions) {
        const { state, failure } = reportOnPrediction(rung, { ...answers, [field]: -1 });
        expect(state).toBe("failing");
        expect(failure?.caseId).toBe(field);
        expect(failure?.misconception?.lesson).toEqual(why);
        expect(reportOnPrediction(rung, { ...answers, [field]: undefined }).failure?.expected).toEqual([]);
      }
    });
  });
}

for (const exercise of EXERCISES) {
  const { name } = exercise;
  describe(`the folder of ${name}`, () => {
    it("puts the Java original beside it", () => {
      for (const file of ["README.md", "README.zh.md"]) {
        expect(read(name, file)).toMatch(/\| *Java *\|/);
        expect(read(name, file)).toContain(`tidemark learn watch ${name}`);
      }
    });

    it("has a discussion in both languages", () => {
      expect(read(name, "discussion.zh.md")).toMatch(CHINESE);
      expect(read(name, "discussion.md").length).toBeGreaterThan(400);
    });

    it("is given with a line that says that nothing is written yet", () => {
      expect(read(name, "exercise.ts")).toContain("throw new MissingSolutionError()");
    });

    it("names its cases in both languages", () => {
      for (const { title } of exercise.cases) expectBothLanguages(title);
    });

    it("has visible and hidden cases, each with a name of its own", () => {
      const ids = exercise.cases.map(({ id }) => id);
      expect(new Set(ids).size).toBe(ids.length);
      expect(exercise.cases[0].hidden).not.toBe(true);
      // After the first hidden case there is no visible one.
      const firstHidden = exercise.cases.findIndex(({ hidden }) => hidden === true);
      if (firstHidden >= 0) expect(exercise.cases.slice(firstHidden).every(({ hidden }) => hidden === true)).toBe(true);
    });

    it("has something to break, which the solution survives", () => {
      const { faults, task, atMs } = exercise.breakIt;
      expectBothLanguages(task);
      const { job, schedule, parallelism } = breakItMoment(exercise);
      const program = programOf(job, schedule, exercise.solution, START_EPOCH_MS);
      const run = simulate(scenarioOf({ id: job.id, parallelism }, schedule), { programs: { exercise: program } });
      expect(run.status).toBe("FINISHED");
      expect(run.faults).toHaveLength(faults.length);
      expect(run.restarts).toBeGreaterThan(0);
      expect(atMs).toBeLessThan(run.virtualMs);
      const of = exercise.cases.find(({ id }) => id === exercise.breakIt.caseId) as ClusterCase;
      const side = Object.fromEntries(Object.keys(of.side ?? {}).map((tag) => [tag, run.output(tag)]));
      expect(isRight(of, { kind: "finished", results: run.output(RESULTS), side })).toBe(true);
    });

    it("explains each wrong solution in both languages, and has a file for each", () => {
      expect(exercise.wrong.length).toBeGreaterThan(0);
      for (const { mistake, lesson, caughtBy, name: file } of exercise.wrong) {
        expectBothLanguages(mistake);
        expectBothLanguages(lesson);
        expect(existsSync(join(ROOT, name, "wrong", `${file}.ts`))).toBe(true);
        expect(exercise.cases.map(({ id }) => id)).toContain(caughtBy);
      }
    });

    it("has links that lead somewhere", () => {
      for (const file of ["README.md", "README.zh.md", "discussion.md", "discussion.zh.md"])
        for (const [, target] of read(name, file).matchAll(/\]\((?!https?:)([^)#]+)[^)]*\)/g))
          expect(existsSync(join(ROOT, name, target))).toBe(true);
    });
  });
}
