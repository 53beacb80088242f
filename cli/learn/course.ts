/** What every command of `learn` needs: the folder, the progress, the exercise by its name. */
import { relative } from "node:path";
import { RUNGS, type Rung } from "../../exercises/course/all-exercises.ts";
import type { Language } from "../../exercises/course/exercise.ts";
import { nearestName } from "../../src/config/nearest-name.ts";
import { type Paint, paintFor } from "../text.ts";
import { UserError } from "../user-error.ts";
import { type CourseFolder, courseFolder } from "./course-folder.ts";
import { Progress } from "./progress-file.ts";
import { languageOf, type Words, wordsIn } from "./words.ts";

/** Options that every command of `learn` has. */
export interface LearnOptions {
  readonly lang?: Language;
}

/** The course, as this learner has it. */
export interface Course {
  readonly folder: CourseFolder;
  readonly progress: Progress;
  readonly language: Language;
  readonly words: Words;
  readonly paint: Paint;
}

/** Opens the course; a folder that was made is told of, and a progress file that was put aside. */
export function openCourse({ lang }: LearnOptions, print: (line: string) => void): Course {
  const language = languageOf(lang, process.env);
  const words = wordsIn(language);
  const folder = courseFolder(process.cwd());
  const progress = new Progress(folder.path);
  if (folder.isNew) print(`${words.made(relative(process.cwd(), folder.path))}\n`);
  if (progress.putAside !== null) print(`${words.progressAside(relative(process.cwd(), progress.putAside))}\n`);
  return { folder, progress, language, words, paint: paintFor(process.stdout.isTTY === true, process.env) };
}

/** Throws `UserError` with the name that is nearest. */
export function exerciseNamed(name: string): Rung {
  const found = RUNGS.find((one) => one.name === name);
  if (found !== undefined) return found;
  const near = nearestName(
    name,
    RUNGS.map((one) => one.name),
  );
  throw new UserError(
    `There is no exercise ${name}; ${near === null ? "see them all with: tidemark learn" : `did you mean ${near}?`}`,
  );
}
