import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, test } from "vitest";
import { plantedCopy, readMutant } from "../../cli/check/mutant.ts";
import { inFolder, PATIENT, tidemark } from "./command.ts";

const MUTANTS = resolve(import.meta.dirname, "../mutants");

/** What a campaign says of itself, without what depends on the machine. */
interface Told {
  readonly runs: number;
  readonly events: number;
  readonly restored: number;
  readonly probes: Readonly<Record<string, number>>;
  readonly statuses: Readonly<Record<string, number>>;
  readonly failures: readonly { readonly property: string; readonly number: number; readonly shrunkFaults: string[] }[];
}

/** A campaign of few random jobs. */
async function told(...args: readonly string[]): Promise<Told> {
  const { stdout } = await tidemark("check", "--seed", "3", "--json", ...args);
  const { wallMs: _wallMs, shard: _shard, ...rest } = JSON.parse(stdout);
  return rest;
}

/** Adds up two parts of a campaign. */
function sum(a: Readonly<Record<string, number>>, b: Readonly<Record<string, number>>): Record<string, number> {
  const names = new Set([...Object.keys(a), ...Object.keys(b)]);
  return Object.fromEntries([...names].map((name) => [name, (a[name] ?? 0) + (b[name] ?? 0)]));
}

describe.concurrent("tidemark check", PATIENT, () => {
  test("on a job that is right ends with 0 and a report of what it has tested", async () => {
    const { code, stdout, stderr } = await tidemark("check", "two-phase-commit", "--runs", "16", "--workers", "1");
    expect(stderr).toBe("");
    expect(stdout).toMatch(/^Nothing failed: every property held in 16 runs of [\w-]+\.\n\nRuns +16 scenarios/);
    expect(stdout).toMatch(/Reached +[1-9]\d* restored, [1-9]\d* failed between pre-commit and commit,\n/);
    expect(stdout).toMatch(/Not reached +\w/);
    expect(code).toBe(0);
  });

  test("whose runs never go on from a checkpoint fails as nothing tested, unless that is allowed", async () => {
    const campaign = ["check", "two-phase-commit", "--swarm", "calm", "--runs", "2", "--workers", "1"];
    const [strict, lenient] = await Promise.all([tidemark(...campaign), tidemark(...campaign, "--allow-vacuous")]);
    expect(strict.stdout).toMatch(/^Nothing was tested: no run went on from a completed checkpoint\.\n/);
    expect([strict.code, lenient.code]).toEqual([1, 0]);
  });

  test("gives the same in one thread, in two, and in two parts together", async () => {
    const runs = ["--runs", "8", "--allow-vacuous"];
    const [one, two, odd, even] = await Promise.all([
      told(...runs, "--workers", "1"),
      told(...runs, "--workers", "2"),
      told(...runs, "--workers", "1", "--shard", "1/2"),
      told(...runs, "--workers", "1", "--shard", "2/2"),
    ]);
    expect(two).toEqual(one);
    expect([odd.runs, even.runs]).toEqual([4, 4]);
    for (const field of ["events", "restored"] as const) expect(odd[field] + even[field]).toBe(one[field]);
    for (const field of ["probes", "statuses"] as const) expect(sum(odd[field], even[field])).toEqual(one[field]);
  });

  test("--src runs on other sources: a planted bug ends with 1, a sentence, a script and a file that runs again", () =>
    inFolder(async (folder) => {
      const source = join(folder, "src");
      const save = join(folder, "failures");
      plantedCopy(readMutant(join(MUTANTS, "M45.json")), source);
      const args = ["--src", source, "--save", save, "--runs", "2", "--workers", "1"];
      const { code, stdout } = await tidemark("check", ...args);
      expect(stdout).toMatch(/^\d propert(?:y|ies) of random jobs did not hold in \d runs?\.\n/);
      expect(stdout).toMatch(/\n(?:OUT|CKP)-\d+ +\S.*\n/);
      expect(stdout).toMatch(/\nFaults +\S/);
      expect(stdout).toMatch(/\nFound +in scenario \d+ with \d+ faults?, made simpler/);
      const file = /npx tidemark run --scenario\s+(\S+)/.exec(stdout)?.[1] ?? "";
      expect(JSON.parse(readFileSync(file, "utf8"))).toMatchObject({
        version: 1,
        programs: [{ module: "planned-job" }],
      });
      expect(code).toBe(1);
      // On the runtime itself the same scenario is right.
      expect((await tidemark("run", "--scenario", file, "--quiet")).code).toBe(0);
    }));

  test("--src finds the same failures in two threads as in one", () =>
    inFolder(async (folder) => {
      const source = join(folder, "src");
      plantedCopy(readMutant(join(MUTANTS, "M65.json")), source);
      const args = ["--src", source, "--save", join(folder, "failures"), "--runs", "2"];
      const [one, two] = await Promise.all([told(...args, "--workers", "1"), told(...args, "--workers", "2")]);
      const first = ({ failures }: Told) => failures.map(({ property, number }) => [property, number]);
      expect(first(one)).not.toEqual([]);
      expect(first(two)).toEqual(first(one));
    }));

  test("Ctrl-C leaves a report of the runs that were made", async () => {
    const command = resolve(import.meta.dirname, "../../cli/bin/tidemark.js");
    const { CI: _, ...env } = process.env;
    const child = spawn(process.execPath, [command, "check", "--runs", "100000", "--workers", "1"], { env });
    let stdout = "";
    child.stdout.on("data", (chunk) => {
      stdout += chunk;
    });
    // The line that shows its progress: runs have been made.
    await once(child.stderr, "data");
    child.kill("SIGINT");
    const [code] = await once(child, "close");
    expect(stdout).toMatch(/^Stopped by a signal\. Nothing (?:failed|was tested):[^.]*\.\n\nRuns +\d+ scenarios? of/);
    expect(code).toBe(0);
  });
});

describe.concurrent("tidemark mutants", PATIENT, () => {
  test("--json tells of each bug whether it was found, by what, and with which faults", async () => {
    const { code, stdout, stderr } = await tidemark("mutants", "--id", "M45", "--json");
    expect(stderr).toBe("");
    expect(JSON.parse(stdout)).toEqual({
      mutants: [
        {
          id: "M45",
          killed: true,
          property: expect.stringMatching(/^[A-Z]+-\d+$/),
          seeds: expect.any(Number),
          shrunkFaults: expect.any(Array),
        },
      ],
    });
    expect(code).toBe(0);
  });

  test("a bug that is not found ends with 1 and is named", async () => {
    // The first drawn scenario does not show this one.
    const args = ["--id", "M16", "--blind", "--seeds", "1", "--workers", "1"];
    const { code, stdout } = await tidemark("mutants", ...args);
    expect(stdout).toMatch(/^M16 +FLINK-14145 +NOT KILLED in 1 scenarios: .*\n0 of 1 killed\n$/);
    expect(code).toBe(1);
  });

  test("one that there is not is refused in a sentence", async () => {
    const { code, stderr } = await tidemark("mutants", "--id", "M99");
    expect(stderr).toMatch(/^tidemark: There is no mutant M99; there are M00, .*\.\n$/);
    expect(code).toBe(2);
  });
});

test("nothing is kept where nothing failed", PATIENT, () =>
  inFolder(async (folder) => {
    const save = join(folder, "failures");
    await tidemark("check", "--runs", "1", "--workers", "1", "--quiet", "--save", save);
    expect(existsSync(save)).toBe(false);
  }),
);
