import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { verdictText } from "../../cli/learn/verdict-text.ts";
import { reportOn } from "../../exercises/course/report.ts";
import { longRideAlerts } from "../../exercises/long-ride-alerts/index.ts";
import { blocksOf, commandsOf, fileOf } from "./support/blocks.ts";
import { drawDemonstration, PICTURE } from "./support/demonstration.ts";
import { emptyFolder, ROOT, runShown, withoutWallTime } from "./support/shell.ts";

const TIMEOUT_MS = 60_000;
const TSC = join(ROOT, "node_modules", "typescript", "bin", "tsc");
const english = read("README.md");
const chinese = read("README.zh.md");
const blocks = blocksOf(english);
/** A command that is shown with its output is not tried a second time without. */
const commands = commandsOf(blocks).filter(
  ({ command, output }, _, all) =>
    output !== null || !all.some((other) => other.command === command && other.output !== null),
);
const folder = emptyFolder();
const PLAIN = { bold: String, dim: String, green: String, red: String };

/** With LF, whatever git has made of it. */
function read(path: string): string {
  return readFileSync(join(ROOT, path), "utf8").replaceAll("\r\n", "\n");
}

/** Of links and pictures. */
function linksOf(markdown: string): string[] {
  return [...markdown.matchAll(/\]\(([^)\s]+)\)/g)].map(([, link]) => link);
}

beforeAll(() => {
  for (const file of blocks.map(fileOf)) if (file !== null) writeFileSync(join(folder, file.name), file.content);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("what the README shows", () => {
  test("has a command or a file in every block", () => {
    for (const block of blocks)
      expect(commandsOf([block]).length > 0 || fileOf(block) !== null, block.content).toBe(true);
  });

  // In order: a command may need what an earlier one has written.
  test.each(commands.map(({ command, output }) => [command, output] as const))(
    "%s works and prints what is shown",
    { timeout: TIMEOUT_MS },
    (command, output) => {
      const finished = runShown(command, folder);
      if (finished === null) return;
      expect(finished.stderr.replace(/^[\d.]+ (m?s|min), .* records, .*\n/gm, "")).toBe("");
      expect(finished.status).toBe(0);
      // After a change that was wanted: npm run docs.
      if (output !== null) expect(withoutWallTime(finished.stdout)).toBe(withoutWallTime(output));
    },
  );

  test("has the lines of a real failure, in their order", () => {
    const shown = /^```\n(✗[\s\S]*?)^```$/m.exec(english)?.[1].split("\n") ?? [];
    expect(shown.length).toBeGreaterThan(10);
    const wrong = longRideAlerts.wrong.find(({ name }) => name === "timer-for-end-first");
    if (wrong === undefined) throw new Error("The failure that the README shows is of no wrong solution.");
    const report = reportOn(longRideAlerts, wrong.pipeline, { afterFailure: 119 });
    const options = { language: "en", paint: PLAIN, file: "exercise.ts", place: null, moment: null } as const;
    const real = verdictText(longRideAlerts, report, options).split("\n");
    let next = 0;
    for (const line of shown) {
      const at = real.indexOf(line, next);
      expect(at, line).toBeGreaterThanOrEqual(next);
      next = at + 1;
    }
    expect(chinese).toContain(shown.join("\n"));
  });

  test("keeps its types", () => {
    writeFileSync(join(folder, "tsconfig.json"), '{ "extends": "../../tsconfig.json", "include": ["*.ts"] }');
    expect(spawnSync(process.execPath, [TSC, "-p", folder], { encoding: "utf8" }).stdout).toBe("");
  });

  test("links to files that are there", () => {
    const files = linksOf(english).filter((link) => !link.startsWith("https:"));
    expect(files.length).toBeGreaterThan(4);
    expect(files.filter((file) => !existsSync(join(ROOT, file)))).toEqual([]);
  });

  test("names scripts that there are", () => {
    const { scripts } = JSON.parse(read("package.json"));
    expect(scripts.start).toBe("node cli/bin/start.js");
    expect(scripts.test).toBe("node cli/bin/test.js");
  });
});

test("the picture is that of the run", { timeout: TIMEOUT_MS }, () => {
  // After a change that was wanted: npm run docs.
  expect(read(PICTURE)).toBe(drawDemonstration());
});

describe("the Chinese README", () => {
  test("has the same blocks, the comments of commands apart", () => {
    const bare = (markdown: string) =>
      blocksOf(markdown).map(({ language, content }) => [language, content.replace(/ +#.*$/gm, "")]);
    expect(bare(chinese)).toEqual(bare(english));
  });

  test("has the same sections, table rows and links, but for the way to the other language", () => {
    const shape = (markdown: string) => ({
      sections: [...markdown.matchAll(/^#+/gm)].map(([marks]) => marks),
      rows: [...markdown.matchAll(/^\|.*$/gm)].map(([row]) => row.split("|").length),
      links: linksOf(markdown)
        .filter((link) => !/^README/.test(link))
        .map((link) => link.replace(/\.zh\.md$/, ".md")),
    });
    expect(shape(chinese)).toEqual(shape(english));
    expect(linksOf(english)).toContain("README.zh.md");
    expect(linksOf(chinese)).toContain("README.md");
  });
});
