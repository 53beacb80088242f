/** Hints, solutions, and the way back to the beginning. */
import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { isPrediction, type Rung } from "../../exercises/course/all-exercises.ts";
import { breakItMoment } from "../../exercises/course/moment.ts";
import { type Prediction, rightAnswers } from "../../exercises/course/prediction.ts";
import { wrapTo } from "../../sim/narrate/columns.ts";
import { PACKAGE_ROOT } from "../root.ts";
import { WIDTH } from "../text.ts";
import { UserError } from "../user-error.ts";
import { knownState } from "./attempt.ts";
import type { Course } from "./course.ts";
import { exerciseFile, givenText } from "./course-folder.ts";
import { freeName } from "./free-name.ts";
import { writeMoment } from "./moment-files.ts";

/** @param level 1 is a nudge, 3 is nearly the answer */
export function hintText({ hints, name }: Rung, level: number, { language, words, paint }: Course): string {
  if (!(level >= 1 && level <= hints.length))
    throw new UserError(`The exercise ${name} has the hints 1 to ${hints.length}, and no hint ${level}.`);
  const more = level < hints.length ? `tidemark learn hint ${name} --level ${level + 1}` : words.lastHint;
  return `${[
    paint.bold(words.hint(level, hints.length)),
    ...wrapTo(hints[level - 1][language], WIDTH - 2).map((line) => `  ${line}`),
    "",
    `  ${paint.dim(more)}`,
  ].join("\n")}\n`;
}

/** The solution and the discussion. Throws `UserError` before the learner's own passes, unless it is to be spoiled. */
export function solutionText(exercise: Rung, spoil: boolean, course: Course): string {
  const { name } = exercise;
  if (!spoil && knownState(exercise, course.folder, course.progress) !== "passing")
    throw new UserError(course.words.notYetPassed(`tidemark learn solution ${name} --spoil`));
  if (isPrediction(exercise)) return explanations(exercise, course);
  const folder = join(PACKAGE_ROOT, "exercises", name);
  const discussion = join(folder, course.language === "zh" ? "discussion.zh.md" : "discussion.md");
  return `${readFileSync(join(folder, "solution.ts"), "utf8")}\n${readFileSync(discussion, "utf8")}`;
}

/** What there is to break, and the command that shows it. Throws `UserError` before the exercise passes. */
export function breakText(exercise: Rung, { folder, progress, words, language, paint }: Course): string {
  const { name } = exercise;
  if (isPrediction(exercise))
    throw new UserError(
      `The rung ${name} asks for a prediction; break its scenario in the page: tidemark ui --scenario ${exercise.scenario.name ?? name}`,
    );
  if (knownState(exercise, folder, progress) !== "passing")
    throw new UserError(words.breakLater(`tidemark learn check ${name}`));
  const { scenario, task } = exercise.breakIt;
  const learners = exerciseFile(folder, name);
  const { command, address } = writeMoment(folder.path, `${name}-${scenario}`, learners, breakItMoment(exercise));
  return `${[
    paint.bold(scenario),
    ...wrapTo(task[language], WIDTH - 2).map((line) => `  ${line}`),
    "",
    `  ${words.seeWith(command)}`,
    ...(address === null ? [] : [`    ${address}`]),
  ].join("\n")}\n`;
}

/** What the run answers, and why. */
function explanations(prediction: Prediction, { language, paint }: Course): string {
  const answers = rightAnswers(prediction);
  const lines = prediction.questions.flatMap(({ name, ask, why }, i) => [
    ...wrapTo(ask[language], WIDTH).map(paint.bold),
    `  ${name}: ${answers[i]}`,
    ...wrapTo(why[language], WIDTH - 2).map((line) => `  ${line}`),
  ]);
  return `${lines.join("\n")}\n`;
}

/** Puts the given file in the place of the learner's, which is kept beside it. */
export function resetExercise({ name }: Rung, { folder, progress, words }: Course): string {
  const path = exerciseFile(folder, name);
  const shown = relative(process.cwd(), path);
  const given = givenText(name);
  let kept = "";
  if (existsSync(path) && readFileSync(path, "utf8") !== given) {
    kept = freeName((n) => `${path}.mine-${n}`);
    renameSync(path, kept);
  }
  writeFileSync(path, given);
  progress.forget(name);
  return `${kept === "" ? words.resetPlain(shown) : words.resetDone(shown, relative(process.cwd(), kept))}\n`;
}
