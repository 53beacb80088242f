/** Where the learner's exercises lie: in a checkout its own `exercises`, else a copy in the working folder. */
import { cpSync, existsSync, mkdirSync, readFileSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { RUNGS } from "../../exercises/course/all-exercises.ts";
import { PACKAGE_ROOT } from "../root.ts";
import { UserError } from "../user-error.ts";

/** The folder that the copy is made in. */
export const COPY = "tidemark-exercises";
/** What every exercise imports beside its own files. */
const SHARED = ["taxi", join("course", "missing-solution.ts")];
/** The exercise as it was given: no program, so that nobody takes it for the learner's. */
const GIVEN_NAME = "exercise.ts.given";
/** What a learner gets of an exercise, and under which name; the rest is asked for, or is hidden. */
const GIVEN: readonly (readonly [from: string, to: string])[] = [
  [GIVEN_NAME, "exercise.ts"],
  ["README.md", "README.md"],
  ["README.zh.md", "README.zh.md"],
];

/** The learner's folder. */
export interface CourseFolder {
  readonly path: string;
  /** It was made by this call. */
  readonly isNew: boolean;
}

/** Finds it, or makes it. Nothing in `node_modules` is ever a learner's file. */
export function courseFolder(workingFolder: string, root = PACKAGE_ROOT): CourseFolder {
  if (isCheckout(root, workingFolder)) return { path: join(root, "exercises"), isNew: false };
  const path = join(workingFolder, COPY);
  const isNew = !existsSync(path);
  if (isNew) mkdirSync(path);
  for (const shared of SHARED) copyMissing(join(root, "exercises", shared), join(path, shared));
  for (const { name } of RUNGS)
    if (!existsSync(join(path, name)))
      for (const [from, to] of GIVEN) copyMissing(join(root, "exercises", name, from), join(path, name, to));
  return { path, isNew };
}

function isCheckout(root: string, workingFolder: string): boolean {
  const way = relative(root, workingFolder);
  return ![...root.split(sep), ...way.split(sep)].includes("node_modules") && !way.startsWith("..");
}

/** What is there is the learner's. */
function copyMissing(from: string, to: string): void {
  cpSync(from, to, { recursive: true, force: false });
}

/** The learner's file of an exercise, absolute. */
export function exerciseFile({ path }: CourseFolder, name: string): string {
  return join(path, name, "exercise.ts");
}

/** The exercise as it was given; the learner's file is made from it. */
export function givenText(name: string): string {
  return readFileSync(join(PACKAGE_ROOT, "exercises", name, GIVEN_NAME), "utf8");
}

/** What is in the learner's file. Throws `UserError` where it is gone. */
export function readExercise(folder: CourseFolder, name: string): string {
  try {
    return readFileSync(exerciseFile(folder, name), "utf8");
  } catch {
    const shown = relative(process.cwd(), exerciseFile(folder, name));
    throw new UserError(
      `There is no ${shown}: it was deleted or renamed. Bring it back as it was given with: tidemark learn reset ${name}`,
    );
  }
}
