/** One try of a learner's file: the compiler's word, the cases, and what is remembered of it. */
import { relative } from "node:path";
import type { Advice } from "../../exercises/course/advice.ts";
import type { Rung } from "../../exercises/course/all-exercises.ts";
import type { ExerciseState, FailureReport, Report } from "../../exercises/course/report.ts";
import { SCENARIOS } from "../../exercises/scenarios/index.ts";
import { addressOfRun } from "../../sim/link/run-link-text.ts";
import type { Checker } from "./checker.ts";
import { type CourseFolder, exerciseFile, givenText, readExercise } from "./course-folder.ts";
import { type WrittenMoment, writeMoment } from "./moment-files.ts";
import { hashOf, type Progress } from "./progress-file.ts";
import { type TypeProblem, typeProblems } from "./type-errors.ts";

/** What a try came to. */
export interface Attempt {
  readonly exercise: Rung;
  /** What the user calls the file. */
  readonly file: string;
  readonly state: ExerciseState;
  /** Null where the compiler has found something, or the file is as it was given. */
  readonly report: Report | null;
  readonly problems: readonly TypeProblem[];
  /** Beside the report, and never a failure. */
  readonly advice: readonly Advice[];
  /** Place in the learner's file where it threw: `exercise.ts:12`. */
  readonly place: string | null;
  /** The failing run, to be opened in the visualizer. */
  readonly moment: WrittenMoment | null;
}

/** Tries the file and remembers what came of it. Throws `UserError` where it cannot be run at all. */
export async function attempt(
  exercise: Rung,
  folder: CourseFolder,
  progress: Progress,
  checker: Checker,
  budgetMs: number | null,
): Promise<Attempt> {
  const { name } = exercise;
  const text = readExercise(folder, name);
  const path = exerciseFile(folder, name);
  const file = relative(process.cwd(), path);
  const sha256 = hashOf(text);
  const finish = (rest: Omit<Attempt, "exercise" | "file">): Attempt => {
    progress.record(name, { state: rest.state, sha256 });
    return { exercise, file, ...rest };
  };
  if (text === givenText(name))
    return finish({ state: "notStarted", report: null, problems: [], advice: [], place: null, moment: null });
  // Both at once: the compiler takes as long as the cases.
  const [problems, tried] = await Promise.all([
    typeProblems(path),
    settled(checker.try({ exercise: name, shown: file, path, budgetMs })),
  ]);
  if (problems.length > 0)
    return finish({ state: "failing", report: null, problems, advice: [], place: null, moment: null });
  if ("thrown" in tried) {
    progress.record(name, { state: "failing", sha256 });
    throw tried.thrown;
  }
  const { report, advice, place } = tried.value;
  const { failure, state } = report;
  const moment = failure === null || state === "notStarted" ? null : momentOf(failure, folder.path, name, path);
  return finish({ state, report, problems, advice, place, moment });
}

/** The failing run of a program, or the scenario that a prediction is about. */
function momentOf(failure: FailureReport, folder: string, name: string, path: string): WrittenMoment | null {
  if (failure.moment !== null) return writeMoment(folder, name, path, failure.moment);
  if (failure.scenario === null) return null;
  const scenario = SCENARIOS[failure.scenario];
  const command = `tidemark ui --scenario ${failure.scenario}`;
  return { file: failure.scenario, command, address: addressOfRun(scenario, scenario) };
}

async function settled<T>(promise: Promise<T>): Promise<{ readonly value: T } | { readonly thrown: unknown }> {
  try {
    return { value: await promise };
  } catch (thrown) {
    return { thrown };
  }
}

/** What is known of an exercise without trying it: a file that was changed since counts as failing until it is tried. */
export function knownState({ name }: Rung, folder: CourseFolder, progress: Progress): ExerciseState {
  const text = readExercise(folder, name);
  if (text === givenText(name)) return "notStarted";
  const before = progress.of(name);
  return before !== undefined && before.sha256 === hashOf(text) ? before.state : "failing";
}
