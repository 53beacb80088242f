/** Where the learner is, and what comes next. */
import { relative } from "node:path";
import { RUNGS } from "../../exercises/course/all-exercises.ts";
import type { ExerciseState } from "../../exercises/course/report.ts";
import { columnsOf, padTo } from "../../sim/narrate/columns.ts";
import { knownState } from "./attempt.ts";
import type { Course } from "./course.ts";
import { exerciseFile } from "./course-folder.ts";

const MARKS: Readonly<Record<ExerciseState, string>> = { notStarted: "·", failing: "✗", passing: "✓" };

/** A rung of the ladder, as `learn list --json` gives it. */
export interface RungState {
  /** From 1. */
  readonly n: number;
  readonly name: string;
  readonly state: ExerciseState;
}

/** All rungs, in order. */
export function rungs({ folder, progress }: Course): RungState[] {
  return RUNGS.map((exercise, i) => ({
    n: i + 1,
    name: exercise.name,
    state: knownState(exercise, folder, progress),
  }));
}

/** The first rung that does not pass; null: all do. */
export function nextRung(all: readonly RungState[]): RungState | null {
  return all.find(({ state }) => state !== "passing") ?? null;
}

/** One line a rung. */
export function listText(course: Course, all = rungs(course)): string {
  const { language, words, paint } = course;
  const names = Math.max(...RUNGS.map(({ name }) => name.length));
  const titles = Math.max(...RUNGS.map(({ title }) => columnsOf(title[language])));
  const lines = all.map(({ n, name, state }, i) => {
    const mark =
      state === "passing" ? paint.green(MARKS[state]) : state === "failing" ? paint.red(MARKS[state]) : MARKS[state];
    const title = padTo(RUNGS[i].title[language], titles);
    return `  ${mark} ${String(n).padStart(2)}  ${name.padEnd(names)}  ${title}  ${paint.dim(words.states[state])}`;
  });
  return `${lines.join("\n")}\n`;
}

/** The list, and the one thing to do now. */
export function overviewText(course: Course): string {
  const { words, paint, folder } = course;
  const all = rungs(course);
  const next = nextRung(all);
  const file = next === null ? "" : relative(process.cwd(), exerciseFile(folder, next.name));
  const step =
    next === null
      ? [paint.green(words.allDone)]
      : [`${words.nextStep}: ${words.openFirst(file)}`, "", `  npx tidemark learn watch ${next.name}`];
  return `${paint.bold(words.overview)}\n\n${listText(course, all)}\n${step.join("\n")}\n`;
}
