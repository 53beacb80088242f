/** A try as text: the compiler's errors, or the verdict on the cases. */

import { wrapTo } from "../../sim/narrate/columns.ts";
import { WIDTH } from "../text.ts";
import { adviceText } from "./advice-text.ts";
import type { Attempt } from "./attempt.ts";
import type { Course } from "./course.ts";
import { verdictText } from "./verdict-text.ts";

/** Errors of the compiler that are shown; the first ones mostly cause the others. */
const MOST_PROBLEMS = 3;

/** What to print of a try. */
export function attemptText(tried: Attempt, course: Course): string {
  const { exercise, report, problems, advice, file, place, moment } = tried;
  const { language, words, paint } = course;
  if (problems.length > 0)
    return `${[
      paint.red(paint.bold(`✗ ${exercise.title[language]}: ${words.states.failing}`)),
      `  ${words.typeErrors(problems.length)}`,
      "",
      ...problems
        .slice(0, MOST_PROBLEMS)
        .flatMap(({ place: at, message }) => [
          `  ${paint.bold(at)}`,
          ...wrapTo(message, WIDTH - 4).map((line) => `    ${line}`),
        ]),
    ].join("\n")}\n`;
  const verdict = verdictText(exercise, report, { language, paint, file, place, moment });
  return verdict + adviceText(advice, language, paint);
}
