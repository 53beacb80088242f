/** What the learner has done, in a file beside the exercises: it survives updates of the package. */
import { createHash } from "node:crypto";
import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { ExerciseState } from "../../exercises/course/report.ts";
import { freeName } from "./free-name.ts";

const NAME = ".progress.json";
const VERSION = 1;

/** What a try of an exercise came to. */
export interface Try {
  readonly state: ExerciseState;
  /** Of the learner's file, 64 hex digits: another text is another try. */
  readonly sha256: string;
}

/** SHA-256 of a text, 64 hex digits. */
export function hashOf(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

/** The progress of one folder of exercises. */
export class Progress {
  readonly #file: string;
  readonly #tries: Map<string, Try>;
  /** Where an unreadable progress file was put; null: it was readable. */
  readonly putAside: string | null = null;

  /** @param folder of the exercises */
  constructor(folder: string) {
    this.#file = join(folder, NAME);
    const read = readTries(this.#file);
    this.#tries = read ?? new Map();
    if (read === null) {
      this.putAside = freeName((n) => join(folder, `.progress.unreadable-${n}.json`));
      renameSync(this.#file, this.putAside);
    }
  }

  of(exercise: string): Try | undefined {
    return this.#tries.get(exercise);
  }

  record(exercise: string, tried: Try): void {
    const before = this.#tries.get(exercise);
    if (before?.state === tried.state && before.sha256 === tried.sha256) return;
    this.#tries.set(exercise, tried);
    this.#write();
  }

  forget(exercise: string): void {
    if (this.#tries.delete(exercise)) this.#write();
  }

  /** Written beside and then put in its place: nobody finds a half of it. */
  #write(): void {
    const beside = `${this.#file}.next`;
    const content = { version: VERSION, exercises: Object.fromEntries(this.#tries) };
    writeFileSync(beside, `${JSON.stringify(content, null, 2)}\n`);
    renameSync(beside, this.#file);
  }
}

/** Null: the file is there and is none of ours. */
function readTries(file: string): Map<string, Try> | null {
  if (!existsSync(file)) return new Map();
  try {
    const content: unknown = JSON.parse(readFileSync(file, "utf8"));
    return isContent(content) ? new Map(Object.entries(content.exercises)) : null;
  } catch {
    return null;
  }
}

interface Content {
  readonly version: typeof VERSION;
  readonly exercises: Readonly<Record<string, Try>>;
}

function isContent(content: unknown): content is Content {
  if (typeof content !== "object" || content === null) return false;
  const { version, exercises } = content as Readonly<Record<string, unknown>>;
  if (version !== VERSION || typeof exercises !== "object" || exercises === null) return false;
  return Object.values(exercises).every((one: unknown) => {
    const { state, sha256 } = (typeof one === "object" && one !== null ? one : {}) as Readonly<Record<string, unknown>>;
    return ["notStarted", "failing", "passing"].includes(String(state)) && /^[0-9a-f]{64}$/.test(String(sha256));
  });
}
