/** `tidemark learn new`: a folder of an exercise that already fails properly. */
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { PACKAGE_ROOT } from "../root.ts";
import { UserError } from "../user-error.ts";

const TEMPLATE = join(PACKAGE_ROOT, "cli", "learn", "template");
const ENDING = ".template";

/** Makes the folder; gives the files, relative to it. Throws `UserError`. @param exercises folder of the exercises */
export function newExercise(name: string, exercises: string): string[] {
  if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(name))
    throw new UserError(
      `"${name}" is no name of an exercise: use small letters, digits and hyphens, as in hourly-tips.`,
    );
  const folder = join(exercises, name);
  if (existsSync(folder)) throw new UserError(`There is a folder ${name} already, and nothing was changed in it.`);
  const words = name.split("-");
  const fill = (text: string) =>
    text
      .replaceAll("FUNCTION", words.map((word, i) => (i === 0 ? word : capitalized(word))).join(""))
      .replaceAll("NAME", name)
      .replaceAll("TITLE", capitalized(words.join(" ")));
  const files = readdirSync(TEMPLATE, { recursive: true, encoding: "utf8" }).filter((path) => path.endsWith(ENDING));
  const written = files.map((path) => {
    const file = path.slice(0, -ENDING.length);
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), fill(readFileSync(join(TEMPLATE, path), "utf8")));
    return file;
  });
  writeFileSync(join(folder, "exercise.ts.given"), readFileSync(join(folder, "exercise.ts")));
  return [...written, "exercise.ts.given"].sort();
}

function capitalized(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
