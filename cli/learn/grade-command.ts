/** `tidemark learn grade`: a teacher's own cases over the folders of many learners. */
import { fork } from "node:child_process";
import { existsSync } from "node:fs";
import { availableParallelism } from "node:os";
import { basename, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { isPrediction, RUNGS, type Rung } from "../../exercises/course/all-exercises.ts";
import type { ExerciseState } from "../../exercises/course/report.ts";
import { UserError } from "../user-error.ts";
import { COPY } from "./course-folder.ts";
import type { GradeReply, GradeRequest } from "./grade-messages.ts";

/** What became of one rung of one submission: an exercise, or a prediction. */
export interface Grade {
  /** Folder of the submission, as it was named. */
  readonly submission: string;
  readonly exercise: string;
  /** `missing`: there is no such file; `stopped`: it ran longer than it may. */
  readonly state: ExerciseState | "missing" | "stopped";
  /** The first case that does not hold, or the first question whose answer is another one. */
  readonly failingCase: string | null;
  /** Of the first schedule under which it does not hold. */
  readonly seed: number | null;
  /** The known mistake that it behaves like; of a prediction there is none. */
  readonly misconception: string | null;
  /** Why it could not be tried. */
  readonly error: string | null;
}

/** How submissions are graded. */
export interface GradeOptions {
  /** Time for one exercise of one submission, ms. */
  readonly limitMs: number;
  readonly onGrade?: (grade: Grade) => void;
}

/**
 * Grades one folder after the other, each exercise in a process of its own, as many at a time as there are cores. Grades are
 * told in order. Throws `UserError` for a folder that is none.
 */
export async function gradeFolders(folders: readonly string[], options: GradeOptions): Promise<Grade[]> {
  for (const folder of folders) if (!existsSync(folder)) throw new UserError(`There is no folder ${folder}.`);
  const work = folders.flatMap((submission) => RUNGS.map((rung) => ({ submission, rung })));
  const grades: Grade[] = new Array(work.length);
  let next = 0;
  let told = 0;
  const takeWork = async (): Promise<void> => {
    while (next < work.length) {
      const at = next++;
      const { submission, rung } = work[at];
      grades[at] = await gradeOne(submission, rung, options.limitMs);
      while (grades[told] !== undefined) options.onGrade?.(grades[told++]);
    }
  };
  await Promise.all(Array.from({ length: availableParallelism() }, takeWork));
  return grades;
}

/** A submission is a folder of exercises, or one that has a copy of them. */
function fileOf(submission: string, { name }: Rung): string | null {
  const places = [submission, join(submission, COPY), join(submission, "exercises")];
  return places.map((place) => resolve(place, name, "exercise.ts")).find((path) => existsSync(path)) ?? null;
}

async function gradeOne(submission: string, rung: Rung, limitMs: number): Promise<Grade> {
  const nothing = { failingCase: null, seed: null, misconception: null, error: null };
  const grade = { submission, exercise: rung.name, ...nothing };
  const path = fileOf(submission, rung);
  if (path === null) return { ...grade, state: "missing" };
  const reply = await inProcess({ exercise: rung.name, shown: `${basename(submission)}/exercise.ts`, path }, limitMs);
  if (reply === null) return { ...grade, state: "stopped", error: `It was stopped after ${limitMs / 1000} s.` };
  if (reply.kind === "error") return { ...grade, state: "failing", error: reply.message };
  const { state, failure } = reply.report;
  if (state === "notStarted") return { ...grade, state };
  return {
    ...grade,
    state,
    failingCase: failure?.caseId ?? null,
    seed: failure?.schedules?.seed ?? null,
    misconception: isPrediction(rung) ? null : (failure?.misconception?.name ?? null),
  };
}

/** Null: it did not come to an end in time. */
function inProcess(request: GradeRequest, limitMs: number): Promise<GradeReply | null> {
  const name = import.meta.url.endsWith(".ts") ? "./grade-process.ts" : "./grade-process.js";
  const child = fork(fileURLToPath(new URL(name, import.meta.url)), { stdio: ["ignore", "ignore", "ignore", "ipc"] });
  return new Promise((done) => {
    const timer = setTimeout(() => finish(null), limitMs);
    const finish = (reply: GradeReply | null) => {
      clearTimeout(timer);
      child.removeAllListeners();
      child.kill("SIGKILL");
      done(reply);
    };
    child.on("message", (reply: GradeReply) => finish(reply));
    child.on("error", (error) => finish({ kind: "error", message: error.message }));
    child.on("exit", (code) => finish({ kind: "error", message: `The process ended by itself with ${code}.` }));
    child.send(request);
  });
}

/** Columns of the CSV, in order. */
const COLUMNS = ["submission", "exercise", "state", "failingCase", "seed", "misconception", "error"] as const;

/** RFC 4180. */
export function gradesAsCsv(grades: readonly Grade[]): string {
  const cell = (value: unknown) => {
    const text = value === null ? "" : String(value);
    return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  };
  return [COLUMNS.join(","), ...grades.map((grade) => COLUMNS.map((column) => cell(grade[column])).join(","))]
    .map((line) => `${line}\r\n`)
    .join("");
}
