/** `tidemark learn watch`: tries the file whenever it is saved, and waits for a key. */
import { relative } from "node:path";
import { watch } from "chokidar";
import { RUNGS, type Rung } from "../../exercises/course/all-exercises.ts";
import { UserError } from "../user-error.ts";
import { type Attempt, attempt } from "./attempt.ts";
import { Checker } from "./checker.ts";
import type { Course } from "./course.ts";
import { exerciseFile } from "./course-folder.ts";
import { hintText } from "./help-texts.ts";
import type { WrittenMoment } from "./moment-files.ts";
import { MomentPage } from "./moment-page.ts";
import { listText } from "./overview.ts";
import { attemptText } from "./verdict.ts";

/** Time for the schedules of one case, ms: an answer comes while the eye is still on the file. */
export const WATCH_BUDGET_MS = 120;
const CTRL_C = "\u0003";

/** Terminal and files, as the command sees them. */
export interface WatchHost {
  readonly print: (text: string) => void;
  /** Keys, one character each, until the end. */
  readonly keys: AsyncIterable<string>;
}

/** Resolves when the learner quits. */
export async function watchExercise(first: Rung, course: Course, { print, keys }: WatchHost): Promise<void> {
  const checker = new Checker();
  checker.warm();
  const page = new MomentPage();
  const session = new Session(first, course, checker, print, page);
  const watcher = watch(session.path, { ignoreInitial: true, awaitWriteFinish: false, atomic: 30 });
  watcher.on("all", () => session.changed());
  try {
    // A save that comes before would be missed.
    await new Promise<void>((resolve) => watcher.once("ready", () => resolve()));
    await session.tryNow();
    for await (const key of keys) {
      if (key === "q" || key === CTRL_C) break;
      const before = session.path;
      await session.press(key);
      if (session.path === before) continue;
      watcher.unwatch(before);
      watcher.add(session.path);
    }
  } finally {
    await watcher.close();
    page.close();
    await checker.close();
  }
  print(`${course.words.stoppedWatching}\n`);
}

/** One learner, one exercise at a time. */
class Session {
  #exercise: Rung;
  #hints = 0;
  /** Of the last try. */
  #moment: WrittenMoment | null = null;
  /** A try that is under way; the next one waits for it. */
  #trying: Promise<void> = Promise.resolve();
  #isDue = false;
  readonly #course: Course;
  readonly #checker: Checker;
  readonly #print: (text: string) => void;
  readonly #page: MomentPage;

  constructor(exercise: Rung, course: Course, checker: Checker, print: (text: string) => void, page: MomentPage) {
    this.#page = page;
    this.#exercise = exercise;
    this.#course = course;
    this.#checker = checker;
    this.#print = print;
  }

  get path(): string {
    return exerciseFile(this.#course.folder, this.#exercise.name);
  }

  /** The file was saved, replaced or taken away. */
  changed(): void {
    if (this.#isDue) return;
    this.#isDue = true;
    void this.tryNow();
  }

  tryNow(): Promise<void> {
    this.#trying = this.#trying.then(() => this.#try());
    return this.#trying;
  }

  async press(key: string): Promise<void> {
    if (key === "h") this.#hint();
    else if (key === "l") this.#print(`\n${listText(this.#course)}\n`);
    else if (key === "n") await this.#next();
    else if (key === "o") await this.#open();
  }

  async #try(): Promise<void> {
    this.#isDue = false;
    const { words, paint, folder, progress } = this.#course;
    this.#print(`\n${await this.#text(folder, progress)}`);
    this.#print(`\n${paint.dim(words.watching(relative(process.cwd(), this.path)))}\n${paint.dim(words.keys)}\n`);
  }

  /** What a user can put right is told, and the watching goes on. */
  async #text(folder: Course["folder"], progress: Course["progress"]): Promise<string> {
    try {
      const tried: Attempt = await attempt(this.#exercise, folder, progress, this.#checker, WATCH_BUDGET_MS);
      this.#moment = tried.moment;
      const { paint, words } = this.#course;
      const ask = tried.state === "passing" ? `\n  ${paint.bold(words.askNext)}\n` : "";
      return `${attemptText(tried, this.#course)}${ask}`;
    } catch (thrown) {
      if (thrown instanceof UserError) return `${this.#course.paint.red("✗")} ${thrown.message}\n`;
      throw thrown;
    }
  }

  /** Shows the failing run in the page; without one there is nothing to see. */
  async #open(): Promise<void> {
    const { words } = this.#course;
    if (this.#moment === null) this.#print(`\n${words.nothingToSee}\n`);
    else this.#print(`\n${words.seeAt(await this.#page.show(this.#moment))}\n`);
  }

  #hint(): void {
    this.#hints = Math.min(this.#hints + 1, this.#exercise.hints.length);
    this.#print(`\n${hintText(this.#exercise, this.#hints, this.#course)}`);
  }

  async #next(): Promise<void> {
    const at = RUNGS.indexOf(this.#exercise);
    this.#exercise = RUNGS[(at + 1) % RUNGS.length];
    this.#hints = 0;
    await this.tryNow();
  }
}
