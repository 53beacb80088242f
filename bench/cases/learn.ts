/** From a save to the verdict on the screen, for every exercise that asks for code: the watcher itself, as learners run it. */
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import type { Course } from "../../cli/learn/course.ts";
import { exerciseFile } from "../../cli/learn/course-folder.ts";
import { Progress } from "../../cli/learn/progress-file.ts";
import { typeProblems } from "../../cli/learn/type-errors.ts";
import { watchExercise } from "../../cli/learn/watch-command.ts";
import { wordsIn } from "../../cli/learn/words.ts";
import { PACKAGE_ROOT } from "../../cli/root.ts";
import { EXERCISES } from "../../exercises/course/all-exercises.ts";
import type { Exercise } from "../../exercises/course/exercise.ts";
import { type CaseReport, median, rounded, timesOf } from "../measure.ts";

const SAVES = 5;
/** Saves before those that count: the thread and the watcher have begun by then, as with a learner's second save. */
const WARMUPS = 2;
const MOST_NS = 1e9;
const NANOS_PER_MS = 1e6;
const PATIENCE_MS = 30_000;
const WORDS = wordsIn("en");

/** One report an exercise: its solution, saved again and again; beside it each wrong solution, saved once. */
export async function learn(): Promise<CaseReport[]> {
  mkdirSync(join(PACKAGE_ROOT, "tmp"), { recursive: true });
  // Below the package, so that `tidemark` is found from there.
  const folder = mkdtempSync(join(PACKAGE_ROOT, "tmp", "bench-learn-"));
  try {
    const exercises = join(PACKAGE_ROOT, "exercises");
    cpSync(exercises, folder, { recursive: true, filter: (path) => path !== join(exercises, "data") });
    const reports: CaseReport[] = [];
    for (const exercise of EXERCISES) reports.push(await reportOn(exercise, folder));
    return reports;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function reportOn(exercise: Exercise, folder: string): Promise<CaseReport> {
  const { name, wrong, cases } = exercise;
  const learner = new Learner(exercise, folder);
  try {
    await learner.begin();
    const solution = readFileSync(join(folder, name, "solution.ts"), "utf8");
    const nanos: number[] = [];
    for (let save = -WARMUPS; save < SAVES; save++) {
      const took = await learner.save(`${solution}// ${save}\n`, WORDS.passed(exercise.title.en));
      if (save >= 0) nanos.push(took);
    }
    const compiler: number[] = [];
    for (let i = 0; i < SAVES; i++) compiler.push(await compilerAlone(learner.path));
    const failing: { readonly name: string; readonly ns: number }[] = [];
    for (const one of wrong) {
      const ns = await learner.save(`export { default } from "./wrong/${one.name}.ts";\n`, WORDS.states.failing);
      failing.push({ name: one.name, ns });
    }
    const slowest = failing.reduce((a, b) => (b.ns > a.ns ? b : a));
    const { medianNs, spread } = timesOf(name, nanos);
    return {
      name: `learn ${name}`,
      medianNs: rounded(medianNs),
      unit: "save",
      spread: rounded(spread),
      // A share of the time that a learner should have to wait at most.
      baseline: { name: "one second", medianNs: MOST_NS, spread: 0 },
      ratio: rounded(medianNs / MOST_NS),
      limit: 1,
      more: {
        cases: cases.length,
        cores: availableParallelism(),
        slowestMs: rounded(Math.max(...nanos) / NANOS_PER_MS),
        compilerAloneMs: rounded(median(compiler) / NANOS_PER_MS),
        wrongSolutions: failing.length,
        wrongMedianMs: rounded(median(failing.map(({ ns }) => ns)) / NANOS_PER_MS),
        wrongSlowestMs: rounded(slowest.ns / NANOS_PER_MS),
        wrongSlowest: slowest.name,
      },
    };
  } finally {
    await learner.quit();
  }
}

async function compilerAlone(path: string): Promise<number> {
  const began = performance.now();
  const problems = await typeProblems(path);
  const took = performance.now() - began;
  if (problems.length > 0) throw new Error(`The compiler does not accept ${path}: ${problems[0].message}`);
  return took * NANOS_PER_MS;
}

/** Sits at the watcher: saves, and reads what is printed. */
class Learner {
  readonly path: string;
  readonly #exercise: Exercise;
  readonly #course: Course;
  /** Printed since the last save. */
  #screen = "";
  #onVerdict: () => void = () => {};
  #pressQuit: () => void = () => {};
  #watching: Promise<void> = Promise.resolve();

  constructor(exercise: Exercise, path: string) {
    this.#exercise = exercise;
    const folder = { path, isNew: true };
    this.path = exerciseFile(folder, exercise.name);
    const paint = { bold: String, dim: String, green: String, red: String };
    this.#course = { folder, progress: new Progress(path), language: "en", words: WORDS, paint };
  }

  /** Resolves when the file was tried as it was given. */
  async begin(): Promise<void> {
    const verdict = this.#nextVerdict();
    const quit = new Promise<void>((resolve) => {
      this.#pressQuit = resolve;
    });
    const keys = (async function* () {
      await quit;
      yield "q";
    })();
    this.#watching = watchExercise(this.#exercise, this.#course, { print: (text) => this.#print(text), keys });
    await verdict;
  }

  /** ns until the verdict is printed. Throws if it does not say what is expected. */
  async save(text: string, expected: string): Promise<number> {
    const verdict = this.#nextVerdict();
    const began = performance.now();
    writeFileSync(this.path, text);
    await verdict;
    const took = performance.now() - began;
    if (!this.#screen.includes(expected)) throw new Error(`"${expected}" is not in the verdict:\n${this.#screen}`);
    return took * NANOS_PER_MS;
  }

  async quit(): Promise<void> {
    this.#pressQuit();
    await this.#watching;
  }

  #nextVerdict(): Promise<void> {
    this.#screen = "";
    return new Promise((resolve, reject) => {
      const late = setTimeout(() => reject(new Error(`No verdict came within ${PATIENCE_MS} ms.`)), PATIENCE_MS);
      this.#onVerdict = () => {
        clearTimeout(late);
        resolve();
      };
    });
  }

  /** The keys stand below each verdict. */
  #print(text: string): void {
    this.#screen += text;
    if (text.includes(WORDS.keys)) this.#onVerdict();
  }
}
