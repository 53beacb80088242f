import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { builtInBundle, builtInLibrary } from "../../cli/ui/library.ts";
import { JOBS } from "../../exercises/jobs/index.ts";
import { SCENARIOS } from "../../exercises/scenarios/index.ts";
import * as sim from "../../sim/index.ts";
import { simulate } from "../../sim/simulation.ts";
import * as tidemark from "../../src/index.ts";
import type { LibraryJob } from "../../visualizer/library/library.ts";
import { loadJob } from "../../visualizer/library/load-job.ts";

const PACKAGES = { tidemark, "tidemark/sim": sim };
const library = builtInLibrary();

const job = (code: string): LibraryJob => ({
  module: "my job",
  sha256: "",
  code,
  sources: { files: [], mappings: "" },
});

describe("the library of the page", () => {
  test("has every built-in scenario that reads no file, in their order, and then those of the jobs", () => {
    const names = library.scenarios.map(({ name }) => name);
    expect(names).toEqual([...Object.keys(SCENARIOS), "word-count", "tide-gauges"]);
    for (const { name, purpose, scenario } of library.scenarios) {
      expect(scenario.name).toBe(name);
      expect(purpose).toMatch(/^[A-Z].*\.$/);
    }
  });

  test("has the job of each of them, once, as a script that requires nothing but tidemark", () => {
    const modules = library.jobs.map(({ module }) => module);
    expect(new Set(modules)).toEqual(new Set(library.scenarios.map(({ scenario }) => scenario.programs[0].module)));
    expect(new Set(modules).size).toBe(modules.length);
    for (const { code, sha256 } of library.jobs) {
      const required = [...code.matchAll(/require\("([^"]+)"\)/g)].map(([, name]) => name);
      expect(new Set(required)).toEqual(new Set(["tidemark"]));
      expect(sha256).toMatch(/^[0-9a-f]{64}$/);
    }
  });

  test("is plain data", () => {
    expect(JSON.parse(JSON.stringify(library))).toEqual(library);
  });
});

describe("a built-in job", () => {
  test.each(Object.keys(JOBS))("%s imports the package by its name, as a user's job does", (name) => {
    const source = readFileSync(new URL(`../../exercises/jobs/${name}.ts`, import.meta.url), "utf8");
    const imported = [...source.matchAll(/from "([^"]+)"/g)].map(([, path]) => path);
    expect(imported).toContain("tidemark");
    expect(imported.filter((path) => !/^tidemark$|^\.\/|^\.\.\/taxi\//.test(path))).toEqual([]);
    expect(loadJob(builtInBundle(name), PACKAGES)).toBeTypeOf("function");
  });
});

describe("a job that is loaded from the library", () => {
  test.each(library.jobs)("$module gives the same run as the built-in one", (entry) => {
    const { scenario } = library.scenarios.filter((each) => each.scenario.programs[0].module === entry.module)[0];
    const run = (program: tidemark.JobProgram) =>
      simulate(scenario, { programs: { [entry.module]: program } }, { store: -1 }).digest;
    expect(run(loadJob(entry, PACKAGES))).toBe(run(JOBS[entry.module].program));
  });

  test("is evaluated on virtual globals, which are gone afterwards", () => {
    const code =
      "module.exports.default = { name: 'x', program: () => { throw Date.now() } }; exports.at = Date.now();";
    const seen: unknown[] = [];
    const watched = `${code} require("tidemark").saw(exports.at, Math.exp);`;
    loadJob(job(watched), { tidemark: { saw: (...all: unknown[]) => seen.push(...all) } });
    expect(seen[0]).toBe(1_767_225_600_000);
    expect(seen[1]).not.toBe(Math.exp);
  });

  test.each([
    ["throw new Error('no water')", "Loading the job my job failed: no water"],
    ["require('node:fs')", "Loading the job my job failed: there is no node:fs in tidemark"],
    ["exports.job = () => {}", "The job my job has no default export that is a function"],
    ["exports.default = 5", "The job my job has no default export that is a function"],
    ["}{", "Loading the job my job failed: "],
  ])("that does not hold is refused in a sentence: %s", (code, sentence) => {
    expect(() => loadJob(job(code), PACKAGES)).toThrow(sentence);
  });
});
