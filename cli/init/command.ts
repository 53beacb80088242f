/** `tidemark init`: a small project of the user's own. */
import { realpathSync } from "node:fs";
import { relative, resolve } from "node:path";
import type { Command } from "commander";
import { PURPOSES, projectFiles } from "./project.ts";
import { checkTarget, writeProject } from "./target.ts";

const EXAMPLES = `
Examples:
  tidemark init my-job
  tidemark init .`;

/** Adds the command. */
export function addInit(program: Command): void {
  program
    .command("init")
    .description("make a small project of your own: a job, a scenario and two property tests")
    .argument("[dir]", "a new or an empty folder", ".")
    .addHelpText("after", EXAMPLES)
    .action((dir: string) => {
      process.stdout.write(init(dir));
    });
}

/** Makes the project and gives what there is to say about it. Throws `UserError`. */
export function init(dir: string): string {
  // Links resolved: the way to the package is counted from where the folder really lies.
  const folder = resolve(realpathSync("."), dir);
  checkTarget(dir, folder);
  const files = projectFiles(folder);
  writeProject(dir, folder, files);
  const way = relative(process.cwd(), folder);
  const made = Object.entries(PURPOSES).filter(([path]) => files.has(path));
  return [
    `Made a project of ${files.size} files in ${way === "" ? "this folder" : way}:`,
    "",
    ...made.map(([path, purpose]) => `  ${path.padEnd(22)}${purpose}`),
    "",
    "Next:",
    "",
    `  ${way === "" ? "" : `cd ${quoted(way)} && `}npm install`,
    "  npm start",
    "  npm test",
    "",
  ].join("\n");
}

/** A shell takes a path with a space as two. */
function quoted(path: string): string {
  return /^[\w./\\-]+$/.test(path) ? path : `"${path}"`;
}
