import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";

const ROOT = join(import.meta.dirname, "../..");

function sources(folder: string): string[] {
  return readdirSync(join(ROOT, folder), { recursive: true, encoding: "utf8" })
    .filter((path) => /\.tsx?$/.test(path))
    .map((path) => join(folder, path));
}

/** An option is described by the text that it is built with; stand-ins and cases of the conformance runner are not public. */
const EXEMPT = [/option[<(]/, /^export (type )?[{*]/];

function undocumented(path: string): string[] {
  const lines = readFileSync(join(ROOT, path), "utf8").split(/\r?\n/);
  const missing: string[] = [];
  lines.forEach((line, i) => {
    if (!/^export (abstract )?(function\*?|class|const|interface|type) /.test(line)) return;
    if (EXEMPT.some((pattern) => pattern.test(line)) || /option[<(]/.test(lines[i + 1] ?? "")) return;
    let above = i - 1;
    while (above >= 0 && lines[above].startsWith("// biome-ignore")) above--;
    if (above < 0 || !lines[above].trimEnd().endsWith("*/")) missing.push(`${path}:${i + 1}`);
  });
  return missing;
}

/** A ratchet: it may go down. */
const LONGEST = 340;

describe("the sources", () => {
  it("say of every export what it is", () => {
    const paths = [...sources("src"), ...sources("sim")].filter((path) => !path.includes(join("sim", "conformance")));
    expect(paths.flatMap(undocumented)).toEqual([]);
  });

  it("have files of one idea, none of them long", () => {
    const long = [...sources("src"), ...sources("sim"), ...sources("visualizer")].filter(
      (path) => readFileSync(join(ROOT, path), "utf8").split("\n").length > LONGEST,
    );
    expect(long).toEqual([]);
  });
});
