/** Where the built page lies. */
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { PACKAGE_ROOT } from "../root.ts";
import { UserError } from "../user-error.ts";

/** The folder of the page: in a checkout built when a source is newer; in an installed package it is there. */
export function currentPage(): string {
  const script = join(PACKAGE_ROOT, "cli", "bin", "build-ui.js");
  if (existsSync(script)) {
    const { status, stderr } = spawnSync(process.execPath, [script, "--if-needed"], { encoding: "utf8" });
    if (status !== 0) throw new UserError(sentenceOf(stderr));
  }
  return join(PACKAGE_ROOT, "dist", "ui");
}

/** What the build says of itself, without the warnings of its tools. */
function sentenceOf(stderr: string): string {
  const [sentence] = /The page could not be built[\s\S]*/.exec(stderr) ?? ["The page could not be built."];
  return sentence.trim().replace(/\s*\n\s*/g, " ");
}
